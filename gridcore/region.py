"""The regions of the city: city, counties, townships, villages and residents' committees (DOMAIN 2.2)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gridcore.errors import Damaged

FORMER_CODES: Mapping[str, str] = MappingProxyType({"610721": "610703"})
"""Codes of older lists and what they became: 南郑县 is 南郑区 now. Records made under the old one are found by both."""


class Level(StrEnum):
    """Levels of responsibility above the grid (四级架构)."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Region:
    """A region as the statistical list names it: code of 6, 9 or 12 digits, name, level, code of the one above."""

    code: str
    name: str
    level: Level
    parent: str

    @property
    def prefix(self) -> str:
        """What the codes of all regions and grids inside begin with; the city's are its first four digits."""
        return self.code[:4] if self.level is Level.CITY else self.code


@dataclass(frozen=True, slots=True)
class RegionTree:
    """All regions by code, in the order of the list."""

    regions: Mapping[str, Region]
    _below: Mapping[str, tuple[Region, ...]]

    @property
    def city(self) -> Region:
        """The root."""
        return self._below[""][0]

    def get(self, code: str) -> Region | None:
        """The region of a code, today's or a former one; None for one the list does not know."""
        return self.regions.get(FORMER_CODES.get(code, code))

    def below(self, code: str) -> tuple[Region, ...]:
        """Regions right below: counties of the city, townships of a county, villages and committees of a township."""
        return self._below.get(code, ())

    def path(self, code: str) -> tuple[Region, ...]:
        """From the city down to the region; a grid's code ends at its community. Empty for a code of elsewhere."""
        region = self.regions.get(code) or self.regions.get(code[:12])
        found: list[Region] = []
        while region is not None:
            found.append(region)
            region = self.regions.get(region.parent)
        return tuple(reversed(found))

    def subtree(self, prefix: str) -> tuple[Region, ...]:
        """Every region whose code begins so, the region itself included: what a unit of that prefix may see."""
        return tuple(region for region in self.regions.values() if region.code.startswith(prefix))

    def count(self, level: Level) -> int:
        """How many regions of a level there are."""
        return Counter(region.level for region in self.regions.values())[level]


def load(lines: Iterable[str]) -> RegionTree:
    """Read the tree from CSV lines with the heads code, name, level, parent.

    Raises:
        Damaged: reason region; fact code where a code stands twice, lies under none, or its level is unknown.
    """
    regions: dict[str, Region] = {}
    below: dict[str, list[Region]] = {}
    for row in csv.DictReader(lines):
        try:
            region = Region(row["code"], row["name"], Level(row["level"]), row["parent"])
        except (KeyError, ValueError) as trouble:
            raise Damaged(reason="region", code=row.get("code")) from trouble
        orphan = region.parent not in regions if region.parent else bool(regions)
        if region.code in regions or orphan:
            raise Damaged(reason="region", code=region.code)
        regions[region.code] = region
        below.setdefault(region.parent, []).append(region)
    if not regions:
        raise Damaged(reason="region")
    return RegionTree(
        MappingProxyType(regions), MappingProxyType({code: tuple(inside) for code, inside in below.items()})
    )
