"""The one inbox (全科): events, tasks, rectifications and due visits as rows of one list, sorted in SQL (PRODUCT 3).

What waits for whom follows the tables of DOMAIN 3.2 and 4.1: an event waits for the person its state names, a task for
its assignee, a rectification for who looks at it next, a visit for the people of the grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import text

from gridclient.store.reading import Reading
from gridclient.store.repository import held
from gridcore.kinds import PLACE_READERS
from gridcore.roles import FIELD_ROLES, Role


class Scope(StrEnum):
    """Which rows: waiting for me, everything open, handled by me."""

    MINE = "mine"
    ALL = "all"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: user id, role, the unit or grid they work in, today as an ISO date."""

    user: str
    role: Role
    unit: str
    today: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A row of the inbox. Kind is event, task, rectification or visit (id: the household's).

    `due` is an ISO date or instant, empty without a limit; where only the clock's start is known, `started_at`,
    `limit_amount` and `limit_unit` tell the rest. `review_on` is the day a hung matter is looked at again. `mark` is
    rework, return_back, to_confirm, request or empty. `subkind` is the category of an event, the kind of a task.
    """

    kind: str
    id: str
    grid: str
    title: str
    subkind: str
    place: str
    source: str
    state: str
    mark: str
    due: str
    started_at: str
    limit_amount: int | None
    limit_unit: str
    review_on: str
    is_waiting: bool


_EVENT = """
SELECT 'event' AS kind, e.id AS id, e.grid AS grid, coalesce(e.title, '') AS title, coalesce(e.category, '') AS subkind,
  coalesce(e.address, '') AS place, coalesce(e.source, '') AS source, e.state AS state,
  CASE WHEN e.open_request IS NOT NULL THEN 'request' WHEN e.to_confirm THEN 'to_confirm'
    WHEN e.state = 'HANDLING' AND e.rework_count > 0 THEN 'rework'
    WHEN e.state = 'FILED' AND json_extract(e.extra, '$.return_count') > 0 THEN 'return_back' ELSE '' END AS mark,
  CASE WHEN e.state IN ('HUNG', 'FEEDBACK', 'CHECKING') THEN ''
    WHEN e.state = 'VERIFYING' THEN coalesce(e.verify_limit, '')
    ELSE coalesce(e.due_time, '') END AS due,
  CASE WHEN e.state = 'HANDLING' THEN coalesce(e.started_at, '') ELSE '' END AS started_at,
  e.limit_amount AS limit_amount, coalesce(e.limit_unit, '') AS limit_unit, coalesce(e.review_on, '') AS review_on
FROM event AS e WHERE """

_TASK = """
SELECT 'task', e.id, e.grid, coalesce(e.title, ''), coalesce(e.task_kind, ''), coalesce(
    (SELECT p.name FROM place AS p WHERE p.id = json_extract(e.subject, '$.id')),
    (SELECT s.name FROM school AS s WHERE s.id = json_extract(e.subject, '$.id')),
    (SELECT h.address FROM household AS h WHERE h.id = json_extract(e.subject, '$.id')), ''),
  coalesce(e.source, ''), e.state, '', coalesce(e.due, ''), '', NULL, '', ''
FROM task AS e WHERE """

_RECTIFICATION = """
SELECT 'rectification', e.id, e.grid, coalesce(e.text, ''), coalesce(e.item, ''), coalesce(
    (SELECT p.name FROM place AS p JOIN inspection AS i ON i.parent = p.id WHERE i.id = e.parent),
    (SELECT s.name FROM school AS s JOIN inspection AS i ON i.parent = s.id WHERE i.id = e.parent), e.party, ''),
  '07', e.state, '', coalesce(e.extended_to, e.due, ''), '', NULL, '', ''
FROM rectification AS e WHERE """

_VISIT = """
SELECT 'visit', h.id, h.grid, coalesce(p.name, json_extract(h.contact, '$.name'), h.household_no, ''), '',
  coalesce(h.address, ''), '', 'DUE', '', d.due, '', NULL, '', ''
FROM (
  SELECT id, CASE WHEN promised > coalesce(met, '') THEN promised
    WHEN every > 0 THEN coalesce(date(met, '+' || every || ' days'), '') END AS due
  FROM (
    SELECT w.id, w.visit_every AS every,
      (SELECT substr(max(visited_at), 1, 10) FROM visit
        WHERE parent = w.id AND coalesce(result, '') != 'absent') AS met,
      (SELECT next_visit FROM visit WHERE parent = w.id ORDER BY visited_at DESC LIMIT 1) AS promised
    FROM household AS w
  )
) AS d JOIN household AS h ON h.id = d.id LEFT JOIN person AS p ON p.id = h.head
WHERE d.due <= :today"""
"""A visit is due on the day promised at the last one, else by the frequency; never visited: due without a day."""

_ENDED = {
    "event": "e.state IN ('REFUSED', 'CLOSED', 'RATED', 'ARCHIVED', 'VOIDED') AND NOT coalesce(e.to_confirm, 0)",
    "task": "e.state != 'OPEN'",
    "rectification": "e.state IN ('PASSED', 'TRANSFERRED', 'SUPERVISED')",
}

_MINE_HANDLED = "(e.state = 'HANDLING' AND e.handler = :me)"
_VERIFYING = "(e.state = 'VERIFYING' AND e.verifier = :me)"
_CHECKING = "(e.state = 'CHECKING' AND e.checker = :me AND e.check_verdict IS NULL)"
_TO_CONFIRM = "(e.state = 'CLOSED' AND e.to_confirm AND coalesce(e.handler, '') != :me)"

_MY_POSTS = "SELECT bound_to FROM post WHERE user = :me AND bound_to IS NOT NULL"
_OF_MY_UNIT = f"e.lead_unit = :unit OR e.lead_unit IN ({_MY_POSTS}) OR (e.handler IS NULL AND NOT EXISTS ({_MY_POSTS}))"
"""Whose unit no post names takes what is dispatched in the grids he holds: accounts do not say their unit."""

_EVENT_MINE: Mapping[Role, str] = {
    Role.GRID_WORKER: f"{_VERIFYING} OR {_CHECKING} OR {_MINE_HANDLED} OR (e.state = 'DRAFT' AND e.reporter = :me)",
    Role.GRID_LEADER: f"{_TO_CONFIRM} OR {_MINE_HANDLED}",
    Role.COMMUNITY_OFFICE: f"e.state IN ('REPORTED', 'FILED') OR {_MINE_HANDLED} OR {_TO_CONFIRM}",
    Role.CENTER_OPERATOR: "e.state IN ('REPORTED', 'FEEDBACK')",
    Role.CENTER_DISPATCHER: "e.state = 'FILED'",
    Role.DUTY_CHIEF: (
        "e.open_request IS NOT NULL OR e.state = 'FEEDBACK' OR (e.state = 'CHECKING' AND e.check_verdict IS NOT NULL)"
        " OR (e.state = 'HUNG' AND e.review_on <= :today) OR (e.state = 'RATED' AND e.satisfaction = 'unsatisfied')"
    ),
    Role.DEPT_HANDLER: f"e.state IN ('DISPATCHED', 'HANDLING') AND (e.handler = :me OR {_OF_MY_UNIT})",
    Role.SUPERVISOR: "e.state IN ('DISPATCHED', 'HANDLING') AND substr(e.due_time, 1, 10) < :today",
}
"""Which events wait for a role; the roles left out hold none."""

_RECTIFICATION_MINE: Mapping[Role, str] = {
    Role.GRID_WORKER: "e.state = 'FIXED'",
    Role.OFFICER: "e.state IN ('FIXED', 'RECHECK', 'PARTIAL', 'FAILED')"
    " OR (e.state IN ('ISSUED', 'FIXING') AND coalesce(e.extended_to, e.due) <= :today)",
    Role.AGENCY_HEAD: "e.state = 'EXT_REQ'",
    Role.SUPERVISOR: "e.state = 'FAILED'",
}

_WAITS = "EXISTS (SELECT 1 FROM tx_rec WHERE record = r.id AND r.kind != 'visit')"
_ORDER = "r.due = '', julianday(CASE WHEN length(r.due) = 10 THEN r.due || 'T23:59:59+08:00' ELSE r.due END), r.id DESC"

_OFFICES = frozenset({Role.COMMUNITY_OFFICE, Role.GRID_LEADER})
_NOTHING = "0"


def rows(reading: Reading, asker: Asker, scope: Scope, limit: int = 500) -> tuple[InboxRow, ...]:
    """Give the rows of a scope: by due time, the overdue first; what has no limit last, the newest of it first.

    A day without a time is due at its end. Times of different offsets are compared as moments.
    """
    sql = f"SELECT r.*, {_WAITS} FROM ({_union(asker, scope)}) AS r WHERE {held('r')} ORDER BY {_ORDER} LIMIT :limit"  # noqa: S608 - own text
    found = reading.connection.execute(text(sql), {**_values(asker), "limit": limit}).all()
    return tuple(_row((*row[:-1], bool(row[-1]))) for row in found)


def _row(values: tuple[Any, ...]) -> InboxRow:
    return InboxRow(*values)


def counts(reading: Reading, asker: Asker) -> dict[Scope, int]:
    """Count the rows of every scope."""
    parts = [f"SELECT count(*) FROM ({_union(asker, scope)}) AS r WHERE {held('r')}" for scope in Scope]  # noqa: S608 - as above
    found = [reading.connection.execute(text(sql), _values(asker)).scalar_one() for sql in parts]
    return dict(zip(Scope, (int(count) for count in found), strict=True))


def _values(asker: Asker) -> dict[str, Any]:
    return {"me": asker.user, "unit": asker.unit, "today": asker.today}


def _union(asker: Asker, scope: Scope) -> str:
    parts = [
        _EVENT + _event_where(asker.role, scope),
        _TASK + _task_where(asker.role, scope),
        *([_RECTIFICATION + _rectification_where(asker.role, scope)] if asker.role in PLACE_READERS else []),
        *([_VISIT] if asker.role in FIELD_ROLES and scope is not Scope.DONE else []),
    ]
    return " UNION ALL ".join(parts)


def _event_where(role: Role, scope: Scope) -> str:
    mine = f"({_EVENT_MINE.get(role, _NOTHING)})"
    if scope is Scope.MINE:
        return mine
    if scope is Scope.ALL:
        return f"NOT ({_ENDED['event']}) AND (e.state != 'DRAFT' OR e.reporter = :me)"
    acted = (
        "EXISTS (SELECT 1 FROM log AS g WHERE g.parent = e.id AND (g.by = :me OR g.by IS NULL)"
        " AND g.step NOT IN ('report', 'supplement'))"
    )
    return f"{acted} AND NOT coalesce({mine}, 0)"


def _task_where(role: Role, scope: Scope) -> str:
    if scope is Scope.DONE:
        mine = "e.assignee = :me OR EXISTS (SELECT 1 FROM log AS g WHERE g.parent = e.id AND g.by = :me)"
        return f"{_ENDED['task']} AND ({mine})"
    if scope is Scope.ALL:
        return "e.state = 'OPEN'"
    unassigned = " OR e.assignee IS NULL" if role in _OFFICES else ""
    return f"e.state = 'OPEN' AND (e.assignee = :me{unassigned})"


def _rectification_where(role: Role, scope: Scope) -> str:
    if scope is Scope.MINE:
        return f"({_RECTIFICATION_MINE.get(role, _NOTHING)})"
    return _ENDED["rectification"] if scope is Scope.DONE else f"NOT ({_ENDED['rectification']})"
