"""The log: a file in the profile, rotated, with nothing personal in it (FAULTS 68)."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from gridcore.errors import GridError

_KEPT = r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[0-9]*[a-f])[0-9a-f]{32,64}\b"
"""Ids of records and txs, and hashes: what a report is worth without."""
_PRIVATE = (
    r"(?:/home/|/Users/|[A-Za-z]:\\Users\\)[^/\\\s\"']+"  # the name of an account of the operating system
    r"|[^\x00-\x7f]+"  # names and addresses of this country, full-width digits
    r"|\+?\d(?:[ ().\-/]{0,2}\d){6,}[Xx]?"  # phones and numbers of certificates, however they are grouped; birth dates
)
_SEEN = re.compile(f"({_KEPT})|{_PRIVATE}")

_Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def masked(text: str) -> str:
    """Give a text with what may be personal as `*`. Latin names cannot be told from words: they are never logged."""
    return _SEEN.sub(lambda found: found[1] or "*", text)


class Masked(logging.Formatter):
    """Writes time, level and place as they are, message and exceptions masked.

    Of an exception that is not ours only the type is written: its text may quote what somebody typed.
    """

    def __init__(self) -> None:
        super().__init__("%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        record.exc_text = None  # another handler may have kept the words of its own formatter there
        return f"{self.formatTime(record)} {record.levelname} {record.name} {masked(super().format(record))}"

    def formatException(self, ei: _Trouble) -> str:  # noqa: N802 - logging's own name
        """Give the places of an exception and of those behind it, and their types."""
        return "" if ei[1] is None else "\n".join(_told(ei[1]))


def _told(error: BaseException) -> Iterator[str]:
    seen: BaseException | None = error
    while seen is not None:
        yield from (line.rstrip() for line in traceback.format_tb(seen.__traceback__))
        yield str(seen) if isinstance(seen, GridError) else type(seen).__qualname__
        behind = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        seen = behind
        if seen is not None:
            yield "behind it:"


def start(path: Path) -> None:
    """Log INFO and above to the file; crashes of the interpreter go to a file beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(Masked())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    faulthandler.enable(path.with_suffix(".crash").open("a", encoding="utf-8"))
