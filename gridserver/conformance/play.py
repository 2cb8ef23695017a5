"""Plays checks and tells how they ended: a table for people, JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal

import msgspec

from gridserver.conformance.check import CHECKS, Check
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import Failed, Skipped

Ending = Literal["ok", "failed", "skipped"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a check ended. `reason` says what was found, or why it was not played."""

    section: str
    check: str
    ending: Ending
    reason: str = ""


_ROOMS = (
    *("hello", "identity", "problems", "chaining", "lines", "creating", "setting", "acting", "deleting", "issues"),
    *("pulling", "files", "packing", "telling"),
)
"""The modules whose import registers their checks, in the order of the contract."""


UNREADABLE = "a reply is not what the contract says"
"""How the reason of a check begins that could not even read what came."""


def all_checks() -> tuple[Check, ...]:
    """Give every check, in the order of the contract."""
    for room in _ROOMS:
        import_module(f"gridserver.conformance.{room}")
    return tuple(CHECKS)


def play(stage: Stage, checks: Iterable[Check], told: Callable[[Result], None] = lambda _: None) -> list[Result]:
    """Play checks one after the other; after a failed one with new devices."""
    results: list[Result] = []
    lost = ""
    for check in checks:
        skipped = Result(section=check.section, check=check.text, ending="skipped", reason=lost)
        result = skipped if lost else _played(stage, check)
        results.append(result)
        told(result)
        if result.ending == "failed":
            lost = _renewed(stage)
    return results


def _renewed(stage: Stage) -> str:
    """Go on with new devices; give why that is not possible."""
    try:
        stage.renew()
    except Failed as failed:
        return f"after a failure no new device could be enrolled: {failed}"
    return ""


def _played(stage: Stage, check: Check) -> Result:
    try:
        check.play(stage)
    except Skipped as skipped:
        return Result(section=check.section, check=check.text, ending="skipped", reason=str(skipped))
    except Failed as failed:
        return Result(section=check.section, check=check.text, ending="failed", reason=str(failed))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError) as broken:
        # What a reply should hold was not there, or was something else: the server's fault, told by its kind.
        reason = f"{UNREADABLE}: {type(broken).__name__} {broken}"
        return Result(section=check.section, check=check.text, ending="failed", reason=reason[:200])
    return Result(section=check.section, check=check.text, ending="ok")


def line_of(result: Result) -> str:
    """Give the line of the table."""
    reason = f"\n{'':8}{result.reason}" if result.reason else ""
    return f"{result.ending:<8}{result.section:<17} {result.check}{reason}"


def summary(results: Iterable[Result]) -> str:
    """Give the last line of the table."""
    counted = Counter(result.ending for result in results)
    return f"{counted.total()} checks: {counted['ok']} ok, {counted['failed']} failed, {counted['skipped']} skipped"
