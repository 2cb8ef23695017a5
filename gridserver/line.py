"""Stored texts turned into what travels: a pull line without re-encoding the body, a change into who stands."""

from __future__ import annotations

import msgspec

from gridserver.row import Stand


class _Verb(msgspec.Struct):
    verb: str = ""


_verb = msgspec.json.Decoder(_Verb).decode
_fields = msgspec.json.Decoder(tuple[str, ...]).decode


def pull_line(
    kind: str, record: str, parent: str | None, v: int, deleted: bool, moved_to: str | None, body: str
) -> bytes:
    """Give the line of a record; the body's stored text is laid in as it is. Ids and kinds need no escaping."""
    above = f',"p":"{parent}"' if parent else ""
    if moved_to is not None or deleted:
        gone = "deleted" if moved_to is None else "moved"
        return f'{{"k":"{kind}","id":"{record}"{above},"v":{v},"gone":"{gone}"}}'.encode()
    return f'{{"k":"{kind}","id":"{record}"{above},"v":{v},"b":{body}}}'.encode()


def stand_of(v: int, by: str, at: str, fields: str, line: bytes | None) -> Stand:
    """Give who stands behind a change; its verb is read from the tx, if that came by push."""
    verb = "load" if not line else _verb(line).verb
    return Stand(v=v, by=by, at=at, verb=verb, fields=_fields(fields))
