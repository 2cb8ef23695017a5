"""Garbage is collected on the ui thread only."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gridclient.ui.sweeper import Sweeper


class Circle:
    """Refers to itself, so only the collector can free it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def sweeper(qtbot: QtBot) -> Iterator[Sweeper]:
    del qtbot
    owner = QObject()
    yield Sweeper(owner)
    gc.unfreeze()
    gc.enable()


def test_the_interpreter_no_longer_collects_by_itself(sweeper: Sweeper) -> None:
    assert sweeper.parent() is not None
    assert not gc.isenabled()


def test_circles_go_at_the_next_look(sweeper: Sweeper) -> None:
    gone = weakref.ref(Circle())
    kept = [[index] for index in range(2_000)]
    assert gone() is not None

    sweeper.look()

    assert gone() is None
    assert len(kept) == 2_000
