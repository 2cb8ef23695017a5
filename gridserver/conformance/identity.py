"""SYNC 15: enrolment, challenges, tokens."""

from __future__ import annotations

import base64
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gridcore import wire
from gridcore.wire import Enrolled, Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Device, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import Skipped, equal, holds

CHALLENGE_SECONDS, TOKEN_SECONDS = 120, 3600


def _enrolled(reply: Reply) -> Enrolled:
    equal(reply.status, 200, "status")
    return msgspec.json.decode(reply.body, type=Enrolled)


def _same_no(one: Reply, other: Reply) -> None:
    """Two refusals that tell nothing apart but their challenges."""
    names = [msgspec.structs.replace(problem_of(reply), challenge=None) for reply in (one, other)]
    equal((one.status, names[0]), (other.status, names[1]), "two refusals are")
    equal(one.headers.keys() - {"date"}, other.headers.keys() - {"date"}, "headers")


@check("SYNC 15")
def an_enrolment_is_answered(stage: Stage) -> None:
    """An enrolment by password gives device, user, name, role and the days of the lease."""
    found = _enrolled(stage.a.enrol())
    equal(found.user, stage.user.user, "user")
    holds(found.device and found.name and found.role and found.lease_days > 0, "a field is empty")


@check("SYNC 15")
def an_enrolment_names_the_server(stage: Stage) -> None:
    """An enrolment names the server and its key as hello does."""
    found = _enrolled(stage.a.enrol())
    equal((found.server, found.ed25519), (stage.hello.id, stage.hello.ed25519))


@check("SYNC 15")
def a_certificate_is_signed(stage: Stage) -> None:
    """The certificate is the server's signature over device, user and both keys."""
    found = _enrolled(stage.a.enrol())
    signed = wire.device_signed(found.device, found.user, stage.a.public, stage.a.x25519)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(stage.hello.ed25519))
    try:
        key.verify(bytes.fromhex(found.cert), signed)
    except (InvalidSignature, ValueError):
        holds(condition=False, what="the signature is not the server's over these bytes")


@check("SYNC 15")
def enrolment_is_idempotent_by_key(stage: Stage) -> None:
    """The same public key is the same device, again and again."""
    first = stage.a.id
    equal(_enrolled(stage.a.enrol()).device, first, "device")


@check("SYNC 15")
def another_key_is_another_device(stage: Stage) -> None:
    """Another public key is another device."""
    holds(stage.a.id != stage.b.id, "two keys are one device")


@check("SYNC 15")
def an_unknown_user_is_not_told_apart(stage: Stage) -> None:
    """An unknown user and a wrong password are refused alike."""
    wrong = stage.a.enrol(password="not " + stage.user.password)
    equal((wrong.status, problem_of(wrong).name), (401, "signed_out"))
    _same_no(stage.a.enrol(user="nobody-" + stage.a.new()), wrong)


@check("SYNC 15")
def a_password_is_needed(stage: Stage) -> None:
    """Without password and without token nobody is enrolled."""
    reply = Device(stage.line, stage.user, stage.clock, stage.rng).enrol(password=None)
    equal((reply.status, problem_of(reply).name), (401, "signed_out"))


BODIES: dict[str, Callable[[Device], bytes]] = {
    "no JSON": lambda _: b"{",
    "no user": lambda d: wire.encode({"ed25519": d.public, "x25519": d.x25519, "password": "x"}),
    "a short key": lambda d: wire.encode({"user": "x", "ed25519": d.public[2:], "x25519": d.x25519, "password": "x"}),
    "a key not in hex": lambda d: wire.encode({"user": "x", "ed25519": "z" * 64, "x25519": d.x25519, "password": "x"}),
    "a number as user": lambda d: wire.encode({"user": 1, "ed25519": d.public, "x25519": d.x25519, "password": "x"}),
    "an array": lambda _: b"[]",
}


@each("SYNC 10", BODIES)
def a_malformed_enrolment_is_refused(stage: Stage, body: Callable[[Device], bytes]) -> None:
    """An enrolment with {} is malformed."""
    reply = stage.a.bare("POST", "/v1/devices", body(stage.a))
    equal((reply.status, problem_of(reply).name), (400, "malformed"))


@check("SYNC 8 T5")
def a_device_may_be_replaced_with_its_token(stage: Stage) -> None:
    """A live token of the device it replaces enrols a new device without password."""
    stage.b.sign_in()
    new = Device(stage.line, stage.user, stage.clock, stage.rng)
    body = wire.encode({"user": stage.user.user, "ed25519": new.public, "x25519": new.x25519, "replaces": stage.b.id})
    reply = stage.b.bare("POST", "/v1/devices", body, authorization=f"Grid {stage.b.token}")
    holds(_enrolled(reply).device not in {stage.a.id, stage.b.id}, "the device is an old one")


@check("SYNC 8 T5")
def a_token_enrols_in_place_of_its_own_device_only(stage: Stage) -> None:
    """A token of one device does not enrol in place of another."""
    stage.b.sign_in()
    new = Device(stage.line, stage.user, stage.clock, stage.rng)
    body = wire.encode({"user": stage.user.user, "ed25519": new.public, "x25519": new.x25519, "replaces": stage.a.id})
    reply = stage.b.bare("POST", "/v1/devices", body, authorization=f"Grid {stage.b.token}")
    equal((reply.status, problem_of(reply).name), (401, "signed_out"))


@check("SYNC 15")
def a_key_of_somebody_else_is_not_enrolled_again(stage: Stage) -> None:
    """The public key of another user's device does not give its id."""
    if stage.c is None or stage.other is None:
        raise Skipped("needs --other NAME")
    thief = Device(stage.line, stage.user, stage.clock, stage.rng)
    reply = thief.enrol(ed25519=stage.c.public, x25519=stage.c.x25519)
    equal((reply.status, problem_of(reply).name), (400, "malformed"))


PROTECTED = {
    "a pull": ("POST", "/v1/pull"),
    "a push": ("POST", "/v1/push"),
    "a GET of a file": ("GET", "/v1/blobs/{grid}/{hash}"),
    "a PUT of a file": ("PUT", "/v1/blobs/{grid}/{hash}"),
    "a history": ("GET", "/v1/history/{grid}/{id}"),
}


@each("SYNC 15", PROTECTED)
def a_call_without_token_gets_a_challenge(stage: Stage, row: tuple[str, str]) -> None:
    """{} without token is a 401 with a challenge that can be answered."""
    reply = stage.a.bare(row[0], row[1].format(grid=stage.grid, hash="0" * 64, id=stage.a.new()))
    equal((reply.status, problem_of(reply).name), (401, "signed_out"))
    equal(stage.a.answer(problem_of(reply).challenge or "").status, 200, "the answer to the challenge")


@check("SYNC 15")
def a_head_without_token_gets_a_challenge(stage: Stage) -> None:
    """A HEAD without token is a 401 with the challenge in the header Grid-Challenge."""
    reply = stage.a.bare("HEAD", f"/v1/blobs/{stage.grid}/{'0' * 64}")
    equal((reply.status, reply.body), (401, b""))
    equal(stage.a.answer(reply.headers.get(wire.CHALLENGE_HEADER, "")).status, 200, "the answer to the challenge")


@check("SYNC 15")
def a_token_lasts_an_hour(stage: Stage) -> None:
    """A token says for how long it is good: not more than an hour."""
    told = msgspec.json.decode(stage.a.answer(stage.a.challenge()).body, type=wire.Token)
    holds(0 < told.seconds <= TOKEN_SECONDS, f"{told.seconds} seconds")


@check("SYNC 15")
def nothing_rotates(stage: Stage) -> None:
    """A challenge answered twice gives two tokens, and both are good."""
    challenge = stage.a.challenge()
    for reply in [stage.a.answer(challenge) for _ in range(2)]:
        token = msgspec.json.decode(reply.body, type=wire.Token).token
        told = stage.a.bare("POST", "/v1/push", stage.a.sealed(), authorization=f"Grid {token}")
        equal(told.status, 200, "a call with the token")


def _flipped(text: str) -> str:
    return text[:-1] + ("0" if text[-1:] != "0" else "1")


def _by_another(stage: Stage) -> Reply:
    challenge = stage.a.challenge()
    return stage.a.answer(challenge, sig=stage.b.key.sign(wire.token_signed(stage.a.id, challenge)).hex())


def _over_another(stage: Stage) -> Reply:
    challenge = stage.a.challenge()
    return stage.a.answer(challenge, sig=stage.a.key.sign(wire.token_signed(stage.b.id, challenge)).hex())


ANSWERS: dict[str, tuple[int, str, Callable[[Stage], Reply]]] = {
    "a challenge with another MAC": (401, "signed_out", lambda s: s.a.answer(_flipped(s.a.challenge()))),
    "a challenge of another time": (401, "signed_out", lambda s: s.a.answer("2" + s.a.challenge()[1:])),
    "an empty challenge": (401, "signed_out", lambda s: s.a.answer("")),
    "a challenge of words": (401, "signed_out", lambda s: s.a.answer("now.then")),
    "the signature of another device": (401, "signed_out", _by_another),
    "a signature over another challenge": (401, "signed_out", _over_another),
    "a signature that is no hex": (401, "signed_out", lambda s: s.a.answer(s.a.challenge(), sig="zz")),
    "no signature": (400, "malformed", lambda s: s.a.answer(s.a.challenge(), sig=None)),
    "an unknown device": (409, "unknown_device", lambda s: s.a.answer(s.a.challenge(), device=s.a.new())),
    "no JSON": (400, "malformed", lambda s: s.a.bare("POST", "/v1/token", b"no")),
    "a number as device": (400, "malformed", lambda s: s.a.answer(s.a.challenge(), device=7)),
}


@each("SYNC 15", ANSWERS)
def a_wrong_answer_gives_no_token(stage: Stage, row: tuple[int, str, Callable[[Stage], Reply]]) -> None:
    """{} gives no token."""
    reply = row[2](stage)
    equal((reply.status, problem_of(reply).name), row[:2])


def _other_claim(token: str, stage: Stage) -> str:
    text, _, mac = token.partition(".")
    try:
        claim = base64.urlsafe_b64decode(text).replace(stage.a.id.encode(), stage.b.id.encode())
    except ValueError:
        raise Skipped("the tokens of this server are not readable") from None
    return f"{base64.urlsafe_b64encode(claim).decode()}.{mac}"


TOKENS: dict[str, Callable[[str, Stage], str]] = {
    "with another MAC": lambda token, _: f"Grid {_flipped(token)}",
    "of another device under the same MAC": lambda token, stage: f"Grid {_other_claim(token, stage)}",
    "under another scheme": lambda token, _: f"Bearer {token}",
    "without scheme": lambda token, _: token,
    "that is empty": lambda _, __: "Grid ",
    "cut short": lambda token, _: f"Grid {token[:10]}",
    "of strange letters": lambda _, __: "Grid \u00fc.\u00e9",
}


@each("SYNC 15", TOKENS)
def a_forged_token_opens_nothing(stage: Stage, forge: Callable[[str, Stage], str]) -> None:
    """A token {} opens nothing."""
    stage.a.sign_in()
    reply = stage.a.bare("POST", "/v1/push", stage.a.sealed(), authorization=forge(stage.a.token, stage))
    equal((reply.status, problem_of(reply).name), (401, "signed_out"))


@check("SYNC 15")
def a_challenge_grows_old(stage: Stage) -> None:
    """A challenge older than two minutes gives no token."""
    challenge = stage.a.challenge()
    if not stage.wait(CHALLENGE_SECONDS + 5):
        raise Skipped("takes two minutes: --patience 130")
    equal(stage.a.answer(challenge).status, 401, "status")


@check("SYNC 15")
def a_token_grows_old(stage: Stage) -> None:
    """A token is good no longer than it said."""
    told = msgspec.json.decode(stage.a.answer(stage.a.challenge()).body, type=wire.Token)
    if not stage.wait(told.seconds + 5):
        raise Skipped(f"takes {told.seconds} seconds: --patience {told.seconds + 10}")
    reply = stage.a.bare("POST", "/v1/push", stage.a.sealed(), authorization=f"Grid {told.token}")
    equal((reply.status, problem_of(reply).name), (401, "signed_out"))
