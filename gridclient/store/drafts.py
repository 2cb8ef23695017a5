"""What never leaves this PC: drafts of forms, settings of the person, the last rounds (UI.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.base.clock import Clock
from gridclient.store.outbox import Reads, Writes
from gridclient.store.shape import json_text, json_value
from gridcore.ids import Rng, new_id

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A form not yet sent: what it is about, its title, its content as builtins, when it was begun and last kept."""

    id: str
    kind: str
    subject: str | None
    title: str
    body: Any
    made: datetime
    updated: datetime


class Drafts:
    """Forms left open: kept at every pause of typing, gone when they are saved or thrown away."""

    def __init__(self, writes: Writes, reads: Reads, clock: Clock, rng: Rng) -> None:
        self._writes, self._reads, self._clock, self._rng = writes, reads, clock, rng

    def keep(self, kind: str, title: str, body: Any, *, subject: str | None = None, draft: str | None = None) -> str:
        """Keep a draft (new, or over the one named) and give its id; `body` holds builtins or structs."""
        now = self._clock.now()
        draft = draft or new_id(now, self._rng)
        text = now.isoformat()
        with self._writes("draft") as rows:
            rows.db.run(
                "INSERT INTO draft (id, kind, subject, title, body, made, updated) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT(id) DO UPDATE SET subject = excluded.subject, title = excluded.title,"
                " body = excluded.body, updated = excluded.updated",
                *(draft, kind, subject, title, json_text(body), text, text),
            )
        return draft

    def get(self, draft: str) -> DraftLine | None:
        """Give one draft."""
        with self._reads() as db:
            row = db.one("SELECT id, kind, subject, title, body, made, updated FROM draft WHERE id = ?", draft)
        return None if row is None else _line(*row)

    def lines(self, kind: str | None = None) -> tuple[DraftLine, ...]:
        """Give the drafts, newest first, of one kind or all."""
        with self._reads() as db:
            found = db.all(
                "SELECT id, kind, subject, title, body, made, updated FROM draft WHERE ? IS NULL OR kind = ?"
                " ORDER BY updated DESC, id DESC",
                *(kind, kind),
            )
        return tuple(_line(*row) for row in found)

    def drop(self, draft: str) -> None:
        """Throw a draft away."""
        with self._writes("draft") as rows:
            rows.db.run("DELETE FROM draft WHERE id = ?", draft)


def _line(draft: str, kind: str, subject: str | None, title: str, body: str, made: str, updated: str) -> DraftLine:
    times = datetime.fromisoformat(made), datetime.fromisoformat(updated)
    return DraftLine(draft, kind, subject, title, json_value(body), *times)


class Settings:
    """Settings of the person in this store: names to JSON values."""

    def __init__(self, writes: Writes, reads: Reads) -> None:
        self._writes, self._reads = writes, reads

    def get(self, name: str, default: Any = None) -> Any:
        """Give a setting, or the default."""
        with self._reads() as db:
            text = db.value("SELECT value FROM setting WHERE name = ?", name)
        return default if text is None else json_value(text)

    def put(self, name: str, value: Any) -> None:
        """Keep a setting; None forgets it."""
        with self._writes("setting") as rows:
            if value is None:
                rows.db.run("DELETE FROM setting WHERE name = ?", name)
            else:
                rows.db.run(
                    "INSERT INTO setting (name, value) VALUES (?, ?)"
                    " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                    *(name, json_text(value)),
                )


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A sync round as the Sync page lists it: outcome is a code of sync, facts are counts."""

    at: datetime
    outcome: str
    facts: dict[str, Any]


class Rounds:
    """The last rounds."""

    def __init__(self, writes: Writes, reads: Reads, clock: Clock) -> None:
        self._writes, self._reads, self._clock = writes, reads, clock

    def note(self, outcome: str, **facts: Any) -> None:
        """Write down how a round went; the oldest fall off."""
        with self._writes("round") as rows:
            rows.db.run(
                "INSERT INTO round (at, outcome, facts) VALUES (?, ?, ?)",
                *(self._clock.now().isoformat(timespec="seconds"), outcome, json_text(facts)),
            )
            rows.db.run("DELETE FROM round WHERE id <= (SELECT max(id) FROM round) - ?", _ROUNDS)

    def lines(self, limit: int = _ROUNDS) -> tuple[RoundLine, ...]:
        """Give the last rounds, newest first."""
        with self._reads() as db:
            found = db.all("SELECT at, outcome, facts FROM round ORDER BY id DESC LIMIT ?", limit)
        return tuple(RoundLine(datetime.fromisoformat(at), outcome, json_value(facts)) for at, outcome, facts in found)
