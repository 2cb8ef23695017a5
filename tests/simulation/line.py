"""The line between laptops and the server, and the server's own stumbling: what may become of one request (SYNC 19)."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

import msgspec

from gridcore.errors import DiskFull
from gridcore.wire import PROTOCOL_HEADER, SERVER_HEADER, Lost, Reply, Request
from gridserver.handle.problem import Declined
from tests.simulation.city import City
from tests.simulation.ledger import Ledger

LINE_FAULTS = (
    "request lost", "reply lost", "doubled", "late", "cut", "busy", "429", "busy after", "bad gateway", "401", "portal",
    "unreachable", "wrong server", "forged wipe", "too large", "garbled", "server dies", "server dies",
    "server disk full", "server bug", "replayed",
)  # fmt: skip
ROWS = {
    ("request lost", "push"): "F01", ("reply lost", "push"): "F02", ("busy after", "push"): "F02",
    ("doubled", "push"): "F03", ("cut", "pull"): "F06", ("reply lost", "blob"): "F41", ("cut", "blob"): "F41",
    ("portal", ""): "F43", ("bad gateway", ""): "F43", ("wrong server", ""): "F44", ("forged wipe", ""): "F45",
    ("server bug", "push"): "F48",
    ("too large", "push"): "problem too_large", ("garbled", "push"): "problem bad_signature",
}  # fmt: skip
"""Which row of SYNC 18 a fault of the line serves, by what was asked ("": anything)."""
REMEMBERED = 20
"""So many of the last requests may come once more."""


FULL_AT = ("lock_device", "txs", "txs_by_id", "lock_grids", "live", "history", "history", "store", "before commit")
"""Calls of the database in which a push can find its disk full."""


class ServerDied(BaseException):
    """The server's program is no more; what it had not committed is rolled back."""


class Line:
    """Carries requests to the city, badly. `later` puts something off by seconds."""

    def __init__(self, city: City, rng: random.Random, ledger: Ledger, later: Callable[..., None]) -> None:
        self._city, self._rng, self._ledger, self._later = city, rng, ledger, later
        self._recent: deque[Request] = deque(maxlen=REMEMBERED)
        self.age = 0
        """How often what was under way was dropped."""

    def clear(self) -> None:
        """Let nothing that is still under way arrive a second time: a restore takes longer than any proxy keeps it."""
        self._recent.clear()
        self.age += 1

    def _again(self, request: Request, age: int) -> None:
        if age == self.age:
            self.handle(request)

    def draw(self, request: Request, chance: float) -> str:
        """Give the fault that befalls a request, or "none"."""
        if self._rng.random() >= chance:
            return "none"
        fault = self._rng.choice(LINE_FAULTS)
        what = asked(request)
        if fault in {"too large", "garbled", "server bug"} and what != "push":
            fault = "reply lost"
        row = ROWS.get((fault, what)) or ROWS.get((fault, ""))
        self._ledger.fault(f"line {fault}", *([row] if row else []))
        return fault

    def carry(self, request: Request, fault: str) -> Reply | Lost:
        """Give what the caller gets to see."""
        if fault == "late":
            self._later(self._rng.uniform(0, 60), self._again, request, self.age)
        return self._instead(fault) or self._worked(request, fault)

    def _instead(self, fault: str) -> Reply | Lost | None:
        """Give what comes in the place of the server's reply; None when the request gets to it."""
        here = {SERVER_HEADER: self._city.keys.id}
        if fault in {"forged wipe", "too large"}:
            declined = Declined("device_revoked", order="grid-wipe|d|now", sig="00" * 64)
            reply = (declined if fault == "forged wipe" else Declined("too_large")).reply()
            return msgspec.structs.replace(reply, headers={**reply.headers, **here})
        replies: dict[str, Reply | Lost] = {
            "request lost": Lost(reason="timeout"),
            "late": Lost(reason="timeout"),
            "unreachable": Lost(reason="unreachable"),
            "portal": Reply(status=200, headers={"content-type": "text/html"}, body=b"<html>sign in</html>"),
            "bad gateway": Reply(status=502, headers={}, body=b"<html>502</html>"),
            "busy": Reply(status=503, headers={**here, "retry-after": "3"}, body=b"{}"),
            "429": Reply(status=429, headers={**here, "retry-after": "7"}, body=b"{}"),
            "wrong server": Reply(status=200, headers={SERVER_HEADER: "another"}, body=b"{}"),
        }
        return replies.get(fault)

    def _worked(self, request: Request, fault: str) -> Reply | Lost:
        """The request comes to the server; what of its reply arrives."""
        if fault == "garbled":
            at = self._rng.randrange(len(request.body))
            body = request.body[:at] + bytes([request.body[at] ^ 1]) + request.body[at + 1 :]
            request = msgspec.structs.replace(request, body=body)
        elif fault == "401":
            headers = {name: value for name, value in request.headers.items() if name != "authorization"}
            request = msgspec.structs.replace(request, headers=headers)
        elif fault in {"server dies", "server disk full", "server bug"}:
            self._arm(fault, request)
        reply = self.handle(request)
        if fault == "doubled":
            self._later(self._rng.uniform(0, 30), self._again, request, self.age)
            self.handle(request)
        elif fault == "replayed":
            self._later(self._rng.uniform(0, 5), self._again, self._rng.choice(self._recent), self.age)
        elif fault == "reply lost":
            return Lost(reason="timeout")
        elif fault == "busy after":
            return Reply(status=504, headers={SERVER_HEADER: self._city.keys.id}, body=b"")
        elif fault == "cut" and isinstance(reply, Reply):
            kept = self._rng.randrange(max(1, len(reply.body)))
            return Reply(status=reply.status, headers=reply.headers, body=reply.body[:kept])
        return reply

    def handle(self, request: Request) -> Reply | Lost:
        """Let the server answer; one that dies on the way is started again."""
        self._recent.append(request)
        try:
            reply = self._city.handle(request)
        except ServerDied:
            self._city.wake(oldest_protocol=self._city.server.config.protocol[0])
            return Lost(reason="timeout")
        except RuntimeError:
            reply = Declined("internal").reply()
            reply = msgspec.structs.replace(reply, headers={**reply.headers, SERVER_HEADER: self._city.keys.id})
        finally:
            self._city.fragile.hook = None
        if reply.status >= 400:
            name = msgspec.json.decode(reply.body).get("type", "").rpartition("/")[2] if reply.body else ""
            self._ledger.reach(f"problem {name}")
        if asked(request) == "pull" and request.headers.get(PROTOCOL_HEADER) and reply.status == 426:
            self._ledger.reach("F52")
        return reply

    def _arm(self, fault: str, request: Request) -> None:
        left, looks = self._rng.randint(1, 9), list[bool]()
        # Each place where a push can meet a full disk is met by its name, too: some come late.
        named = self._rng.choice(FULL_AT) if asked(request) == "push" and self._rng.random() < 0.5 else None

        def hook(name: str) -> None:
            nonlocal left
            left -= 1
            if fault == "server bug":
                # The first reading of records is before any is decided: an error there refuses nobody's tx.
                if name == "lock_grids":
                    looks.clear()
                looks.append(name in {"live", "row", "history", "children"})
                if sum(looks) == 2 and looks[-1]:
                    self._ledger.reach("server bug met")
                    raise RuntimeError("simulated")
                return
            if fault == "server disk full" and named is not None:
                left = int(name != named)
            if left > 0:
                return
            left = 1_000_000
            if fault == "server disk full":
                if name != "after commit":
                    self._ledger.reach(f"server full at {name}", "F47 server")
                    raise DiskFull(reason="simulated")
                return
            self._ledger.reach(f"server killed at {name}")
            raise ServerDied

        self._city.fragile.hook = hook


def asked(request: Request) -> str:
    """Give the kind of call."""
    if request.path.startswith("/v1/blobs/"):
        return "blob"
    return request.path.rpartition("/")[2]
