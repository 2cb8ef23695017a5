"""A post of the seven-level chain (DOMAIN 1.2)."""

from __future__ import annotations

from gridcore.parts import Body


class Post(Body, frozen=True, kw_only=True):
    """post_level 1 to 7; bound_to is the code or id of the community, estate, grid, building, unit or floor."""

    post_level: int | None = None
    name: str | None = None
    phone: str | None = None
    title: str | None = None
    bound_kind: str | None = None
    bound_to: str | None = None
    user: str | None = None
