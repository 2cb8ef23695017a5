"""Households with their people, houses and visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gridcore.deadlines import BEIJING
from gridserver.sample import wording
from gridserver.sample.draw import Draw, Weighted
from gridserver.sample.dwelling import Dwelling, doors, position_body
from gridserver.sample.family import FamilyMaker, Member
from gridserver.sample.record import Fields, SampleRecord, day_of, stamp
from gridserver.sample.resident import ResidentMaker
from gridserver.sample.territory import GridSite

_HOUSE_SHARE = 0.35
_TOWN_GAS = Weighted(("天然气", 66), ("瓶装气 1 瓶", 26), ("电", 8))
_VILLAGE_GAS = Weighted(("瓶装气 1 瓶", 44), ("瓶装气 2 瓶", 6), ("柴火", 30), ("电", 20))
_VILLAGE_WATER = Weighted(("自来水", 72), ("山泉水", 22), ("水井", 6))


@dataclass(frozen=True, slots=True)
class Home:
    """What other parts of the county need of a household: its id, address, head, members' names."""

    id: str
    address: str
    position: Fields
    head: str
    phone: str | None
    names: tuple[str, ...]
    party: int
    alone: bool
    """Whether an old person lives there alone."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One household while it is made."""

    id: str
    door: Dwelling
    members: list[Member]
    bodies: list[Fields]
    ids: list[str]
    tenant: bool
    at: datetime
    number: int


class HouseholdMaker:
    """Makes the households of one grid after the other."""

    def __init__(self, residents: ResidentMaker, now: datetime) -> None:
        """Make people by `residents`; nothing is later than `now`."""
        self._residents = residents
        self._now = now
        self._today = day_of(now)

    def make(self, site: GridSite, draw: Draw, worker: tuple[str, str], homes: list[Home]) -> Iterator[SampleRecord]:
        """Make all of a grid, parents first. `worker`: user and name of who visits; `homes` is filled on the way."""
        families = FamilyMaker(draw, self._today)
        self._residents.retune(draw)
        left = site.people
        for number, door in enumerate(doors(site, draw), 1):
            if not left:
                return
            tenant = draw.chance(0.12 if site.town else 0.02)
            members = families.make(tenant=tenant)[:left]
            left -= len(members)
            yield from self._household(site, draw, worker, homes, (door, members, tenant, number))

    def _household(
        self,
        site: GridSite,
        draw: Draw,
        worker: tuple[str, str],
        homes: list[Home],
        found: tuple[Dwelling, list[Member], bool, int],
    ) -> Iterator[SampleRecord]:
        door, members, tenant, number = found
        at = self._now - timedelta(days=draw.between(190, 700), minutes=draw.between(0, 600))
        house = draw.id(at) if draw.chance(_HOUSE_SHARE) else None
        bodies = [self._residents.make(one, site, door.address, tenant=tenant, house=house) for one in members]
        ids = [draw.id(at) for _ in members]
        case = _Case(draw.id(at), door, members, bodies, ids, tenant, at, number)
        kind = self._kind(case, site)
        body = self._body(case, site, draw, kind)
        visits = list(self._visits(case, draw, kind, worker, body))
        if house:
            yield SampleRecord(site.code, house, "house", None, self._house(case, draw), at)
        yield SampleRecord(site.code, case.id, "household", None, body, at)
        for person, values in zip(ids, bodies, strict=True):
            yield SampleRecord(site.code, person, "person", case.id, values, at)
        if house:
            yield from self._occupancies(case, site, draw, house)
        for visit in visits:
            yield visit._replace(grid=site.code)
        party = sum(one["politics"] == "01" for one in bodies)
        names = tuple(one.name for one in members)
        alone = "alone_elder" in body.get("tags", ())
        phone = bodies[0].get("phone")
        homes.append(Home(case.id, door.address, body["position"], names[0], phone, names, party, alone))

    def _kind(self, case: _Case, site: GridSite) -> str:
        if min(one.age(self._today) for one in case.members) >= 60:
            return "elder"
        return "tenant" if case.tenant else "family" if site.town else "village"

    def _body(self, case: _Case, site: GridSite, draw: Draw, kind: str) -> Fields:
        door, first = case.door, case.bodies[0]
        tags = self._tags(case, draw, kind)
        key = "key" in tags
        every = 14 if "alone_elder" in tags else 30 if key or kind == "elder" else 90 if draw.chance(0.7) else 180
        phone = next((one["phone"] for one in case.bodies if "phone" in one), None)
        contact = {"name": first["name"], "phone": first.get("phone") or phone or self._residents.phone()}
        body: Fields = {
            "household_no": f"{site.code[:12]}-{site.number}{case.number:03d}",
            "head": case.ids[0],
            "address": door.address,
            **door.parts,
            "position": position_body(door.position),
            "contact": contact if kind != "elder" else {**contact, "title": "本人"},
            "tenure": "2" if case.tenant else "1" if draw.chance(0.96) else "3",
            "area": door.area,
            "structure": door.structure,
            "gas": draw.weighted(_TOWN_GAS if site.town else _VILLAGE_GAS),
            "water": "自来水" if site.town else draw.weighted(_VILLAGE_WATER),
            "flood_roster": not site.town and draw.chance(0.06),
            "living_state": case.bodies[0]["hukou_consistency"],
            "visit_every": every,
            "confirmed_on": (self._today - timedelta(days=draw.between(4, 120))).isoformat(),
        }
        if tags:
            body["tags"] = tags
        if kind == "elder" or draw.chance(0.25):
            body["ask_next"] = wording.question(draw, kind)
        return body

    def _tags(self, case: _Case, draw: Draw, kind: str) -> list[str]:
        """Tags of the household only; none of health or of the groups of DOMAIN 2.4."""
        found: list[str] = []
        if kind == "elder":
            found.append("alone_elder" if len(case.members) == 1 else "empty_nest")
        if case.tenant:
            found.append("rental")
        if any(one["politics"] == "01" for one in case.bodies):
            found.append("party")
        for tag, share in (("subsistence", 0.035), ("military", 0.03), ("watched", 0.012), ("key", 0.02)):
            if draw.chance(share):
                found.append(tag)
        return found

    def _house(self, case: _Case, draw: Draw) -> Fields:
        door, parts = case.door, {name: case.door.parts[name] for name in case.door.parts if name != "estate"}
        owner = {"name": case.members[0].name, "phone": case.bodies[0].get("phone") or self._residents.phone()}
        if case.tenant:
            owner = {"name": FamilyMaker(draw, self._today).make()[0].name, "phone": self._residents.phone()}
        return {
            "house_no": f"{case.number:05d}",
            "address": door.address,
            **parts,
            "use": "2" if case.tenant else "1",
            "structure": door.structure,
            "area": door.area,
            "built_year": door.built_year,
            "hazard": "02" if draw.chance(0.02) else "00",
            "owner": owner,
            "rented": case.tenant,
            "position": position_body(door.position),
        }

    def _occupancies(self, case: _Case, site: GridSite, draw: Draw, house: str) -> Iterator[SampleRecord]:
        since = (day_of(case.at) - timedelta(days=draw.between(30, 4000))).isoformat()
        for place, person in enumerate(case.ids):
            owner = not case.tenant and place == 0
            relation = "09" if case.tenant else None if owner else "01" if case.members[place].marital == "20" else "99"
            body: Fields = {
                "person": person,
                "occupancy_type": "2" if case.tenant else "1",
                "is_owner": owner,
                "since": since,
            }
            if relation:
                body["relation_to_owner"] = relation
            yield SampleRecord(site.code, draw.id(case.at), "occupancy", house, body, case.at)

    def _visits(
        self, case: _Case, draw: Draw, kind: str, worker: tuple[str, str], body: Fields
    ) -> Iterator[SampleRecord]:
        """Visits so far, the oldest first; a few households are due today, fewer are late, some were never visited."""
        every: int = body["visit_every"]
        if draw.chance(0.015):
            return
        luck = draw.between(1, 1000)
        last = every if luck <= 24 else every + draw.between(1, 6) if luck <= 30 else draw.between(1, every - 1)
        days = [last + every] if draw.chance(0.3) else []
        for ago in (*days, last):
            yield self._visit(case, draw, kind, worker, body, ago)

    def _visit(
        self, case: _Case, draw: Draw, kind: str, worker: tuple[str, str], body: Fields, ago: int
    ) -> SampleRecord:
        day = self._today - timedelta(days=ago)
        at = datetime.combine(day, time(draw.between(8, 19), draw.between(0, 59)), BEIJING)
        absent = draw.chance(0.05)
        way = "seen" if absent or draw.chance(0.86) else "phone" if draw.chance(0.7) else "neighbour"
        result = "absent" if absent else "changed" if draw.chance(0.08) else "normal"
        values: Fields = {
            "visited_at": stamp(at),
            "visitor": worker[0],
            "visitor_name": worker[1],
            "visit_kind": "care_visit" if kind == "elder" else "visit",
            "way": way,
            "result": result,
            "text": wording.visit_text(draw, kind, case.members[0].name, len(case.members), body["gas"], absent=absent),
            "next_visit": (day + timedelta(days=body["visit_every"])).isoformat(),
        }
        if not absent:
            values["met"] = [case.ids[0]]
        return SampleRecord("", draw.id(at), "visit", case.id, values, at)
