"""Real laptops, a real server process, and a line between them that does its worst (SYNC 18, FAULTS 1-11)."""

from __future__ import annotations

import random

import pytest
from backports import zstd

from gridclient.app.session import Session
from gridclient.base.status import Link
from gridcore.errors import Offline, Timeout
from tests.processes import proxy
from tests.processes.conftest import Open
from tests.processes.deed import hasty, household, times
from tests.processes.proxy import Exchange, Fault, Proxy, Script, always, passes
from tests.processes.site import Site

PATHS = ("/v1/push", "/v1/pull", "/v1/token", "/v1/hello", "/v1/blobs")


def once(path: str, fault: Fault) -> Script:
    """The first request below a path goes wrong, all others are well."""
    left = [fault]
    return lambda seen: left.pop() if left and seen.path.startswith(path) else passes


def heals(session: Session, line: Proxy) -> int:
    """The line is good again: give how many rounds the outbox needs."""
    line.script = always(passes)
    for number in range(1, 4):
        session.syncing.run()
        if session.store.status().in_sync:
            return number
    raise AssertionError(session.store.status())


@pytest.mark.fault("F01", "F02", "F06", "F41", "F43", "F46", 1, 5, 66)
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(proxy.lose_request, id="request lost"),
        pytest.param(proxy.lose_last_byte, id="request cut before its last byte"),
        pytest.param(proxy.lose_reply, id="reply lost"),
        pytest.param(proxy.cut(40), id="reply cut in its head"),
        pytest.param(proxy.cut(250), id="reply cut in its body"),
        pytest.param(proxy.twice, id="doubled"),
        pytest.param(proxy.replayed(7), id="an old request again"),
        pytest.param(proxy.late(0.05, proxy.lose_reply), id="late, then lost"),
        pytest.param(proxy.nameless, id="without the server's name"),
    ],
)
def test_one_fault_in_any_call_loses_and_doubles_nothing(fault: Fault, site: Site, line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    for path in PATHS:
        tx = household(li, path, photo=random.randbytes(900))
        li.syncing._peer.token = ""  # a start of the program: it signs in again
        line.script = once(path, fault)
        li.syncing.run()

        assert heals(li, line) == 1
        assert times(site, tx) == 1


@pytest.mark.fault("F03", 2, 5)
def test_both_copies_of_a_push_get_the_same_answers(line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    household(li, "doubled")
    line.script = once("/v1/push", proxy.twice)

    report = li.syncing.run()

    assert report is not None
    assert report.in_step
    ((_, answers),) = line.pairs
    first, second = (answer.body.partition(b'"next"')[2] for answer in answers)
    assert first == second


@pytest.mark.fault("F43", 11)
@pytest.mark.parametrize("portal", [proxy.PORTAL, proxy.REDIRECT, proxy.NETWORK_SIGN_IN, proxy.told(502, b"<html>")])
def test_a_portal_gets_nothing_and_keeps_nobody_out(portal: Fault, line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    heals(li, line)
    household(li, "behind a portal")
    token = li.syncing._peer.token
    line.script, before = always(portal), len(line.seen)

    report = li.syncing.run()

    assert report is not None
    assert isinstance(report.trouble, Offline)
    assert li.syncing.standing().link is Link.PORTAL
    assert [seen.path for seen in line.seen[before:]] == ["/v1/hello"], "and no redirect was followed"
    assert heals(li, line) == 1
    assert li.syncing._peer.token == token


@pytest.mark.fault("F44")
def test_another_server_at_the_address_gets_nothing(
    line: Proxy, laptop: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    li = laptop("li")
    household(li, "for our centre only")
    other = Site(tmp_path_factory.mktemp("other")).start()
    try:
        line.script, before = always(proxy.elsewhere(other.target)), len(line.seen)
        li.syncing.run()

        assert li.syncing.standing().link is Link.WRONG_SERVER
        assert [seen.path for seen in line.seen[before:]] == ["/v1/hello"]
    finally:
        other.close()
    assert heals(li, line) == 1


@pytest.mark.fault(5, 18)
def test_a_reply_out_of_a_cache_is_no_reply_and_never_in_step(site: Site, line: Proxy, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    heals(zhao, line)
    kept: list[bytes] = []

    def cached(at: Exchange) -> bool:
        if not kept:
            kept.append(at.ask().raw())
        return at.say(kept[0])

    line.script = lambda seen: cached if seen.path == "/v1/pull" else passes
    zhao.syncing.run()
    line.script, frozen = always(passes), line.script
    tx = household(li, "behind the cache")
    li.syncing.run()
    line.script = frozen
    for _ in range(3):
        report = zhao.syncing.run()

        assert report is not None
        assert isinstance(report.trouble, Offline)
    assert heals(zhao, line) == 1
    assert times(site, tx) == 1


@pytest.mark.fault(6)
def test_after_a_long_partition_the_outbox_empties_and_meanwhile_nothing_says_in_sync(
    line: Proxy, laptop: Open
) -> None:
    li = laptop("li")
    heals(li, line)
    line.script = always(proxy.lose_request)
    for number in range(12):
        household(li, f"{number}", photo=random.randbytes(500))
        report = li.syncing.run()

        assert report is not None
        assert not report.in_step
        assert not li.store.status().in_sync
    assert heals(li, line) == 1


@pytest.mark.fault("F06", 7)
@pytest.mark.parametrize(
    "fault", [pytest.param(proxy.silent, id="silence"), pytest.param(proxy.drips(0.02), id="a byte now and then")]
)
@pytest.mark.parametrize("path", PATHS)
def test_a_server_that_says_nothing_or_drips_ends_the_call_in_its_time(
    path: str, fault: Fault, line: Proxy, laptop: Open
) -> None:
    li = laptop("li")
    household(li, "waiting", photo=random.randbytes(500))
    rounds = hasty(li, line.url)
    line.script = once(path, fault)

    report = rounds.run()

    assert report is not None
    assert isinstance(report.trouble, Timeout)
    assert not li.store.status().in_sync
    assert heals(li, line) <= 2


@pytest.mark.fault(8)
def test_a_batch_too_large_is_halved_down_to_one_and_no_tx_is_left_out(site: Site, line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    txs = [household(li, f"{number}") for number in range(9)]
    sizes: list[int] = []

    def takes_one(seen: proxy.Seen) -> Fault:
        if seen.path != "/v1/push":
            return passes
        body = zstd.decompress(seen.body) if "content-encoding" in seen.headers else seen.body
        sizes.append(body.count(b'"ops"'))
        return passes if sizes[-1] == 1 else proxy.refused(413)

    line.script = takes_one
    report = li.syncing.run()

    assert report is not None
    assert (report.trouble, report.pushed) == (None, 9)
    assert sizes[:4] == [9, 4, 2, 1]
    assert [times(site, tx) for tx in txs] == [1] * 9


@pytest.mark.fault(8)
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("path", ["/v1/push", "/v1/pull", "/v1/hello", "/v1/blobs"])
def test_the_wait_the_server_asks_for_is_kept(path: str, status: int, line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    household(li, "patience", photo=b"photo")
    line.script = once(path, proxy.refused(status, seconds=77))

    li.syncing.run()

    assert 70 < li.syncing.standing().next_in <= 77
    assert heals(li, line) <= 2
