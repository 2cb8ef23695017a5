"""Open issues: values the server did not apply, waiting for a person (SYNC 5)."""

from __future__ import annotations

from gridclient.store.reading import Entry, Reading
from gridcore.issue import Issue


def open_issues(reading: Reading) -> tuple[Entry, ...]:
    """Give every open issue, the oldest record first; its body is an Issue, its parent the record."""
    rows = reading.db.all("SELECT id, kind FROM issue WHERE state = 'open' ORDER BY parent, id")
    found = (reading.get(kind, record) for record, kind in rows)
    return tuple(entry for entry in found if entry is not None and isinstance(entry.body, Issue))


def names_of(reading: Reading, users: frozenset[str]) -> dict[str, str]:
    """Give the names of accounts, as the posts and the logs held here know them."""
    names: dict[str, str] = {}
    for user in sorted(users):
        name = reading.db.value("SELECT name FROM post WHERE user = ? LIMIT 1", user)
        if name is None:
            name = reading.db.value("SELECT by_name FROM log WHERE by = ? AND by_name IS NOT NULL LIMIT 1", user)
        if name is not None:
            names[user] = str(name)
    return names
