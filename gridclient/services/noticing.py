"""What a person has to be told of this store besides what waits: numbers lost, a new device, grids left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from gridclient.store import GridLine, StoreStatus
from gridclient.store.scope import is_real


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell.

    `code`: `behind` (numbers of the side file this store does not hold, SYNC 7; facts txs, n, doc, made),
    `re_enrolled` (a new device id was taken, SYNC 8 T5; fact why), `left_out` (grids the centre no longer names; fact
    names), `all_missing` (it names none, SYNC 9a; fact names).
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict[str, Any])


def notices(status: StoreStatus) -> tuple[Notice, ...]:
    """Give what is to be told, the worst first."""
    found: list[Notice] = []
    real = [line for line in status.grids if is_real(line.grid)]
    missing = [line for line in real if line.is_leaving]
    if missing:
        code = "all_missing" if len(missing) == len(real) else "left_out"
        found.append(Notice(code, {"names": tuple(_name(line) for line in missing)}))
    if status.behind is not None:
        facts: dict[str, Any] = msgspec.json.decode(status.behind)
        made = str(facts.get("made") or "")
        found.append(Notice("behind", facts | {"made": datetime.fromisoformat(made) if made else None}))
    if status.re_enrolled is not None:
        found.append(Notice("re_enrolled", {"why": status.re_enrolled}))
    return tuple(found)


def _name(line: GridLine) -> str:
    return line.name or line.grid
