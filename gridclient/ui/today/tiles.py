"""The tiles: what this person begins most often, one key each (picture 01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.services.me import Me
from gridclient.ui.style.tokens import S12
from gridclient.ui.widgets.tile import ActionTile
from gridcore.roles import CENTER_ROLES, Role

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TileLine:
    """One tile: `verb` names what the page does when it is pressed, `page` where that is done."""

    verb: str
    page: str
    icon: str
    words: str
    second: str
    keys: str


def tile_lines(me: Me, pages: frozenset[str]) -> tuple[TileLine, ...]:
    """The tiles of a role; one whose page this person does not have is left out."""
    field, officer = me.holds_households, me.is_officer
    desk = me.role in CENTER_ROLES
    lines: list[tuple[bool, TileLine]] = [
        (field, _tile("visit", "households", "house-line", translate("TodayTiles", "Record a visit"),
                      translate("TodayTiles", "A minute a home"), "Ctrl+1")),
        (field, _tile("report", "events", "megaphone", translate("TodayTiles", "Report an event"),
                      translate("TodayTiles", "Hazards, quarrels, help"), "Ctrl+2")),
        (field, _tile("lead", "events", "phone-incoming", translate("TodayTiles", "Phoned-in lead"),
                      translate("TodayTiles", "Noted in seconds"), "Ctrl+3")),
        (officer, _tile("inspect", "inspections", "clipboard-text", translate("TodayTiles", "Begin an inspection"),
                        translate("TodayTiles", "What is approved and announced"), "Alt+5")),
        (not desk and me.role is not Role.SUPERVISOR and not officer,
         _tile("feedback", "tasks", "chat-circle-text", translate("TodayTiles", "Give feedback"),
               translate("TodayTiles", "Say what came of it"), "Ctrl+4")),
        (desk or officer, _tile("tasks", "tasks", "check-square-offset", translate("TodayTiles", "Open the tasks"),
                                translate("TodayTiles", "Everything that waits for you"), "Alt+2")),
    ]  # fmt: skip
    return tuple(line for shown, line in lines if shown and line.page in pages)


def _tile(verb: str, page: str, icon: str, words: str, second: str, keys: str) -> TileLine:
    return TileLine(verb, page, icon, words, second, keys)


class TileRow(QWidget):
    """The tiles side by side, equally wide."""

    pressed = Signal(str)
    """The verb of the tile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S12)
        self._tiles: list[ActionTile] = []
        self._lines: tuple[TileLine, ...] = ()
        self.hide()

    @property
    def tiles(self) -> Sequence[ActionTile]:
        """As shown."""
        return tuple(self._tiles)

    def show_lines(self, lines: Sequence[TileLine]) -> None:
        """Show these tiles; the row is hidden without any."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        for old in self._tiles:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tiles = []
        for line in lines:
            tile = ActionTile(line.icon, line.words, line.second, keys=line.keys.replace("+", " "))
            tile.setObjectName(f"tile.{line.verb}")
            tile.clicked.connect(self._on_clicked)
            self._row.addWidget(tile, 1)
            self._tiles.append(tile)
        self.setVisible(bool(lines))

    def _on_clicked(self) -> None:
        self.pressed.emit(self.sender().objectName().removeprefix("tile."))
