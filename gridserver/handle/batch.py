"""A push as it came: its head line and numbered tx lines, hashed into the chain (SYNC 8 T2, 10)."""

from __future__ import annotations

import re
from typing import Any, cast

import msgspec

from gridcore.ids import is_id
from gridcore.wire import MAX_OPS, MAX_TX_BYTES, MAX_TXS, PushHead, Tx, chain, decode_tx
from gridserver.handle.problem import Declined


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A tx as it came; `tx` is None if no rule can read it (it is refused, the rest goes on). h is h(n)."""

    n: int
    id: str
    at: str
    line: bytes
    h: str
    tx: Tx | None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A push: `last` and `h` are the number and hash the signature is over."""

    head: PushHead
    sent: tuple[Sent, ...]
    last: int
    h: str


class _Number(msgspec.Struct):
    n: int
    id: str
    at: str = ""


_LAST = 1 << 62
"""No device numbers so many: what is beyond fits no column."""
_LONG_NUMBER = re.compile(rb"[\[:,]\s*-?[0-9]{19}")
"""So many digits in a row where a number may begin, or inside a text: worth a closer look."""

_head = msgspec.json.Decoder(PushHead).decode
_number = msgspec.json.Decoder(_Number).decode


def batch_of(body: bytes, most: int = MAX_TXS) -> Batch:
    """Read a push of at most so many txs. Raises Declined: too_large, malformed."""
    first, *lines = body.rstrip(b"\n").split(b"\n")
    if len(lines) > most:
        raise Declined("too_large")
    try:
        head = _head(first)
        if not 1 <= head.first <= _LAST:
            raise Declined("malformed")
        h = head.prev
        sent: list[Sent] = []
        for n, line in enumerate(lines, head.first):
            h = chain(h, line)
            sent.append(_sent(n, line, h))
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Declined("malformed") from None
    return Batch(head=head, sent=tuple(sent), last=head.first + len(lines) - 1, h=h)


def _sent(n: int, line: bytes, h: str) -> Sent:
    number = _number(line)
    if number.n != n or not is_id(number.id):
        raise Declined("malformed")
    return Sent(n=n, id=number.id, at=number.at, line=line, h=h, tx=_tx(line))


def _tx(line: bytes) -> Tx | None:
    if len(line) > MAX_TX_BYTES:
        return None
    try:
        tx = decode_tx(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if len(tx.ops) > MAX_OPS or (_LONG_NUMBER.search(line) and _is_endless(msgspec.to_builtins(tx.ops))):
        return None
    return tx


def _is_endless(value: Any) -> bool:
    """Say whether an integer beyond 64 bits is in a value: other readers of it would see another number (FAULTS 63)."""
    if isinstance(value, int):
        return not -(1 << 63) <= value < 1 << 63
    if isinstance(value, dict):
        return any(map(_is_endless, cast("dict[str, Any]", value).values()))
    return isinstance(value, list | tuple) and any(map(_is_endless, cast("list[Any]", value)))
