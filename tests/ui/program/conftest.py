"""The real program over a folder of its own, a centre in process, and a person's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gridclient.app.program import Program
from gridclient.base import settings as machine
from gridclient.base.paths import Profile
from gridclient.ui import language
from gridclient.ui.language import Lang
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring, NoKeyring
from gridserver.memory import MemoryStore
from tests.clock import FakeClock
from tests.server.town import PASSWORD, Town, seeded
from tests.stories.hands import Hands
from tests.ui.conftest import Told
from tests.ui.program.street import Street

CHEAP = vault.Cost(memory=64, passes=1, lanes=1)
HOME, HEAD = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"


class Seat:
    """A person before the program."""

    def __init__(
        self, app: QApplication, folder: Path, clock: FakeClock, keyring: Keyring, street: Street, seed: int = 5
    ) -> None:
        """`seed` is this PC's luck: two with the same one would make the same keys."""
        self.street = street
        self.profile = Profile(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not self.profile.settings.exists():
            machine.save(self.profile.settings, machine.Settings(language="zh", theme="light"))
        self.clock = clock
        self.program = Program(app, self.profile, clock=clock, rng=seeded(seed), keyring=keyring, cost=CHEAP)
        self.told = Told(self.program.reporter)
        self.window = self.program.window
        self.hands = Hands(app, self.program)
        self.program.start()
        self.hands.settle()

    def sign_in(self, user: str = "li") -> None:
        self.hands.sign_in(self.street.address, user, PASSWORD)

    @property
    def page(self) -> str:
        page = self.window.work.page
        return page.name if page is not None else ""

    @property
    def store(self) -> Path:
        (paths,) = self.profile.people()
        return paths.store

    def at(self, name: str) -> bool:
        """Whether this page is in front."""
        return self.page == name

    @property
    def foot(self) -> str:
        """The bottom line."""
        return "|".join(part.text() for part in self.window.work.status.parts)

    def lock(self) -> None:
        self.window.lock()
        self.hands.settle()

    def try_password(self, password: str = PASSWORD) -> None:
        """Type it and press Enter; what comes of it is the test's to see."""
        field = self.window.entry.unlock.password
        self.hands.type(field, password, anew=True)
        self.hands.click("unlock.go")
        self.hands.settle()

    @property
    def error(self) -> str:
        """What stands at the password."""
        return self.window.entry.unlock.error.text()

    def close(self) -> None:
        """Close the window; it is gone before the language changes, which would lay it out once more."""
        self.window.close()
        self.window.deleteLater()
        self.program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Two grids; one household with its head in the first."""
    town = Town(MemoryStore(), tmp_path / "blobs")
    town.laptop("li", 9).do(
        {
            "op": "create", "kind": "household", "id": HOME, "grid": "610726103005001",
            "set": {"address": "柳湾小区 3 栋 201", "building": "3", "room": "201", "head": HEAD, "visit_every": 14},
        },
        {
            "op": "create", "kind": "person", "id": HEAD, "grid": "610726103005001", "parent": HOME,
            "set": {"name": "王建国", "phone": "13800000077"},
        },
    )  # fmt: skip
    return town


@pytest.fixture
def street(town: Town) -> Iterator[Street]:
    street = Street(town)
    yield street
    street.close()


@pytest.fixture
def sit(qapp: QApplication, tmp_path: Path, town: Town, street: Street) -> Iterator[Callable[..., Seat]]:
    """Opens the program; a second call opens it again over the same folder."""
    seats: list[Seat] = []
    clock = FakeClock(town.clock.now())

    def sit(keyring: Keyring | None = None) -> Seat:
        while seats:
            seats.pop().close()
        seats.append(Seat(qapp, tmp_path / "profile", clock, keyring or NoKeyring(), street))
        return seats[-1]

    yield sit
    for seat in seats:
        seat.close()
    language.load(qapp, Lang.ENGLISH)
