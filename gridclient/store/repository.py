"""How a repository is written; one module per noun (`households.py`, `events.py`, ...), each a vertical slice.

- It takes the store, or anything that can be read (`Readable`), and asks one question per method, in one snapshot:

      class Events(Repository):
          def lines(self, grid: str) -> tuple[EventLine, ...]:
              with self.reading() as reading:
                  rows = reading.db.all(f"SELECT id, title FROM event AS e WHERE grid = ? AND {held('e')}", grid)
              return tuple(EventLine(id=row[0], title=row[1] or "") for row in rows)

- SQL is text with `?` for every value; table and column names are those of the noun's struct (`tables/record.py`):
  scalars are columns (bool as 0/1), nested values are JSON text for `json_extract` and `json_each`.
- What leaves it is a frozen dataclass `...Line` declared beside it, re-exported by its service (ARCHITECTURE "Floors"),
  or an `Entry` (the noun's struct with its state) from `Reading.get` and `Reading.children`. Rows never leave.
- Rows of a grid that is leaving are hidden from lists (SYNC 9a): `held(alias)`.
- How a record stands with the server comes from `marks`, in SQL, for a list, or from `Reading.state` for one record.
- A write never goes through a repository: services use `Store.write`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

import msgspec

from gridclient.store.engine import Db
from gridclient.store.meta import read_meta
from gridclient.store.reading import Reading, State

_decode_list = msgspec.json.Decoder(list[Any]).decode


class Readable(Protocol):
    """What a repository needs of the store."""

    def read(self) -> AbstractContextManager[Reading]:
        """Look at one moment of the store."""
        ...


class Repository:
    """Base of all repositories: holds what it reads from."""

    def __init__(self, store: Readable) -> None:
        self._store = store

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a snapshot for one question."""
        return self._store.read()


def held(alias: str) -> str:
    """Give the SQL condition that a row's grid is not leaving."""
    return f"{alias}.grid NOT IN (SELECT grid FROM scope WHERE leaving IS NOT NULL)"  # noqa: S608 - alias is code


def marks(alias: str) -> str:
    """Give two SQL columns of a row: has unsettled txs, has an open issue."""
    return (
        f"EXISTS (SELECT 1 FROM tx_rec WHERE record = {alias}.id),"  # noqa: S608 - alias is code
        f" EXISTS (SELECT 1 FROM issue WHERE parent = {alias}.id AND state = 'open')"
    )


def state(v: int, waiting: int, conflict: int, *, parked: bool = False) -> State:
    """Give the state of a row from its version and the two columns of `marks`."""
    return State(is_waiting=bool(waiting), is_new=v == 0, has_conflict=bool(conflict), is_parked=parked)


def texts(json: str | None) -> tuple[str, ...]:
    """Give a list of texts from a JSON column, whatever it holds."""
    try:
        found = () if json is None else _decode_list(json)
    except msgspec.ValidationError:
        return ()
    return tuple(item for item in found if isinstance(item, str))


def is_whole(db: Db) -> bool:
    """Say whether the first sync has ended: before that nothing is called due or missing (FAULTS 24)."""
    return bool(read_meta(db).indexed)
