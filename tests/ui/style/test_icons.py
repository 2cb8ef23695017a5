"""Every icon the interface names is there, so that no page breaks on the day it is opened."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from gridclient.base.resources import resource

# Call, to the place of the icon's name among its arguments.
NAMED_BY = {
    "icon": 0, "pixmap": 0, "set_icon": 0, "show_icon": 0, "icon_button": 0, "IconLabel": 0, "ActionTile": 0, "Disc": 0,
    "EmptyState": 0, "Banner": 0, "button": 2, "Button": 2, "draw_icon": 1, "Option": 3, "EntryLine": 1,
}  # fmt: skip
SOURCES = sorted(resource().parent.joinpath("gridclient", "ui").rglob("*.py"))


def names(source: str) -> set[str]:
    """The icon names written as literals in calls that take one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = NAMED_BY.get(str(called))
        if place is None:
            continue
        given = [*node.args[place : place + 1], *(word.value for word in node.keywords if word.arg == "icon")]
        found |= {part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_icon_that_is_named_is_there(path: Path) -> None:
    regular = {file.stem for file in resource("icons", "regular").glob("*.svg")}

    assert names(path.read_text("utf-8")) - regular == set()


def test_names_are_seen() -> None:
    source = "button('x', 'quiet', 'a')\nicons.icon('b')\nbutton('x', icon='c')\ndraw_icon(painter, 'd', 'ink')\n"

    assert names(source) == {"a", "b", "c", "d"}


def test_the_licences_lie_beside_the_drawings_and_the_fonts() -> None:
    assert "MIT License" in resource("icons", "LICENSE").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text("utf-8").upper()
