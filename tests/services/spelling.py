"""The readings of characters, loaded once."""

from __future__ import annotations

from functools import cache

from gridclient.base.resources import resource
from gridcore.pinyin import Pinyin


@cache
def spelling() -> Pinyin:
    """The table the product ships."""
    folder = resource("pinyin")
    return Pinyin.from_text(
        (folder / "pinyin.tsv").read_text(encoding="utf-8"), (folder / "surnames.tsv").read_text(encoding="utf-8")
    )
