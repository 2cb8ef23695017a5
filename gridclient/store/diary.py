"""What one person did in a span of time, oldest first: the lines the diary (民情日志) is written from (UI "Today")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.store.repository import Repository, held


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One thing done. `kind` is visit, or the kind of the record a step was taken on: event, task, rectification ...

    `record` is that record's id (of a visit: the household's); `code` the result of a visit or the name of the step;
    `title` what the record is called; `text` what was written.
    """

    at: datetime
    kind: str
    record: str
    code: str
    title: str
    text: str


_VISITS = f"""
SELECT v.visited_at AS at, 'visit', v.parent, coalesce(v.result, ''),
  coalesce(p.name, json_extract(h.contact, '$.name'), h.household_no, h.address, ''), coalesce(v.text, '')
FROM visit AS v JOIN household AS h ON h.id = v.parent LEFT JOIN person AS p ON p.id = h.head
WHERE v.visitor = ?1 AND {held("v")}
  AND NOT EXISTS (SELECT 1 FROM visit AS later WHERE later.parent = v.parent AND later.corrects = v.id)"""  # noqa: S608 - constant text

_TITLES = """
  coalesce((SELECT coalesce(e.title, e.description) FROM event AS e WHERE e.id = g.parent),
    (SELECT k.title FROM task AS k WHERE k.id = g.parent),
    (SELECT r.text FROM rectification AS r WHERE r.id = g.parent),
    (SELECT coalesce((SELECT s.name FROM school AS s WHERE s.id = i.parent),
        (SELECT p.name FROM place AS p WHERE p.id = i.parent), i.title) FROM inspection AS i WHERE i.id = g.parent),
    '')"""

_MADE = "(SELECT max(t.made) FROM tx_rec AS x JOIN tx AS t ON t.pos = x.tx WHERE x.record = g.id)"
"""A step that waits has no time of the centre yet: the moment it was written here stands for it."""

_STEPS = f"""
SELECT coalesce(g.device_at, g.at, {_MADE}) AS at, substr(g.kind, 5), g.parent, coalesce(g.step, ''), {_TITLES},
  coalesce(g.text, '')
FROM log AS g WHERE (g.by = ?1 OR (g.by IS NULL AND {_MADE} IS NOT NULL)) AND {held("g")}"""  # noqa: S608 - constant text

_LINES = f"""
SELECT * FROM ({_VISITS} UNION ALL {_STEPS})
WHERE julianday(at) >= julianday(?2) AND julianday(at) < julianday(?3) ORDER BY julianday(at), 3"""  # noqa: S608 - as above


class Diary(Repository):
    """Questions about what was done."""

    def of(self, user: str, since: datetime, until: datetime) -> tuple[DiaryLine, ...]:
        """Give what a user did from `since` to before `until`, oldest first."""
        with self.reading() as reading:
            rows = reading.db.all(_LINES, user, since.isoformat(), until.isoformat())
        return tuple(_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> DiaryLine:
    return DiaryLine(datetime.fromisoformat(row[0]), *(str(value or "") for value in row[1:]))
