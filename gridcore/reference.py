"""What the server alone maintains: working calendar, code tables, number blocks (DOMAIN 2.9, 3.3)."""

from __future__ import annotations

from typing import Any

from gridcore.parts import Body


class Calendar(Body, frozen=True, kw_only=True):
    """One year: holidays and swapped workdays as ISO dates, office hours per weekday as texts like 08:30-12:00."""

    year: int | None = None
    holidays: tuple[str, ...] | None = None
    workdays: tuple[str, ...] | None = None
    hours: tuple[str, ...] | None = None


class CodeTable(Body, frozen=True, kw_only=True):
    """A code table by name: entries code to names."""

    name: str | None = None
    version: str | None = None
    entries: dict[str, dict[str, Any]] | None = None


class NumberBlock(Body, frozen=True, kw_only=True):
    """A block of document numbers of one device: prefix, first, last."""

    prefix: str | None = None
    first: int | None = None
    last: int | None = None
