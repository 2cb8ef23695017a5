"""The Chinese of the window follows UI 6, and changes are told kind by kind."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.base.resources import resource
from gridclient.ui.appearance import Appearance
from gridclient.ui.language import Lang
from gridclient.ui.when import day, when
from tests.clock import START

HAN = "[\u4e00-\u9fff]"
MESSAGES = [
    (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
    for context in ET.parse(resource("translations", "gridclient_zh_CN.ts")).getroot().iter("context")
    for message in context.iter("message")
]


def test_no_latin_punctuation_stands_beside_a_chinese_character() -> None:
    bad = [zh for _context, _source, zh in MESSAGES if re.search(f"{HAN}[,:;()!?]|[,:;()!?]{HAN}", zh)]

    assert bad == []


def test_no_forbidden_word_stands_in_the_chinese() -> None:
    bad = [zh for _context, _source, zh in MESSAGES if re.search("您|亲爱|成功|失败|数据异常|服务器|本地|推送|！", zh)]

    assert bad == []


def test_every_placeholder_survives_the_translation() -> None:
    bad = [
        (source, zh)
        for _context, source, zh in MESSAGES
        if zh and sorted(re.findall(r"\{\w+\}", source)) != sorted(re.findall(r"\{\w+\}", zh))
    ]

    assert bad == []


@pytest.mark.parametrize(
    ("hours_ago", "chinese", "english"),
    [
        (1, "今天 09:30", "today 09:30"),
        (10.5, "今天 00:00", "today 00:00"),
        (11, "昨天 23:30", "yesterday 23:30"),
        (24 * 8, "11月16日", "16 Nov"),
        (24 * 365, "2025年11月24日", "24 Nov 2025"),
    ],
)
def test_times_are_said_as_a_person_says_them(
    hours_ago: float, chinese: str, english: str, look: Appearance, qapp: QApplication
) -> None:
    at = START.fromtimestamp(START.timestamp() - hours_ago * 3600, START.tzinfo)
    assert when(at, START) == chinese
    look.speak(Lang.ENGLISH)
    assert when(at, START) == english
    assert day(START.date(), START.date()) == "24 Nov"


def test_changes_touch_the_kinds_they_hold_and_merge() -> None:
    people = Changes.of("person", ["a"])
    both = people.merge(Changes.of("person", ["b"])).merge(Changes.of_whole("task"))

    assert both.touch("person")
    assert both.touch("task", "order")
    assert not both.touch("order")
    assert both.ids("person") == frozenset({"a", "b"})
    assert both.ids("task") is None
    assert both.ids("order") == frozenset()
    assert not NO_CHANGES
    assert not Changes.of("person", [])
    assert both
