"""When each answer of a record was given and changed (answer audit of administrative inspections). Bounded in size."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from gridcore.answers import AnswerChange
from gridcore.forms.definition import FormDefinition
from gridcore.forms.engine import VALUE
from gridcore.forms.live import LiveForm
from gridcore.forms.record import ROW
from gridcore.forms.view import Change

MOST_CHANGES = 1_000
MOST_TEXT = 200
"""Characters of a value kept here; the record holds the last one whole."""
ONE_GO = dt.timedelta(seconds=10)
"""Changes of one question that follow each other so soon are one: a text is told at every pause of typing."""
CUT = "…"


class AnswerAudit:
    """The changes of one record, oldest first. The first and the last of a question are kept as long as there is room.

    `cut` counts what was left out.
    """

    def __init__(self, kept: Iterable[AnswerChange] = (), cut: int = 0) -> None:
        """Go on with the changes kept in a draft."""
        self._changes = list(kept)
        self.cut = cut

    @property
    def changes(self) -> tuple[AnswerChange, ...]:
        """What happened."""
        return tuple(self._changes)

    def note(self, at: dt.datetime, question: str, old: str, new: str) -> None:
        """An answer was given, changed or taken back; typed on in one go it stays one change."""
        before, after = _short(old), _short(new)
        last = self._changes[-1] if self._changes else None
        if last is not None and last.question == question and at - _moment(last, at) <= ONE_GO:
            self._changes.pop()
            before = last.old or ""
        if before != after:
            stamp = at.isoformat(timespec="seconds")
            self._changes.append(AnswerChange(at=stamp, question=question, old=before or None, new=after or None))
        if len(self._changes) > MOST_CHANGES:
            self._leave_out(1)

    def clear(self) -> None:
        """Forget everything."""
        self._changes, self.cut = [], 0

    def within(self, size: Callable[[tuple[AnswerChange, ...]], int], room: int) -> None:
        """Leave out as much as must be so that the changes fit a room, in the measure of `size`."""
        while self._changes and size(self.changes) > room:
            self._leave_out(max(1, len(self._changes) // 10))

    def _leave_out(self, count: int) -> None:
        """The oldest changes between the first and the last of their question go first, then the oldest of all."""
        left, seen = Counter(one.question for one in self._changes), set[str | None]()
        places: list[int] = []
        for place, one in enumerate(self._changes):
            left[one.question] -= 1
            if one.question in seen and left[one.question]:
                places.append(place)
            seen.add(one.question)
        gone = set((places or list(range(len(self._changes))))[:count])
        self._changes = [one for place, one in enumerate(self._changes) if place not in gone]
        self.cut += len(gone)


class AuditedForm(LiveForm):
    """A live form that notes every answer of a person in an audit, with the time its clock gives."""

    def __init__(
        self,
        form: FormDefinition,
        audit: AnswerAudit,
        clock: Callable[[], dt.datetime],
        *,
        now: dt.datetime,
        rng: random.Random,
        **more: Any,
    ) -> None:
        """Open as `LiveForm` does; what the form sets by itself while it is opened is not noted."""
        super().__init__(form, now=now, rng=rng, **more)
        self.audit, self._clock = audit, clock
        self._has_rows = any(node.repeat is not None for node in form.nodes.values())
        self._known = self._answers()

    def forget_until_now(self) -> None:
        """What was put in before the person began is where they start from."""
        self._known = self._answers()
        self.audit.clear()

    def _changes(self) -> tuple[Change, ...]:
        found = super()._changes()
        if self._has_rows:
            before, self._known = self._known, self._answers()
            paths = dict.fromkeys((*before, *self._known))
            pairs = [(path, before.get(path, ""), self._known.get(path, "")) for path in paths]
        else:
            paths = {
                change.path: None for change in found if VALUE in change.kinds and change.path in self.form.by_path
            }
            pairs = [(path, self._known.get(path, ""), self.state(path).answer) for path in paths]
            self._known |= {path: new for path, _old, new in pairs}
        at = self._clock()
        for path, old, new in pairs:
            if old != new:
                self.audit.note(at, path, old, new)
        return found

    def _answers(self) -> dict[str, str]:
        """The answers to what people are asked; rows stand in their paths by their ids."""
        root = self.form.root.path
        return {path: text for path, plain, text in _texts(self.data(), root, root) if plain in self.form.by_path}


def _texts(data: Mapping[str, object], path: str, plain: str) -> Iterator[tuple[str, str, str]]:
    """Path with the ids of rows, path without, text: of every answer in the JSON of a record."""
    for name, value in data.items():
        here = f"{path}/{name}", f"{plain}/{name}"
        if isinstance(value, str) and value and name != ROW:
            yield (*here, value)
        elif isinstance(value, Mapping):
            yield from _texts(cast("Mapping[str, object]", value), *here)
        elif isinstance(value, list):
            for row in cast("list[Mapping[str, object]]", value):
                yield from _texts(row, f"{here[0]}[@{row.get(ROW)}]", here[1])


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + CUT


def _moment(change: AnswerChange, otherwise: dt.datetime) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(change.at or "")
    except ValueError:
        return otherwise - 2 * ONE_GO
