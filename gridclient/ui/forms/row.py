"""Rows of a form that break into lines like words do: at a large type nothing is cut off (UI 2 "Scales")."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S16
from gridclient.ui.widgets.flow import FlowLayout


def together(*widgets: QWidget) -> QWidget:
    """Widgets that stay on one line: a label and its control."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    for widget in widgets:
        row.addWidget(widget)
    made.setMinimumHeight(theme.current().size.control)
    return made


def flowing(*units: QWidget) -> QWidget:
    """Units beside each other, broken into lines where they do not fit."""
    made = QWidget()
    flow = FlowLayout(made, S16)
    for unit in units:
        flow.addWidget(unit)
    return made
