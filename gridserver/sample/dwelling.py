"""Where households live: estates with buildings, units, floors and rooms in towns; groups and numbers in villages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gridserver.sample.draw import Draw, Weighted
from gridserver.sample.territory import GridSite, Point

_ESTATES = [
    "玉带苑",
    "汉水花园",
    "羌州新城",
    "金泰家园",
    "滨江雅居",
    "学府小区",
    "百合苑",
    "锦绣佳苑",
    "和谐家园",
    "天荣小区",
    "水岸名邸",
    "安居苑",
    "文昌小区",
    "双拥小区",
    "翠屏苑",
    "凤凰小区",
    "嘉陵苑",
    "祥和苑",
    "富康小区",
    "育才小区",
]
ROADS = [
    "滨河路",
    "羌州路",
    "人民路",
    "汉源路",
    "玉带路",
    "文昌巷",
    "民主街",
    "兴宁路",
    "南大街",
    "学府路",
    "金牛路",
    "环城路",
]
GROUPS = ["一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组", "九组"]
_TOWN_STRUCTURE = Weighted(("3", 62), ("4", 34), ("2", 4))
_VILLAGE_STRUCTURE = Weighted(("3", 58), ("2", 27), ("1", 12), ("4", 3))


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One door: its address within the grid, and the parts it has. Structure as GB codes 1-5 (DOMAIN 2.5)."""

    address: str
    structure: str
    area: int
    built_year: int
    position: Point
    parts: dict[str, str] = field(default_factory=dict[str, str])
    """Of estate, building, unit, floor, room those it has."""


def position_body(point: Point) -> dict[str, object]:
    """A point as it is stored: CGCS2000, picked on the map."""
    return {"lng": point[0], "lat": point[1], "crs": "CGCS2000", "method": "map"}


def doors(site: GridSite, draw: Draw) -> Iterator[Dwelling]:
    """Every door of a grid, in the order in which one would walk."""
    return _town_doors(site, draw) if site.town else _village_doors(site, draw)


def road_of(site: GridSite) -> str:
    """The grid's main street."""
    return ROADS[site.order % len(ROADS)] if site.town else f"{site.area}通村公路"


def _town_doors(site: GridSite, draw: Draw) -> Iterator[Dwelling]:
    road = road_of(site)
    own = f"{site.stem}小区" if site.number == "01" else _ESTATES[(site.order * 7 + int(site.number)) % len(_ESTATES)]
    number = 62
    for estate in (own, f"{road}{draw.between(2, 60)}号院", *draw.some(_ESTATES, 8)):
        for building in range(1, draw.between(5, 6) + 1):
            spot = _near(site.center, draw, 18_000)
            structure, year = draw.weighted(_TOWN_STRUCTURE), draw.between(1994, 2019)
            floors = 6 if structure != "4" else 11
            area = draw.one((72, 78, 86, 92, 96, 104, 118))
            yield from _rooms(estate, building, floors, (structure, area, year, spot), draw)
        for _ in range(draw.between(3, 8)):  # shop houses along the street
            number += 2
            address, spot = f"{road}{number}号", _near(site.center, draw, 20_000)
            yield Dwelling(address, "3", draw.between(60, 160), draw.between(1988, 2010), spot)


def _rooms(
    estate: str, building: int, floors: int, house: tuple[str, int, int, Point], draw: Draw
) -> Iterator[Dwelling]:
    structure, area, year, spot = house
    for unit in range(1, draw.between(1, 2) + 1):
        for floor in range(1, floors + 1):
            for door in (1, 2):
                if draw.chance(0.06):  # nobody lives there
                    continue
                room = f"{floor}{door:02d}"
                parts = {
                    "estate": estate,
                    "building": str(building),
                    "unit": str(unit),
                    "floor": str(floor),
                    "room": room,
                }
                address = f"{estate}{building}栋{unit}单元{room}"
                yield Dwelling(address, structure, area + 6 * (door - 1), year, spot, parts)


def _village_doors(site: GridSite, draw: Draw) -> Iterator[Dwelling]:
    lap = 0
    while True:
        for group in GROUPS[: 4 + site.order % 4]:
            spot = _near(site.center, draw, 90_000)
            for number in range(1, draw.between(32, 58)):
                structure = draw.weighted(_VILLAGE_STRUCTURE)
                year = draw.between(1976, 1998) if structure in "12" else draw.between(1999, 2022)
                address = f"{site.area}{group}{60 * lap + number}号"
                yield Dwelling(address, structure, draw.between(8, 26) * 10, year, _near(spot, draw, 15_000))
        lap += 1


def _near(center: Point, draw: Draw, reach: int) -> Point:
    return center[0] + draw.between(-reach, reach), center[1] + draw.between(-reach, reach)
