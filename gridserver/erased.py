"""The ids of what was erased by law, in a file of the data folder: a restored database does not know them (PIPL 47)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FILE = "erased"


class Erased:
    """One id a line, added to only; it says nothing of anybody."""

    def __init__(self, folder: Path) -> None:
        """Keep the file in a data folder."""
        self._path = folder / FILE

    def ids(self) -> list[str]:
        """Give the ids, in the order of their erasure."""
        return self._path.read_text("ascii").split() if self._path.exists() else []

    def add(self, records: Iterable[str]) -> None:
        """Add ids that are not there yet; they are on the disk when this ends."""
        known = set(self.ids())
        fresh = [record for record in dict.fromkeys(records) if record not in known]
        with self._path.open("a", encoding="ascii") as file:
            file.writelines(f"{record}\n" for record in fresh)
            file.flush()
            os.fsync(file.fileno())
