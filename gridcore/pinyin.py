"""Pinyin of names and addresses for finding them (PRODUCT 2): 张三 is found by zs and by zhangsan.

Pure functions over given tables (resources/pinyin, made there from pypinyin). One reading per character, the most
common one, but a surname is read as a surname: 单 shan, 仇 qiu, 尉迟 yuchi.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_DOTS: Final = frozenset("·•・‧．.")
"""A name with a dot in it has no Chinese surname (买买提·艾力)."""


class _Letters(dict[int, str]):
    """A table for str.translate that learns: a character it lacks becomes its ASCII letters and digits, or nothing."""

    def __missing__(self, codepoint: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(codepoint)).casefold()
        letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
        self[codepoint] = letters
        return letters


class Pinyin:
    """Readings of characters and of surnames.

    `readings`: character -> its toneless readings, most common first; `surnames`: surname of one or two characters ->
    its syllables.
    """

    def __init__(self, readings: Mapping[str, tuple[str, ...]], surnames: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the tables as they are given."""
        self._readings = readings
        self._syllable = _Letters({ord(character): known[0] for character, known in readings.items()})
        self._initial = _Letters({ord(character): known[0][0] for character, known in readings.items()})
        self._surnames = {
            name: ("".join(parts), "".join(part[0] for part in parts)) for name, parts in surnames.items()
        }

    @classmethod
    def from_text(cls, table: str, surnames: str) -> Pinyin:
        """Of the text of pinyin.tsv and surnames.tsv: per line a character or surname, a tab, readings with spaces."""
        return cls(_read(table), _read(surnames))

    def full(self, name: str) -> str:
        """A person's name in letters: 张三 -> zhangsan, 尉迟恭 -> yuchigong. Spaces and signs are left out."""
        surname, given = self._split(name)
        return (self._surnames[surname][0] if surname else "") + given.translate(self._syllable)

    def initials(self, name: str) -> str:
        """First letters of a person's name: 张三 -> zs, 单小明 -> sxm."""
        surname, given = self._split(name)
        return (self._surnames[surname][1] if surname else "") + given.translate(self._initial)

    def full_of(self, text: str) -> str:
        """An address or any text in letters and digits: 东大街301 -> dongdajie301."""
        return text.translate(self._syllable)

    def initials_of(self, text: str) -> str:
        """First letters of an address or any text; digits stay: 东大街301 -> ddj301."""
        return text.translate(self._initial)

    def readings(self, character: str) -> tuple[str, ...]:
        """Every reading of one character, most common first; () when it has none."""
        return self._readings.get(character, ())

    def _split(self, name: str) -> tuple[str, str]:
        """A name as surname with a reading of its own ('' without one) and the rest."""
        name = name.strip()
        if not _DOTS.isdisjoint(name):
            return "", name
        # Two characters are a short surname and a given name: 单于 alone is Mr Shan.
        size = 2 if len(name) > 2 and name[:2] in self._surnames else 1
        return (name[:size], name[size:]) if name[:size] in self._surnames else ("", name)


def _read(text: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        key, _, readings = line.partition("\t")
        table[key] = tuple(readings.split(" "))
    return table
