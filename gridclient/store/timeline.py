"""What happened to a household, newest first: visits, events, edits that still wait (UI Households "时间线")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.store.folding import decode_ops
from gridclient.store.reading import Reading
from gridclient.store.repository import Repository
from gridcore.deadlines import BEIJING
from gridcore.wire import Create, Set


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One entry.

    `what` visit | event | edit; `code` its result, state or verb; `text` in the words recorded.

    For an edit `field`, `before` and `after` name what was changed; `is_waiting` while the server has not settled it.
    """

    at: datetime
    what: str
    kind: str
    record: str
    code: str
    text: str
    is_waiting: bool
    field: str = ""
    before: Any = None
    after: Any = None


_VISITS = """
SELECT visited_at, 'visit', 'visit', id, coalesce(result, ''), coalesce(text, ''),
  EXISTS (SELECT 1 FROM tx_rec WHERE record = visit.id)
FROM visit WHERE parent = ? AND visited_at IS NOT NULL
  AND id NOT IN (SELECT corrects FROM visit WHERE parent = ? AND corrects IS NOT NULL)"""
_EVENTS = """
SELECT coalesce(occurred_at, started_at), 'event', 'event', id, coalesce(state, ''), coalesce(title, description, ''),
  EXISTS (SELECT 1 FROM tx_rec WHERE record = event.id)
FROM event WHERE household = ? AND coalesce(occurred_at, started_at) IS NOT NULL"""
_TXS = """
SELECT DISTINCT t.pos, t.made, t.verb, t.ops FROM tx AS t JOIN tx_rec AS r ON r.tx = t.pos
WHERE r.record = ? OR r.record IN (SELECT id FROM person WHERE parent = ?) ORDER BY t.pos"""


class Timeline(Repository):
    """The story of a household."""

    def of_household(self, household: str, limit: int = 100) -> tuple[TimelineLine, ...]:
        """Give what happened, newest first; entries without a readable time are left out."""
        with self.reading() as reading:
            rows = reading.db.all(_VISITS, household, household) + reading.db.all(_EVENTS, household)
            lines = [*_recorded(rows), *_edits(reading, household)]
        lines.sort(key=lambda line: (line.at, line.record), reverse=True)
        return tuple(lines[:limit])


def _recorded(rows: list[Any]) -> list[TimelineLine]:
    lines: list[TimelineLine] = []
    for at, what, kind, record, code, text, waiting in rows:
        moment = _moment(at)
        if moment is not None:
            lines.append(TimelineLine(moment, what, kind, record, code, text, bool(waiting)))
    return lines


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=BEIJING)


def _edits(reading: Reading, household: str) -> list[TimelineLine]:
    lines: list[TimelineLine] = []
    for _, made, verb, ops in reading.db.all(_TXS, household, household):
        at = datetime.fromisoformat(made)
        for op in decode_ops(ops):
            if op.kind not in ("household", "person"):
                continue
            if isinstance(op, Create):
                lines.append(TimelineLine(at, "edit", op.kind, op.id, verb, "", is_waiting=True))
            elif isinstance(op, Set):
                pairs = {**op.set, **{name: (None, added) for name, added in op.add.items()}}
                pairs |= {name: (taken, None) for name, taken in op.remove.items() if name not in pairs}
                lines += [
                    TimelineLine(at, "edit", op.kind, op.id, verb, "", True, name, before, after)
                    for name, (before, after) in pairs.items()
                ]
    return lines
