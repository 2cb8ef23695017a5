"""Every room has a purpose and a name that says it (ARCHITECTURE "Rooms", EXAMPLES "Names")."""

from __future__ import annotations

import ast
import re
import subprocess

from tests.house.source import PRODUCT, ROOT, nodes, python_files, text, tracked, tree

TOP = {
    ".ci": "what runs before a change is taken",
    ".gitattributes": "line ends",
    ".git-blame-ignore-revs": "commits that only reformat",
    ".gitignore": "what git leaves alone",
    "CHANGELOG.md": "what changed, in the user's words",
    "README.md": "the first page",
    "bench": "the budgets, measured",
    "build.spec": "how the program is built",
    "dev.py": "every command of the project",
    "docs": "what is written for people: decisions, licences, the contract",
    "gridclient": "the desktop program",
    "gridcore": "what client and server must agree on",
    "gridserver": "the central server",
    "pyproject.toml": "dependencies and the settings of every tool",
    "requirements.lock": "every dependency, pinned with its hashes",
    "resources": "translations, icons, fonts, checklists, code tables, templates",
    "tests": "what must hold",
    "typings": "types of libraries that ship none",
}
TESTS = {
    "base",
    "bench",
    "conformance",
    "conformance_forms",
    "core",
    "house",
    "processes",
    "server",
    "services",
    "simulation",
    "store",
    "stories",
    "sync",
    "ui",
    "vault",
}
NO_PURPOSE = re.compile(r"^_?(utils?|helpers?|common|misc|stuff|managers?|\w+_(utils?|helpers?|manager))$")
VAGUE = re.compile(r"^_?process_|Manager$|Helper$|Utils$")


def test_nothing_new_stands_at_the_top() -> None:
    assert {path.split("/")[0] for path in tracked()} <= set(TOP)


def test_no_link_is_tracked() -> None:
    """A link to one machine's folder is nothing to share; a tracked `.venv` would replace everybody's environment."""
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")

    assert [line for line in listed.stdout.splitlines() if line.startswith("120000 ")] == []


def test_tests_stand_in_the_room_of_what_they_test() -> None:
    rooms = {path.split("/")[1] for path in python_files("tests") if path.count("/") > 1}

    assert rooms <= TESTS


def test_every_package_says_what_it_is_for() -> None:
    folders = {path.rpartition("/")[0] for path in python_files(*PRODUCT)}
    silent = [
        folder
        for folder in sorted(folders)
        if not (ROOT / folder / "__init__.py").exists() or not ast.get_docstring(tree(f"{folder}/__init__.py"))
    ]

    assert silent == []


def test_a_name_says_the_purpose() -> None:
    nameless = [path for path in python_files() if any(map(NO_PURPOSE.match, path.removesuffix(".py").split("/")))]
    vague = [
        (path, node.name)
        for path in python_files()
        for node in nodes(tree(path))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and VAGUE.search(node.name)
    ]

    assert nameless == []
    assert vague == []


def test_names_without_a_purpose_are_seen() -> None:
    assert all(map(NO_PURPOSE.match, ["utils", "helpers", "common", "_misc", "sync_manager", "date_utils"]))
    assert not any(map(NO_PURPOSE.match, ["handle", "base", "commonness", "walk"]))
    assert all(map(VAGUE.search, ["SyncManager", "process_rows"]))


def test_the_pages_for_people_are_not_empty() -> None:
    assert [path for path in tracked() if path.endswith(".md") and not text(path).strip()] == []


def test_every_locked_package_has_its_licence_on_the_page() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", text("requirements.lock"), re.MULTILINE))
    named = set(re.findall(r"[a-z0-9._-]+", text("docs/licences.md")))

    assert locked - named == set()
