"""Where the files shipped beside the program lie: fonts, icons, translations."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder under `resources/`, from the source tree or from a frozen folder.

    The file need not exist; the caller that opens it says what is missing.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen is not None else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
