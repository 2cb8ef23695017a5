"""Passwords tried, counted by user name: five make that name wait ten minutes (SYNC 15, DOMAIN 4.5).

A try is counted before its password is looked at, in a table all processes share: who tries many at the same moment, or
at several processes, gets no more of them. The name is kept as a hash: it may be of any length, and people type their
password into the wrong field.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from gridserver.password import GuessRow
from gridserver.row import ServerStore

MOST = 5
WAIT = timedelta(minutes=10)
"""After the last try so many are forgotten."""


def count(store: ServerStore, user: str, now: datetime) -> int:
    """Count a try of a name, whoever has it; gives the seconds it has to wait, 0 when this one may be looked at."""
    at = now.timestamp()
    with store.writing() as work:
        known = work.lock_guesses(_name(user), at)
        left = known.at + WAIT.total_seconds() - at
        if known.many >= MOST and left > 0:
            return int(left) + 1
        many = known.many + 1 if left > 0 else 1
        work.put_guesses(GuessRow(name=known.name, many=many, at=at))
        work.forget_guesses(at - WAIT.total_seconds())
    return 0


def forget(store: ServerStore, user: str) -> None:
    """Forget the tries of a name that knew its password."""
    with store.writing() as work:
        work.drop_guesses(_name(user))


def _name(user: str) -> str:
    return hashlib.sha256(user.encode()).hexdigest()
