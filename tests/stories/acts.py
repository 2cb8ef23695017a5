"""What a person does at the window, act by act; each gives the facts a story is told with."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from gridclient.base.status import Link
from gridclient.store import Store
from gridclient.ui.pages.events import EventsPage
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.pages.sync import SyncPage
from gridclient.ui.sync.conflict_card import ConflictCard
from gridcore.finding import Finding
from gridcore.person import Person
from gridcore.visit import Visit
from gridcore.wire import row_sum
from tests.stories.forming import author, check, fill, section, sections
from tests.stories.hands import Hands, Stuck
from tests.stories.inspecting import inspect
from tests.stories.walking import walk
from tests.ui.keys import CTRL

Facts = dict[str, Any]
PASSWORD = "Grid-2026"


def store_of(hands: Hands) -> Store:
    """The open store."""
    session = hands.program.session
    if session is None:
        raise Stuck("an open session")
    return session.store


def sign_in(hands: Hands, address: str, user: str) -> Facts:
    """First contact: address, fingerprint, password, first sync."""
    start = time.monotonic()
    shown = hands.sign_in(address, user, PASSWORD)
    status = store_of(hands).status()
    with store_of(hands).read() as reading:
        people, homes = len(reading.all("person")), len(reading.all("household"))
    return {
        "fingerprint": shown,
        "grids": len(status.grids),
        "households": homes,
        "people": people,
        "seconds": round(time.monotonic() - start, 1),
        "in_step": status.in_sync,
    }


def unlock(hands: Hands) -> Facts:
    """Open one's records; the server may be away."""
    hands.unlock(PASSWORD)
    return {"waiting": _waiting(hands)}


def shot(hands: Hands, path: str, page: str = "") -> Facts:
    """Save a picture of a page, or of what is shown."""
    if page:
        hands.page(page)
    hands.shot(Path(path))
    return {}


def history(hands: Hands) -> Facts:
    """Who changed what in the first household, beside the page."""
    hands.page("households")
    hands.key(Qt.Key.Key_F3)
    hands.until(hands.window.work.history.isVisible, "the history of a household")
    hands.settle()
    return {"words": hands.window.work.history.words}


def courier(hands: Hands) -> Facts:
    """The packages of others, on the page of sync of an office."""
    page = hands.page("sync")
    assert isinstance(page, SyncPage)
    hands.click("sync.courier")
    hands.settle()
    return {"carrying": page.is_carrying}


def pages(hands: Hands) -> Facts:
    """The pages this person has, in the order of the rail, settings last."""
    return {"pages": [page.name for page in hands.window.work.pages]}


def visit(hands: Hands, photo: str, words: str, path: str) -> Facts:
    """An offline visit of the first household to visit, with a photo."""
    page = hands.page("households")
    assert isinstance(page, HouseholdsPage)
    hands.key(Qt.Key.Key_1, CTRL)
    hands.settle()
    form = page.desk.visit
    hands.until(lambda: page.desk.is_recording and form._body is not None, "the form of the visit")
    body = form._body
    assert body is not None
    body.photos.add_files([photo])
    hands.until(lambda: len(body.photos.photos) == 1, "the photo in the form")
    body.all_normal()
    hands.type(body._text, words)
    hands.settle()
    hands.shot(Path(path))
    household = form.household
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: form.household != household, "the next household")
    hands.settle()
    with store_of(hands).read() as reading:
        made = [entry for entry in reading.children("visit", household) if entry.state.is_waiting]
    if len(made) != 1 or not isinstance(made[0].body, Visit) or not made[0].body.photos:
        raise Stuck("one visit with a photo in the store")
    (photo_kept,) = made[0].body.photos
    hands.key(Qt.Key.Key_Escape)
    saved = made[0].body
    return {"household": household, "visit": made[0].id, "photo": photo_kept.sha256, "words": saved.text}


def change_phone(hands: Hands, household: str, phone: str, path: str = "") -> Facts:
    """Correct the phone number of the head of a household in the form, by keyboard."""
    page = hands.page("households")
    assert isinstance(page, HouseholdsPage)
    with store_of(hands).read() as reading:
        home = reading.get("household", household)
        assert home is not None
        head = str(getattr(home.body, "head", ""))
    page.open(household)
    hands.settle()
    hands.until(lambda: page.desk.household == household, "the household")
    page.desk.edit_household()
    hands.settle()
    hands.until(lambda: page.desk.is_editing and page.desk.edit._body is not None, "the form")
    body = page.desk.edit._body
    assert body is not None
    body.reveal(head)
    field = _phone_field(hands, page, head)
    before = field.text()
    hands.type(field, phone, anew=True)
    hands.settle()
    if path:
        hands.shot(Path(path))
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: not page.desk.is_editing, "the form to close")
    hands.settle()
    return {"person": head, "before": before, "after": _phone(hands, head)}


def _phone_field(hands: Hands, page: HouseholdsPage, person: str) -> QLineEdit:
    body = page.desk.edit._body
    assert body is not None
    for key, fields in body._people.items():
        control = fields.control("phone")
        if key == person and control is not None and isinstance(control.widget, QLineEdit):
            return control.widget
    raise Stuck("the field of the phone")


def _phone(hands: Hands, person: str) -> str | None:
    with store_of(hands).read() as reading:
        entry = reading.get("person", person)
    assert entry is not None
    assert isinstance(entry.body, Person)
    return entry.body.phone


def phone(hands: Hands, person: str) -> Facts:
    """Which phone number stands here now."""
    return {"phone": _phone(hands, person)}


def report(hands: Hands, photos: list[str], title: str, address: str, path: str) -> Facts:
    """Report a hazard with its photos: category, place, words."""
    hands.page("events")
    hands.key(Qt.Key.Key_2, CTRL)
    hands.settle()
    page = hands.find("events", EventsPage)
    assert isinstance(page, EventsPage)
    hands.until(lambda: page.form is not None, "the form of the report")
    form = page.form
    assert form is not None
    hands.settle()
    form._category.set_value("30", "3001")
    form._category.changed.emit()
    hands.type(form._where._address, address, anew=True)
    form._photos.add_files(photos)
    hands.until(lambda: len(form._photos.photos) == len(photos), "the photos in the form")
    hands.type(form._text, title)
    hands.settle()
    hands.shot(Path(path))
    if form.missing():
        raise Stuck(f"a report without gaps, not {form.missing()}")
    before = {entry.id for entry in _all(hands, "event")}
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: {entry.id for entry in _all(hands, "event")} - before, "the event in the store")
    hands.settle()
    (event,) = {entry.id for entry in _all(hands, "event")} - before
    with store_of(hands).read() as reading:
        entry = reading.get("event", event)
        assert entry is not None
    body: Any = entry.body
    return {
        "event": event,
        "state": body.state,
        "number": body.event_no,
        "photos": [photo.sha256 for photo in body.photos or ()],
    }


def _all(hands: Hands, kind: str) -> tuple[Any, ...]:
    with store_of(hands).read() as reading:
        return reading.all(kind)


def begin_note(hands: Hands, words: str) -> Facts:
    """Begin a visit and type a note, slowly; the story kills this process while it is being typed."""
    page = hands.page("households")
    assert isinstance(page, HouseholdsPage)
    hands.key(Qt.Key.Key_1, CTRL)
    hands.settle()
    hands.until(lambda: page.desk.is_recording and page.desk.visit._body is not None, "the form of the visit")
    body = page.desk.visit._body
    assert body is not None
    hands.type(body._text, words)
    QTest.qWait(600)
    hands.settle()
    return {"household": page.desk.visit.household, "typed": body._text.toPlainText()}


def find_note(hands: Hands, household: str, path: str) -> Facts:
    """Open the visit of a household again and read what stands in its note."""
    page = hands.page("households")
    assert isinstance(page, HouseholdsPage)
    page.open(household, "visit")
    hands.settle()
    hands.until(lambda: page.desk.is_recording and page.desk.visit._body is not None, "the form of the visit")
    body = page.desk.visit._body
    assert body is not None
    hands.shot(Path(path))
    words = body._text.toPlainText()
    hands.key(Qt.Key.Key_Escape)
    return {"note": words}


def sync(hands: Hands) -> Facts:
    """F5."""
    hands.sync()
    session = hands.program.session
    assert session is not None
    standing, status = session.syncing.standing(), session.store.status()
    said = standing.report
    return {
        "link": str(standing.link),
        "online": standing.link is Link.ONLINE,
        "sent": said.pushed if said else 0,
        "received": said.rows if said else 0,
        "photos": said.photos_up if said else 0,
        "waiting": _waiting(hands),
        "conflicts": status.conflicts,
        "parked": status.parked,
        "in_sync": status.in_sync,
    }


def _waiting(hands: Hands) -> int:
    status = store_of(hands).status()
    return status.waiting + status.sealed + status.answered + status.blobs_waiting


def conflict(hands: Hands, path: str) -> Facts:
    """Read the conflict that is shown."""
    page = hands.page("sync")
    assert isinstance(page, SyncPage)
    hands.until(lambda: page.findChildren(ConflictCard), "a conflict to be shown")
    hands.shot(Path(path))
    (card,) = [each for each in page.findChildren(ConflictCard) if each.isVisible()]
    (field,) = card.conflict.fields
    return {"field": field.field, "mine": field.mine.value, "theirs": field.theirs.value, "by": field.theirs.by_name}


def solve(hands: Hands, side: str) -> Facts:
    """Solve the conflict with the keyboard: one arrow, Ctrl+Enter."""
    page = hands.page("sync")
    assert isinstance(page, SyncPage)
    hands.until(lambda: page.findChildren(ConflictCard), "a conflict to be shown")
    page.here_view._cards[0].focus_first()
    keys = [(Qt.Key.Key_Left if side == "mine" else Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)]
    keys.append((Qt.Key.Key_Return, CTRL))
    for key, modifier in keys:
        hands.key(key, modifier)
    hands.until(lambda: store_of(hands).status().conflicts == 0, "the conflict to be decided")
    hands.settle()
    return {"keys": len(keys), "conflicts": store_of(hands).status().conflicts}


def sums(hands: Hands) -> Facts:
    """Count and sum of every grid as this store holds it, over the kinds it gets (SYNC 14)."""
    found: dict[str, tuple[int, str]] = {}
    store = store_of(hands)
    from gridcore.kinds import KINDS  # noqa: PLC0415

    held: dict[str, list[tuple[str, int]]] = {line.grid: [] for line in store.status().grids}
    with store.read() as reading:
        for kind in KINDS:
            for entry in reading.all(kind):
                held.setdefault(entry.grid, []).append((entry.id, entry.v))
    for grid, rows in held.items():
        found[grid] = (len(rows), row_sum(rows))
    return {"sums": found, "new": sum(1 for rows in held.values() for _, v in rows if v == 0)}


def verify(hands: Hands) -> Facts:
    """Ask the centre for its sums of every grid held."""
    session = hands.program.session
    assert session is not None
    report = session.syncing.run(verify=True)
    assert report is not None
    return {"mismatched": list(report.mismatched), "trouble": report.trouble.code if report.trouble else ""}


def photo_bytes(hands: Hands, sha256: str) -> Facts:
    """Open a sealed photo of this store; give the hash of its bytes."""
    data = store_of(hands).blobs.open(sha256)
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def fetch_photo(hands: Hands, grid: str, sha256: str, size: int) -> Facts:
    """Ask for a photo that lies at the centre, and fetch it."""
    from gridcore.parts import Photo  # noqa: PLC0415

    store_of(hands).blobs.want(grid, [Photo(sha256=sha256, size=size, name="photo")])
    hands.sync()
    return photo_bytes(hands, sha256)


def results(hands: Hands, inspection: str) -> Facts:
    """What an inspection left: findings, rectifications, tasks."""
    with store_of(hands).read() as reading:
        entry = reading.get("inspection", inspection)
        assert entry is not None
        body: Any = entry.body
        findings = [each.body for each in reading.children("finding", inspection)]
        rectifications: list[Any] = [each.body for each in reading.children("rectification", inspection)]
        tasks: list[Any] = [each.body for each in reading.where("task", "inspection", inspection)]
        answers = reading.children("answers", inspection)
    return {
        "state": body.state,
        "items": body.item_count,
        "failed": body.fail_count,
        "answers": len(answers),
        "findings": sorted(str(each.item) for each in findings if isinstance(each, Finding)),
        "photos": [photo.sha256 for each in findings if isinstance(each, Finding) for photo in each.photos or ()],
        "rectifications": sorted((each.item, each.state, each.due) for each in rectifications),
        "tasks": [(each.task_kind, each.due) for each in tasks],
    }


def typed(hands: Hands) -> Facts:
    """What stands in the field that has the focus."""
    field = hands.app.focusWidget()
    if isinstance(field, (QPlainTextEdit, QTextEdit)):
        return {"text": field.toPlainText()}
    return {"text": field.text() if isinstance(field, QLineEdit) else ""}


ACTS: dict[str, Callable[..., Facts]] = {
    act.__name__: act
    for act in (
        sign_in, unlock, shot, history, courier, pages,
        visit, change_phone, phone, report, begin_note, find_note, sync, conflict, solve,
        sums, verify, photo_bytes, fetch_photo, results, typed, inspect, walk,
        author, fill, sections, section, check,
    )
}  # fmt: skip
"""Every act by its name."""
