"""Which tests serve which rows of the fault tables; `python -m tests.house.faults` writes them into docs/faults.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.source import ROOT, python_files, tree

PAGE = ROOT / "docs" / "faults.md"
CONTRACT = tuple(f"F{number:02}" for number in range(1, 57))
"""The rows of SYNC 18."""
ATTACKS = tuple(map(str, [*range(1, 36), 46, *range(49, 52), *range(58, 66), *range(73, 77)]))
"""The rows of FAULTS that belong to sync, store and server."""
REQUIRED = (*CONTRACT, *ATTACKS)
KNOWN = frozenset((*CONTRACT, *map(str, range(1, 77))))
"""Rows a mark may name: those of FAULTS that belong to identity, privacy and hostile files, too."""
REASONED = re.compile(r"not tested here, because .+; instead .+")
ROW = re.compile(r"\| (F?\d+) \| ([^|]+) \|(.*)\|")

Tests = dict[str, list[str]]
_Marked = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def rows_of(marks: Iterable[ast.AST]) -> list[str]:
    """Give the rows named by `pytest.mark.fault(...)` anywhere in some expressions."""
    found: list[str] = []
    for node in (node for mark in marks for node in ast.walk(mark)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.fault"):
            found += [
                str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value) for value in node.args
            ]
    return found


def served(path: str, module: ast.Module) -> Iterator[tuple[str, str]]:
    """Give (row, test) of a test module: marks of functions, of their class and of the whole module."""
    everywhere = rows_of(
        node.value
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and "pytestmark" in ast.unparse(node)
    )
    yield from _served(path, module.body, everywhere)


def _served(path: str, body: Iterable[ast.stmt], above: list[str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if not isinstance(node, _Marked):
            continue
        rows = [*above, *rows_of(node.decorator_list)]
        if isinstance(node, ast.ClassDef):
            yield from _served(path, node.body, rows)
        elif node.name.startswith("test_"):
            yield from ((row, f"{path}::{node.name}") for row in dict.fromkeys(rows))


def by_row() -> Tests:
    """Give the tests that serve each row, by row."""
    found: Tests = {}
    for path in python_files("tests"):
        for row, test in served(path, tree(path)):
            found.setdefault(row, []).append(test)
    return found


def page_rows(text: str) -> dict[str, tuple[str, str]]:
    """Give what the page says by row: what must hold, and the last column."""
    return {found[1]: (found[2].strip(), found[3].strip()) for found in map(ROW.fullmatch, text.splitlines()) if found}


def written(text: str, tests: Tests) -> str:
    """Give the page with its last column written anew; a reasoned line stays while no test serves its row."""
    lines: list[str] = []
    for line in text.splitlines():
        found = ROW.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        named = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests.get(found[1], ()))
        last = named or (found[3].strip() if REASONED.search(found[3]) else "")
        lines.append(f"| {found[1]} | {found[2].strip()} | {last} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8"), by_row()), "utf-8")
