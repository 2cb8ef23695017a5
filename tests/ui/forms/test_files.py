"""Photos, files, drawings and positions: what a hand or a device gives a form."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridclient.services.drafts import Drafts
from gridclient.store import Store
from gridclient.ui.forms.files import FileControl, PhotoControl
from gridclient.ui.forms.place import PlaceControl
from gridclient.ui.forms.sketch import SketchControl
from gridclient.ui.forms.strokes import STROKES_KEY
from gridclient.ui.watermark import stamped
from tests.services.place import picture
from tests.ui.forms.conftest import Hands
from tests.ui.forms.hand import draw
from tests.ui.keys import click

KEY: Final = Qt.Key


def test_a_photo_is_kept_as_it_came_and_its_copy_is_stamped(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("front").control
    assert isinstance(control, PhotoControl)
    data = picture(width=400, height=300)
    control.picker.add_bytes(data, "IMG_1.png")
    hands.settle()
    name = hands.value("front")
    (kept,) = Drafts(hands.store).photos(hands.page.here()[0])
    assert (kept.data, f"{kept.id}.png") == (data, name)
    plain = QImage.fromData(data)
    copy = stamped(plain, ["2026-11-24 10:21", "柳湾社区"])
    assert copy.size() == plain.size()
    assert copy.pixelColor(200, 295) != plain.pixelColor(200, 295)
    assert copy.pixelColor(200, 20) == plain.pixelColor(200, 20)


def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("front").control
    assert isinstance(control, PhotoControl)
    data = bytearray(picture())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    control.picker.add_bytes(bytes(data), "huge.png")
    hands.settle()
    assert hands.value("front") == ""
    assert control.picker._why.isVisibleTo(control)


def test_any_file_is_taken_named_and_taken_away(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "合同.pdf"
    path.write_bytes(b"%PDF-1.4" + bytes(3000))
    hands.begin()
    control = hands.go_to("paper").control
    assert isinstance(control, FileControl)
    control.take(path)
    hands.settle()
    assert hands.value("paper").endswith(".pdf")
    assert control._name.text() == "合同.pdf，2 kB"
    hands.key(KEY.Key_Delete)
    assert hands.value("paper") == ""
    control.take(tmp_path / "gone.pdf")
    hands.settle()
    assert control._why.text() == "这个文件读不出来。换一个，或先拷到本机再选"


def test_a_signature_is_drawn_taken_back_and_filed_with_its_strokes(hands: Hands, store: Store) -> None:
    hands.begin()
    control = hands.go_to("sign").control
    assert isinstance(control, SketchControl)
    draw(control.pad, QPoint(40, 40), QPoint(120, 80), QPoint(200, 60))
    draw(control.pad, QPoint(60, 120), QPoint(200, 120))
    hands.qtbot.waitUntil(lambda: bool(hands.value("sign")))
    hands.settle()
    (kept,) = Drafts(store).photos(hands.page.here()[0])
    image = QImage.fromData(kept.data)
    assert (kept.tag, image.width()) == ("signature", 1200)
    assert image.text(STROKES_KEY).count("],[") >= 3
    control.pad.setFocus()
    hands.key(KEY.Key_Backspace)
    assert len(control.pad.strokes) == 1
    hands.key(KEY.Key_Backspace)
    hands.qtbot.waitUntil(lambda: not hands.value("sign"))
    assert control.photo.isVisibleTo(control)


def test_an_annotation_is_drawn_over_its_photo(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("marked").control
    assert isinstance(control, SketchControl)
    assert not control.pad.isVisibleTo(control)
    control.picker.add_bytes(picture("#336699", 600, 400), "IMG_2.png")
    hands.settle()
    photo = hands.value("marked")
    assert photo
    hands.qtbot.waitUntil(lambda: control.pad.isVisibleTo(control) and control.pad.below is not None)
    draw(control.pad, QPoint(100, 100), QPoint(300, 100))
    hands.qtbot.waitUntil(lambda: hands.value("marked") != photo)
    hands.settle()
    state = hands.form.strokes["/data/files/marked"]
    assert (state["base"], state["made"]) == (photo, hands.value("marked"))


def test_degrees_minutes_and_seconds_are_read(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("where").control
    assert isinstance(control, PlaceControl)
    hands.type("32 49 48")
    hands.key(KEY.Key_Tab)
    hands.type("106 15 36")
    hands.key(KEY.Key_Return)
    assert hands.value("where") == "32.8300000 106.2600000 0 0"


def test_without_a_receiver_it_says_so(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("where").control
    assert isinstance(control, PlaceControl)
    click(control.receiver)
    hands.settle()
    assert control._said.text() == "没有插定位器。可以手填经纬度"


def test_a_pen_draws_with_its_pressure_and_a_finger_draws(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("plan").control
    assert isinstance(control, SketchControl)
    pad = control.pad
    pen = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, x, pressure, button, buttons in (
        (QEvent.Type.TabletPress, 40, 0.2, left, left),
        (QEvent.Type.TabletMove, 160, 0.9, none, left),
        (QEvent.Type.TabletRelease, 160, 0.0, left, none),
    ):
        at = QPointF(x, 50)
        event = QTabletEvent(
            kind, pen, at, at, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, button, buttons
        )
        QApplication.sendEvent(pad, event)
    assert [point[3] for point in pad.strokes[0]] == [200, 900]
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(40, 90), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(200, 120), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(200, 120), pad).commit()
    assert len(pad.strokes) == 2
    assert pad.grab().toImage().pixelColor(100, 50) != pad.grab().toImage().pixelColor(100, 150)
    hands.qtbot.waitUntil(lambda: bool(hands.value("plan")))
    hands.settle()
