"""A migrated master file, copied for each test: real SQLCipher files, small (EXAMPLES 13)."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.store import Store
from gridclient.vault.sealing import FileBox
from gridcore.pinyin import Pinyin
from tests.clock import FakeClock

KEY = bytes(range(48))
PINYIN = Path(__file__).parents[2] / "resources" / "pinyin"


class Shelf:
    """Opens stores in a folder; the same name is the same file."""

    def __init__(self, folder: Path, master: Path | None, clock: FakeClock, pinyin: Pinyin | None = None) -> None:
        self.folder, self.master, self.clock, self.pinyin = folder, master, clock, pinyin
        self.opened: list[Store] = []
        self._rng = random.Random(7)

    def path(self, name: str = "a") -> Path:
        return self.folder / f"{name}.db"

    def open(self, name: str = "a", *, key: bytes = KEY, create: bool = True) -> Store:
        path = self.path(name)
        if create and self.master is not None and not path.exists():
            shutil.copy(self.master, path)
        store = Store.open(
            path,
            key,
            clock=self.clock,
            rng=self._rng.randbytes,
            files=FileBox(KEY[:32], self._rng.randbytes),
            side=self.folder / name,
            pinyin=self.pinyin,
            create=create,
        )
        self.opened.append(store)
        return store

    def close(self) -> None:
        for store in self.opened:
            store.close()


@pytest.fixture(scope="session")
def pinyin() -> Pinyin:
    tables = (PINYIN / "pinyin.tsv", PINYIN / "surnames.tsv")
    return Pinyin.from_text(*(table.read_text(encoding="utf-8") for table in tables))


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("master")
    shelf = Shelf(folder, None, FakeClock())
    shelf.open("master").close()
    return shelf.path("master")


@pytest.fixture
def shelf(tmp_path: Path, master: Path, clock: FakeClock, pinyin: Pinyin) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path, master, clock, pinyin)
    yield shelf
    shelf.close()


@pytest.fixture
def store(shelf: Shelf) -> Store:
    return shelf.open()
