"""When the answers of an inspection were given and changed, in the words of its checklist (answer audit)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gridclient.base.clock import Clock
from gridclient.services.checklists import Checklists
from gridclient.services.layout import plain_path
from gridclient.store import Store
from gridclient.store.reading import Entry
from gridcore.answers import AnswerChange, Answers
from gridcore.errors import GridError, InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.parts import ChecklistRef


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One change of an answer: `code` is the item or question as its author named it; values as people read them.

    `at` is the time of the PC it was given on; `by` the account that finished the record.
    """

    at: datetime
    code: str
    question: str
    old: str
    new: str
    by: str


class AnswerHistory:
    """Reads what came with the finished records; needs no centre."""

    def __init__(self, store: Store, checklists: Checklists, clock: Clock) -> None:
        """Use the records and checklists of a store."""
        self._store, self._checklists, self._clock = store, checklists, clock

    def of(self, inspection: str) -> tuple[AnswerLine, ...]:
        """Give the changes of the answers of an inspection, newest first; none of a patrol."""
        with self._store.read() as reading:
            entries = reading.children("answers", inspection)
        lines = [line for entry in entries for line in self._lines(entry)]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def _lines(self, entry: Entry) -> Iterator[AnswerLine]:
        body = entry.body
        if not isinstance(body, Answers) or not body.audit:
            return
        try:
            form = self._checklists.load(body.checklist or ChecklistRef())
            live = LiveForm(form, now=self._clock.now(), rng=random.Random(0), data=body.values)  # noqa: S311 - row ids
        except GridError:
            live = None  # its version is not here: codes stand for themselves
        for change in body.audit:
            at = _moment(change.at)
            if at is not None:
                yield _line(change, at, live, body.by or "")


def _line(change: AnswerChange, at: datetime, live: LiveForm | None, by: str) -> AnswerLine:
    path = plain_path(change.question or "")
    old, new, words = change.old or "", change.new or "", ""
    if live is not None:
        try:
            words = live.label(path)
            choices = {offer.value: offer.label for offer in live.choices(path)}
            old, new = (" ".join(choices.get(one, one) for one in text.split(" ")) for text in (old, new))
        except InvalidInput:
            words = ""
    return AnswerLine(at, path.rpartition("/")[2], words, old, new, by)


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
