"""A real store with a grid in it, and photos, for the tests of services and pages."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.store.shape import shape
from gridclient.vault.sealing import FileBox
from gridcore.deadlines import BEIJING
from gridcore.event import Event
from gridcore.household import Household
from gridcore.log import Log
from gridcore.org import Grid, OrgUnit
from gridcore.parts import Body
from gridcore.place import Place
from gridcore.roles import Role
from tests.clock import FakeClock

GRID = "610726001001003"
UNIT = "610726001-ZF"
WORKER = Me("zhangmin", "张敏", Role.GRID_WORKER, GRID, "d1")
LEADER = Me("lijun", "李军", Role.GRID_LEADER, GRID, "d2")
OFFICE = Me("qinyue", "秦悦", Role.COMMUNITY_OFFICE, GRID, "d3")
HANDLER = Me("zhengkai", "郑凯", Role.DEPT_HANDLER, UNIT, "d4")
CHIEF = Me("tianjian", "田建", Role.DUTY_CHIEF, "610726", "d5")
OFFICER = Me("lizhengyang", "李正阳", Role.OFFICER, "610726", "d6")


def open_store(folder: Path, clock: FakeClock, seed: int = 7) -> Store:
    """A new, empty store; the same seed gives the same ids."""
    rng = Random(seed)
    return Store.open(
        folder / "grid.db",
        bytes(48),
        clock=clock,
        rng=rng.randbytes,
        files=FileBox(bytes(32), Random(seed + 1).randbytes),
        side=folder / "side",
        create=True,
    )


def picture(colour: str = "#336699", width: int = 64, height: int = 48) -> bytes:
    """A small PNG."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, Qt takes text
    return bytes(buffer.data().data())


def furnish(store: Store) -> dict[str, str]:
    """A grid with a household, a place and a unit; gives their ids by name."""
    ids: dict[str, str] = {}
    with store.write("test.furnish") as work:
        ids["household"] = work.create(
            "household", Household(household_no="0117", address="柳湾小区 5 栋 2 单元 302"), grid=GRID
        )
        ids["place"] = work.create("place", Place(name="柳湾粮油店", address="滨河路 18 号"), grid=GRID)
    server_rows(
        store,
        ("grid", "g1", Grid(code=GRID, name="03 网格", worker="zhangmin", leader="lijun")),
        ("org_unit", "u1", OrgUnit(code=UNIT, name="汉源街道综合执法队", kind="department")),
    )
    return ids


def server_rows(store: Store, *rows: tuple[str, str, Body]) -> None:
    """Rows as a page of the server brings them: kind, id, noun."""
    with store._rows("test") as inside:
        for kind, record, body in rows:
            form = shape(kind)
            parent = record.partition("/")[0] if kind.startswith("log:") else None
            inside.db.run(form.put, *form.to_row(record, GRID, parent, 1, 0, msgspec.to_builtins(body)))
            inside.touch(kind, (record,))


def event(store: Store, **fields: Any) -> str:
    """An event in any state, as a page of the server brings it."""
    with store.write("test.id") as work:
        record = work.new_id()
    values: dict[str, Any] = {"title": "楼道灯不亮", "category": "60", "state": "REPORTED", **fields}
    server_rows(store, ("event", record, Event(**values)))
    return record


def log(store: Store, record: str, number: int, step: str, by_name: str, when: datetime, **fields: Any) -> None:
    """An entry of the history of an event, as the server writes it."""
    values: dict[str, Any] = {"step": step, "by_name": by_name, "by": by_name, "applied": True, **fields}
    made = Log(at=when.isoformat(timespec="seconds"), **values)
    server_rows(store, ("log:event", f"{record}/{number}", made))


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    """A moment of November 2026 in Beijing."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BEIJING)
