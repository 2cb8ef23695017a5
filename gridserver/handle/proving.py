"""Finished records of a push held against their forms, before any lock is taken (FORMS, decision 0024)."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from gridcore.checklist import Checklist
from gridcore.forms.proof import Doubt, doubts_of
from gridcore.parts import Body, ChecklistRef
from gridcore.wire import Create
from gridserver.access import COMMON, units_above
from gridserver.form_shelf import read_published
from gridserver.handle.batch import Sent
from gridserver.server import Server

N = TypeVar("N", bound=Body)
BUDGET_SECONDS = 3.0
"""For all records of one push; what is left then is taken in unproved, and counted."""


FILLED = frozenset({"answers", "survey"})
"""Kinds of records that hold a finished form."""


class _Filled(Body, frozen=True, kw_only=True):
    """What such records have in common."""

    checklist: ChecklistRef | None = None
    values: dict[str, Any] | None = None
    finished_at: str | None = None


def prove(sent: Sequence[Sent], known: int, db: Server) -> dict[str, tuple[Doubt, ...]]:
    """Give what the forms do not allow in the answers these txs bring, by record; those up to number `known` are old.

    Off the write lock: a form that is slow keeps its sender waiting, and nobody else.
    """
    fresh = [op for one in sent if one.n > known and one.tx is not None for op in one.tx.ops if isinstance(op, Create)]
    published = ((op.grid, _converted(op, {"checklist"}, Checklist)) for op in fresh)
    brought = {one.sha256 or "": (grid, one) for grid, one in published if one is not None}
    found: dict[str, tuple[Doubt, ...]] = {}
    begun = time.perf_counter()
    for op in fresh:
        body = _converted(op, FILLED, _Filled)
        if body is None:
            continue
        if time.perf_counter() - begun > BUDGET_SECONDS:
            db.meter.count("gridserver_proofs_total", outcome="no_time")
            continue
        doubts = _doubts(op, body, brought, db)
        outcome = "no_form" if doubts is None else "doubts" if doubts else "holds"
        db.meter.count("gridserver_proofs_total", outcome=outcome)
        if doubts:
            found[op.id] = doubts
    return found


def _converted(op: Create, kinds: Collection[str], noun: type[N]) -> N | None:
    """The noun of a creation, None of another kind than these.

    None also when it is shaped as no program of ours makes it: then nothing can be said of it.
    """
    if op.kind not in kinds:
        return None
    try:
        return msgspec.convert({name: op.set[name] for name in noun.__struct_fields__ if name in op.set}, noun)
    except msgspec.ValidationError:
        return None


def _doubts(
    op: Create, body: _Filled, brought: Mapping[str, tuple[str, Checklist]], db: Server
) -> tuple[Doubt, ...] | None:
    sha256 = (body.checklist.sha256 if body.checklist is not None else None) or ""
    try:
        at = datetime.fromisoformat(body.finished_at or "")
    except ValueError:
        return None
    if at.tzinfo is None or body.values is None:
        return None
    with db.store.reading() as reading:
        form = db.forms.find(sha256, (COMMON, *units_above(op.grid), op.grid), reading)
    if form is None and sha256 in brought:
        grid, checklist = brought[sha256]
        found = read_published(checklist, sha256, grid, db.blobs)
        form = None if found is None else found.form
    return None if form is None else doubts_of(form, body.values, at)
