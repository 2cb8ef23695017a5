"""Which grids a user holds, in which roles, and what a store gets of them (SYNC 10, 15). Pure."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from gridcore.kinds import readable, view
from gridcore.roles import CENTER_ROLES, Role
from gridserver.row import GrantRow, GridRow, Reading

COMMON = "common"
UNIT_DIGITS = 12
_LEVELS = (2, 4, 6, 9, 12)
"""Digits that name a province, city, county, town, community in a 12-digit unit code (DOMAIN 2.2)."""

_FROM_ABOVE = frozenset({"org_unit", "grid", "post", "issue:post", "certificate", "checklist"})
"""What comes down from units above the ones held: the chain of posts, the units, checklists, no work of theirs."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A grid in the scope of a store: the roles held, the kinds it gets and the name of that view."""

    grid: GridRow
    roles: tuple[Role, ...]
    kinds: tuple[str, ...]
    view: str


@functools.lru_cache(maxsize=1 << 16)
def stem(code: str) -> str:
    """Give the digits of a unit code that its units and grids below share: a town's 610726103000 is 610726103."""
    if len(code) != UNIT_DIGITS or not code.isdigit():
        return code
    return next(code[:length] for length in _LEVELS if not code[length:].strip("0"))


def current(grants: Iterable[GrantRow], now: datetime, grace: timedelta = timedelta()) -> list[GrantRow]:
    """Give the grants in force, or ended less than a grace ago."""
    return [
        grant
        for grant in grants
        if datetime.fromisoformat(grant.since) <= now
        and (grant.until is None or now < datetime.fromisoformat(grant.until) + grace)
    ]


def roles_by_grid(grants: Sequence[GrantRow]) -> Callable[[str], frozenset[Role]]:
    """Give the function from a grid's code to the roles these grants hold in it."""
    held = [(stem(grant.prefix), Role(grant.role)) for grant in grants]

    def roles(grid: str) -> frozenset[Role]:
        if grid.startswith("@"):
            return frozenset()
        return frozenset(role for prefix, role in held if grid.startswith(prefix))

    return roles


def may_read(grants: Sequence[GrantRow], device: str, grid: str) -> bool:
    """Say whether a grid is in the scope of a store (as `scope_of` gives it)."""
    if not grants or grid in {COMMON, f"@{device}"}:
        return bool(grants)
    prefixes = {stem(grant.prefix) for grant in grants}
    if grid.startswith("@"):
        return False
    return any(grid.startswith(prefix) or grid in units_above(prefix) for prefix in prefixes)


def kinds_in(grants: Sequence[GrantRow], device: str, grid: str) -> frozenset[str]:
    """Give the kinds a store may read in a grid (as `scope_of` gives them); none of a grid it does not hold."""
    if not may_read(grants, device, grid):
        return frozenset()
    everything = frozenset(Role(grant.role) for grant in grants)
    if grid in {COMMON, f"@{device}"}:
        return frozenset(readable(everything))
    held = roles_by_grid(grants)(grid)
    if held:
        return frozenset(readable(held))
    return _FROM_ABOVE & frozenset(readable(everything))


def is_center(grants: Iterable[GrantRow]) -> bool:
    """Say whether a user sits in a centre, whose stores poll often (SYNC 9)."""
    return any(grant.role in CENTER_ROLES for grant in grants)


def scope_of(read: Reading, device: str, grants: Sequence[GrantRow], asked: Collection[str]) -> list[Entry]:
    """Give the scope of a store, in the order of a pull: @device, common, units from above, grids by code."""
    if not grants:
        return []
    everything = frozenset(Role(grant.role) for grant in grants)
    prefixes = sorted({stem(grant.prefix) for grant in grants})
    roles = roles_by_grid(grants)
    rows: dict[str, GridRow] = {}
    for prefix in prefixes:
        rows |= {row.code: row for row in read.grids_below(prefix) if not row.code.startswith("@")}
    above = {code for prefix in prefixes for code in units_above(prefix)} - rows.keys()
    own = [f"@{device}", COMMON]
    rows |= read.grids([*above, *own])
    views = _Views(asked)
    return [
        views.entry(rows[code], everything if code in above or code in own else roles(code), is_above=code in above)
        for code in (*own, *sorted(rows.keys() - set(own), key=_place))
        if code in rows
    ]


class _Views:
    """What a user gets of a grid, worked out once for each set of roles: a county's scope has thousands of grids."""

    def __init__(self, asked: Collection[str]) -> None:
        self._asked = asked
        self._known: dict[tuple[frozenset[Role], bool], tuple[tuple[Role, ...], tuple[str, ...], str]] = {}

    def entry(self, row: GridRow, roles: frozenset[Role], *, is_above: bool) -> Entry:
        """Give the entry of a grid."""
        found = self._known.get((roles, is_above))
        if found is None:
            kinds = readable(roles, self._asked)
            if is_above:
                kinds = tuple(kind for kind in kinds if kind in _FROM_ABOVE)
            found = self._known[roles, is_above] = tuple(sorted(roles)), kinds, view(kinds)
        held, kinds, name = found
        return Entry(grid=row, roles=held, kinds=kinds, view=name)


def units_above(prefix: str) -> list[str]:
    """Give the units above a unit or grid, the highest first, by the codes of their pseudo-grids."""
    return [prefix[:length].ljust(UNIT_DIGITS, "0") for length in _LEVELS if length < len(prefix)]


def _place(code: str) -> tuple[int, str]:
    """Units by level, then grids; all by code."""
    return (len(stem(code)) if len(code) == UNIT_DIGITS else UNIT_DIGITS + 1, code)
