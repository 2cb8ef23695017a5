"""Python's collector, kept on the ui thread.

A widget in a reference circle is freed by whichever thread happens to set the collector off; Qt must not lose a widget
(or its timers) on a worker thread: the program would end. So the collector is switched off and called from here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2_000
"""Milliseconds between two looks; young garbage only, so that a look is shorter than a frame."""


class Sweeper(QObject):
    """Collects garbage on the thread it was made on, by the thresholds the interpreter would have used."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What was imported lives as long as the program: leaving it out makes the rare full look short, too.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose threshold is passed."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
