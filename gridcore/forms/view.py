"""Frozen pictures of a live form: what a page draws, what changed, what is missing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Change(msgspec.Struct, frozen=True):
    """What changed at one node: value, relevant, required, readonly, constraint, choices, label, rows."""

    path: str
    kinds: frozenset[str]


class NodeState(msgspec.Struct, frozen=True):
    """One node now. `value` is what counts ('' while not relevant), `answer` what was given and is kept."""

    path: str
    value: str
    answer: str
    is_relevant: bool
    is_required: bool
    is_readonly: bool
    is_valid: bool
    row_id: str = ""


class Missing(msgspec.Struct, frozen=True):
    """What blocks finishing. `reason`: required, constraint, choice_gone; `message`: the author's words or ''."""

    path: str
    reason: str
    message: str = ""


class Offer(msgspec.Struct, frozen=True):
    """One choice as offered."""

    value: str
    label: str
    is_other: bool = False
    """The converter made this choice (or_other) and named it in its own English."""


class Shown(msgspec.Struct, frozen=True):
    """A control as it is to be drawn; groups and repeats hold others (kind `row`: one row of a repeat)."""

    kind: str
    path: str
    type: str = ""
    label: str = ""
    hint: str = ""
    value: str = ""
    is_required: bool = False
    is_readonly: bool = False
    is_valid: bool = True
    message: str = ""
    """The author's words on a broken constraint, '' while it holds."""
    appearance: tuple[str, ...] = ()
    media: str = ""
    attributes: Mapping[str, str] = {}
    grid: Mapping[str, str] = {}
    choices: tuple[Offer, ...] = ()
    children: tuple[Shown, ...] = ()
    row_id: str = ""
    is_other: bool = False
    """The converter made this question (or_other: which one?) and named it in its own English."""
    is_fixed: bool = False
    """Of a repeat: rows may neither be added nor removed."""
