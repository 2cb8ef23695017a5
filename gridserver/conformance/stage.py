"""What checks play on: a server, two devices of one user, perhaps a second user; and what has to be cleaned up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from gridcore import wire
from gridcore.ids import Rng
from gridcore.roles import FIELD_ROLES
from gridcore.wire import ScopeRow
from gridserver.clock import Clock
from gridserver.conformance.device import Account, Body, Device, Line
from gridserver.conformance.verdict import Failed, Skipped, equal

Wait = Callable[[float], bool]
"""Lets this many seconds pass; False when nobody has that patience."""

_REAL_GRID = 15


def no_wait(seconds: float) -> bool:  # noqa: ARG001 - a Wait
    """Have no patience."""
    return False


class Stage:
    """A server being played with. Devices `a` and `b` are the user's, `c` is one of the other user's."""

    def __init__(
        self,
        line: Line,
        user: Account,
        other: Account | None,
        clock: Clock,
        rng: Rng,
        *,
        grid: str | None = None,
        wait: Wait = no_wait,
    ) -> None:
        """Enrol devices and find the grid. Raises Failed when that much is not possible."""
        self.line, self.user, self.other, self.clock, self.rng, self.wait = line, user, other, clock, rng, wait
        self.devices = 0
        self._made: list[tuple[str, Body]] = []
        self.hello = self.ask_hello()
        self.a = self.device(user)
        self.b = self.device(user)
        self.c = None if other is None else self.device(other)
        rows = self._held(self.a)
        held = [row.grid for row in rows]
        self.grid = grid or next(iter(held), "")
        if self.grid not in held:
            raise Failed(f"{user.user} has no field role in a grid {grid or ''}".rstrip())
        self.roles = next(row.role for row in rows if row.grid == self.grid).split(",")
        """The user's roles in the grid."""
        theirs = [] if self.c is None else [row.grid for row in self._held(self.c)]
        self.is_shared = self.grid in theirs
        """The other user holds the grid, too."""
        self.far = next((code for code in theirs if code not in held), None)
        """A grid only the other user holds."""

    def ask_hello(self) -> wire.Hello:
        """Ask who the server is. Raises Failed when no server of ours answers."""
        reply = self.line.call("GET", "/v1/hello", b"", {})
        try:
            return msgspec.json.decode(reply.body, type=wire.Hello)
        except msgspec.DecodeError:
            raise Failed("no gridserver answers there") from None

    def device(self, account: Account) -> Device:
        """Enrol a new device."""
        device = Device(self.line, account, self.clock, self.rng)
        reply = device.enrol()
        equal(reply.status, 200, f"{account.user} was enrolled with")
        self.devices += 1
        return device

    def renew(self) -> None:
        """Go on with new devices: after a failed check nobody knows where the chain of the old ones stands."""
        self.a, self.b = self.device(self.user), self.device(self.user)
        if self.other is not None:
            self.c = self.device(self.other)

    def _held(self, device: Device) -> list[ScopeRow]:
        return [row for row in device.page(grids={}, limit=1).head.scope or () if _is_field(row)]

    # who else is there

    def neighbour(self) -> Device:
        """Give the device of another user who holds the grid. Raises Skipped."""
        if self.c is None or not self.is_shared:
            raise Skipped("needs --other NAME with a field role in the same grid")
        return self.c

    def stranger(self) -> tuple[Device, str]:
        """Give the other user's device, and a grid the user does not hold. Raises Skipped."""
        if self.c is None or self.far is None:
            raise Skipped("needs --other NAME with a field role in a grid the user does not hold")
        return self.c, self.far

    def office(self) -> tuple[Device, str]:
        """Give a device that may move records from the grid to a second one, and that one. Raises Skipped."""
        self.neighbour()
        return self.stranger()

    # records

    def create(
        self, kind: str, *, device: Device | None = None, grid: str = "", parent: str | None = None, **body: Any
    ) -> Body:
        """Give the op that makes a new record; it is remembered for cleaning up."""
        by = device or self.a
        op: Body = {"op": "create", "kind": kind, "id": by.new(), "grid": grid or self.grid, "set": body}
        if parent is not None:
            op["parent"] = parent
        self._made.append((by.account.user, op))
        return op

    def remember(self, kind: str, record: str) -> None:
        """Remember a record made by hand for cleaning up."""
        self._made.append((self.user.user, self.op("create", record, kind)))

    def make(
        self,
        kind: str = "person",
        *,
        device: Device | None = None,
        grid: str = "",
        parent: str | None = None,
        **body: Any,
    ) -> str:
        """Make a record; give its id. Raises Failed when it is refused."""
        op = self.create(kind, device=device, grid=grid, parent=parent, **body)
        answer = (device or self.a).do(op)
        equal((answer.st, answer.reason), ("applied", None), f"the create of a {kind} was answered")
        return str(op["id"])

    def op(self, name: str, record: str, kind: str = "person", *, grid: str = "", **more: Any) -> Body:
        """Give an op on a record of the grid."""
        return {"op": name, "kind": kind, "id": record, "grid": grid or self.grid, **more}

    def edit(self, record: str, kind: str = "person", /, *, grid: str = "", **pairs: Any) -> Body:
        """Give a `set` of [seen, new] pairs."""
        return self.op("set", record, kind, grid=grid, set=pairs)

    def clean(self) -> int:
        """Delete what was made and can be deleted; give the number of records that stay, being append only."""
        by_user: dict[str, list[Body]] = {}
        for user, op in self._made:
            by_user.setdefault(user, []).append(op)
        left = 0
        for user, ops in by_user.items():
            account = next(one for one in (self.user, self.other) if one is not None and one.user == user)
            device = self.device(account)
            # Seen far ahead: whoever changed them since, these records are the kit's own.
            lines = [self.op("delete", op["id"], op["kind"], grid=op["grid"], seen=10**9) for op in ops]
            for start in range(0, len(lines), 100):
                answers = device.push(*([line] for line in lines[start : start + 100]))
                left += sum(answer.reason == "immutable" for answer in answers)
        return left


def _is_field(row: ScopeRow) -> bool:
    return len(row.grid) == _REAL_GRID and row.grid.isdigit() and bool(FIELD_ROLES & set(row.role.split(",")))
