"""What processes cost: the processor seconds of a process, its children, and the children it has outlived (Linux)."""

from __future__ import annotations

import os
from pathlib import Path


def seconds_of(pid: int) -> float:
    """Give user and system seconds of a process and all below it."""
    ticks = os.sysconf("SC_CLK_TCK")
    found, open_ = 0, [pid]
    children: dict[int, list[int]] = {}
    stats = dict(_stats())
    for each, (parent, _) in stats.items():
        children.setdefault(parent, []).append(each)
    while open_:
        each = open_.pop()
        if each in stats:
            found += stats[each][1]
            open_ += children.get(each, [])
    return found / ticks


def _stats() -> list[tuple[int, tuple[int, int]]]:
    """Give parent and ticks (own, and of ended children) of every process."""
    found: list[tuple[int, tuple[int, int]]] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        found.append((int(path.parent.name), (int(fields[1]), sum(map(int, fields[11:15])))))
    return found
