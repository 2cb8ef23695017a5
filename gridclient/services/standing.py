"""Where a form being filled stands: its lines, what each question is now, what blocks finishing, how far sections are.

Kept up with the changes of each answer, so that an answer to a form of 1,000 questions does not walk all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gridclient.services.layout import Line, LineKind, Part, lay
from gridcore.forms.live import LiveForm
from gridcore.forms.view import Change, NodeState

_MOVING = frozenset({"relevant", "rows"})
_HEAD = "label"
"""Appearance of the head of a table, which looks like a choice and asks nothing."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed and no answer, and the reason code why not."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step changed: keys of lines to be drawn again; `moved` when lines came or went."""

    keys: tuple[str, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What blocks finishing, at a line of a section: reason required, constraint, choice_gone, or of a `Typed`."""

    key: str
    section: str
    reason: str


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How far a section is."""

    code: str
    title: str
    asked: int
    answered: int
    gaps: int


class Standing:
    """The lines of one live form. `typed` is the questionnaire's own, read whenever gaps are counted."""

    def __init__(self, live: LiveForm, typed: Mapping[str, Typed]) -> None:
        """Lay the lines."""
        self._live, self._typed = live, typed
        self._wrong: dict[str, str] = {}
        self._messages: dict[str, str] | None = None
        self._gaps: tuple[Gap, ...] | None = None
        self._counts: tuple[SectionCount, ...] | None = None
        self._lay()

    def sections(self) -> tuple[SectionCount, ...]:
        """The sections in which something is asked or said now."""
        if self._counts is None:
            gaps = self.gaps()
            found = (self._count(part, gaps) for part in self._parts)
            self._counts = tuple(one for one in found if one.asked or self.lines(one.code))
        return self._counts

    def lines(self, section: str) -> tuple[Line, ...]:
        """The lines of a section that are shown now."""
        part = next((one for one in self._parts if one.code == section), None)
        return () if part is None else tuple(line for line in part.lines if self._is_shown(line))

    def gaps(self) -> tuple[Gap, ...]:
        """What blocks finishing, in the order of the form."""
        if self._gaps is None:
            found = dict(self._wrong)
            found |= {key: one.reason for key, one in self._typed.items() if self._is_live(key)}
            ordered = sorted(found, key=lambda key: self._rank.get(key, len(self._rank)))
            self._gaps = tuple(Gap(key, self.section_of.get(key, ""), found[key]) for key in ordered)
        return self._gaps

    def message(self, key: str) -> str:
        """The author's words on a gap, '' where the form has none."""
        if self._messages is None:
            self._messages = {self.key_of.get(one.path, one.path): one.message for one in self._live.missing()}
        return self._messages.get(key, "")

    def _lay(self) -> None:
        self._parts = lay(self._live)
        lines = [(part.code, line) for part in self._parts for line in part.lines]
        self.by_key = {line.key: line for _, line in lines}
        self.key_of = {line.path: line.key for _, line in lines if line.kind in {LineKind.QUESTION, LineKind.ROW}}
        self.section_of = {line.key: code for code, line in lines}
        self._rank = {line.key: place for place, (_, line) in enumerate(lines)}
        self._states: dict[str, NodeState] = {state.path: state for state in self._live.states()}
        self._wrong = {}
        for path in self.key_of:
            self._judge(path)
        self.forget()

    def _judge(self, path: str) -> None:
        """Note why a question blocks finishing, as `LiveForm.missing` does, without walking all of the form."""
        state, key = self._states.get(path), self.key_of.get(path)
        if key is None:
            return
        reason = "" if state is None or self.by_key[key].kind is not LineKind.QUESTION else _reason(state)
        if reason:
            self._wrong[key] = reason
        else:
            self._wrong.pop(key, None)

    def forget(self) -> None:
        """Something changed: what was counted is counted again when it is asked for."""
        self._gaps = self._counts = self._messages = None

    def take(self, changes: Iterable[Change], answered: str = "") -> Touched:
        """Keep up with what a step changed; say which lines are to be drawn again.

        `answered` is the path of the question itself: an answer that is not offered changes no value, and counts.
        """
        self.forget()
        moved = rows = False
        keys: list[str] = []
        for change in changes:
            moved = moved or bool(change.kinds & _MOVING)
            # A row beyond the count comes back as one that is relevant again.
            rows = rows or "rows" in change.kinds or ("relevant" in change.kinds and change.path.endswith("]"))
            if change.path in self.key_of:
                keys.append(self.key_of[change.path])
            if change.path in self._states and not rows:
                self._states[change.path] = self._live.state(change.path)
                self._judge(change.path)
        if answered and not rows:
            self._states[answered] = self._live.state(answered)
            self._judge(answered)
        if rows:
            self._lay()
        return Touched(tuple(dict.fromkeys(keys)), moved)

    def _is_shown(self, line: Line) -> bool:
        if line.kind is LineKind.GROUP and not line.is_named:
            return False
        if line.kind is LineKind.ADD or (line.kind is LineKind.GROUP and line.key.endswith("#head")):
            return self._is_repeat_live(line)
        return not line.holder or self._is_live_path(line.holder)

    def _is_repeat_live(self, line: Line) -> bool:
        """A repeat is shown if it is relevant; without rows that is asked at the node around it."""
        parent = line.holder.rpartition("/")[0]
        if not self._is_live_path(parent):
            return False
        rows = self._live.rows(line.holder)
        if rows:
            return any(row.is_relevant for row in rows)
        definition = self._live.form.nodes[line.control.path]
        if definition.repeat is not None and definition.repeat.count is not None:
            return False  # as long as nothing is counted there is nothing to be headed
        rule = definition.bind.relevant
        return rule is None or self._live.holds(parent, rule.source) is not False

    def _is_live(self, key: str) -> bool:
        line = self.by_key.get(key)
        return line is not None and self._is_live_path(line.path)

    def _is_live_path(self, path: str) -> bool:
        state = self._states.get(path)
        return state is not None and state.is_relevant

    def _count(self, part: Part, gaps: tuple[Gap, ...]) -> SectionCount:
        asked = answered = 0
        for line in part.lines:
            if line.kind is not LineKind.QUESTION or _HEAD in line.control.appearance:
                continue
            state = self._states.get(line.path)
            if state is None or not state.is_relevant or state.is_readonly:
                continue
            asked += 1
            answered += bool(state.value) and line.key not in self._typed
        title = self._live.words(part.control, part.path)[0] if part.control is not None else ""
        return SectionCount(part.code, title, asked, answered, sum(gap.section == part.code for gap in gaps))


def _reason(state: NodeState) -> str:
    """Why a question blocks finishing, '' when it does not."""
    if not state.is_relevant:
        return ""
    if state.answer and not state.value:
        return "choice_gone"
    if state.is_required and not state.value:
        return "required"
    return "" if state.is_valid else "constraint"
