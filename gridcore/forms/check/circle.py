"""Questions that wait for each other in a circle (FORMS 5): a converter does not see them.

A question depends on what its calculation, its condition and the number of its rows read, and on the group it stands
in; a group on what its condition reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from gridcore.forms.check.expression import Known, reads
from gridcore.forms.check.kind import Kind
from gridcore.forms.check.table import Line, Table
from gridcore.forms.graph import components

_READING: Final = ("calculation", "relevant", "repeat_count")


def check_circles(table: Table, kinds: Mapping[int, Kind], known: Known) -> Mapping[str, AbstractSet[str]]:
    """Point at each cell that closes a circle, with the names in it; gives the names each question waits for."""
    lines, follows = _dependencies(table, kinds, known)
    for group in components({name: {each for each in read if each in lines} for name, read in follows.items()}):
        inside = set(group)
        if len(group) == 1 and group[0] not in follows[group[0]]:
            continue
        names = ", ".join(sorted(inside, key=lambda name: lines[name].index))
        for name in group:
            for base in _READING:
                text = lines[name].text(base)
                if text and not _is_triggered(lines[name], base) and reads(text) & inside:
                    table.wrong("circle", lines[name], base, names=names)
    return follows


def _dependencies(table: Table, kinds: Mapping[int, Kind], known: Known) -> tuple[dict[str, Line], dict[str, set[str]]]:
    lines: dict[str, Line] = {}
    follows: dict[str, set[str]] = {}
    above: list[str] = []
    for line in table.lines:
        kind, name = kinds[line.index], line.text("name")
        if kind.form == "end":
            del above[-1:]
            continue
        if name and name not in known.doubled:
            lines[name] = line
            texts = [line.text(base) for base in _READING if not _is_triggered(line, base)]
            follows[name] = {each for text in texts if text for each in reads(text)} | set(above[-1:])
        if kind.form == "begin":
            above.append(name)
    return lines, follows


def _is_triggered(line: Line, base: str) -> bool:
    """With a trigger it is worked out when something changes, not whenever something it reads does."""
    return base == "calculation" and bool(line.text("trigger"))
