"""The page 同步 tells what nobody asked for: lost numbers, grids left out, old data; and lets refused work out."""

from __future__ import annotations

import copy
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import json
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from gridclient.store.side import SideFile
from gridclient.ui.errors import trouble_of
from gridclient.ui.page import Goto
from gridcore.wire import Lost, Reply, Request, decode_pull_lines
from gridserver.handle import route
from tests.server.town import G1
from tests.ui.conftest import Failures
from tests.ui.keys import click
from tests.ui.sync.conftest import HEAD, HOME, Desk


def wished(desk: Desk) -> list[Goto]:
    found: list[Goto] = []
    desk.page.goto.connect(found.append)
    return found


def button(desk: Desk, words: str) -> QPushButton:
    return next(each for each in desk.page.findChildren(QPushButton) if each.text() == words and each.isVisible())


def press(desk: Desk, words: str) -> None:
    click(button(desk, words))
    desk.settle()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The person names this file."""

    def name(*_: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)


def park(desk: Desk) -> None:
    """A visit with a photo, at a household the centre does not know."""
    with desk.mine.store.write("visit.save") as work:
        lost = "00000000-0000-7000-8000-0000000000ff"
        visit = work.create("visit", {"result": "normal", "text": "敲门没人，电话 13899990000"}, grid=G1, parent=lost)
        work.attach(G1, visit, b"the picture", "door.jpg", None, None)
    desk.mine.sync()


def test_a_conflict_leads_to_its_record(desk: Desk) -> None:
    desk.disagree("phone")
    page = desk.show()
    found = wished(desk)
    click(button(desk, "打开这户"))

    assert found == [Goto("households", HEAD)]
    assert page.title()


def test_what_waits_is_seen_one_by_one_and_opened(desk: Desk) -> None:
    desk.set(desk.mine, {"note": "旧"}, {"note": "新"})
    with desk.mine.store.write("visit.save") as work:
        work.create("visit", {"result": "normal"}, grid=G1, parent=HOME)
    desk.show()
    found = wished(desk)
    press(desk, "逐项看")
    click(button(desk, "人员改动·王建国"))
    click(button(desk, "走访·王建国"))

    assert found[0] == Goto("households", HEAD)
    assert found[1].page == "households"
    press(desk, "汇总看")
    assert "住户改动" in desk.words


@pytest.mark.fault(9, "F38", "F48")
def test_refused_work_can_be_read_and_saved_to_a_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    park(desk)
    desk.show()
    press(desk, "看写了什么")
    assert "文字：敲门没人" in desk.words
    target = tmp_path / "out.zip"
    choose(monkeypatch, target)
    click(button(desk, "存成文件"))
    desk.settle()

    with zipfile.ZipFile(target) as packed:
        text = packed.read("parked.txt").decode()
        assert packed.read("1-1.jpg") == b"the picture"
    assert "敲门没人，电话 13899990000" in text
    assert "它所属的那条没收下" in text
    assert "李芳" in text
    assert desk.mine.store.status().parked == 1


@pytest.mark.fault(28, 32, "F55")
def test_a_store_behind_its_side_file_says_what_is_missing_until_a_round_found_it_whole(desk: Desk) -> None:
    store = desk.mine.store
    made = store.outbox.meta().made
    side = SideFile(desk.folder / "li1" / "highest")
    kept = side.highest
    side.keep(device=kept.device, pos=kept.pos + 3, made=made, n=kept.n, doc=kept.doc + 2)
    store.close()
    desk.mine.store = store = desk.reopened()
    desk.report = None
    page = desk.show()
    assert "本机丢了最后 3 项记录" in desk.words
    assert "文号到 2 为止不再用。" in desk.words
    assert "下次同步会找回来" in desk.words
    assert [each for each in page.findChildren(QPushButton) if each.text() == "知道了"] == []
    assert not store.status().in_sync

    desk.report = desk.mine.synced()
    page.refresh()
    desk.settle()
    assert "缺的补记" in desk.words
    click(button(desk, "知道了"))
    desk.settle()
    assert "本机丢了" not in desk.words
    assert store.status().in_sync


@pytest.mark.fault(20, "F54")
def test_a_grid_left_out_is_told_and_nothing_is_deleted(desk: Desk) -> None:
    office = desk.office
    left_out(desk, {G1})
    desk.look_at(office)
    desk.show()
    assert "中心没再列出：一" in desk.words
    assert "没删" in desk.words

    office.wire = office.reach
    office.synced()
    desk.page.refresh()
    desk.settle()
    assert "中心没再列出" not in desk.words


@pytest.mark.fault(20, "F54")
def test_all_grids_left_out_is_told_as_what_it_is(desk: Desk) -> None:
    office = desk.office
    left_out(desk, {"610726103005001", "610726103005002"})
    desk.look_at(office)
    desk.show()

    assert "中心不再列出你的网格了" in desk.words
    assert "什么都没删：一、二" in desk.words


def left_out(desk: Desk, grids: set[str]) -> None:
    """The centre leaves grids out of the header of a pull: a bad import of rights (SYNC 9a)."""
    office = desk.office

    def bad(request: Request) -> Reply | Lost:
        reply = office.reach(request)
        if request.path != "/v1/pull" or not isinstance(reply, Reply):
            return reply
        lines = decode_pull_lines(reply.body)
        scope = [row for row in lines[0].scope or [] if row.grid not in grids]
        head, rest = json.decode(reply.body.split(b"\n")[0]), reply.body.split(b"\n")[1:]
        head["scope"] = json.decode(json.encode(scope))
        return replace(reply, body=b"\n".join([json.encode(head), *rest]))

    office.wire = bad
    office.synced()


@pytest.mark.fault(18)
def test_the_age_of_the_data_is_told(desk: Desk) -> None:
    desk.set(desk.office, {"note": "旧"}, {"note": "新"})
    desk.office.synced()
    desk.note(desk.mine.synced())
    desk.show()
    assert desk.page.age_words == "数据截至：今天 01:00。中心最近一次有新东西：今天 01:00。"

    for clock in (desk.mine.clock, desk.town.clock):
        clock.advance(days=1, hours=2)
    desk.note(desk.mine.synced())
    desk.page.refresh()
    desk.settle()
    assert desk.page.age_words == "数据截至：今天 03:00。中心最近一次有新东西：昨天 01:00。"


@pytest.mark.fault(18)
@pytest.mark.parametrize("frozen", ["bytes", "copy"])
def test_a_frozen_answer_never_looks_fresh(desk: Desk, frozen: str) -> None:
    """A cache before the centre repeats an old reply, or a copy of the centre answers that gets no news any more."""
    mine = desk.mine
    kept: list[Reply] = []

    def cache(request: Request) -> Reply | Lost:
        if request.path != "/v1/pull":
            return mine.reach(request)
        if frozen == "copy":
            still = copy.copy(desk.town.server)
            still.store = old
            return route(request, still, desk.town.clock, desk.town.rng)
        if not kept:
            reply = mine.reach(request)
            assert isinstance(reply, Reply)
            kept.append(reply)
        return kept[0]

    desk.set(desk.office, {"note": "旧"}, {"note": "新"})
    desk.office.synced()
    desk.note(mine.synced())
    old = copy.deepcopy(desk.town.server.store)
    mine.wire = cache
    desk.note(mine.synced())
    for _ in range(3):
        for clock in (mine.clock, desk.town.clock, desk.office.clock):
            clock.advance(hours=8)
        desk.set(desk.office, {"note": "新"}, {"note": "更新"})
        desk.office.synced()
        desk.note(mine.sync())
    desk.show()

    if frozen == "bytes":
        assert "数据截至：昨天 01:00" in desk.page.age_words
        assert "给的却是旧数据" in desk.page.age_words
    else:
        assert "中心最近一次有新东西：昨天 01:00" in desk.page.age_words
    assert timedelta(hours=24) == mine.clock.now() - desk.start


@pytest.mark.fault(9, 29)
def test_a_file_that_cannot_be_written_is_told_and_the_work_stays(
    desk: Desk, failures: Failures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    park(desk)
    desk.show()
    choose(monkeypatch, tmp_path / "gone" / "out.zip")
    click(button(desk, "存成文件"))
    desk.settle()

    (told,) = failures.all
    assert trouble_of(told).what == "没找到那个文件夹或 U 盘"
    assert desk.mine.store.status().parked == 1


def test_the_focus_stays_where_it_was_when_rows_are_made_anew(desk: Desk) -> None:
    park(desk)
    desk.set(desk.mine, {"note": "旧"}, {"note": "新"})
    page = desk.show()
    unfold = button(desk, "看写了什么")
    unfold.setFocus()
    click(unfold)
    desk.settle()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "收起内容"

    press(desk, "逐项看")
    item = button(desk, "人员改动·王建国")
    item.setFocus()
    page.refresh()
    desk.settle()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus is not item
    assert focus.text() == "人员改动·王建国"
