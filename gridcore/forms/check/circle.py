"""Calculations that read each other in a circle (FORMS 5): the engine refuses them, a converter does not see them."""

from __future__ import annotations

from collections.abc import Mapping

from gridcore.forms.check.expression import Known, reads
from gridcore.forms.check.table import Line, Table
from gridcore.forms.graph import components


def check_circles(table: Table, known: Known) -> None:
    """Point at each calculation of a circle, with the names in its order."""
    lines: dict[str, Line] = {}
    follows: dict[str, set[str]] = {}
    for line in table.lines:
        name, text = line.text("name"), line.text("calculation")
        # With a trigger it is worked out when something changes, not whenever something it reads does.
        if name and text and name not in known.doubled and not line.text("trigger"):
            lines[name] = line
            follows[name] = set(reads(text))
    within: Mapping[str, set[str]] = {name: {each for each in read if each in lines} for name, read in follows.items()}
    for group in components(dict(within)):
        if len(group) > 1 or group[0] in within[group[0]]:
            inside = sorted(group, key=lambda name: lines[name].index)
            for name in inside:
                table.wrong("circle", lines[name], "calculation", names=", ".join(inside))
