"""A small grid in a real store: some households as they came from the centre, one of them to be visited today."""

from __future__ import annotations

import base64
import random
from pathlib import Path
from typing import Any

from gridclient.base.clock import Clock
from gridclient.services.drafts import Drafts
from gridclient.services.households import Households
from gridclient.services.me import Me
from gridclient.services.people import People
from gridclient.services.timeline import Timeline
from gridclient.services.visits import Visits
from gridclient.store import Store
from gridclient.ui.pages.households import HouseholdServices
from gridclient.vault.sealing import FileBox
from gridcore.kinds import KINDS
from gridcore.pinyin import Pinyin
from gridcore.roles import Role
from tests.store.tin import Tin

GRID = "610702001001001"
ME = Me("zhangmin", "张敏", Role.GRID_WORKER, GRID)


def uid(number: int) -> str:
    """An id, by number."""
    return f"00000000-0000-7000-8000-{number:012d}"


WANG, CHEN, LIU, ZHAO = (uid(number) for number in (100, 200, 300, 400))
WANG_HEAD, WANG_WIFE, CHEN_HEAD, LIU_HEAD, ZHAO_HEAD = (uid(number) for number in (101, 102, 201, 301, 401))

HOUSEHOLDS: dict[str, dict[str, Any]] = {
    WANG: {
        "head": WANG_HEAD,
        "address": "柳湾小区 3 栋 1 单元 201",
        "building": "3",
        "unit": "1",
        "room": "201",
        "household_no": "610726001003-0201",
        "living_state": "1",
        "tenure": "1",
        "area": 96,
        "gas": "瓶装气 1 瓶",
        "contact": {"name": "王建国", "phone": "13800001234"},
        "visit_every": 14,
        "ask_next": "楼道灯修好没有，老人的药还够不够。",
    },
    CHEN: {
        "head": CHEN_HEAD,
        "address": "柳湾小区 2 栋 2 单元 102",
        "building": "2",
        "unit": "2",
        "room": "102",
        "tags": ["alone_elder"],
        "visit_every": 14,
        "ask_next": "膝盖疼好些没有",
    },
    LIU: {"head": LIU_HEAD, "address": "柳湾小区 10 栋 602", "building": "10", "tenure": "2", "visit_every": 90},
    ZHAO: {"head": ZHAO_HEAD, "address": "滨河路 18 号", "tags": ["party"]},
}
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    WANG_HEAD: (
        WANG,
        {
            "name": "王建国",
            "phone": "13800000077",
            "relation": "02",
            "birth_date": "1974-03-01",
            "identity": {"id_type": "111", "id_no": "610702197403010019"},
        },
    ),
    WANG_WIFE: (WANG, {"name": "李翠花", "phone": "13900005520", "relation": "12", "tags": ["volunteer"]}),
    CHEN_HEAD: (CHEN, {"name": "陈德福", "relation": "02", "birth_date": "1944-05-06"}),
    LIU_HEAD: (LIU, {"name": "刘小军", "relation": "02"}),
    ZHAO_HEAD: (ZHAO, {"name": "赵春生", "relation": "02"}),
}
VISITS: dict[str, tuple[str, dict[str, Any]]] = {
    uid(110): (WANG, {"visited_at": "2026-11-18T09:00:00+08:00", "result": "normal", "text": "一切正常。"}),
    uid(210): (CHEN, {"visited_at": "2026-11-10T09:00:00+08:00", "result": "normal", "next_visit": "2026-11-24"}),
    uid(410): (ZHAO, {"visited_at": "2026-11-01T09:00:00+08:00", "result": "normal"}),
}


PINYIN = Path(__file__).parents[2] / "resources" / "pinyin"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


def open_store(folder: Path, clock: Clock) -> Store:
    """Open the store of a folder, making it when it is not there; closing is the caller's."""
    rng = random.Random(7)
    tables = (PINYIN / "pinyin.tsv", PINYIN / "surnames.tsv")
    path = folder / "town.db"
    return Store.open(
        path,
        bytes(range(48)),
        clock=clock,
        rng=random.Random(path.exists()).randbytes,
        files=FileBox(bytes(range(32)), rng.randbytes),
        side=folder / "side",
        pinyin=Pinyin.from_text(*(table.read_text(encoding="utf-8") for table in tables)),
        create=not path.exists(),
    )


def services(store: Store, clock: Clock) -> HouseholdServices:
    """Everything the page of households works with."""
    return HouseholdServices(
        Households(store, ME, clock), People(store, ME, clock), Visits(store, ME, clock), Timeline(store), Drafts(store)
    )


def settle(store: Store) -> Tin:
    """Fill a store by a first sync; gives the server."""
    tin = Tin(rows={GRID: {}}, heads={GRID: 0}, marks={GRID: {0: ""}}, held=(GRID,))
    for record, body in HOUSEHOLDS.items():
        tin.make("household", record, GRID, **body)
    for record, (home, body) in PEOPLE.items():
        tin.make("person", record, GRID, home, **body)
    for record, (home, body) in VISITS.items():
        tin.make("visit", record, GRID, home, **body)
    pull(store, tin)
    return tin


def pull(store: Store, tin: Tin) -> None:
    """Take what the server has."""
    store.pages.take(tin.pull(store.pages.ask(list(KINDS))))


def sync(store: Store, tin: Tin) -> None:
    """Send what waits and take what came."""
    while (batch := store.outbox.seal()) is not None:
        store.outbox.take_answers(tin.push(batch))
    pull(store, tin)
