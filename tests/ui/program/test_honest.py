"""The badge and the words say "in sync" only when nothing at all is open: counted anew at each step (FAULTS 76)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from gridclient.base.status import Link
from gridclient.store import Store
from gridclient.store.engine import driver
from gridclient.ui.pages.sync import SyncPage
from gridcore import wire
from gridcore.wire import Problem, Reply
from tests.server.town import G1, Town
from tests.ui.program.conftest import HEAD, HOME, Seat

Sit = Callable[..., Seat]
CALM = "没有待上传的"


@dataclass(frozen=True)
class Open:
    """What is open in a store, counted from its rows one by one, by no code of the program."""

    unsent: int
    answered: int
    conflicts: int
    parked: int
    ended: bool

    @property
    def nothing(self) -> bool:
        return self.ended and not any((self.unsent, self.answered, self.conflicts, self.parked))

    @property
    def words(self) -> str:
        """The words the status line has to say."""
        for count, said in (
            (self.unsent, f"{self.unsent} 项待上传"),
            (self.conflicts, f"{self.conflicts} 处要选"),
            (self.parked, f"{self.parked} 项搁置"),
            (self.answered, f"{self.answered} 项已到中心，等回音"),
        ):
            if count:
                return said
        return CALM if self.ended else "还没收全"


def counted(store: Store) -> Open:
    with store.database.read() as connection:
        db = driver(connection)
        txs = [(st, hidden) for st, hidden in db.all("SELECT st, hidden FROM tx")]
        blobs = [st for (st,) in db.all("SELECT st FROM blob")]
        issues = [state for (state,) in db.all("SELECT state FROM issue")]
        (ended,) = db.all("SELECT ended FROM meta")[0]
    return Open(
        unsent=sum(st in {"waiting", "sealed"} for st, _ in txs) + sum(st in {"here", "broken"} for st in blobs),
        answered=sum(st == "answered" for st, _ in txs),
        conflicts=sum(state == "open" for state in issues),
        parked=sum(st == "parked" and not hidden for st, hidden in txs),
        ended=bool(ended),
    )


class Story:
    """A worker before the program, and an office that edits the same people."""

    def __init__(self, seat: Seat, town: Town) -> None:
        self.seat = seat
        self.office = town.laptop("zhao", 11)
        seat.sign_in()

    @property
    def store(self) -> Store:
        session = self.seat.program.session
        assert session is not None
        return session.store

    def edit(self, field: str, seen: str | None, new: str) -> None:
        with self.store.write("person.edit") as work:
            work.set("person", HEAD, {field: seen}, {field: new})

    def look(self) -> Open:
        """Compare foot, rail and page with the count."""
        seat = self.seat
        seat.program._show_status()  # pyright: ignore[reportPrivateUsage] # as after each save
        page = seat.hands.page("sync")
        assert isinstance(page, SyncPage)
        page.refresh()
        seat.hands.settle()
        open_now = counted(self.store)
        assert seat.foot.split("|")[1] == open_now.words
        entry = seat.window.work.rail.entry("sync")
        assert entry is not None
        assert (entry.badge.n if entry.badge is not None else 0) == open_now.conflicts + open_now.parked
        says_all_well = page.state_words[0] == "都送到了，没有冲突"
        assert says_all_well == (open_now.nothing and self.online)
        assert (CALM in seat.foot) == self.store.status().in_sync == open_now.nothing
        return open_now

    @property
    def online(self) -> bool:
        session = self.seat.program.session
        return session is not None and session.syncing.standing().link is Link.ONLINE


@pytest.mark.fault(6, 76)
def test_the_surface_agrees_with_the_store_at_each_step_of_a_day(sit: Sit, town: Town) -> None:
    seat = sit()
    story = Story(seat, town)
    assert story.look().nothing

    seat.street.portal = True
    story.edit("phone", "13800000077", "13800000078")
    assert story.look().unsent == 1
    seat.hands.sync()
    assert story.look().unsent == 1
    seat.street.portal = False
    seat.street.instead["/v1/pull"] = Reply(status=200, body=b'{"ask":1')
    seat.hands.sync()
    assert (story.look().answered, story.look().unsent) == (1, 0)
    with story.store.write("visit.save") as work:
        visit = work.create("visit", {"result": "normal", "text": "在家"}, grid=G1, parent=HOME)
        work.attach(G1, visit, b"a photo", "a.jpg", None, None)
    assert story.look().unsent == 2
    seat.hands.sync()
    assert (story.look().answered, story.look().unsent) == (2, 1)
    seat.street.instead.clear()
    seat.hands.sync()
    assert story.look().nothing

    office_edits(story, "13800000078", "13900000000")
    story.edit("phone", "13800000078", "13700000000")
    seat.hands.sync()
    assert story.look().conflicts == 1
    page = seat.hands.page("sync")
    assert isinstance(page, SyncPage)
    seat.hands.click_on(seat.hands.button("都用本机"))
    seat.hands.settle()
    assert (story.look().conflicts, story.look().unsent) == (0, 1)
    seat.hands.sync()
    assert story.look().nothing

    with story.store.write("visit.save") as work:
        work.create("visit", {"result": "normal"}, grid=G1, parent="00000000-0000-7000-8000-0000000000ff")
    seat.hands.sync()
    assert story.look().parked == 1
    seat.hands.click_on(seat.hands.button("收起来"))
    seat.hands.settle()
    assert story.look().nothing


def office_edits(story: Story, seen: str, new: str) -> None:
    op = {"op": "set", "kind": "person", "id": HEAD, "grid": G1, "set": {"phone": [seen, new]}}
    story.office.do(op)


STATES = {
    Link.OFFLINE: None,
    Link.BUSY: Reply(status=503, headers={"retry-after": "120"}, body=b""),
    Link.UPGRADE: Reply(status=426, body=wire.encode(Problem(type="/problems/upgrade_required", status=426))),
    Link.REFUSED: Reply(status=400, body=wire.encode(Problem(type="/problems/malformed", status=400))),
    Link.SLOW: Reply(status=200, body=b'{"ask":1'),
}


@pytest.mark.fault(6, 8, 11, "F43", "F47", "F52")
@pytest.mark.parametrize(
    ("link", "foot", "head", "says"),
    [
        (Link.OFFLINE, "离线·照常记录", "现在离线，照常记录", ["联网后自动上传", "后再试"]),
        (Link.BUSY, "中心在忙·照常记录", "中心正忙，暂时接收不了", ["过会儿自动再试", "2 分钟后再试"]),
        (Link.SLOW, "网太慢·照常记录", "网太慢，或者断了", ["不会再送一遍"]),
        (Link.UPGRADE, "程序要更新", "中心要求更新程序", ["你写的照样上传"]),
        (Link.REFUSED, "中心没有接受这台电脑", "中心没有接受这台电脑", ["记录都在", "技术支持"]),
    ],
)
def test_each_trouble_says_what_is_kept_and_what_to_do(
    sit: Sit, town: Town, link: Link, foot: str, head: str, says: list[str]
) -> None:
    seat = sit()
    story = Story(seat, town)
    reply = STATES[link]
    if reply is None:
        seat.street.close()
    else:
        seat.street.instead["/v1/pull"] = reply
    seat.hands.sync()
    if link is Link.OFFLINE:
        story.edit("phone", "13800000077", "13800000078")
    story.look()
    page = seat.hands.page("sync")
    assert isinstance(page, SyncPage)

    assert seat.foot.split("|")[0] == foot
    assert page.state_words[0] == head
    for words in says:
        assert words in page.state_words[1]
    assert seat.window.work.banner.shown is None


@pytest.mark.fault(46)
@pytest.mark.parametrize(("minutes", "says"), [(12, "本机时间快了 12 分钟"), (-30, "本机时间慢了 30 分钟")])
def test_a_clock_that_is_off_is_told_while_work_goes_on(sit: Sit, town: Town, minutes: int, says: str) -> None:
    seat = sit()
    story = Story(seat, town)
    if minutes > 0:
        seat.clock.advance(minutes=minutes)
    else:
        seat.clock.set_back(minutes=-minutes)
    seat.hands.sync()
    story.look()

    assert seat.foot.split("|")[0] == says
    assert says in _sync_page(seat).state_words[1]


def _sync_page(seat: Seat) -> SyncPage:
    page = seat.hands.page("sync")
    assert isinstance(page, SyncPage)
    return page
