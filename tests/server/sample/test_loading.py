"""A sample county in a server's real database: what each of its people would be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from gridcore.deadlines import BEIJING
from gridcore.kinds import KINDS
from gridserver.access import scope_of
from gridserver.cli import open_server
from gridserver.config import Config, PasswordCost
from gridserver.keys import is_password
from gridserver.sample import PASSWORD, SampleRecord, make_county
from gridserver.sample.loading import load_county
from gridserver.server import Server

NOW = datetime(2026, 11, 24, 16, 4, tzinfo=BEIJING)
PEOPLE = 2000
CHEAP = PasswordCost(memory_kib=64, iterations=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("sample")
    found = open_server(folder, Config(password_cost=CHEAP))
    county = make_county(PEOPLE, 1, NOW)
    assert load_county(found, county, Random(1).randbytes) == len(list(county.records))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("user", "has", "lacks"),
    [
        ("zhangmin", {"common", "610700000000", "610726000000", "610726001001", "610726001001001"}, "610726001001002"),
        ("qinyue", {"610726001001", "610726001001001", "610726001001002"}, "610726001004"),
        ("lizhengyang", {"610726000000", "610726001001001"}, "610702000000"),
    ],
)
def test_everybody_holds_their_grids_and_the_units_above(server: Server, user: str, has: set[str], lacks: str) -> None:
    with server.store.reading() as reading:
        codes = {entry.grid.code for entry in scope_of(reading, "d1", reading.grants(user), KINDS)}

    assert has <= codes
    assert lacks not in codes


def _given(server: Server, user: str) -> list[SampleRecord]:
    """What a store of this user would be sent, as it was made."""
    made = {record.id: record for record in make_county(PEOPLE, 1, NOW).records}
    with server.store.reading() as reading:
        scope = scope_of(reading, "d1", reading.grants(user), KINDS)
        return [made[record] for entry in scope for record, _ in reading.versions(entry.grid.code, entry.kinds)]


def test_a_worker_is_given_her_people_and_the_units_names(server: Server) -> None:
    given = _given(server, "zhangmin")
    kinds = Counter(record.kind for record in given if record.grid == "610726001001001")

    assert kinds["person"] > 900
    assert {"household", "visit", "event", "log:event", "task", "school", "inspection", "grid"} <= set(kinds)
    assert [record.body["name"] for record in given if record.grid == "610726001001"] == ["钟鼓楼社区"]
    assert {record.kind for record in given if record.grid == "common"} == {"checklist", "calendar", "code_table"}


def test_an_officer_is_given_certificates_and_the_check_that_waits(server: Server) -> None:
    given = _given(server, "lizhengyang")
    kinds = Counter(record.kind for record in given)

    assert kinds["certificate"] == 2
    assert any(record.kind == "inspection" and record.body["state"] == "NOTIFIED" for record in given)
    assert not kinds.keys() & {"household", "person", "visit", "house", "occupancy"}


def test_the_demo_password_lets_everybody_in(server: Server) -> None:
    with server.store.reading() as reading:
        account = reading.account("zhangmin")

    assert account is not None
    assert account.name == "张敏"
    assert is_password(PASSWORD, account.pw, CHEAP)
