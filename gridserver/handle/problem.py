"""Replies that say no: RFC 9457 problem documents (SYNC 11)."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from gridcore.errors import GridError
from gridcore.wire import Problem, Reply, encode

STATUS = {
    "signed_out": 401,
    "device_revoked": 401,
    "user_disabled": 403,
    "forbidden": 403,
    "unknown_device": 409,
    "forked": 409,
    "gap": 409,
    "bad_signature": 400,
    "malformed": 400,
    "too_large": 413,
    "upgrade_required": 426,
    "wrong_offset": 409,
    "wrong_hash": 422,
    "wrong_password": 403,
    "too_many": 429,
    "no_blob": 404,
    "bad_range": 416,
    "internal": 500,
    "not_found": 404,
    "not_allowed": 405,
    "busy": 503,
    "not_a_package": 400,
    "unknown_format": 400,
    "cut": 400,
    "altered": 400,
    "wrong_kind": 400,
    "wrong_server": 421,
}
"""Every problem by name."""

T = TypeVar("T")


class Declined(GridError):
    """A call is answered with a problem document. Facts: those of the document."""

    code = "declined"

    def __init__(self, name: str, *, headers: dict[str, str] | None = None, **facts: Any) -> None:
        """Name the problem; facts are fields of `wire.Problem`."""
        super().__init__(name=name, **facts)
        self.problem = Problem(type=f"/problems/{name}", status=STATUS[name], **facts)
        self.headers = headers or {}

    def reply(self) -> Reply:
        """Give the problem document."""
        headers = {"content-type": "application/problem+json", **self.headers}
        return Reply(status=self.problem.status, headers=headers, body=encode(self.problem))


def busy(seconds: int = 5) -> Declined:
    """Give the answer of a server that could store nothing: come back later."""
    return Declined("busy", headers={"retry-after": str(seconds)})


def too_many(seconds: int) -> Declined:
    """Give the answer to one guess too many."""
    return Declined("too_many", headers={"retry-after": str(seconds)})


def asked_of(body: bytes, kind: type[T]) -> T:
    """Read the JSON a call is asked with. Raises Declined: malformed."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Declined("malformed") from None


def json_reply(value: Any, status: int = 200) -> Reply:
    """Give a struct as JSON."""
    return Reply(status=status, headers={"content-type": "application/json"}, body=encode(value))
