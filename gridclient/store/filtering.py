"""The filter of a list: which records words typed above it leave, understood as the find box understands them."""

from __future__ import annotations

from gridclient.store.reading import Reading
from gridclient.store.spelling import question

_HOUSEHOLDS = """
SELECT id FROM household WHERE rowid IN (SELECT rowid FROM find_household WHERE find_household MATCH ?1)
UNION SELECT parent FROM person
WHERE parent IS NOT NULL AND rowid IN (SELECT rowid FROM find_person WHERE find_person MATCH ?1)"""


def households_matching(reading: Reading, words: str) -> frozenset[str] | None:
    """Give the ids of households found by their address and number, or by anybody in them; None: no words, so all.

    Words in any order: characters, pinyin or its initials, numbers by beginning or tail.
    """
    if not words.strip():
        return None
    asked = question(words)
    if asked is None:
        return frozenset()
    return frozenset(row[0] for row in reading.db.all(_HOUSEHOLDS, asked.stages[-1]))
