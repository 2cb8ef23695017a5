"""What a person typed in the moment before a draft was read goes over it; no word of either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TOGETHER = (("category", "subcategory"), ("address", "household", "place"), ("self_handled", "result"))
"""Fields that mean something only together: one typed, all are the person's."""
_WORDS = ("description", "people")
"""Texts: the draft's first, then what was typed."""


def typed_over(blank: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Give what differs from the empty form."""
    typed = {name: value for name, value in now.items() if value != blank.get(name)}
    for group in _TOGETHER:
        if any(name in typed for name in group):
            typed |= {name: now[name] for name in group}
    return typed


def laid_over(draft: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what was typed over a draft."""
    merged = {**draft, **typed}
    for name in _WORDS:
        before, after = str(draft.get(name) or ""), str(typed.get(name) or "")
        if before and after:
            merged[name] = f"{before}{after}"
    return merged
