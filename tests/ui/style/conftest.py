"""The look is tried with its own theme; each test begins light, at scale 1, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gridclient.ui.style import theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply_theme(qapp, "light")
    yield qapp
    # Widgets that wait for an event loop to be deleted in would be styled again and again.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
