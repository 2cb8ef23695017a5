"""A finished checklist the centre doubts: it is shown, opened, and put away once somebody looked (decision 0024)."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from gridclient.ui.appearance import Appearance
from gridclient.ui.sync.doubt_card import DoubtCard, reason_word
from gridserver.row import GridRow
from tests.server.checklist import COUNTY, GOOD, published
from tests.server.town import G1
from tests.ui.sync.conftest import Desk

CHECK = "00000000-0000-7000-8000-000000000009"


def doubted(desk: Desk) -> tuple[str, str]:
    """A check whose answers break its form, sent and marked; gives the ids of the inspection and the answers."""
    ref, body = published()
    with desk.town.server.store.writing() as work:
        work.put_grid(GridRow(code=COUNTY, name="县"))
    he = desk.town.laptop("he")
    assert he.do({"op": "create", "kind": "checklist", "id": he.id(), "grid": COUNTY, "set": body}).st == "applied"
    with desk.mine.store.write("test") as work:
        check = work.create("inspection", {"mode": "patrol", "title": "消防检查", "checklist": ref}, grid=G1, id=CHECK)
        values = GOOD | {"met": "", "people": "31", "half": "15.5"}
        given = {"checklist": ref, "values": values, "finished_at": "2026-05-11T09:30:00+08:00", "by": "li"}
        answers = work.create("answers", given, grid=G1, parent=check)
    desk.mine.synced()
    desk.page.refresh()
    desk.settle()
    return check, answers


def words(card: DoubtCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel)]


def the_card(desk: Desk) -> DoubtCard:
    (card,) = [each for each in desk.page.findChildren(DoubtCard) if not each.isHidden()]
    return card


def test_what_the_form_does_not_allow_is_shown_by_question(desk: Desk) -> None:
    doubted(desk)

    said = words(the_card(desk))

    assert "消防检查" in said
    assert said[said.index("met") + 1] == "没有作答，这题必须答"
    assert said[said.index("people") + 1] == "超出表里允许的范围"


def test_looked_at_it_is_put_away_for_everybody(desk: Desk) -> None:
    _, answers = doubted(desk)

    assert the_card(desk).press()
    desk.settle()
    desk.mine.synced()
    desk.office.synced()

    assert desk.page.findChildren(DoubtCard) == [] or all(card.isHidden() for card in desk.page.findChildren(DoubtCard))
    with desk.office.store.read() as reading:
        (state,) = [entry.body for entry in reading.children("issue:answers", answers)]
    assert getattr(state, "state", "") == "done"


def test_it_opens_the_inspection_it_belongs_to(desk: Desk) -> None:
    check, _ = doubted(desk)
    asked: list[object] = []
    desk.page.goto.connect(asked.append)

    the_card(desk).open_asked.emit(the_card(desk).conflict)

    assert [(getattr(one, "page", ""), getattr(one, "id", "")) for one in asked] == [("inspections", check)]


def test_a_reason_of_a_newer_centre_is_said_without_its_code(look: Appearance) -> None:
    assert reason_word("some_new_rule") == "不合表里的规则"
