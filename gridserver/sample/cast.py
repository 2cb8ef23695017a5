"""The people with accounts: readable names for the pilot grid's, names by code for all others'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gridcore.roles import Role
from gridserver.access import COMMON
from gridserver.sample import naming
from gridserver.sample.draw import Draw
from gridserver.sample.record import Account, SampleRecord, day_of
from gridserver.sample.territory import PILOT, GridSite, unit_grid
from gridserver.sample.walk import Actor

PASSWORD = "Grid-2026"  # noqa: S105 - the password of every invented person, printed in the manual
"""The demo password of every account."""

_OFFICERS = (("lizhengyang", "李正阳", "27072600031"), ("zhaomin", "赵敏", "27072600046"))
_COUNTY = {
    Role.SUPERVISOR: ("mengqiang", "孟强"),
    Role.AGENCY_HEAD: ("hanlei", "韩磊"),
    Role.LEGAL_REVIEWER: ("wangwenjing", "王文静"),
}
_ADMINS = {
    Role.SYS_ADMIN: ("luocheng", "罗成"),
    Role.SEC_ADMIN: ("fangyuan", "方圆"),
    Role.AUDITOR: ("shiming", "石明"),
}
_CENTER = {
    Role.CENTER_OPERATOR: ("hejing", "何静", "op"),
    Role.CENTER_DISPATCHER: ("suting", "苏婷", "di"),
    Role.DUTY_CHIEF: ("tianjian", "田建", "dc"),
    Role.DEPT_HANDLER: ("zhengkai", "郑凯", "dh"),
}
_GRID = {Role.GRID_WORKER: ("zhangmin", "张敏", "w"), Role.GRID_LEADER: ("chenjianhua", "陈建华", "l")}
_OFFICE = ("qinyue", "秦悦", "c")


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on the matters of one grid, by role."""

    by_role: Mapping[Role, Actor]

    def __getitem__(self, role: Role) -> Actor:
        """The person of a role."""
        return self.by_role[role]


def _prefixes(actor: Actor, prefix: str) -> tuple[str, ...]:
    """What a person holds: who runs the city's accounts publishes what is the whole city's, too (SYNC 1)."""
    return (prefix, COMMON) if actor.role is Role.SYS_ADMIN else (prefix,)


class Cast:
    """Everybody with an account."""

    def __init__(self, sites: list[GridSite], draw: Draw) -> None:
        """Find people for these grids, the first being the pilot grid."""
        self._draw = draw
        self._known: dict[str, tuple[Actor, str]] = {}
        self.crews: dict[str, Crew] = {}
        first = sites[0]
        for role, (user, name) in _COUNTY.items():
            self._enlist(user, name, role, PILOT)
        for user, name, _ in _OFFICERS:
            self._enlist(user, name, Role.OFFICER, PILOT)
        for role, (user, name) in _ADMINS.items():
            self._enlist(user, name, role, "6107")
        for site in sites:
            self.crews[site.code] = self._crew(site, first)

    @property
    def officers(self) -> tuple[Actor, Actor]:
        """The certified pair of the pilot county."""
        first, second = (self._known[user][0] for user, _, _ in _OFFICERS)
        return first, second

    @property
    def accounts(self) -> list[Account]:
        """All accounts in the order in which people were found."""
        return [
            Account(actor.user, actor.name, PASSWORD, tuple((one, str(actor.role)) for one in _prefixes(actor, prefix)))
            for actor, prefix in self._known.values()
        ]

    def certificates(self, now: datetime, draw: Draw) -> list[SampleRecord]:
        """The officers' certificates, in the county's own pseudo-grid."""
        at = now - timedelta(days=400)
        valid = day_of(now) + timedelta(days=700)
        unit = "宁强县城市管理执法局"
        return [
            SampleRecord(
                unit_grid(PILOT),
                draw.id(at),
                "certificate",
                None,
                {"user": user, "name": name, "cert_no": no, "unit": unit, "valid_to": valid.isoformat()},
                at,
            )
            for user, name, no in _OFFICERS
        ]

    def officer_refs(self) -> list[dict[str, str]]:
        """The pair as an inspection names it."""
        return [{"user": user, "name": name, "cert_no": no} for user, name, no in _OFFICERS]

    def county(self, role: Role) -> Actor:
        """Somebody of the county by role: supervisor, agency head, legal reviewer."""
        return self._known[_COUNTY[role][0]][0]

    def _crew(self, site: GridSite, first: GridSite) -> Crew:
        found: dict[Role, Actor] = {Role.SUPERVISOR: self.county(Role.SUPERVISOR)}
        for role, (user, name, short) in _GRID.items():
            found[role] = self._find(role, site.code, first.code, (user, name, short))
        community = site.community.code
        found[Role.COMMUNITY_OFFICE] = self._find(Role.COMMUNITY_OFFICE, community, first.community.code, _OFFICE)
        for role, named in _CENTER.items():
            found[role] = self._find(role, site.township.code, first.township.code, named)
        return Crew(found)

    def _find(self, role: Role, prefix: str, first: str, named: tuple[str, str, str]) -> Actor:
        user, name, short = named
        if prefix != first:
            user = short + prefix
            name = ""
        if user not in self._known:
            sex = self._draw.one(("1", "2"))
            year = self._draw.between(1974, 1998)
            name = name or naming.surname(self._draw) + naming.given(self._draw, sex, year)
            self._enlist(user, name, role, prefix)
        return self._known[user][0]

    def _enlist(self, user: str, name: str, role: Role, prefix: str) -> None:
        self._known[user] = (Actor(user, name, role), prefix)
