"""The one row that says who this store is and how far it got (SYNC 7 `meta`)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from gridclient.store.engine import Db


@dataclass(frozen=True, slots=True)
class Meta:
    """Who this store is and how far it got.

    `n`, `h`: last tx sealed; `acked_n`, `acked_h`: last answered; `gen`: count of full re-reads; `ask`, `taken`: last
    pull asked and taken; `clock_offset`: seconds this PC's clock was found ahead of the server's; `made`, `doc`:
    highest ever given; `indexed` 0 while a first sync runs; `ended`: the last pull reached its end; `gone_out`: the
    highest tx that may have gone out though it waits; `re_enrolled`: why it was taken; times are texts.
    """

    device: str | None
    user: str | None
    server_id: str | None
    server_key: str | None
    server_x25519: str | None
    verified_at: str | None
    n: int
    h: str
    acked_n: int
    acked_h: str
    gen: int
    ask: int
    taken: int
    clock_offset: int
    made: str
    doc: int
    indexed: int
    ended: int
    behind: str | None
    last_pull: str | None
    resync_at: str | None
    trimmed_at: str | None
    gone_out: int | None
    re_enrolled: str | None


_COLUMNS = tuple(column.name for column in fields(Meta))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM meta WHERE one = 1"  # noqa: S608 - names of the class above


def read_meta(db: Db) -> Meta:
    """Give the row as it is in this transaction."""
    row = db.one(_SELECT)
    if row is None:
        db.run(
            "INSERT INTO meta (one, n, h, acked_n, acked_h, gen, ask, taken, clock_offset, made, doc, indexed, ended)"
            " VALUES (1, 0, '', 0, '', 0, 0, 0, 0, '', 0, 1, 0)"
        )
        row = db.one(_SELECT)
    return Meta(*(row or ()))


def set_meta(db: Db, **values: Any) -> None:
    """Change columns of the row."""
    wrong = values.keys() - set(_COLUMNS)
    if wrong:
        raise KeyError(*wrong)
    names = ", ".join(f"{name} = ?" for name in values)
    db.run(f"UPDATE meta SET {names} WHERE one = 1", *values.values())  # noqa: S608 - checked against the class
