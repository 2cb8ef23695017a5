"""Rounds of real stores against the real server (SYNC 9, 18)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.json import decode
from msgspec.structs import replace

from gridcore import wire
from gridcore.errors import Offline, SignedOut, Timeout, WrongServer
from gridcore.household import Household
from gridcore.person import Person
from gridcore.wire import Lost, Reply, Request
from tests.server.town import G1
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


def household_with_person(at: Laptop) -> tuple[str, str]:
    with at.store.write("household.save") as work:
        household = work.create("household", Household(address="三组27号"), grid=G1)
        person = work.create("person", Person(name="王小明", phone="138"), grid=G1, parent=household)
    return household, person


def phone(at: Laptop, person: str) -> str | None:
    with at.store.read() as reading:
        found = reading.get("person", person)
    assert found is not None
    assert isinstance(found.body, Person)
    return found.body.phone


def change_phone(at: Laptop, person: str, seen: str, new: str) -> None:
    with at.store.write("person.edit") as work:
        work.set("person", person, {"phone": seen}, {"phone": new})


def test_what_one_records_the_other_reads(laptop: Open) -> None:
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    _, person = household_with_person(worker)

    first = worker.synced()
    office.synced()

    assert (first.pushed, first.parked, phone(office, person)) == (1, 0, "138")
    assert worker.store.status().in_sync
    assert office.store.status().in_sync


def test_a_round_with_nothing_to_do_is_one_request(laptop: Open) -> None:
    worker = laptop("li")
    worker.synced()
    worker.synced()

    worker.synced()

    assert [request.path for request in worker.requests] == ["/v1/pull"]


@pytest.mark.fault("F02")
def test_a_lost_reply_is_not_applied_twice(laptop: Open) -> None:
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    _, person = household_with_person(worker)

    def loses_the_reply(request: Request) -> Reply | Lost:
        worker.reach(request)
        return Lost(reason="cut") if request.path == "/v1/push" else worker.reach(request)

    worker.wire = loses_the_reply
    assert isinstance(worker.sync().trouble, Offline)
    assert not worker.store.status().in_sync
    worker.wire = worker.reach
    again = worker.synced()
    office.synced()

    assert (again.pushed, phone(office, person)) == (1, "138")
    assert worker.store.status().in_sync


@pytest.mark.fault("F10")
def test_two_who_change_one_phone_make_a_conflict_both_see_and_one_solves(laptop: Open) -> None:
    """F10 and the resolution of SYNC 5."""
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    _, person = household_with_person(worker)
    worker.synced()
    office.synced()

    change_phone(office, person, "138", "222")
    change_phone(worker, person, "138", "111")
    office.synced()
    report = worker.synced()

    assert report.noted == 1
    assert (phone(worker, person), phone(office, person)) == ("222", "222")
    office.synced()
    assert (worker.store.status().conflicts, office.store.status().conflicts) == (1, 1)
    assert not worker.store.status().in_sync

    with worker.store.read() as reading:
        (issue,) = reading.children("issue:person", person)
    with worker.store.write("issue.resolve") as work:
        work.set("person", person, {"phone": "222"}, {"phone": "111"})
        work.set("issue:person", issue.id, {"state": "open"}, {"state": "done"})
    worker.synced()
    office.synced()

    assert (phone(worker, person), phone(office, person)) == ("111", "111")
    assert worker.store.status().in_sync
    assert office.store.status().in_sync


def test_a_photo_arrives_byte_for_byte(laptop: Open) -> None:
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    data = worker.rng(1_500_000)
    with worker.store.write("visit.save") as work:
        household = work.create("household", Household(address="三组27号"), grid=G1)
        photo = work.attach(G1, household, data, "one.jpg", None, None)
    assert worker.synced().photos_up == 1
    office.synced()

    office.store.blobs.want(G1, [photo])
    assert office.synced().photos_down == 1

    assert photo.sha256 is not None
    assert office.store.blobs.open(photo.sha256) == data
    assert worker.store.status().in_sync


@pytest.mark.fault("F41")
def test_an_upload_cut_after_the_first_chunk_sends_at_most_one_chunk_again(laptop: Open) -> None:
    """F41."""
    worker = laptop("li")
    worker.synced()
    data = worker.rng(3_500_000)
    with worker.store.write("visit.save") as work:
        household = work.create("household", Household(address="三组27号"), grid=G1)
        work.attach(G1, household, data, "one.jpg", None, None)
    arrived: list[int] = []

    def cuts_the_third(request: Request) -> Reply | Lost:
        if request.method == "PUT":
            arrived.append(len(request.body))
            reply = worker.reach(request)
            return Lost(reason="cut") if len(arrived) == 3 else reply
        return worker.reach(request)

    worker.wire = cuts_the_third
    assert isinstance(worker.sync().trouble, Offline)
    worker.synced()

    assert sum(arrived) <= len(data) + (1 << 20)
    assert worker.store.status().in_sync


def test_what_was_done_before_the_line_broke_is_told(laptop: Open) -> None:
    """What a broken round has sent and taken in stands in its report, so that the pages read it again."""
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    household_with_person(office)
    office.synced()
    household_with_person(worker)
    worker.peer.page = 1
    pulls: list[Request] = []

    def breaks_at_the_second_page(request: Request) -> Reply | Lost:
        if request.path == "/v1/pull":
            pulls.append(request)
        return Lost(reason="timeout") if len(pulls) == 2 else worker.reach(request)

    worker.wire = breaks_at_the_second_page
    report = worker.sync()

    assert isinstance(report.trouble, Timeout)
    assert len(pulls) == 2
    assert (report.pushed, report.rows > 0) == (1, True)
    assert report.changes.kinds >= {"household"}


def test_a_photo_that_arrived_counts_when_the_next_is_cut(laptop: Open) -> None:
    worker = laptop("li")
    worker.synced()
    with worker.store.write("visit.save") as work:
        household = work.create("household", Household(address="三组27号"), grid=G1)
        for number in range(2):
            work.attach(G1, household, worker.rng(5000), f"{number}.jpg", None, None)
    sent: list[Request] = []

    def cuts_the_second(request: Request) -> Reply | Lost:
        if request.method == "PUT":
            sent.append(request)
        return Lost(reason="cut") if len(sent) == 2 else worker.reach(request)

    worker.wire = cuts_the_second
    report = worker.sync()

    assert isinstance(report.trouble, Offline)
    assert report.photos_up == 1


def test_a_photo_that_rotted_at_the_server_does_not_stop_the_others(laptop: Open) -> None:
    """F42: it is not taken, not asked for in every round, and asked again when somebody opens its record."""
    worker, office = laptop("li"), laptop("zhao")
    worker.synced()
    with worker.store.write("visit.save") as work:
        household = work.create("household", Household(address="三组27号"), grid=G1)
        bad, good = (work.attach(G1, household, worker.rng(5000), f"{n}.jpg", None, None) for n in range(2))
    worker.synced()
    office.synced()

    def rots(request: Request) -> Reply | Lost:
        reply = office.reach(request)
        if request.method == "GET" and str(bad.sha256) in request.path and isinstance(reply, Reply):
            return replace(reply, body=b"rot" + reply.body[3:])
        return reply

    office.wire = rots
    office.store.blobs.want(G1, [bad, good])

    assert office.synced().photos_down == 1
    assert office.store.blobs.is_here(str(good.sha256))
    assert not office.store.blobs.is_here(str(bad.sha256))
    office.wire = office.reach
    assert office.synced().photos_down == 0
    office.store.blobs.want(G1, [bad])
    assert office.synced().photos_down == 1


@pytest.mark.fault("F43", "F44")
@pytest.mark.parametrize(
    ("reply", "trouble", "reason"),
    [
        pytest.param(
            Reply(status=200, headers={"content-type": "text/html"}, body=b"<html>Sign in"),
            Offline,
            "portal",
            id="a login page",
        ),
        pytest.param(Reply(status=302, headers={"location": "http://portal"}), Offline, "portal", id="a redirect"),
        pytest.param(Reply(status=200, headers={"grid-server": "another"}), WrongServer, None, id="another city"),
        pytest.param(Lost(reason="unreachable"), Offline, "unreachable", id="nobody"),
    ],
)
def test_what_is_not_our_server_gets_nothing_and_changes_nothing(
    reply: Reply | Lost, trouble: type[Exception], reason: str | None, laptop: Open
) -> None:
    """F43, F44: the outbox stays as it was, and the round ends at the first such answer."""
    worker = laptop("li")
    worker.synced()
    household_with_person(worker)
    worker.wire = lambda _request: reply

    report = worker.sync()

    assert isinstance(report.trouble, trouble)
    assert reason is None or report.trouble.facts["reason"] == reason
    assert [request.path for request in worker.requests] == ["/v1/hello"]
    worker.wire = worker.reach
    assert worker.synced().pushed == 1


@pytest.mark.fault("F46")
def test_a_disabled_password_does_not_matter_to_a_device_with_its_key(laptop: Open) -> None:
    """F46: a token that ran out is had again by the device key, years later."""
    worker = laptop("li")
    worker.synced()
    worker.town.clock.advance(days=60)

    report = worker.sync()

    assert report.trouble is None
    assert [request.path for request in worker.requests] == ["/v1/pull", "/v1/token", "/v1/pull"]


def test_sums_agree_on_every_grid(laptop: Open) -> None:
    worker, office = laptop("li"), laptop("zhao")
    office.synced()
    worker.synced()
    household_with_person(worker)
    worker.synced()
    office.synced()

    for one in (worker, office):
        report = one.sync(verify=True)
        (ask,) = (decode(request.body, type=wire.PullAsk) for request in one.requests if request.path == "/v1/pull")
        assert G1 in (ask.verify or ())
        assert (report.trouble, report.mismatched) == (None, ())


def test_a_wrong_password_enrols_nobody(laptop: Open) -> None:
    from gridclient.sync import enrol  # noqa: PLC0415

    worker = laptop("li")
    seen = worker.drive(enrol.hello())
    with pytest.raises(SignedOut):
        worker.drive(enrol.enrol(seen, user="li", password="wrong", keys=worker.keys, rng=worker.rng))
