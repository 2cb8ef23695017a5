"""Our stub of sqlcipher3 names only what the driver has, and has it believed by both type checkers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

ROOT = Path(__file__).resolve().parents[2]
STUB = ROOT / "typings" / "sqlcipher3" / "dbapi2.pyi"


def declared(nodes: list[ast.stmt]) -> list[str]:
    """Give the public names a stub declares at one level."""
    names = [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    names += [node.target.id for node in nodes if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    return [name for name in names if not name.startswith("_") or name.startswith("__")]


def test_the_stub_names_nothing_the_driver_lacks() -> None:
    tree = ast.parse(STUB.read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    missing = [name for name in declared(tree.body) if not hasattr(driver, name) and name != "Blob"]
    missing += [
        f"{node.name}.{name}"
        for node in classes
        if node.name not in {"Blob", "Error"}  # a Blob is not named by the module; an Error's code comes with the error
        for name in declared(node.body)
        if not hasattr(getattr(driver, node.name), name)
    ]

    assert missing == []


def test_an_error_of_the_database_tells_its_code(tmp_path: Path) -> None:
    with pytest.raises(driver.OperationalError) as raised:
        driver.connect(tmp_path / "nowhere" / "x.db")

    assert raised.value.sqlite_errorcode == driver.SQLITE_CANTOPEN
    assert raised.value.sqlite_errorname == "SQLITE_CANTOPEN"


@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_both_type_checkers_use_the_stub(checker: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import sqlcipher3.dbapi2\n\nnumber: int = sqlcipher3.dbapi2.connect(':memory:')\n", "utf-8")
    config = {"mypy": ["--config-file", "pyproject.toml"], "basedpyright": ["--project", "pyproject.toml"]}[checker]

    done = subprocess.run(
        [sys.executable, "-m", checker, *config, str(wrong)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert '"Connection"' in done.stdout, done.stdout
