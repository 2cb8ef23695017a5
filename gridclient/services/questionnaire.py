"""Any published form being filled: lines to be drawn, answers, rows with undo, what is missing, its draft (FORMS 2-4).

No store and no Qt. What a person typed and the form refuses (half a date, a letter in a number) is kept beside the
answers and blocks finishing; nothing typed is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from gridclient.services.filling import Form
from gridclient.services.layout import Line, LineKind
from gridclient.services.standing import Gap, SectionCount, Standing, Touched, Typed
from gridcore.errors import InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.forms.view import Offer, Shown

__all__ = ["Gap", "Line", "LineKind", "Offer", "Questionnaire", "SectionCount", "Shown", "Touched", "Typed"]

_TEXT_REASONS = frozenset({
    "not_an_integer", "not_a_number", "not_a_date", "not_a_date_time", "not_a_time", "not_a_boolean", "not_a_place",
    "too_long", "forbidden_character",
})  # fmt: skip
"""What the engine says of a text that is no answer; everything else is a mistake of ours."""


@dataclass(frozen=True, slots=True)
class _Removed:
    """A row taken out: where it stood, and what was in it."""

    path: str
    index: int
    row: Mapping[str, Any]
    typed: Mapping[str, Typed]


class Questionnaire:
    """One record of a form. Lives on one thread; an answer to a form of 1,000 questions takes a few ms."""

    def __init__(self, form: Form) -> None:
        """Open a new filling, or a kept one when the form has a body. Raises InvalidInput as `LiveForm` does."""
        self._form, self._openings = form, 0
        body = form.body or {}
        values = body.get("values")
        kept = cast("Mapping[str, object]", values) if isinstance(values, Mapping) else None
        self._live = self._open(kept)
        self.current = str(body.get("current") or "")
        """Key of the line last answered: where a resumed filling opens."""
        self._typed = {
            key: Typed(str(text), str(reason)) for key, (text, reason) in dict(body.get("typed") or {}).items()
        }
        self.strokes: dict[str, dict[str, object]] = dict(body.get("strokes") or {})
        """What is drawn, by the key of the line: {base, strokes, made} as the pad keeps it."""
        self._removed: list[_Removed] = []
        self._standing = Standing(self._live, self._typed)

    # what is to be seen

    @property
    def title(self) -> str:
        """The title of the form."""
        return self._form.definition.title

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the form is written in; the engine's own name for one without names is `default`."""
        return self._live.form.languages

    @property
    def language(self) -> str:
        """The language it is shown in."""
        return self._live.language

    def set_language(self, language: str) -> None:
        """Show the form in one of its languages; answers stay."""
        if language != self._live.language and language in self._live.form.languages:
            self._live.set_language(language)
            self._standing.forget()

    def language_like(self, code: str) -> str:
        """The form's language for `zh` or `en`, else its own."""
        return next((one for one in self.languages if f"({code})" in one), self._live.form.default_language)

    def sections(self) -> tuple[SectionCount, ...]:
        """The sections in which something is asked now."""
        return self._standing.sections()

    def lines(self, section: str, only: frozenset[str] | None = None) -> tuple[Line, ...]:
        """The lines of a section that are shown now; with `only`, the questions of these keys."""
        lines = self._standing.lines(section)
        if only is None:
            return lines
        return tuple(line for line in lines if line.kind is LineKind.QUESTION and line.key in only)

    def line(self, key: str) -> Line | None:
        """A line by its key, shown or not; None when its row is gone."""
        return self._standing.by_key.get(key)

    def section_of(self, key: str) -> str:
        """The code of the section a line stands in, '' for none."""
        return self._standing.section_of.get(key, "")

    def shown(self, line: Line) -> Shown | None:
        """A question as it is to be drawn, None while it is not relevant."""
        return self._live.shown(line.path)

    def words(self, line: Line) -> tuple[str, str]:
        """Label and hint of the head of a group or of a repeat."""
        path = line.path if line.kind is LineKind.GROUP else line.path.rpartition("/")[0]
        return self._live.words(line.control, path)

    def repeat_name(self, line: Line) -> str:
        """The label of the repeat a row is added to, '' where the form gives none."""
        head = self.line(line.key.removesuffix("[+]") + "#head")
        return self.words(head)[0] if head is not None else ""

    def typed(self, key: str) -> Typed | None:
        """What is typed at a question and is no answer."""
        return self._typed.get(key)

    def gaps(self) -> tuple[Gap, ...]:
        """What blocks finishing, in the order of the form."""
        return self._standing.gaps()

    def message(self, key: str) -> str:
        """The author's words on a gap, '' where the form has none."""
        return self._standing.message(key)

    def counts(self) -> tuple[int, int]:
        """How many questions are answered, and how many are asked."""
        counts = self.sections()
        return sum(one.answered for one in counts), sum(one.asked for one in counts)

    # answering

    def give(self, key: str, text: str) -> Touched:
        """Answer a question; what the form refuses is kept as `typed`, and the answer before it taken back."""
        line = self.line(key)
        if line is None:
            raise InvalidInput(field="question", reason="unknown_path", key=key)
        self.current = key
        was_typed = self._typed.pop(key, None)
        try:
            changes = self._live.answer(line.path, text)
        except InvalidInput as refused:
            if refused.reason not in _TEXT_REASONS:
                raise
            self._typed[key] = Typed(text, refused.reason)
            changes = self._live.answer(line.path, "")
        touched = self._standing.take(changes, line.path)
        again = was_typed is not None or key in self._typed
        return Touched(tuple(dict.fromkeys((key, *touched.keys))), touched.moved) if again else touched

    def add_row(self, path: str) -> tuple[Touched, str]:
        """Add a row to the repeat at a path; gives the key of the row too. Raises InvalidInput, `too_many_rows`."""
        touched = self._standing.take(self._live.add_row(path))
        return touched, self._standing.key_of[self._live.rows(path)[-1].path]

    def remove_row(self, key: str) -> Touched:
        """Take a row out; `undo` brings it back with what is in it."""
        line = self._standing.by_key[key]
        path, _, index = line.path.removesuffix("]").rpartition("[")
        row = cast("Mapping[str, Any]", _rows_at(self._live.data(), path)[int(index) - 1])
        typed = {one: kept for one, kept in self._typed.items() if one.startswith(f"{key}/")}
        self._removed.append(_Removed(path, int(index) - 1, row, typed))
        for one in typed:
            del self._typed[one]
        return self._standing.take(self._live.remove_row(line.path))

    @property
    def can_undo(self) -> bool:
        """Whether a row can be brought back."""
        return bool(self._removed)

    def undo(self) -> Touched:
        """Bring the row last taken out back to where it stood; what was answered since stays."""
        removed = self._removed.pop()
        data = self._live.data()
        rows = _rows_at(data, removed.path)
        rows.insert(min(removed.index, len(rows)), dict(removed.row))
        language = self._live.language
        self._live = self._open(data)
        self._live.set_language(language)
        self._typed |= removed.typed
        self._standing = Standing(self._live, self._typed)
        return Touched(tuple(self._standing.by_key), moved=True)

    # keeping

    def body(self) -> dict[str, Any]:
        """The draft: answers, what is typed and no answer, strokes, where the person was, counts for a list."""
        answered, asked = self.counts()
        return {
            "values": self._live.data(),
            "typed": {key: [one.text, one.reason] for key, one in self._typed.items()},
            "strokes": self.strokes,
            "current": self.current,
            "answered": answered,
            "total": asked,
        }

    def finish(self, now: dt.datetime) -> dict[str, Any]:
        """Give the finished record's values (FORMS 4). Raises InvalidInput naming the first gap (field = key)."""
        gaps = self.gaps()
        if gaps:
            raise InvalidInput(field=gaps[0].key, reason=gaps[0].reason)
        missing = self._live.finish(now)
        if missing:  # a question no line shows
            raise InvalidInput(field=missing[0].path, reason=missing[0].reason)
        return dict(self._live.data(finished=True))

    # within

    def _open(self, values: Mapping[str, object] | None) -> LiveForm:
        form, self._openings = self._form, self._openings + 1
        return LiveForm(
            form.definition,
            now=form.now,
            rng=form.rng(self._openings),
            facts=form.facts,
            data=values,
            record_id=form.record,
        )


def _rows_at(data: Mapping[str, Any], path: str) -> list[Any]:
    """The rows of a repeat in the JSON of a record: `/data/house[2]/member` is data["house"][1]["member"]."""
    at: Any = data
    for step in path.split("/")[2:]:
        name, _, index = step.removesuffix("]").partition("[")
        at = at[name]
        if index:
            at = at[int(index) - 1]
    return cast("list[Any]", at)
