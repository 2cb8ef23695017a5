"""A form with every control is filled by keys alone, from the list to the finished record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from gridclient.store import Store
from gridcore.survey import Survey
from tests.services.place import GRID
from tests.ui.forms.conftest import Hands
from tests.ui.keys import CTRL


def test_a_form_with_every_control_is_filled_by_keys_alone(hands: Hands, store: Store) -> None:
    hands.begin()
    assert hands.question() == "/data/words/name"
    _words(hands)
    _choices(hands)
    _times(hands)
    _files(hands)
    _people(hands)

    assert hands.form.gaps() == ()
    hands.page.press_primary()
    hands.qtbot.waitUntil(lambda: not hands.page.is_filling, timeout=10_000)
    hands.settle()

    with store.read() as reading:
        (entry,) = reading.all("survey")
    body = entry.body
    assert isinstance(body, Survey)
    assert (entry.grid, body.title, body.by) == (GRID, "沿街店铺采集", "zhangmin")
    assert body.values is not None
    values = body.values
    assert values["meta"]["instanceID"] == f"uuid:{entry.id}"
    names = {name: values["files"].pop(name) for name in ("front", "sign")}
    assert {photo.name for photo in body.photos or ()} == set(names.values())
    assert values["words"] == {
        "welcome": "", "name": "老街文具店", "story": "门口堆货\n通道窄", "licence": "92610726", "staff": "12",
        "area": "36.5", "clean": "8", "dense": "3", "shown_dense": "3",
    }  # fmt: skip
    assert values["choices"] == {
        "open": "yes", "quick": "no", "trade": "grocery", "columns": "net", "likert": "good", "town": "t7",
        "risks": "fire gas", "towns": "t1 t7", "fuel": "other", "fuel_other": "柴火", "near": "", "county": "nq",
        "street": "gt", "grades": {"grades_head": "", "grade_door": "fair", "grade_back": "bad"}, "told": "OK",
    }  # fmt: skip
    assert values["times"] == {
        "opened": "2019-05-01", "closes": "21:30:00.000+08:00", "seen": "2026-11-24T09:05:00.000+08:00",
        "where": "32.83 106.26 0 0",
    }  # fmt: skip
    (first, second) = values["people"]["worker"]
    assert (first["who"], [one["paper_name"] for one in first["paper_of"]]) == ("周立群", ["健康证", "身份证"])
    assert second["who"] == "罗海平"
    assert [room["use"] for room in values["people"]["room"]] == ["门面", "库房"]


def _words(hands: Hands) -> None:
    hands.type("老街文具店")
    hands.enter("story")
    hands.type("门口堆货")
    hands.key(Qt.Key.Key_Return)  # a new line, in a text of several
    hands.type("通道窄")
    hands.key(Qt.Key.Key_Tab)
    for words, following in (("92610726", "staff"), ("１２", "area"), ("３６。５", "clean"), ("8", "open")):
        hands.type(words)
        hands.enter(following)  # past the last question lies the next section


def _choices(hands: Hands) -> None:
    hands.key(Qt.Key.Key_1)
    hands.enter("quick")
    hands.key(Qt.Key.Key_2)
    assert hands.question().endswith("/trade")  # quick: the next question has the focus already
    for _ in range(2):
        hands.key(Qt.Key.Key_Down)
    hands.enter("columns")
    hands.key(Qt.Key.Key_4)
    hands.enter("likert")
    hands.key(Qt.Key.Key_3)
    hands.enter("town")
    hands.type("nqx")
    hands.enter("town")  # picks what is found
    hands.enter("risks")
    hands.key(Qt.Key.Key_1)
    hands.key(Qt.Key.Key_3)
    hands.enter("towns")
    for letters in ("ningqiang", "htq"):
        hands.type(letters)
        hands.enter("towns")
    hands.key(Qt.Key.Key_Escape)
    hands.enter("fuel")
    hands.key(Qt.Key.Key_3)
    hands.enter("fuel_other")
    hands.type("柴火")
    hands.enter("county")  # the list beside the form is not here: nothing to choose, nothing to stop at
    hands.key(Qt.Key.Key_1)
    hands.enter("street")
    hands.key(Qt.Key.Key_2)
    hands.enter("grade_door")
    hands.key(Qt.Key.Key_2)
    hands.enter("grade_back")
    hands.key(Qt.Key.Key_1)
    hands.enter("told")
    hands.key(Qt.Key.Key_Space)
    hands.enter("opened")


def _times(hands: Hands) -> None:
    for words, following in (("2019-5-1", "closes"), ("2130", "seen")):
        hands.type(words)
        hands.enter(following)
    hands.type("1124")
    hands.key(Qt.Key.Key_Tab)
    hands.type("905")
    hands.enter("where")
    hands.type("32.83, 106.26")
    hands.enter("front")


def _files(hands: Hands) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(picture)
    hands.key(Qt.Key.Key_V, CTRL)
    hands.settle()
    hands.qtbot.waitUntil(lambda: bool(hands.value("front")))
    hands.go_to("sign")
    hands.key(Qt.Key.Key_Tab)  # to "file a photo instead"
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_V, CTRL)
    hands.settle()
    hands.qtbot.waitUntil(lambda: bool(hands.value("sign")))
    hands.page.pane.step_section(1)


def _people(hands: Hands) -> None:
    hands.type("周立群")
    hands.enter("paper_name")
    hands.type("健康证")
    hands.enter("")
    hands.key(Qt.Key.Key_Space)  # on "add": its first question has the focus
    assert hands.question().endswith("/paper_name")
    hands.type("身份证")
    hands.enter("")
    hands.key(Qt.Key.Key_Tab)  # from one "add" to that around it
    hands.key(Qt.Key.Key_Space)
    assert hands.question().endswith("/who")
    hands.type("罗海平")
    hands.go_to("rooms")
    hands.type("2")
    hands.enter("use")
    hands.type("门面")
    hands.enter("use")
    hands.type("库房")
