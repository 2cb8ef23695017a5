"""The real tree of Hanzhong and the grids laid into it, the pilot county first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gridcore import region
from gridcore.region import Level, Region, RegionTree
from gridserver.sample.draw import Draw

PILOT = "610726"
"""宁强县: pilot of comprehensive law enforcement (DOMAIN 2.2)."""

GRID_PEOPLE = 1000
"""People of one grid (BUDGETS)."""

_CENTERS = {
    "610702": (107.03, 33.07),
    "610703": (106.94, 33.00),
    "610722": (107.33, 33.16),
    "610723": (107.55, 33.22),
    "610724": (107.77, 32.98),
    "610725": (106.67, 33.15),
    "610726": (106.26, 32.83),
    "610727": (106.16, 33.33),
    "610728": (107.90, 32.54),
    "610729": (106.92, 33.62),
    "610730": (107.99, 33.52),
}
"""Longitude and latitude of the county towns, to two places."""

Point = tuple[int, int]
"""Longitude and latitude in 1e-7 degree."""


@dataclass(frozen=True, slots=True)
class GridSite:
    """A real grid: its code, its full name, where it lies, how many people it gets, and its place in the county."""

    code: str
    name: str
    county: Region
    township: Region
    community: Region
    center: Point
    people: int
    order: int

    @property
    def town(self) -> bool:
        """Whether it is part of a town (居委会), not of a village."""
        return is_town(self.community.code)

    @property
    def area(self) -> str:
        """The community as people call it: 钟鼓楼社区, 七星池村."""
        return short_name(self.community)

    @property
    def stem(self) -> str:
        """The community's name without its kind: 钟鼓楼, 七星池."""
        return re.sub("(社区|村)$", "", self.area)

    @property
    def number(self) -> str:
        """The grid's number in its community as people say it: 03."""
        return self.code[-2:]


def load_tree(resources: Path) -> RegionTree:
    """Read the regions. `resources`: the folder of that name."""
    with (resources / "regions" / "hanzhong.csv").open(encoding="utf-8") as lines:
        return region.load(lines)


def is_town(code: str) -> bool:
    """Whether a community of this code is a residents' committee (DOMAIN 2.2)."""
    return code[9:12] < "200"


def short_name(unit: Region) -> str:
    """A community's name as people say it, others' names as they stand."""
    if unit.level is not Level.COMMUNITY:
        return unit.name
    bare = re.sub("(居民委员会|居委会|村民委员会|村委会)$", "", unit.name)
    if is_town(unit.code):
        return bare if bare.endswith(("社区", "区")) else bare + "社区"
    return bare if bare.endswith("村") else bare + "村"


def unit_grid(code: str) -> str:
    """The pseudo-grid of a unit: its code filled up to twelve digits (DOMAIN 2.2), as the server counts levels."""
    return code.ljust(12, "0")


def center_of(code: str) -> Point:
    """Where a unit is said to lie: towns and villages are scattered around the county town, always at one spot."""
    lng, lat = _CENTERS[code[:6]]
    if code[6:9] not in ("", "001"):
        draw = Draw("township", code[:9])
        lng, lat = lng + draw.between(-150, 150) / 1000, lat + draw.between(-90, 90) / 1000
    if len(code) >= 12:
        draw = Draw("community", code[:12])
        lng, lat = lng + draw.between(-90, 90) / 10000, lat + draw.between(-70, 70) / 10000
    if len(code) == 15:
        draw = Draw("grid", code)
        lng, lat = lng + draw.between(-25, 25) / 10000, lat + draw.between(-20, 20) / 10000
    return round(lng * 10_000_000), round(lat * 10_000_000)


def lay_grids(tree: RegionTree, people: int, draw: Draw) -> list[GridSite]:
    """Lay grids of about 1,000 people: the pilot county's communities first, then the other counties'."""
    count = max(1, round(people / GRID_PEOPLE))
    sizes = _sizes(people, count, draw)
    places = _places(tree)
    found: list[GridSite] = []
    for order, size in enumerate(sizes):
        community, number = next(places)
        county, township = tree.path(community.code)[1:3]
        code = f"{community.code}{number:03d}"
        name = f"{township.name}·{short_name(community)}·{number:02d}网格"
        found.append(GridSite(code, name, county, township, community, center_of(code), size, order))
    return found


def _sizes(people: int, count: int, draw: Draw) -> list[int]:
    sizes: list[int] = []
    for place in range(count):
        left = people - sum(sizes)
        even = left // (count - place)
        sizes.append(left if place == count - 1 else max(1, even + draw.between(-even // 12, even // 12)))
    return sizes


def _places(tree: RegionTree) -> Iterator[tuple[Region, int]]:
    """Communities with grid numbers: four grids in a community of a town, one in a village, then again."""
    counties = sorted(tree.below(tree.city.code), key=lambda one: one.code != PILOT)
    communities = [one for county in counties for town in tree.below(county.code) for one in tree.below(town.code)]
    taken = dict.fromkeys((one.code for one in communities), 0)
    while True:
        for community in communities:
            for _ in range(4 if is_town(community.code) else 1):
                taken[community.code] += 1
                yield community, taken[community.code]
