"""Each contract of import-linter breaks on the violation it is there for (ARCHITECTURE "Floors")."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import NamedTuple

import pytest

from tests.house.source import PRODUCT, ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
CONTRACTS: dict[str, str] = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


class Planted(NamedTuple):
    """A module that imports what its contract forbids it."""

    contract: str
    module: str
    imported: str
    line: str = "import {}"


LAZY = "def late():\n    import {}"
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {}"
PLANTED = [
    Planted("floors", "gridcore.planted_base", "gridclient.base"),
    Planted("floors", "gridclient.base.planted_vault", "gridclient.vault"),
    Planted("floors", "gridclient.vault.planted_store", "gridclient.store"),
    Planted("floors", "gridclient.store.planted_services", "gridclient.services"),
    Planted("floors", "gridclient.store.planted_sync", "gridclient.sync", LAZY),
    Planted("floors", "gridclient.services.planted_sync", "gridclient.sync", LAZY),
    Planted("floors", "gridclient.sync.planted_services", "gridclient.services", TYPED),
    Planted("floors", "gridclient.services.planted_ui", "gridclient.ui", TYPED),
    Planted("floors", "gridclient.ui.planted_app", "gridclient.app", LAZY),
    Planted("apart", "gridserver.planted_client", "gridclient.base"),
    Planted("apart", "gridclient.base.planted_server", "gridserver.handle", LAZY),
    Planted("core", "gridcore.planted_sql", "sqlalchemy"),
    Planted("core", "gridcore.planted_http", "requests", LAZY),
    Planted("http", "gridclient.ui.planted_http", "requests"),
    Planted("http", "gridclient.services.planted_http", "urllib3", LAZY),
    Planted("sql", "gridclient.services.planted_sql", "sqlalchemy"),
    Planted("sql", "gridclient.sync.planted_sql", "sqlcipher3", TYPED),
    Planted("sql", "gridclient.vault.planted_sql", "alembic"),
    Planted("qt", "gridclient.services.planted_qt", "PySide6"),
    Planted("qt", "gridclient.base.planted_qt", "PySide6", LAZY),
    Planted("direct", "gridclient.ui.planted_store", "gridclient.store"),
    Planted("direct", "gridclient.ui.pages.planted_vault", "gridclient.vault", TYPED),
    Planted("pages", "gridclient.ui.pages.planted_one", "gridclient.ui.pages.planted_two"),
    Planted("decide", "gridserver.decide.planted_handle", "gridserver.handle"),
    Planted("decide", "gridserver.decide.planted_sql", "sqlalchemy", LAZY),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Plant every violation in a copy of the house and give what import-linter says, by contract."""
    house = tmp_path_factory.mktemp("house")
    for package in PRODUCT:
        shutil.copytree(ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    for planted in [*PLANTED, Planted("pages", "gridclient.ui.pages.planted_two", "gridcore")]:
        path = house.joinpath(*planted.module.split(".")).with_suffix(".py")
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(planted.line.format(planted.imported) + "\n", "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache"],
        cwd=house,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "500"},
    )
    _, _, broken = done.stdout.partition("Broken contracts")
    assert done.returncode == 1, done.stdout + done.stderr
    sections = re.split(r"^(.+)\n-+$", broken, flags=re.MULTILINE)[1:]
    return dict(zip(sections[::2], sections[1::2], strict=True))


@pytest.mark.parametrize("planted", PLANTED, ids=lambda p: f"{p.contract}-{p.module}")
def test_a_contract_breaks_on_a_planted_import(planted: Planted, report: dict[str, str]) -> None:
    assert f"{planted.module} -> {planted.imported}" in report.get(CONTRACTS[planted.contract], "")


def test_every_contract_is_proven() -> None:
    assert {planted.contract for planted in PLANTED} == set(CONTRACTS)
