"""The row act of the table of SYNC 5: a step of a life-cycle, and the log it leaves in any case."""

from __future__ import annotations

from typing import Any

from gridcore import flow
from gridcore.errors import Refused
from gridcore.ids import is_id
from gridcore.kinds import LOGGED, Kind
from gridcore.merge import effect, log_body, put
from gridcore.roles import Role
from gridcore.wire import Act
from gridserver.decide.work import Held, NotApplied, Work


def act(work: Work, op: Act, kind: Kind) -> None:
    """Take a step if the table allows it here and now; whether or not, what the person wrote is appended as log."""
    if op.kind not in LOGGED or not is_id(op.log):
        raise NotApplied("invalid")
    roles = work.stance.roles(op.grid)
    if not kind.read & roles:
        raise NotApplied("forbidden")
    held = work.reach(op.grid, op.id)
    if held is None or held.kind != op.kind:
        raise NotApplied("unknown_record")
    work.concern(op.grid)
    work.concern(held.grid)
    known = work.live(op.log)
    if known is not None:
        if known.kind != f"log:{op.kind}" or known.parent != held.id:
            raise NotApplied("id_taken")
        work.note(held.id, "same")
        return
    if held.grid != op.grid:
        work.note(held.id, "moved")
    role = None if held.deleted else _taker(work, op, held, roles)
    log = _log(work, op, held, role or _first(roles), applied=role is not None)
    if role is None:
        # Values of a step that came too late are facts of the field: they stay in the log.
        put(log, "given", op.set or None)
        work.note(held.id, "late")
    else:
        _apply(work, op, held)
    record = work.make(kind=f"log:{op.kind}", record=op.log, grid=held.grid, parent=held.id)
    if record.grid != op.grid:
        record.left.append(op.grid)
    for name, value in log.items():
        record.put(name, value)


def _taker(work: Work, op: Act, held: Held, roles: frozenset[Role]) -> Role | None:
    """Give the role in which the author may take the step now."""
    if held.body.get("state") != op.frm:
        return None
    for role in sorted(roles):
        try:
            flow.advance(op.kind, op.frm, op.step, role, body=held.body, actor=work.stance.author.id)
        except Refused:
            continue
        return role
    return None


def _apply(work: Work, op: Act, held: Held) -> None:
    row = flow.steps(op.kind)[op.step]
    changes = effect(op.kind, op.step, held.body) | _clock(row.clock, held.body, work.stance.at)
    for name, value in changes.items():
        held.put(name, value)
    for name, value in op.set.items():
        if name in row.sets:
            held.put(name, value)
        else:
            work.lose(held, name, "owned", value)


def _clock(move: flow.ClockMove, body: dict[str, Any], now: str) -> dict[str, Any]:
    """Give when the disposal clock started or was paused (DOMAIN 3.3)."""
    if move is flow.ClockMove.START:
        return {} if "started_at" in body else {"started_at": now}
    if move is flow.ClockMove.RESTART:
        return {"started_at": now, "paused_at": None}
    if move in {flow.ClockMove.PAUSE, flow.ClockMove.RESUME}:
        return {"paused_at": now if move is flow.ClockMove.PAUSE else None}
    return {}


def _log(work: Work, op: Act, held: Held, role: Role | None, *, applied: bool) -> dict[str, Any]:
    body = log_body(op)
    body["by"], body["by_name"] = work.stance.author.id, work.stance.author.name
    put(body, "role", None if role is None else str(role))
    body["at"], body["device_at"], body["applied"] = work.stance.at, work.tx.at, applied
    if not applied:
        put(body, "to", held.body.get("state"))
    return body


def _first(roles: frozenset[Role]) -> Role | None:
    return min(roles, default=None)
