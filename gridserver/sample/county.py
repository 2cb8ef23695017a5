"""The whole: a county laid into the real tree, told grid by grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gridcore.deadlines import WorkingCalendar
from gridcore.region import RegionTree
from gridcore.roles import Role
from gridserver.sample import reference
from gridserver.sample.cast import Cast
from gridserver.sample.checking import Ground, make_inspections
from gridserver.sample.draw import Draw
from gridserver.sample.duty import make_posts, make_tasks
from gridserver.sample.dwelling import doors, position_body, road_of
from gridserver.sample.happening import Scene, make_events
from gridserver.sample.household import Home, HouseholdMaker
from gridserver.sample.picture import SCENES, scene
from gridserver.sample.place import make_places, make_schools
from gridserver.sample.record import Account, Blob, Fields, SampleRecord, day_of
from gridserver.sample.resident import ResidentMaker
from gridserver.sample.territory import GridSite, lay_grids, load_tree, short_name, unit_grid
from gridserver.sample.walk import OfficeTime

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def make_county(people: int, seed: int, now: datetime, resources: Path = RESOURCES) -> County:
    """Lay out a county of so many people; the same arguments give the same county.

    Args:
        people: 1,000 of them make a grid; 20,000 an office, 120,000 a small county (BUDGETS).
        seed: of every choice.
        now: aware; everything happened before it, and limits lie around it.
        resources: the folder with regions, codes, calendar and checklists.
    """
    return County(people, seed, now, resources)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every grid's telling needs."""

    tree: RegionTree
    sites: list[GridSite]
    cast: Cast
    calendar: WorkingCalendar
    photos: dict[str, bytes]


class County:
    """A synthetic county. Small lists stand ready; records are made while they are read, the same at every reading."""

    def __init__(self, people: int, seed: int, now: datetime, resources: Path) -> None:
        """Lay the grids and find the people with accounts; see `make_county`."""
        self.now = now
        self._seed, self._resources = seed, resources
        tree = load_tree(resources)
        sites = lay_grids(tree, people, Draw(seed, "grids"))
        photos = {what: scene(seed, what) for what in SCENES}
        cast = Cast(sites, Draw(seed, "cast"))
        self._stage = _Stage(tree, sites, cast, reference.load_calendar(resources), photos)

    @property
    def grids(self) -> list[tuple[str, str]]:
        """Code and name of every grid: `common`, all units as pseudo-grids, the real grids."""
        units = [(unit_grid(unit.code), short_name(unit)) for unit in self._stage.tree.regions.values()]
        return [(reference.COMMON, "汉中市公共数据"), *units, *((site.code, site.name) for site in self._stage.sites)]

    @property
    def accounts(self) -> list[Account]:
        """Everybody who may sign in."""
        return self._stage.cast.accounts

    @property
    def blobs(self) -> list[Blob]:
        """The photos, once for every grid that may name them."""
        return [Blob(site.code, data) for site in self._stage.sites for data in self._stage.photos.values()]

    @property
    def records(self) -> Iterator[SampleRecord]:
        """Every record, parents before children; each use of the property begins anew."""
        draw, stage = Draw(self._seed, "city"), self._stage
        yield from reference.make_units(stage.tree, draw, self.now)
        yield from reference.make_common(self._resources, draw, self.now)
        yield from reference.make_checklists(self._resources, Draw(self._seed, "checklists"), self.now)
        yield from stage.cast.certificates(self.now, draw)
        residents = ResidentMaker(draw, day_of(self.now))
        households = HouseholdMaker(residents, self.now)
        for site in stage.sites:
            yield from self._grid(site, households, Draw(self._seed, site.code))

    def _grid(self, site: GridSite, households: HouseholdMaker, draw: Draw) -> Iterator[SampleRecord]:
        stage, now = self._stage, self.now
        crew, office = stage.cast.crews[site.code], OfficeTime(stage.calendar)
        worker = crew[Role.GRID_WORKER]
        homes: list[Home] = []
        yield from households.make(site, draw, (worker.user, worker.name), homes)
        leader = crew[Role.GRID_LEADER].user
        at = now - timedelta(days=720)
        yield SampleRecord(site.code, draw.id(at), "grid", None, _grid_body(site, leader, worker.user, homes), at)
        schools = make_schools(site, draw, now)
        yield from schools
        yield from make_places(site, draw, now, len(homes))
        first = next(doors(site, Draw(self._seed, site.code, "posts")))
        yield from make_posts(site, crew, homes, first.parts, now, draw)
        yield from make_tasks(site, crew, schools, homes, office, now, draw)
        school = schools[0].body["name"] if schools else f"{site.stem}小学"
        estate = first.parts.get("estate", site.area)
        events = Scene(site, crew, homes, school, road_of(site), estate, stage.photos, office, now)
        yield from make_events(events, draw, len(homes))
        if site.order == 0:
            items, ref = reference.load_items(self._resources), reference.checklist_ref(self._resources)
            form = reference.read_form(self._resources)
            ground = Ground(site, stage.cast, items, ref, form, stage.photos, office, now)
            yield from make_inspections(ground, schools, draw)


def _grid_body(site: GridSite, leader: str, worker: str, homes: list[Home]) -> Fields:
    return {
        "code": site.code,
        "name": site.name,
        "community": site.community.code,
        "kind": "basic",
        "leader": leader,
        "worker": worker,
        "households": len(homes),
        "people": sum(len(home.names) for home in homes),
        "party_member_count": sum(home.party for home in homes),
        "center": position_body(site.center),
    }
