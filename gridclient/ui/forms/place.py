"""A position: typed or pasted in degrees, or read from a GNSS receiver (FORMS 2: geopoint)."""

from __future__ import annotations

import re
from typing import Final

from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.errors import trouble_of
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.forms.field import SettlingLine
from gridclient.ui.spoken import say
from gridclient.ui.style.tokens import S4, S8
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import label
from gridcore.errors import GridError
from gridcore.nmea import Fix

_WIDTH: Final = 140
_PAIR: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$", re.ASCII)
_PARTS: Final = re.compile(r"(\d+)[°\s]+(\d+)[′'\s]+(\d+(?:\.\d+)?)[″\"\s]*$")


class PlaceControl(QuestionControl):
    """Latitude and longitude in WGS-84; `33.07, 107.02` pasted into the first fills both."""

    def __init__(self, shown: Shown, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.lat = SettlingLine(say(shown.label, self.tr("latitude")), width=_WIDTH, numeric=True)
        self.lon = SettlingLine(say(shown.label, self.tr("longitude")), width=_WIDTH, numeric=True)
        self.lat.setPlaceholderText(self.tr("Latitude"))
        self.lon.setPlaceholderText(self.tr("Longitude"))
        self.lat.settled.connect(self._on_lat)
        self.lon.settled.connect(self._on_typed)
        self.receiver = Button(self.tr("Read from receiver"), "secondary", "map-pin")
        self.receiver.clicked.connect(self._on_receiver)
        self._said = label("", "caption", wrap=True)
        row = FlowLayout(None, S8)
        for widget in (self.lat, self.lon, self.receiver):
            row.addWidget(widget)
        self.column.setSpacing(S4)
        self.column.addLayout(row)
        self.column.addWidget(self._said)
        self._said.hide()
        self.setFocusProxy(self.lat)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show both, and how good they are."""
        if typed is not None:
            lat, _, rest = typed.text.partition(" ")
            self.lat.show_value(lat)
            self.lon.show_value(rest.partition(" ")[0])
            return
        parts = shown.value.split()
        self.lat.show_value(parts[0] if parts else "")
        self.lon.show_value(parts[1] if len(parts) > 1 else "")
        accuracy = parts[3] if len(parts) > 3 else "0"
        if accuracy.strip("0."):
            self._say(self.tr("Accuracy {n} m").format(n=accuracy))

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.lat.settle()
        self.lon.settle()

    def _on_lat(self, value: str) -> None:
        pair = _PAIR.match(value)
        if pair is not None:
            self.lat.setText(pair[1])
            self.lon.setText(pair[2])
        self._on_typed()

    def _on_typed(self) -> None:
        lat, lon = _decimal(self.lat.value), _decimal(self.lon.value)
        self._said.hide()
        if not lat and not lon:
            self.answered.emit("")
        else:
            # What was typed by hand has no height and no accuracy.
            self.answered.emit(f"{lat} {lon} 0 0" if lat and lon else f"{lat} {lon}")

    def _on_receiver(self) -> None:
        self._say(self.tr("Listening to the receiver"))
        self.receiver.setEnabled(False)
        self._bench.runner.read(self, self._bench.gnss.read, self._on_fix, failed=self._on_failed, latest="gnss")

    def _on_fix(self, fix: Fix) -> None:
        self.receiver.setEnabled(True)
        self.lat.show_value(f"{fix.lat:.7f}")
        self.lon.show_value(f"{fix.lon:.7f}")
        self._said.hide()
        self.answered.emit(fix.text)

    def _on_failed(self, error: Exception) -> None:
        self.receiver.setEnabled(True)
        if not isinstance(error, GridError):
            self._said.hide()
            self._bench.runner.tell(error, self)
            return
        words = {
            "no_receiver": self.tr("No receiver is plugged in. Latitude and longitude can be typed"),
            "no_sentences": self.tr("Nothing at the serial ports speaks NMEA. Latitude and longitude can be typed"),
            "no_fix": self.tr("The receiver does not know where it is yet. Hold it under the open sky and read again"),
        }
        self._say(words.get(str(error.facts.get("reason")), trouble_of(error).what))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()


def _decimal(text: str) -> str:
    """Degrees, minutes and seconds as decimal degrees; anything else as it is."""
    parts = _PARTS.match(text)
    if parts is None:
        return text
    return f"{int(parts[1]) + int(parts[2]) / 60 + float(parts[3]) / 3600:.7f}"


def place_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A position."""
    return PlaceControl(shown, bench)
