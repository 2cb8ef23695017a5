"""The regions of Hanzhong as shipped (DOMAIN 2.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridcore import region
from gridcore.codes import region_code
from gridcore.errors import Damaged
from gridcore.region import Level

FILE = Path(__file__).parents[2] / "resources" / "regions" / "hanzhong.csv"
TREE = region.load(FILE.read_text(encoding="utf-8").splitlines())

TOWNSHIPS = {
    "610702": 15,
    "610703": 22,
    "610722": 17,
    "610723": 18,
    "610724": 17,
    "610725": 18,
    "610726": 18,
    "610727": 17,
    "610728": 20,
    "610729": 8,
    "610730": 7,
}


def test_the_city_has_eleven_counties_and_177_townships() -> None:
    assert TREE.city.name == "汉中市"
    assert [TREE.count(level) for level in Level] == [1, 11, 177, 2187]
    assert {county.code: len(TREE.below(county.code)) for county in TREE.below(TREE.city.code)} == TOWNSHIPS


def test_every_code_begins_with_the_code_it_lies_under() -> None:
    for one in TREE.regions.values():
        parts = region_code(one.code)
        whole = {Level.TOWNSHIP: parts.county, Level.COMMUNITY: parts.township}
        assert one.parent == whole.get(one.level, "610700" if one.level is Level.COUNTY else "")


def test_the_villages_of_a_town_are_below_it_and_in_its_subtree() -> None:
    town = TREE.get("610702002")
    assert town is not None
    assert town.name == "东大街街道"
    villages = TREE.below(town.code)
    assert villages
    assert TREE.subtree(town.prefix) == (town, *villages)
    assert len(TREE.subtree(TREE.city.prefix)) == len(TREE.regions) == 2376
    assert TREE.below(villages[0].code) == ()


def test_the_path_of_a_grid_ends_at_its_community() -> None:
    names = [one.level for one in TREE.path("610702002003007")]
    assert names == [Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.COMMUNITY]
    assert TREE.path("110101") == ()


def test_a_former_code_leads_to_what_it_became() -> None:
    found = TREE.get("610721")
    assert found is not None
    assert (found.code, found.name) == ("610703", "南郑区")
    assert TREE.get("610799") is None


HEAD = "code,name,level,parent"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [HEAD],
        ["a,b", "1,2"],
        [HEAD, "610700,City,planet,"],
        [HEAD, "610700,City,city,", "610702,County,county,6108"],
        [HEAD, "610700,City,city,", "610800,City,city,"],
        [HEAD, "610700,City,city,", "610702,A,county,610700", "610702,B,county,610700"],
    ],
)
def test_a_broken_list_is_damaged(lines: list[str]) -> None:
    with pytest.raises(Damaged):
        region.load(lines)
