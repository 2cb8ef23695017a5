"""What a hostile program may call with: every call of the contract answers it with a problem that has a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from gridclient.vault.keys import Keys
from gridcore.wire import Enrol, PushHead, Reply, encode, push_signed
from gridserver.clock import stamp
from gridserver.handle import CALLS
from gridserver.handle.problem import STATUS
from gridserver.row import RecoveryRow
from tests.conftest import Logs
from tests.server.test_mail import mail, sender
from tests.server.town import CONFIG, G1, PASSWORD, Town, problem, seeded

NAME = "a" * 64
PATHS = {"/v1/blobs/": f"/v1/blobs/{G1}/{NAME}", "/v1/history/": f"/v1/history/{G1}/{NAME[:36]}"}
EVERY = [(method, path) for path, calls in CALLS.items() for method in calls]
BODIES = {
    "no utf-8": b"\xff\xfe",
    "no utf-8 in a text": b'{"device":"\xff","old":"\xff","user":"\xff","ask":"\xff"}',
    "nested too deep": b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "other types": b'{"device":7,"old":[],"user":null,"ask":{}}',
    "a number of 5000 digits": b'{"ask":' + b"9" * 5000 + b"}",
    "nothing": b"",
    "zeros": b"\x00" * 100,
}
HEADERS = [
    {"grid_protocol": "9" * 5000},
    {"grid_protocol": "٣"},
    {"grid_protocol": "-1"},
    {"content_range": "bytes 9-1/5"},
    {"content_range": "bytes 0-99999999999/999999999999"},
    {"content_range": "bytes ٣-٤/٥"},
    {"range": "bytes=9-1"},
    {"range": "bytes=-"},
]


def known(town: Town) -> Iterator[str]:
    """The token of nobody, of a device, of those who run the server."""
    li = town.laptop("li")
    li.sign_in()
    yield from ("", "Grid \xff.\xff", "Bearer \xff", f"Grid {li.token}")


def is_named(reply: Reply) -> bool:
    """A good answer, or a problem of ours that is no failure of the server."""
    return reply.status < 300 or (reply.status < 500 and STATUS[problem(reply).name] == reply.status)


@pytest.mark.fault(63)
@pytest.mark.parametrize(("method", "path"), EVERY)
def test_every_call_answers_any_body(town: Town, method: str, path: str) -> None:
    for authorization in known(town):
        for what, body in BODIES.items():
            reply = town.call(method, PATHS.get(path, path), body, authorization=authorization)

            assert is_named(reply), (authorization, what)


@pytest.mark.fault(63)
@pytest.mark.parametrize(("method", "path"), EVERY)
def test_every_call_answers_any_header(town: Town, method: str, path: str) -> None:
    for authorization in known(town):
        for headers in HEADERS:
            reply = town.call(method, PATHS.get(path, path), b"x", authorization=authorization, **headers)

            assert is_named(reply), (authorization, headers)


WIDE = (-(2**70), -(2**63), -1, 0, 2**62 + 1, 2**63, 2**64 - 1, 2**70)


@pytest.mark.fault(63)
@pytest.mark.parametrize("first", WIDE)
def test_no_push_begins_where_no_column_reaches(town: Town, first: int) -> None:
    li = town.laptop("li")
    line = li.line(first, {"op": "create", "kind": "household", "id": li.id(), "grid": G1, "set": {}})
    for lines in ((), (line,)):
        sig = li.key.sign(push_signed(li.device, first + len(lines) - 1, "")).hex()
        head = encode(PushHead(device=li.device, first=first, prev="", sig=sig))

        reply = li.call("POST", "/v1/push", b"\n".join((head, *lines)))

        assert (reply.status, problem(reply).name) == (400, "malformed")


@pytest.mark.fault(63)
@pytest.mark.parametrize("number", WIDE)
def test_a_pull_with_any_numbers_is_answered(town: Town, number: int) -> None:
    li = town.laptop("li")
    li.do({"op": "create", "kind": "household", "id": li.id(), "grid": G1, "set": {}})
    li.pull()
    view = li.cursors[G1][0]
    for cursor in ((view, number, number, "m"), (view, 0, number, "m"), (view, number, 1, "m"), (view, 1, number, "")):
        for field in ("ask", "limit"):
            ask: dict[str, Any] = {"ask": 1, "limit": 9, "kinds": ["household"], "grids": {G1: cursor}, "verify": [G1]}

            assert li.call("POST", "/v1/pull", msgspec.json.encode({**ask, field: number})).status == 200


@pytest.mark.fault(63)
@pytest.mark.parametrize("number", WIDE)
@pytest.mark.parametrize("field", ["ask", "protocol"])
def test_a_package_with_any_numbers_is_answered(town: Town, field: str, number: int) -> None:
    courier, li = town.laptop("zhao"), sender(town, "wang")
    pull = msgspec.json.encode({"ask": number, "limit": number, "kinds": ["household"], "grids": {}})

    reply = mail(courier, li.pack(town.keys, {"pull": pull, "push": b"x"}, **{field: number}))

    assert reply.status == 200


LOW, KEY = "01" + "00" * 31, "ab" * 32
ENROLMENTS: list[dict[str, Any]] = [
    {"x25519": "00" * 32},
    {"x25519": LOW},
    {"x25519": KEY.upper()},
    {"x25519": KEY[:62]},
    {"x25519": f" {KEY}"},
    {"ed25519": KEY.upper()},
    {"ed25519": ""},
    {"ed25519": f"{KEY[:62]}é"},
    {"replaces": "x\0"},
    {"replaces": "x" * 65},
    {"sealed_key": "ab\0"},
    {"sealed_key": "a" * 2000},
    {"sealed_key": "é"},
]


@pytest.mark.fault(63)
@pytest.mark.parametrize("changed", ENROLMENTS)
def test_a_device_is_not_enrolled_with_what_cannot_be_used_later(town: Town, changed: dict[str, Any]) -> None:
    """An all-zero X25519 key shares its secret with everybody: whatever is sealed to it could not even be written."""
    ask = Enrol(user="li", ed25519=KEY, x25519=KEY, password=PASSWORD)

    reply = town.call("POST", "/v1/devices", encode(replace(ask, **changed)))

    assert (reply.status, problem(reply).name) == (400, "malformed")


@pytest.mark.fault(38, 63)
@pytest.mark.parametrize(
    ("sealed", "x25519"), [("zz", None), ("ab" * 60, None), ("00" * 80, None), ("", None), (None, "00" * 32)]
)
def test_a_recovery_of_what_does_not_open_is_refused_by_name(
    town: Town, sealed: str | None, x25519: str | None
) -> None:
    """Enrolled before such keys were refused, or by a program that seals badly."""
    old, new = town.laptop("li", 1), town.laptop("li", 2)
    if sealed is None:
        sealed = Keys.new(seeded(9)).sealed_to(town.server.public[1], seeded(3))
    with town.server.store.writing() as work:
        for laptop, facts in ((old, {"sealed": sealed}), (new, {"replaces": old.device})):
            row = work.device(laptop.device)
            assert row is not None
            work.put_device(replace(row, x25519=x25519 or row.x25519, **facts))
        at = stamp(town.clock.now())
        work.put_recovery(RecoveryRow(device=old.device, user="li", opened=at, until="2099-01-01T00:00:00+08:00"))
    town.clock.advance(seconds=CONFIG.cache_seconds + 1)

    reply = new.call("POST", "/v1/recover", msgspec.json.encode({"device": old.device}))

    assert (reply.status, problem(reply).name) == (403, "forbidden")


@pytest.mark.fault(38, 63)
def test_a_newer_key_that_does_not_open_hides_no_older_one(town: Town, logs: Logs) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")

    old, bad, new = (town.laptop("li", seed) for seed in (1, 2, 3))
    good = Keys.new(seeded(9)).sealed_to(town.server.public[1], seeded(3))
    with town.server.store.writing() as work:
        for laptop, facts in (
            (old, {"sealed": good}),
            (bad, {"sealed": "ab", "replaces": old.device}),
            (new, {"replaces": bad.device}),
        ):
            row = work.device(laptop.device)
            assert row is not None
            work.put_device(replace(row, **facts))
        at = stamp(town.clock.now())
        work.put_recovery(RecoveryRow(device=old.device, user="li", opened=at, until="2099-01-01T00:00:00+08:00"))
    town.clock.advance(seconds=CONFIG.cache_seconds + 1)

    assert new.call("POST", "/v1/recover", msgspec.json.encode({"device": bad.device})).status == 200


NAMES = ["x" * 3_000_000, "\0", "li\0", "𠀀" * 1000, "'; --", "\ud7ff", ""]


@pytest.mark.fault(63)
@pytest.mark.parametrize("user", NAMES, ids=lambda user: user[:5])
def test_a_name_of_any_length_is_a_name_nobody_has(town: Town, user: str) -> None:
    ask = Enrol(user=user, ed25519=KEY, x25519=KEY, password="p" * 100_000)
    for _ in range(2):
        reply = town.call("POST", "/v1/devices", encode(ask))

        assert (reply.status, problem(reply).name) == (401, "signed_out")
