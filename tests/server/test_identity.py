"""Enrolment, tokens, revocation and who may call, as SYNC 10 and 15 say it."""

from __future__ import annotations

import base64
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from gridcore.wire import (
    Enrolled,
    Hello,
    Reply,
    TokenAsk,
    decode_problem,
    device_signed,
    encode,
    token_signed,
)
from gridserver.clock import system_rng
from gridserver.keys import KEY_FILE, ServerKeys, is_signed
from tests.server.town import CONFIG, G1, PASSWORD, Laptop, Town, problem


def enrol(town: Town, laptop: Laptop, *, token: str = "", **facts: object) -> Reply:
    ask = {"user": laptop.user, "ed25519": laptop.public, "x25519": laptop.x25519, **facts}
    headers = {"authorization": f"Grid {token}"} if token else {}
    return town.call("POST", "/v1/devices", msgspec.json.encode(ask), **headers)


def asked_token(town: Town, laptop: Laptop, challenge: str, sig: str | None = None) -> Reply:
    signed = laptop.key.sign(token_signed(laptop.device, challenge)).hex() if sig is None else sig
    return town.call("POST", "/v1/token", encode(TokenAsk(device=laptop.device, challenge=challenge, sig=signed)))


def challenge(town: Town) -> str:
    found = decode_problem(town.call("POST", "/v1/pull", b"{}").body).challenge
    assert found is not None
    return found


def test_hello_says_who_this_is_without_sign_in(town: Town) -> None:
    reply = town.call("GET", "/v1/hello")
    hello = msgspec.json.decode(reply.body, type=Hello)

    assert reply.headers["grid-server"] == hello.id == town.keys.id
    assert (hello.name, hello.protocol, hello.limits["txs"]) == ("test town", (1, 1), 200)
    assert (hello.ed25519, hello.x25519) == town.keys.public()


def test_an_enrolled_device_gets_a_certificate(town: Town) -> None:
    li = town.laptop("li")
    enrolled = msgspec.json.decode(enrol(town, li, password=PASSWORD).body, type=Enrolled)

    assert (enrolled.user, enrolled.name, enrolled.role, enrolled.lease_days) == ("li", "name of li", "grid_worker", 14)
    signed = device_signed(enrolled.device, "li", li.public, li.x25519)
    assert is_signed(town.keys.public()[0], signed, enrolled.cert)


def test_enrolment_sent_again_is_the_same_device(town: Town) -> None:
    li = town.laptop("li")

    again = msgspec.json.decode(enrol(town, li, password=PASSWORD).body, type=Enrolled)

    assert again.device == li.device


@pytest.mark.parametrize(
    ("facts", "status", "name"),
    [
        ({"password": "wrong"}, 401, "signed_out"),
        ({"user": "nobody", "password": PASSWORD}, 401, "signed_out"),
        ({}, 401, "signed_out"),
        ({"replaces": "x"}, 401, "signed_out"),
        ({"password": PASSWORD, "ed25519": "00"}, 400, "malformed"),
        ({"password": PASSWORD, "x25519": "no hex"}, 400, "malformed"),
        ({"password": 7}, 400, "malformed"),
        ({"password": PASSWORD, "user": "wang"}, 400, "malformed"),  # a key is one user's
        ({"password": PASSWORD, "replaces": "WANG"}, 400, "malformed"),  # nobody replaces another's device
    ],
)
def test_who_may_not_enrol(town: Town, facts: dict[str, Any], status: int, name: str) -> None:
    li = town.laptop("li")
    if facts.get("replaces") == "WANG":
        facts = {**facts, "replaces": town.laptop("wang").device}

    reply = enrol(town, li, **facts)

    assert (reply.status, problem(reply).name) == (status, name)


def test_a_live_token_enrols_the_device_that_replaces(town: Town) -> None:
    li, wang = town.laptop("li"), town.laptop("wang")
    li.sign_in()
    old, token = li.device, li.token
    li.key = Ed25519PrivateKey.generate()

    assert enrol(town, li, token=token, replaces=wang.device).status == 401
    reply = enrol(town, li, token=token, replaces=old, sealed_key="sealed")

    enrolled = msgspec.json.decode(reply.body, type=Enrolled)
    with town.server.store.reading() as read:
        device = read.device(enrolled.device)
    assert device is not None
    assert (device.replaces, device.sealed) == (old, "sealed")


def test_a_disabled_user_is_locked_out_everywhere(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    with town.server.store.writing() as work:
        account = work.account("li")
        assert account is not None
        work.put_account(replace(account, state="disabled"))
    town.clock.advance(seconds=6)

    for reply in (li.ask(), enrol(town, li, password=PASSWORD), asked_token(town, li, challenge(town))):
        assert (reply.status, problem(reply).name) == (403, "user_disabled")


def test_a_revoked_device_gets_a_signed_order_to_wipe(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    with town.server.store.writing() as work:
        device = work.device(li.device)
        assert device is not None
        work.put_device(replace(device, revoked="2026-05-11T09:00:00+08:00"))
    assert li.ask().status == 200, "as of some seconds ago"
    town.clock.advance(seconds=6)

    for reply in (li.ask(), asked_token(town, li, challenge(town)), enrol(town, li, password=PASSWORD)):
        found = problem(reply)
        assert (reply.status, found.name) == (401, "device_revoked")
        assert found.order is not None
        assert found.sig is not None
        assert li.device in found.order
        assert is_signed(town.keys.public()[0], found.order.encode(), found.sig)


def test_a_token_is_good_for_an_hour(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    kept = li.token
    town.clock.advance(minutes=59)
    assert town.call("POST", "/v1/pull", b"{}", authorization=f"Grid {kept}").status == 400

    town.clock.advance(minutes=2)

    assert town.call("POST", "/v1/pull", b"{}", authorization=f"Grid {kept}").status == 401
    assert li.ask().status == 200, "signed in again by the challenge"


@pytest.mark.fault("F46", 66)
def test_a_challenge_is_good_for_two_minutes_and_nothing_rotates(town: Town) -> None:
    """F46: a lost token reply, two months offline: the same works again."""
    li = town.laptop("li")
    asked = challenge(town)

    assert asked_token(town, li, asked).body == asked_token(town, li, asked).body
    town.clock.advance(seconds=121)
    assert asked_token(town, li, asked).status == 401
    town.clock.advance(days=60)
    assert asked_token(town, li, challenge(town)).status == 200


@pytest.mark.fault(61)
def test_forged_challenges_signatures_and_tokens_are_refused(town: Town) -> None:
    li = town.laptop("li")
    asked = challenge(town)
    at, _, mac = asked.partition(".")
    for forged in ("", "x", f"{int(at) + 1}.{mac}", f"{at}.{'0' * 64}", f"{at}.é"):
        assert asked_token(town, li, forged).status == 401
    assert asked_token(town, li, asked, sig="00" * 64).status == 401
    assert asked_token(town, li, asked, sig="zz").status == 401
    assert problem(asked_token(town, li, asked, sig="")).challenge, "a new try is offered"

    li.sign_in()
    text, _, mac = li.token.partition(".")
    claim = msgspec.json.decode(base64.urlsafe_b64decode(text), type=dict[str, object])
    other = base64.urlsafe_b64encode(msgspec.json.encode({**claim, "user": "zhao"})).decode()
    for forged in ("", "Grid ", f"Grid {other}.{mac}", f"Grid {text}", f"Bearer {li.token}", "Grid é.é"):
        assert town.call("POST", "/v1/pull", b"{}", authorization=forged).status == 401


def test_the_token_of_another_server_is_not_ours(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    town.server.keys = ServerKeys.make(system_rng)

    assert town.call("POST", "/v1/pull", b"{}", authorization=f"Grid {li.token}").status == 401


def test_an_unknown_device_is_told_so(town: Town) -> None:
    li = town.laptop("li")
    li.device = "d-unknown"

    reply = asked_token(town, li, challenge(town))

    assert (reply.status, problem(reply).name) == (409, "unknown_device")


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    keys = ServerKeys.open(folder, system_rng)

    assert ServerKeys.open(folder, system_rng) == keys
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/", 404, "not_found"),
        ("DELETE", "/v1/push", 405, "not_allowed"),
        ("POST", f"/v1/blobs/{G1}/{'a' * 64}", 405, "not_allowed"),
    ],
)
def test_paths_that_are_not(town: Town, method: str, path: str, status: int, name: str) -> None:
    reply = town.call(method, path)

    assert (reply.status, problem(reply).name) == (status, name)
    assert ("allow" in reply.headers) is (status == 405)
    assert reply.headers["grid-server"] == town.keys.id


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health(town: Town, path: str) -> None:
    assert town.call("GET", path).status == 200


def test_settings_are_those_of_the_contract() -> None:
    assert (CONFIG.token_seconds, CONFIG.challenge_seconds, CONFIG.cache_seconds, CONFIG.lease_days) == (
        3600,
        120,
        5,
        14,
    )
