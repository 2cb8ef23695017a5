"""How far a round is never runs backwards, and ends at the whole: over real rounds (FAULTS 6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import json
from msgspec.structs import replace

from gridclient.base.progress import Progress, Step
from gridclient.sync.meter import WHOLE, Meter, Phase
from gridclient.sync.round import Report, sync_round
from gridcore import wire
from gridcore.household import Household
from gridcore.wire import Lost, Problem, Reply, Request
from tests.server.town import G1
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


class Recorder:
    """Keeps every step of a round."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.progress = Progress(self.steps.append)

    def round(self, at: Laptop) -> Report:
        self.steps.clear()
        return at.drive(sync_round(at.store, at.peer, progress=self.progress))

    @property
    def reached(self) -> list[int]:
        return [step.done for step in self.steps]

    @property
    def phases(self) -> list[str]:
        return [step.what for step in self.steps]

    def check(self) -> None:
        """Never backwards, never past the whole, each step of the same whole."""
        assert self.reached == sorted(self.reached)
        assert all(0 <= step.done <= step.of == WHOLE for step in self.steps)
        assert self.steps


def homes(at: Laptop, n: int) -> None:
    for number in range(n):
        with at.store.write("household.save") as work:
            work.create("household", Household(address=f"三组 {number} 号"), grid=G1)


def test_a_first_round_in_many_pages_only_grows(laptop: Open) -> None:
    office, worker = laptop("zhao"), laptop("li")
    office.synced()
    homes(office, 160)
    office.synced()
    worker.peer.page = 50
    seen = Recorder()

    report = seen.round(worker)

    assert report.in_step
    seen.check()
    assert len(set(seen.reached)) > 3
    assert seen.reached[-1] == WHOLE


@pytest.mark.fault(8)
def test_a_push_sent_again_in_halves_only_grows(laptop: Open) -> None:
    worker = laptop("li")
    worker.synced()
    homes(worker, 12)

    def small(request: Request) -> Reply | Lost:
        if request.path == "/v1/push" and request.body.count(b"\n") > 4:
            return Reply(
                status=413,
                headers={wire.SERVER_HEADER: worker.town.server.keys.id},
                body=wire.encode(Problem(type="/problems/too_large", status=413)),
            )
        return worker.reach(request)

    worker.wire = small
    seen = Recorder()
    report = seen.round(worker)

    assert report.pushed == 12
    seen.check()
    assert seen.phases.count(Phase.PUSH) > 3


def test_a_resync_within_a_round_only_grows(laptop: Open) -> None:
    """The server says `resync` to a view it no longer gives: everything is read again from 0."""
    worker = laptop("li")
    worker.synced()
    homes(worker, 60)
    worker.synced()
    asked = 0

    def again(request: Request) -> Reply | Lost:
        nonlocal asked
        if request.path == "/v1/pull":
            asked += 1
            if asked == 1:
                ask = json.decode(request.body, type=wire.PullAsk)
                torn = {grid: ("other", cur, head, mark) for grid, (_, cur, head, mark) in ask.grids.items()}
                request = replace(request, body=wire.encode(replace(ask, grids=torn)))
        return worker.reach(request)

    worker.wire = again
    worker.peer.page = 50
    seen = Recorder()
    report = seen.round(worker)

    assert report.in_step
    assert asked > 2
    seen.check()


def test_a_round_that_is_cut_and_done_again_only_grows_in_each(laptop: Open) -> None:
    worker, office = laptop("li"), laptop("zhao")
    office.synced()
    homes(office, 120)
    office.synced()
    worker.peer.page = 50
    pulls = 0

    def cut(request: Request) -> Reply | Lost:
        nonlocal pulls
        pulls += request.path == "/v1/pull"
        reply = worker.reach(request)
        if request.path == "/v1/pull" and pulls == 2 and isinstance(reply, Reply):
            return replace(reply, body=reply.body[: len(reply.body) // 2])
        return reply

    worker.wire = cut
    seen = Recorder()

    assert not seen.round(worker).in_step
    seen.check()
    assert seen.round(worker).in_step
    seen.check()


def test_a_phase_that_begins_anew_waits_for_itself() -> None:
    seen = Recorder()
    meter = Meter(seen.progress)
    for phase, part in [(Phase.PULL, 0.8), (Phase.PUSH, 0.0), (Phase.PULL, 0.1), (Phase.PHOTO_UP, 0.0)]:
        meter.tell(phase, part)

    seen.check()
    assert seen.reached == [700, 700, 700, 800]
