"""Who works here now, and where: what every service needs to know about the person."""

from __future__ import annotations

from dataclasses import dataclass

from gridcore.roles import CENTER_ROLES, FIELD_ROLES, Role


@dataclass(frozen=True, slots=True)
class Me:
    """The person signed in: account, name, role, the grid they work in (15 digits, or the code of a unit)."""

    user: str
    name: str
    role: Role
    grid: str
    device: str = ""

    @property
    def holds_households(self) -> bool:
        """True for the people of the grid; officers, handlers and the centre hold no households (PRODUCT)."""
        return self.role in FIELD_ROLES

    @property
    def is_officer(self) -> bool:
        """True for a certified inspector."""
        return self.role is Role.OFFICER

    @property
    def is_center(self) -> bool:
        """True for the people of a governance centre."""
        return self.role in CENTER_ROLES
