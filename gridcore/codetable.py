"""Code tables as data: codes in Chinese and in English, and the default limits of categories (DOMAIN 2.9, 3.4).

The tables are shipped in resources/codes and replaced by the server's; a code no table knows is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gridcore.deadlines import Unit
from gridcore.errors import Damaged


class DefaultLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A default limit of a category: for which grade of the matter, how long, and of which unit.

    `grade` is empty where there is one limit only; `purpose` tells two limits of one matter apart (stop, remove).
    """

    amount: float
    unit: Unit
    grade: str = ""
    purpose: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One code.

    Attributes:
        code: the code, unique in its table. zh, en: its names.
        parent: the code it lies under, empty at the top.
        limits: default limits of a category, none where they come from elsewhere.
        phone_first: call first, the record follows (紧急直报).
        photo: an event of this category needs a photo.
        aliases: codes of other systems or older lists that mean this one.
    """

    code: str
    zh: str
    en: str
    parent: str = ""
    limits: tuple[DefaultLimit, ...] = ()
    phone_first: bool = False
    photo: bool = False
    aliases: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """The name in a language: `en` for English, Chinese for every other."""
        return self.en if language.startswith("en") else self.zh


class CodeTable(msgspec.Struct, frozen=True, kw_only=True):
    """A code table: its name, the standard or source it was taken from, and its entries in the order of a picker."""

    name: str
    source: str = ""
    entries: tuple[Entry, ...]

    def get(self, code: str) -> Entry | None:
        """The entry of a code; None for one the table does not know."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def text(self, code: str, language: str = "zh") -> str:
        """What a code means; an unknown code stands for itself."""
        entry = self.get(code)
        return code if entry is None else entry.text(language)

    def under(self, parent: str = "") -> tuple[Entry, ...]:
        """The entries right below a code; without one, those at the top."""
        return tuple(entry for entry in self.entries if entry.parent == parent)

    def limits(self, code: str) -> tuple[DefaultLimit, ...]:
        """Default limits of a code, or else of the code it lies under."""
        entry = self.get(code)
        if entry is None:
            return ()
        return entry.limits or (self.limits(entry.parent) if entry.parent else ())


def load(raws: Iterable[bytes]) -> Mapping[str, CodeTable]:
    """Read tables from JSON files (each a list of tables), by name.

    Raises:
        Damaged: reason code_table; fact table where a name or a code stands twice, or a parent is missing.
    """
    found: dict[str, CodeTable] = {}
    for raw in raws:
        try:
            tables = msgspec.json.decode(raw, type=tuple[CodeTable, ...])
        except msgspec.MsgspecError as trouble:
            raise Damaged(reason="code_table") from trouble
        for table in tables:
            codes = [entry.code for entry in table.entries]
            parents = {entry.parent for entry in table.entries} - {""}
            if table.name in found or len(set(codes)) != len(codes) or not parents <= set(codes):
                raise Damaged(reason="code_table", table=table.name)
            found[table.name] = table
    return found
