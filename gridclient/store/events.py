"""Events as lists show them, and the history of any record with a life-cycle (DOMAIN 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.store.reading import Reading
from gridcore.log import Log

_ENDED = "('REFUSED', 'CLOSED', 'RATED', 'ARCHIVED', 'VOIDED')"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of mine as the list of reports shows it; times are the texts of the record (ISO 8601).

    `rework` says that it came back; `to_confirm` that a self-handled closing waits for the grid leader.
    """

    id: str
    grid: str
    title: str
    category: str
    address: str
    state: str
    occurred_at: str
    archive_type: str
    to_confirm: bool
    rework: bool
    is_waiting: bool
    is_parked: bool


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """How many of my events there are: all, not yet sent, and those still under way."""

    all: int
    waiting: int
    open: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of a history.

    `tx` is the transaction of this PC that made it, empty once it has settled; `tx_state` is waiting, sealed or
    answered; `is_last` says that nothing later on this PC builds on it, so a waiting one can be taken back.
    `done_at` is the moment it was done: server time, or the time of this PC while it is only here.
    """

    id: str
    log: Log
    done_at: datetime | None
    tx: str = ""
    tx_state: str = ""
    is_last: bool = False

    @property
    def is_sent(self) -> bool:
        """True when it is not only on this PC."""
        return self.tx_state not in {"waiting", "sealed"}


_LINE = """
SELECT e.id, e.grid, coalesce(e.title, ''), coalesce(e.category, ''), coalesce(e.address, ''), coalesce(e.state, ''),
  coalesce(e.occurred_at, ''), coalesce(e.archive_type, ''), coalesce(e.to_confirm, 0),
  coalesce(e.rework_count, 0) > 0, EXISTS (SELECT 1 FROM tx_rec WHERE record = e.id)
FROM event AS e"""


def mine(reading: Reading, user: str, only: str = "all", limit: int = 300) -> tuple[EventLine, ...]:
    """Give the events a user reported, newest first; `only` is all, waiting or open."""
    rows = reading.db.all(
        f"{_LINE} WHERE {_mine(only)} ORDER BY julianday(e.occurred_at) DESC, e.id DESC LIMIT ?", *(user, limit)
    )
    parked = reading.parked_records()
    found: list[EventLine] = []
    for row in rows:
        values: tuple[Any, ...] = (*row[:8], *(bool(one) for one in row[8:]), row[0] in parked)
        found.append(EventLine(*values))
    return tuple(found)


def counts(reading: Reading, user: str) -> ReportCounts:
    """Count the events a user reported."""
    found = [
        int(reading.db.value(f"SELECT count(*) FROM event AS e WHERE {_mine(only)}", user))  # noqa: S608 - own text
        for only in ("all", "waiting", "open")
    ]
    return ReportCounts(*found)


def _mine(only: str) -> str:
    more = {
        "waiting": " AND EXISTS (SELECT 1 FROM tx_rec WHERE record = e.id)",
        "open": f" AND e.state NOT IN {_ENDED}",
    }.get(only, "")
    return f"e.reporter = ?{more}"


def history(reading: Reading, kind: str, record: str) -> tuple[LogLine, ...]:
    """Give what was done with a record, newest first: what waits here stands above what the centre knows."""
    last = reading.db.value("SELECT max(tx) FROM tx_rec WHERE record = ?", record)
    found: list[LogLine] = []
    for entry in reading.children(f"log:{kind}", record):
        if not isinstance(entry.body, Log):
            continue
        row = reading.db.one(
            "SELECT t.id, t.st, t.made, t.pos FROM tx_rec AS r JOIN tx AS t ON t.pos = r.tx WHERE r.record = ?"
            " ORDER BY t.pos DESC LIMIT 1",
            entry.id,
        )
        told = entry.body.at or entry.body.device_at or (row[2] if row is not None else None)
        at = None if told is None else datetime.fromisoformat(told)
        state = ("", "", False) if row is None else (row[0], row[1], row[3] == last)
        found.append(LogLine(entry.id, entry.body, at, *state))
    return tuple(sorted(found, key=_newest_first, reverse=True))


def _newest_first(line: LogLine) -> tuple[bool, float, str]:
    return not line.is_sent, line.done_at.timestamp() if line.done_at is not None else 0.0, line.id


def people(reading: Reading) -> dict[str, str]:
    """Give the names of the people a user id may stand for: from posts and from histories of this PC."""
    names: dict[str, str] = dict(
        reading.db.all("SELECT by, max(by_name) FROM log WHERE by IS NOT NULL AND by_name IS NOT NULL GROUP BY by")
    )
    names.update(
        reading.db.all("SELECT user, max(name) FROM post WHERE user IS NOT NULL AND name IS NOT NULL GROUP BY user")
    )
    return names


def units(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Give code and name of the departments and communities a matter can go to, by level and name."""
    rows = reading.db.all(
        "SELECT code, name FROM org_unit WHERE code IS NOT NULL AND name IS NOT NULL"
        " ORDER BY kind = 'department' DESC, name"
    )
    return tuple((code, name) for code, name in rows)


def posts_of(reading: Reading, user: str) -> frozenset[str]:
    """Give the codes of the units a user's posts are bound to; none where no post names the user."""
    rows = reading.db.all("SELECT bound_to FROM post WHERE user = ? AND bound_to IS NOT NULL", user)
    return frozenset(code for (code,) in rows)


def grid_workers(reading: Reading, grid: str) -> tuple[str, ...]:
    """Give the user ids of the worker and the leader of a grid."""
    row = reading.db.one("SELECT worker, leader FROM grid WHERE code = ?", grid)
    return tuple(dict.fromkeys(user for user in row or () if user))


def used_categories(reading: Reading, user: str, limit: int = 6) -> tuple[str, ...]:
    """Give the categories a user reports most, for the first chips of the form."""
    rows = reading.db.all(
        "SELECT category FROM event WHERE reporter = ? AND category IS NOT NULL"
        " GROUP BY category ORDER BY count(*) DESC, max(id) DESC LIMIT ?",
        *(user, limit),
    )
    return tuple(category for (category,) in rows)
