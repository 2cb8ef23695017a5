"""The log: a file in the profile, rotated, with nothing personal in it (FAULTS 68)."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import re
from pathlib import Path

_PRIVATE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|\d{7,}[\dXx]?")


class Masked(logging.Formatter):
    """Replaces Chinese text and long numbers: names, addresses, phones and id numbers are made of nothing else here."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line with private runs as `*`."""
        return _PRIVATE.sub("*", super().format(record))


def start(path: Path) -> None:
    """Log INFO and above to the file; crashes of the interpreter go to a file beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    faulthandler.enable(path.with_suffix(".crash").open("a", encoding="utf-8"))
