"""A round, and what it may end in: this device enrolled anew, and another round (SYNC 8 T5, 9). No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Store
from gridclient.sync.call import Peer
from gridclient.sync.enrol import re_enrol
from gridclient.sync.orders import weighed
from gridclient.sync.round import Report, Round, sync_round
from gridclient.vault.keys import Keys
from gridcore.errors import GridError, ServerRefused
from gridcore.ids import Rng


def renewing_round(
    store: Store, peer: Peer, vault: Keys, rng: Rng, *, verify: Iterable[str] = (), progress: Progress = NO_PROGRESS
) -> Round:
    """Run a round; where it says that this device cannot go on (`must_enrol`), enrol it anew and run another.

    Once: what is torn again right after is told as it is, and the schedule waits before the next try. A device the
    server does not know has no token to enrol with: the report keeps `must_enrol`, and a password is asked (F32).
    """
    named = tuple(verify)
    report = _weighed(store, peer, (yield from sync_round(store, peer, verify=named, progress=progress)))
    if not report.must_enrol:
        return report
    why = str(report.trouble.facts["name"]) if isinstance(report.trouble, ServerRefused) else "torn"
    try:
        yield from re_enrol(store, peer, vault, rng, why=why)
    except GridError as trouble:
        return _weighed(store, peer, replace(report, trouble=trouble))
    again = yield from sync_round(store, peer, verify=named, progress=progress)
    return _weighed(store, peer, _both(report, again))


def _weighed(store: Store, peer: Peer, report: Report) -> Report:
    return report if report.trouble is None else replace(report, trouble=weighed(store, peer.device, report.trouble))


def _both(first: Report, second: Report) -> Report:
    return replace(
        second,
        pushed=first.pushed + second.pushed,
        parked=first.parked + second.parked,
        noted=first.noted + second.noted,
        rows=first.rows + second.rows,
        photos_up=first.photos_up + second.photos_up,
        photos_down=first.photos_down + second.photos_down,
        requests=first.requests + second.requests,
        changes=first.changes.merge(second.changes),
        mismatched=tuple(sorted({*first.mismatched, *second.mismatched})),
        enrolled=True,
    )
