"""The databases and their dictionary twin, driven alike, answer alike; and the histories they keep have no gaps."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.ids import derived_id
from gridcore.kinds import KINDS
from gridcore.wire import decode_push_reply
from gridserver.memory import MemoryStore
from gridserver.row import ServerStore
from gridserver.store import open_database, open_store
from tests.postgres import fresh_database
from tests.server.conftest import STORE_KEY
from tests.server.town import G1, G2, Laptop, Town

HOUSES = tuple(f"0199c0de-0000-7000-8000-00000000010{n}" for n in range(3))
PEOPLE = tuple(f"0199c0de-0000-7000-8000-00000000020{n}" for n in range(3))
VALUES = st.sampled_from([None, "1", "2", "3"])
GRIDS = st.sampled_from([G1, G2])


def op(name: str, kind: str, ids: Sequence[str], **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"op": st.just(name), "kind": st.just(kind), "id": st.sampled_from(ids), "grid": GRIDS, **more}
    )


PAIRS = st.dictionaries(st.sampled_from(["phone", "note", "name"]), st.tuples(VALUES, VALUES), max_size=2)
BODY = st.dictionaries(st.sampled_from(["phone", "note", "name"]), VALUES, max_size=2)
TAGS = st.fixed_dictionaries({"tags": st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)})
PARENTS = st.tuples(st.sampled_from(HOUSES), st.sampled_from(HOUSES))


def moved(house: str, way: tuple[str, str]) -> dict[str, Any]:
    return {"op": "move", "kind": "household", "id": house, "grid": way[0], "to": way[1]}


MOVES = st.builds(
    moved,
    st.sampled_from(HOUSES[:2]),
    st.sampled_from([(G1, G2), (G2, G1)]),
)
OPS = st.one_of(
    op("create", "household", HOUSES, set=BODY),
    op("create", "person", PEOPLE, set=BODY, parent=st.sampled_from([None, *HOUSES])),
    op("set", "person", PEOPLE, set=PAIRS),
    op("set", "person", PEOPLE, add=TAGS, **{"del": TAGS}),
    op("set", "person", PEOPLE, set=st.fixed_dictionaries({"parent": PARENTS})),
    op("delete", "person", PEOPLE, seen=st.integers(0, 4), undo=st.booleans()),
    MOVES,
    MOVES,
    op("set", "issue:person", [derived_id(one, "phone") for one in PEOPLE], set=st.just({"state": ("open", "done")})),
)  # fmt: skip
MADE: list[list[dict[str, Any]]] = [
    [
        {"op": "create", "kind": "household", "id": house, "grid": G1, "set": {}},
        {"op": "create", "kind": "person", "id": one, "grid": G1, "parent": house, "set": {"phone": "1"}},
    ]
    for house, one in zip(HOUSES[:2], PEOPLE, strict=False)
]
"""What is there at first, so that most ops find something; the third of each is still to be made."""

TXS = st.lists(st.lists(OPS, min_size=1, max_size=2), min_size=2, max_size=6)
USERS = st.sampled_from(["zhao", "zhao", "zhao", "li", "wang"])  # the office holds both grids and may move
ROUNDS = st.lists(st.tuples(USERS, TXS), min_size=2, max_size=6)


@contextmanager
def towns() -> Generator[list[Town]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(fresh_database())
        stores: list[ServerStore] = [open_store(folder / "server.db", STORE_KEY), open_database(url), MemoryStore()]
        for store in stores:
            stack.callback(store.close)
        yield [Town(store, folder / str(place)) for place, store in enumerate(stores)]


def step(laptop: Laptop, txs: list[list[dict[str, Any]]]) -> tuple[bytes, bytes]:
    """Push and pull; give both replies."""
    lines = [laptop.line(laptop.n + place, *ops) for place, ops in enumerate(txs, 1)]
    pushed = laptop.call("POST", "/v1/push", laptop.sealed(laptop.n + 1, laptop.h, *lines))
    told = decode_push_reply(pushed.body)
    laptop.n, laptop.h = told.next - 1, told.chain
    asked = laptop.ask()
    laptop.asked -= 1
    laptop.page()
    return pushed.body, asked.body


def check_history(town: Town) -> None:
    """Oracle 7: per grid no seq without a commit, per record v from 1 on by one."""
    ids = [*HOUSES, *PEOPLE, *(derived_id(one, name) for one in PEOPLE for name in ("phone", "note", "name", "parent"))]
    with town.server.store.writing() as work:
        for grid in (G1, G2):
            head = work.grids([grid])[grid].head
            assert all(work.mark_of(grid, seq) for seq in range(1, head + 1))
            assert work.mark_of(grid, head + 1) is None
        for row in work.live(ids):
            versions = {stand.v for stand in work.history(row.id)}
            assert versions == set(range(1, row.v + 1))


def check_convergence(town: Town, office: Laptop) -> None:
    """Oracle 5: who holds both grids has exactly the live records of them (F24: moved there and back, present once)."""
    held = sorted((line.id, line.v) for line in office.rows.values() if not line.gone)
    with town.server.store.reading() as read:
        live = [one for grid in (G1, G2) for one in read.versions(grid, tuple(KINDS))]
    assert held == sorted(live)


@pytest.mark.fault("F24")
@given(ROUNDS)
def test_the_twins_answer_alike(rounds: list[tuple[str, list[list[dict[str, Any]]]]]) -> None:
    with towns() as all_three:
        laptops = [{user: town.laptop(user) for user in ("li", "wang", "zhao")} for town in all_three]
        for user, txs in [("zhao", MADE), *rounds]:
            one, *others = (step(those[user], txs) for those in laptops)
            assert all(other == one for other in others)
        for town in all_three:
            check_history(town)
        for those in laptops:
            for laptop in those.values():
                laptop.pull(limit=3)
        for town, those in zip(all_three, laptops, strict=True):
            check_convergence(town, those["zhao"])
        first, *rest = ({user: laptop.rows for user, laptop in those.items()} for those in laptops)
        assert all(other == first for other in rest)
