"""Values as they travel: builtins only, texts in NFC, null for nothing (SYNC 2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec

from gridcore.errors import InvalidInput
from gridcore.kinds import KINDS, KindClass, Rule
from gridcore.parts import Body
from gridcore.wire import MAX_RECORD_BYTES

PARENT = "parent"
"""The reserved field that re-parents (SYNC 5)."""


def plain(value: Any) -> Any:
    """Give a value as builtins with NFC texts; an empty list or dict is nothing."""
    built = msgspec.to_builtins(value)
    return _nfc(built) if built not in ([], {}, ()) else None


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_nfc(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {_nfc(name): _nfc(item) for name, item in _items(value)}
    return value


def _items(value: Any) -> Iterable[tuple[Any, Any]]:
    return cast("dict[Any, Any]", value).items()


def checked_body(kind: str, body: Body | Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of a new record; raises InvalidInput for what the server would refuse as `invalid` (SYNC 5)."""
    given = msgspec.to_builtins(body)
    values = {name: made for name, value in given.items() if (made := plain(value)) is not None}
    check_fields(kind, values)
    for name in values:
        if KINDS[kind].rule(name) is Rule.FLOW:
            raise InvalidInput(field=name, reason="flow_field")
    return values


def check_fields(kind: str, values: Mapping[str, Any]) -> None:
    """Raise InvalidInput when a field is unknown, of a wrong type, or all of them too large (SYNC 17)."""
    known = KINDS[kind]
    if known.klass is KindClass.SERVER:
        raise InvalidInput(field="kind", reason="server_kind", kind=kind)
    for name, value in values.items():
        if name not in known.body.__struct_fields__:
            raise InvalidInput(field=name, reason="unknown_field", kind=kind)
        try:
            msgspec.convert({name: value}, known.body)
        except msgspec.ValidationError as wrong:
            raise InvalidInput(field=name, reason="wrong_type", kind=kind) from wrong


def check_size(field: str, value: Any) -> None:
    """Raise InvalidInput above the limit of a record (SYNC 17)."""
    if len(msgspec.json.encode(value)) > MAX_RECORD_BYTES:
        raise InvalidInput(field=field, reason="too_large")
