"""The sources of the house as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("gridcore", "gridclient", "gridserver")


@cache
def tracked() -> tuple[str, ...]:
    """Give every file git knows or would take, as paths from the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return tuple(sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file()))


def python_files(*folders: str) -> list[str]:
    """Give the Python files below some folders, as paths from the root."""
    return [
        path
        for path in tracked()
        if path.endswith(".py") and (not folders or path.startswith(tuple(f"{f}/" for f in folders)))
    ]


@cache
def text(path: str) -> str:
    """Give the text of a file."""
    return (ROOT / path).read_text("utf-8")


@cache
def tree(path: str) -> ast.Module:
    """Give the syntax tree of a Python file."""
    return ast.parse(text(path), path)


@cache
def nodes(module: ast.Module) -> tuple[ast.AST, ...]:
    """Give every node of a syntax tree; each tree is walked once, however many rules look at it."""
    return tuple(ast.walk(module))


def calls(module: ast.Module) -> list[tuple[str, ast.Call]]:
    """Give the calls in a module with the last name of what is called."""
    found: list[tuple[str, ast.Call]] = []
    for node in nodes(module):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                found.append((node.func.attr, node))
            elif isinstance(node.func, ast.Name):
                found.append((node.func.id, node))
    return found


def literals(module: ast.Module) -> list[tuple[int, str]]:
    """Give the string literals of a module with their lines; docstrings are not literals."""
    statements = [node.value for node in nodes(module) if isinstance(node, ast.Expr)]
    documents = {id(value) for value in statements if isinstance(value, ast.Constant)}
    constants = [node for node in nodes(module) if isinstance(node, ast.Constant) and id(node) not in documents]
    return [(node.lineno, node.value) for node in constants if isinstance(node.value, str)]
