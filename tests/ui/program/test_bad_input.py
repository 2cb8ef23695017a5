"""What bad input gets: a sentence at the right place that says what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gridclient.base.progress import Progress
from gridclient.services import photos
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import Trouble, trouble_of
from gridclient.ui.pages.sync import SyncPage
from gridcore.errors import Damaged, GridError, InvalidInput
from gridserver.memory import MemoryStore
from tests.server.town import PASSWORD, Town
from tests.services.place import picture
from tests.ui.program.conftest import Seat
from tests.ui.program.test_program import record_visit
from tests.vault.ring import Ring

Sit = Callable[..., Seat]


def test_a_wrong_password_says_how_many_tries_are_left_and_five_wait(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.lock()
    said: list[str] = []
    for _ in range(5):
        seat.try_password("falsch")
        said.append(seat.error)

    assert said[0] == "密码不对，还能试 4 次"
    assert said[3] == "密码不对，还能试 1 次"
    assert "10 分钟" in said[4]
    assert seat.store.exists()


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        ("locked", "本机的钥匙库锁着。记录都在。解开钥匙库，或重新登录这台电脑，再试一次。"),
        ("missing", "找不到本机的钥匙库。记录都在。用平时的账号登录这台电脑，再试一次。"),
    ],
)
def test_a_keyring_that_does_not_answer_is_said_at_the_password(sit: Sit, trouble: str, says: str) -> None:
    ring = Ring()
    seat = sit(ring)
    seat.sign_in()
    seat.lock()
    ring.trouble = trouble
    seat.try_password()
    assert seat.error == says
    assert seat.told.nothing

    ring.trouble = ""
    seat.hands.unlock(PASSWORD)
    assert seat.page == "today"


def test_a_keyring_that_forgot_says_that_nothing_was_deleted(sit: Sit) -> None:
    ring = Ring()
    seat = sit(ring)
    seat.sign_in()
    seat.lock()
    ring.secrets.clear()
    seat.try_password()

    assert seat.error == "本机的钥匙库丢了钥匙。什么都没删。办公室能帮你打开：点“忘记密码”。"
    assert seat.store.exists()


def test_a_store_of_a_newer_program_is_left_alone(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    with session.store.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    seat.lock()
    before = seat.store.read_bytes()
    seat.try_password()

    assert _dialog(seat) == ("这份资料是新版程序写的", "什么都没改。更新程序就能打开。")
    assert seat.store.read_bytes() == before
    assert seat.window.entry.isVisible()


def test_a_damaged_store_is_said_and_not_written_over(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.lock()
    seat.store.write_bytes(b"\x00" * 8192)
    seat.try_password()

    what, kept = _dialog(seat)
    assert (what, kept) == ("本机的资料坏了", "上传过的中心都有；没上传的，最近的备份里有。")
    assert seat.store.read_bytes() == b"\x00" * 8192


def test_a_damaged_key_file_is_said_at_the_door_and_the_others_still_get_in(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    broken = seat.profile.person("broken")
    broken.root.mkdir(parents=True, exist_ok=True)
    broken.vault.write_text("{", encoding="utf-8")
    seat = sit()

    assert _dialog(seat) == ("这台电脑上有一个人的钥匙文件损坏了", "什么都没删，记录仍加密存着。请社区办公室来看。")
    seat.hands.unlock(PASSWORD)
    assert seat.page == "today"
    assert broken.vault.read_text(encoding="utf-8") == "{"


def test_a_login_page_instead_of_the_centre_is_said_at_the_address(sit: Sit) -> None:
    seat = sit()
    seat.street.portal = True
    seat.hands.type(seat.window.entry.sign_in.address, seat.street.address, anew=True)
    seat.hands.click("signin.check")
    seat.hands.settle()

    assert seat.window.entry.sign_in.error.text() == "连上了网，但要先登录网络"


def test_a_login_page_during_work_is_a_word_at_the_foot_and_nothing_is_sent(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    record_visit(seat)
    seat.street.portal = True
    seat.hands.sync()

    assert "连上了网，但要先登录网络" in seat.foot
    assert "1 项待上传" in seat.foot
    assert seat.told.nothing


def test_the_centre_of_another_city_gets_nothing(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    seat.sign_in()
    record_visit(seat)
    other = Town(MemoryStore(), tmp_path / "other")
    other.keys = type(other.keys).make(lambda n: bytes(range(n)))
    other.restart(MemoryStore())
    seat.street.town = other
    seat.hands.sync()

    page = seat.hands.page("sync")
    assert isinstance(page, SyncPage)
    assert page.state_words == (
        "这个地址是别的城市的中心",
        "什么都没发出去。找办公室核对地址。1 项都在本机，联网后自动上传。上次同步：今天 01:00。",
    )
    assert "1 项待上传" in seat.foot


def test_a_full_disk_says_so_and_the_words_stay(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    with session.store.database.bare() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one()
    today = seat.window.work.page
    for n in range(40):
        keep = partial(_keep, session.store, f"{n}" * 9000)
        seat.program.runner.write(seat.program, keep, _on_kept)
    seat.hands.settle()
    with session.store.database.bare() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one()

    assert seat.window.work.page is today
    assert _dialog(seat) == ("磁盘满了，这次还没存上", "写的还在屏幕上。腾点空间再存一次。")


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 no picture", "这个文件不是照片"),
        (HEIC, "这是 HEIC 照片，这里打不开"),
        (picture()[:20], "这张照片没存全"),
        (bytes(64 * 2**20 + 1), "这张照片太大，最多 64 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(look: Appearance, qapp: QApplication, data: bytes, says: str) -> None:
    with pytest.raises(GridError) as refused:
        photos.read(data)

    told: Trouble = trouble_of(refused.value)
    assert told.what == says
    assert told.kept


@pytest.mark.parametrize(
    "error",
    [InvalidInput(field="photo", reason="too_many_pixels"), Damaged(reason="anything_else")],
    ids=lambda error: error.facts["reason"],
)
def test_other_reasons_have_words_as_well(look: Appearance, qapp: QApplication, error: GridError) -> None:
    told = trouble_of(error)
    assert told.what
    assert told.kept


def _keep(store: Store, text: str, _progress: Progress) -> str:
    return store.drafts.keep("event", "x", {"text": text})


def _on_kept(_draft: str) -> None:
    """Nothing more is to be done."""


def _dialog(seat: Seat) -> tuple[str, str]:
    (told, *_) = seat.told.dialogs
    return told.what, told.kept
