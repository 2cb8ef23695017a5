"""What may stand in a source file: words, colours, addresses, and where (EXAMPLES 8, 12, 13, 17)."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import PRODUCT, calls, literals, nodes, python_files, text, tracked, tree

BELOW_UI = ("gridcore", *(f"gridclient/{floor}" for floor in ("base", "vault", "store", "services", "sync")))
STYLE = "gridclient/ui/style"
HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# Path to the reason why Chinese characters are its data and not its words.
DATA: dict[str, str] = {
    "gridclient/services/authoring.py": "the column names of the checklist sheet are Chinese: people fill it in",
    "gridcore/forms/item.py": "the choice lists and column names of the checklist sheet are Chinese: people fill it in",
    "gridcore/forms/items.py": "the worksheets and columns of the checklist sheet are Chinese, too",
    "gridcore/forms/check/chinese.py": "what authors write in Chinese where only other words are known",
    "gridcore/forms/check/content.py": "a date as Chinese authors write it",
    "gridcore/forms/check/item_mend.py": "the cells of the checklist sheet are Chinese",
    "gridcore/forms/check/item_sheet.py": "the worksheets and columns of the checklist sheet are Chinese, too",
    "gridcore/forms/check/slip.py": "Chinese words for `and` and `or` in an expression",
    "gridcore/forms/expansion.py": "the group of the head and the overview photo are words of the form",
    "gridserver/conformance/creating.py": "the values that have to survive the wire are Chinese, too",
    "gridclient/base/paths.py": "the folders of cloud drives are known by their names",
    "gridclient/ui/gallery.py": "the sample data of the gallery is invented",
    "gridclient/ui/gallery_record.py": "the sample data of the gallery is invented, too",
}
# A synthetic county has Chinese people and addresses, whatever its modules are called.
INVENTED = "gridserver/sample/"

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(")
# Written so that this file does not hold what it forbids.
ADDRESS = re.compile(
    r"(?<![\w.$}>)/])/(?:work|farm|root|home)/[\w.]|https?://[^\s)\"']*/(?:simple|packages)/"
    r"|index[-]url|find[-]links|pypi[.]org|files[.]pythonhosted"
)
UNNUMBERED = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b(?!\(#\d+\))")


def chinese(path: str) -> list[tuple[int, str]]:
    """Give the string literals with Chinese characters, with their lines."""
    return [(line, value) for line, value in literals(tree(path)) if HAN.search(value)]


def test_chinese_stands_in_the_translation_and_not_in_the_source() -> None:
    """English source strings in the ui, none for people below it."""
    mute = [path for path in python_files(*PRODUCT) if path not in DATA and not path.startswith(INVENTED)]

    assert [(path, *fault) for path in mute for fault in chinese(path)] == []


def test_no_exemption_outlives_its_need() -> None:
    assert [path for path in DATA if path in python_files() and not chinese(path)] == []


def test_nothing_below_the_ui_is_translated() -> None:
    below = python_files(*BELOW_UI)
    translators = {"tr", "QT_TRANSLATE_NOOP"}

    assert [(path, name) for path in below for name, _ in calls(tree(path)) if name in translators] == []
    assert [path for path in below if "QCoreApplication" in text(path)] == []


def test_there_is_one_style_sheet() -> None:
    setting = {path for path in python_files("gridclient") for name, _ in calls(tree(path)) if name == "setStyleSheet"}

    assert setting <= {f"{STYLE}/theme.py"}


def colours(module: ast.Module) -> list[str]:
    """Give the colours a module names itself: `#rrggbb`, rgb(...), QColor of numbers or of a name, Qt's own by name."""
    makers = {"QColor", "fromRgb", "fromRgbF", "fromHsv", "fromHsl"}
    found = [value for _, value in literals(module) if COLOUR.search(value)]
    found += [
        ast.unparse(call)
        for name, call in calls(module)
        if name in makers and any(isinstance(value, ast.Constant) for value in call.args)
    ]
    found += [
        ast.unparse(node)
        for node in nodes(module)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value).endswith("GlobalColor")
        and node.attr != "transparent"
    ]
    return found


def test_colours_are_tokens() -> None:
    painted = [path for path in python_files("gridclient/ui") if path != f"{STYLE}/tokens.py"]

    assert [(path, colour) for path in painted for colour in colours(tree(path))] == []


def mocks(module: ast.Module) -> list[str]:
    """Give what a module takes from a library of mocks."""
    taken = [alias.name for node in nodes(module) if isinstance(node, ast.Import) for alias in node.names]
    taken += [node.module or "" for node in nodes(module) if isinstance(node, ast.ImportFrom)]
    named = [argument.arg for node in nodes(module) if isinstance(node, ast.arguments) for argument in node.args]
    found = [name for name in taken if name == "mock" or name.startswith("unittest")]
    return [*found, *(name for name in named if name == "mocker")]


def test_there_are_no_mocks() -> None:
    assert [(path, mock) for path in python_files() for mock in mocks(tree(path))] == []


@pytest.mark.parametrize("source", ["import unittest.mock", "from unittest import mock", "def f(mocker): ..."])
def test_a_mock_is_seen(source: str) -> None:
    assert mocks(ast.parse(source))


def readable(path: str) -> str:
    """Give a file's text, or nothing for pictures and fonts."""
    try:
        return text(path)
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = [(path, match.group()) for path in tracked() for match in ADDRESS.finditer(readable(path))]

    assert found == []


def test_work_left_open_has_an_issue_number() -> None:
    found = [(path, match.group()) for path in python_files() for match in UNNUMBERED.finditer(text(path))]

    assert found == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("paint('#1F5AA6')", "#1F5AA6"),
        ("sheet = f'color: rgba(0, 0, 0, {alpha})'", "color: rgba(0, 0, 0, "),
        ("QColor(1, 2, 3)", "QColor(1, 2, 3)"),
        ("QColor('red')", "QColor('red')"),
        ("Qt.GlobalColor.red", "Qt.GlobalColor.red"),
    ],
)
def test_a_colour_is_seen(source: str, fault: str) -> None:
    assert fault in colours(ast.parse(source))


@pytest.mark.parametrize(
    "line", ["see /ro" + "ot/.venv/x", "--index" + "-url x", "http://h/sim" + "ple/ x", "pypi" + ".org"]
)
def test_an_address_is_seen(line: str) -> None:
    assert ADDRESS.search(line)


@pytest.mark.parametrize(
    ("line", "is_fault"), [("TO" + "DO later", True), ("TO" + "DO(#12): later", False), ("mastoDON", False)]
)
def test_open_work_without_a_number_is_seen(line: str, is_fault: bool) -> None:
    assert bool(UNNUMBERED.search(line)) is is_fault
