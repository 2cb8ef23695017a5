"""Which grids a user holds: prefixes of unit and grid codes (SYNC 3, 10, 15)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gridcore.roles import Role
from gridserver.access import current, is_center, may_read, roles_by_grid, stem
from gridserver.row import GrantRow

NOW = datetime.fromisoformat("2026-05-11T09:00:00+08:00")
GRID, COMMUNITY, TOWN, COUNTY, CITY = "610726103005001", "610726103005", "610726103000", "610726000000", "610700000000"


def grant(
    prefix: str, role: str = "grid_worker", since: str = "2026-01-01T00:00:00+08:00", until: str | None = None
) -> GrantRow:
    return GrantRow(user="li", prefix=prefix, role=role, since=since, until=until)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        (CITY, "6107"), (COUNTY, "610726"), (TOWN, "610726103"), (COMMUNITY, COMMUNITY), (GRID, GRID),
        ("610000000000", "61"), ("610726", "610726"), ("common", "common"), ("", ""), ("610726103010", "610726103010"),
    ],
)  # fmt: skip
def test_a_units_code_begins_like_all_below_it(code: str, digits: str) -> None:
    assert stem(code) == digits


@pytest.mark.parametrize(
    ("prefix", "held"),
    [
        (GRID, {GRID}),
        (COMMUNITY, {GRID, COMMUNITY}),
        (TOWN, {GRID, COMMUNITY, TOWN}),
        ("610726103", {GRID, COMMUNITY, TOWN}),
        (COUNTY, {GRID, COMMUNITY, TOWN, COUNTY}),
        ("", {GRID, COMMUNITY, TOWN, COUNTY, CITY, "common"}),
        ("common", {"common"}),
        ("610702", set[str]()),
    ],
)
def test_a_role_reaches_all_codes_below_its_prefix(prefix: str, held: set[str]) -> None:
    roles = roles_by_grid([grant(prefix)])

    found = {code for code in (GRID, COMMUNITY, TOWN, COUNTY, CITY, "common", "@d1") if roles(code)}

    assert found == held


def test_roles_add_up() -> None:
    roles = roles_by_grid([grant(GRID), grant(COMMUNITY, "grid_leader")])

    assert roles(GRID) == {Role.GRID_WORKER, Role.GRID_LEADER}
    assert roles(COMMUNITY) == {Role.GRID_LEADER}


@pytest.mark.parametrize(
    ("grid", "seen"),
    [(GRID, True), (COMMUNITY, True), (CITY, True), ("common", True), ("@d1", True), ("@d2", False),
     ("610726103005002", False), ("610726103006", False), ("610702000000", False)],
)  # fmt: skip
def test_a_worker_reads_the_own_grid_and_what_is_above(grid: str, seen: bool) -> None:
    assert may_read([grant(GRID)], "d1", grid) is seen
    assert may_read([], "d1", grid) is False


def test_grants_begin_end_and_have_a_grace() -> None:
    ended, coming = grant("1", until="2026-05-11T09:00:00+08:00"), grant("2", since="2026-05-11T09:00:01+08:00")

    assert current([ended, coming, grant("3")], NOW) == [grant("3")]
    assert current([ended, coming], NOW, timedelta(days=30)) == [ended]
    assert current([ended], NOW + timedelta(days=30), timedelta(days=30)) == []


def test_a_centre_polls_often() -> None:
    assert is_center([grant("", "center_dispatcher")])
    assert not is_center([grant(GRID)])
