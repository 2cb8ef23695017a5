"""The Chinese of the program is complete and well set (UI, ARCHITECTURE "Words")."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

import pytest

import dev
from tests.house.test_words import HAN

if TYPE_CHECKING:
    from pathlib import Path

HALF_WIDTH = re.compile(rf"(?:{HAN.pattern})[,:;()]|[,:;()](?:{HAN.pattern})")
PLACE = re.compile(r"\{[a-z_]*\}|%\d|%n|%L\d")


class Entry(NamedTuple):
    """One message of the .ts file."""

    context: str
    source: str
    translation: str


def entries(ts: Path) -> list[Entry]:
    """Give the messages of a .ts file; none when there is no file yet."""
    if not ts.exists():
        return []
    return [
        Entry(context.findtext("name", ""), message.findtext("source", ""), "".join(translation.itertext()).strip())
        for context in ET.parse(ts).getroot().iter("context")
        for message in context.iter("message")
        for translation in message.iter("translation")
    ]


def faults(entry: Entry) -> list[str]:
    """Give what is wrong with a translation: half-width punctuation beside Chinese, a placeholder lost or invented."""
    found: list[str] = []
    if HALF_WIDTH.search(entry.translation):
        found.append(f"half-width punctuation: {entry.translation}")
    if sorted(PLACE.findall(entry.source)) != sorted(PLACE.findall(entry.translation)):
        found.append(f"placeholders differ: {entry.source}: {entry.translation}")
    return found


def test_every_english_string_of_the_ui_has_its_chinese() -> None:
    """None unfinished, none vanished, as the sources stand now: `python3 dev.py translate` adds what is new."""
    assert dev.check_words() == []


def test_the_chinese_is_well_set() -> None:
    assert [fault for entry in entries(dev.WORDS) for fault in faults(entry)] == []


@pytest.mark.parametrize(
    ("source", "translation", "is_fault"),
    [
        ("{n} changes wait", "{n} 项更改待上传", False),
        ("{n} changes wait", "有更改待上传", True),
        ("Saved, not sent", "已保存,未上传", True),
        ("Saved, not sent", "已保存，未上传", False),
        ("Households (12)", "住户(12)", True),
        ("Start at 08:30", "08:30 开始", False),
    ],
)
def test_a_badly_set_translation_is_seen(source: str, translation: str, is_fault: bool) -> None:
    assert bool(faults(Entry("Page", source, translation))) is is_fault


def test_an_unfinished_and_a_stale_entry_are_seen(tmp_path: Path) -> None:
    """The whole way: a page with two words, one known, and a word no page says any more."""
    page = tmp_path / "新 page.py"
    page.write_text(
        "from PySide6.QtWidgets import QLabel\n\n\nclass Page(QLabel):\n    def words(self):\n"
        "        return self.tr('Known'), self.tr('New')\n",
        "utf-8",
    )
    ts = tmp_path / "words.ts"
    known = "".join(
        f"<message><source>{source}</source><translation>有</translation></message>" for source in ("Known", "Gone")
    )
    ts.write_text(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_CN">'
        f"<context><name>Page</name>{known}</context></TS>",
        "utf-8",
    )
    dev.collect_words(ts, tmp_path)

    assert sorted(dev.untranslated(ts)) == ["unfinished: Page: New", "vanished: Page: Gone"]
