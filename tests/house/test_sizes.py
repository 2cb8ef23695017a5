"""Rooms stay small (EXAMPLES 18)."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import nodes, python_files, text, tree

LONGEST_FILE, LONGEST_FUNCTION, MOST_METHODS = 400, 50, 25
LONGEST_TEST = 80  # a story is told in one go

# Path, or path and name, to the reason why it may be longer. An exemption nothing needs any more fails.
EXEMPT: dict[str, str] = {}


def faults(path: str, source: str, module: ast.Module) -> list[str]:
    """Give what is too long in a file: the file, a function or a class, by name."""
    longest = LONGEST_TEST if path.startswith("tests/") else LONGEST_FUNCTION
    found: list[str] = []
    if len(source.splitlines()) > LONGEST_FILE:
        found.append(path)
    for node in nodes(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if (node.end_lineno or node.lineno) - node.lineno + 1 > longest:
                found.append(f"{path} {node.name}")
        elif isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
            if len(methods) > MOST_METHODS:
                found.append(f"{path} {node.name}")
    return found


def test_a_room_is_small_and_no_exemption_outlives_its_need() -> None:
    found = [fault for path in python_files() for fault in faults(path, text(path), tree(path))]

    assert sorted(set(found)) == sorted(EXEMPT)
    assert all(EXEMPT.values())


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("x = 1\n" * 401, "long.py"),
        ("def story():\n" + "    x = 1\n" * 50, "long.py story"),
        ("class Many:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(26)), "long.py Many"),
    ],
    ids=["file", "function", "class"],
)
def test_what_is_too_long_is_seen(source: str, fault: str) -> None:
    assert faults("long.py", source, ast.parse(source)) == [fault]
