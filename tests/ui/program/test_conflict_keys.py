"""A conflict is decided from any page in at most three keys (issue 3, item 8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from gridcore.person import Person
from tests.server.town import G1, Town
from tests.ui.keys import ALT, CTRL
from tests.ui.program.conftest import HEAD, Seat

Sit = Callable[..., Seat]


@pytest.mark.fault("F10", "F12")
@pytest.mark.parametrize(
    ("arrow", "stands"), [(Qt.Key.Key_Left, "13700000000"), (Qt.Key.Key_Right, "13900000000")], ids=["mine", "theirs"]
)
def test_a_conflict_is_decided_from_today_in_three_keys(sit: Sit, town: Town, arrow: Qt.Key, stands: str) -> None:
    seat = sit()
    seat.sign_in()
    town.laptop("zhao", 11).do(
        {"op": "set", "kind": "person", "id": HEAD, "grid": G1, "set": {"phone": ["13800000077", "13900000000"]}}
    )
    session = seat.program.session
    assert session is not None
    with session.store.write("person.edit") as work:
        work.set("person", HEAD, {"phone": "13800000077"}, {"phone": "13700000000"})
    seat.hands.sync()
    assert session.store.status().conflicts == 1
    assert seat.at("today")

    pressed = 0
    for key, modifiers in ((Qt.Key.Key_Minus, ALT), (arrow, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, CTRL)):
        seat.hands.key(key, modifiers)
        pressed += 1
        seat.hands.settle()
        seat.hands.settle()
        if session.store.status().conflicts == 0:
            break

    assert session.store.status().conflicts == 0
    assert pressed <= 3
    with session.store.read() as reading:
        person = reading.get("person", HEAD)
    assert person is not None
    assert isinstance(person.body, Person)
    assert person.body.phone == stands
