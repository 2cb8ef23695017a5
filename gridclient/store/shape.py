"""How a record becomes a row of its table and back, without loss (SYNC 2, 7).

A row is `(id, grid, parent, v, gen, [kind,] fields..., extra)`. Scalars of the expected type are columns, nested values
are JSON text as they came, everything else is JSON in `extra`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Optional, cast

import msgspec

from gridclient.store.tables.record import SHARED, field_types
from gridcore.kinds import KINDS
from gridcore.merge import Record
from gridcore.parts import Body

_INT = (1 << 63) - 1
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def json_text(value: Any) -> str:
    """Give a value as the JSON text that goes on the wire."""
    return _encode(value).decode()


def json_value(text: str | bytes) -> Any:
    """Give the value of JSON text."""
    return _decode(text)


class Shape:
    """The columns of one kind and the SQL over them."""

    def __init__(self, name: str) -> None:
        kind = KINDS[name]
        self.kind, self.table, self.body = name, kind.table, kind.body
        self.types = field_types(kind)
        self.names = tuple(self.types)
        fixed = ["id", "grid", "parent", "v", "gen"]
        if self.table in SHARED:
            fixed.append("kind")
        self.fixed = len(fixed)
        self.columns = (*fixed, *self.names, "extra")
        self._nested = tuple(at for at, of in enumerate(self.types.values()) if of is None)
        self._fast = msgspec.json.Decoder(_fast_struct(name, self.types))
        quoted = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join("?" * len(self.columns))
        changed = ", ".join(f'"{column}"=excluded."{column}"' for column in self.columns[1:])
        self.select = f'SELECT {quoted} FROM "{self.table}"'  # noqa: S608 - names come from the kinds table
        self.insert = f'INSERT INTO "{self.table}" ({quoted}) VALUES ({marks})'  # noqa: S608
        self.put = f"{self.insert} ON CONFLICT(id) DO UPDATE SET {changed}"
        self.upsert = f'{self.put} WHERE "{self.table}".gen < excluded.gen OR excluded.v >= "{self.table}".v'

    def from_wire(self, line_id: str, grid: str, parent: str | None, v: int, gen: int, body: msgspec.Raw) -> list[Any]:
        """Give the row of a record as it came; never fails on a body that is JSON."""
        try:
            values = list(msgspec.structs.astuple(self._fast.decode(body)))
        except msgspec.ValidationError:
            return self.to_row(line_id, grid, parent, v, gen, _decode(body))
        for at in self._nested:
            raw = values[at]
            values[at] = None if not (text := str(raw, "utf-8")) or text == "null" else text
        head: list[Any] = [line_id, grid, parent, v, gen]
        if self.fixed > len(head):
            head.append(self.kind)
        return [*head, *values, None]

    def to_row(self, record: str, grid: str, parent: str | None, v: int, gen: int, body: Any) -> list[Any]:
        """Give the row of any body; a body that is no object is kept whole in `extra`."""
        head: list[Any] = [record, grid, parent, v, gen]
        if self.fixed > len(head):
            head.append(self.kind)
        if not isinstance(body, dict):
            return [*head, *(None,) * len(self.names), json_text(body)]
        given = cast("dict[str, Any]", body)
        left = {name: value for name, value in given.items() if value is not None}
        values: list[Any] = []
        for name, of in self.types.items():
            value = left.get(name)
            if value is None:
                values.append(None)
            elif of is None:
                values.append(json_text(left.pop(name)))
            elif _fits(value, of):
                values.append(left.pop(name))
            else:
                values.append(None)
        return [*head, *values, json_text(left) if left else None]

    def to_record(self, row: Sequence[Any]) -> Record:
        """Give the record of a row, its body exactly as it was put in."""
        return Record(kind=self.kind, id=row[0], grid=row[1], parent=row[2], v=row[3], body=self.to_body(row))

    def to_body(self, row: Sequence[Any]) -> dict[str, Any]:
        """Give the body of a row as a dict without nulls."""
        body: dict[str, Any] = {}
        for (name, of), value in zip(self.types.items(), row[self.fixed : -1], strict=True):
            if value is not None:
                body[name] = _decode(value) if of is None else bool(value) if of is bool else value
        if row[-1] is not None:
            extra = _decode(row[-1])
            if isinstance(extra, dict):
                body.update(cast("dict[str, Any]", extra))
        return body

    def to_struct(self, body: Mapping[str, Any]) -> tuple[Body, dict[str, Any]]:
        """Give the noun of a body, and what does not fit into it."""
        known = {name: value for name, value in body.items() if name in self.types}
        extra = {name: value for name, value in body.items() if name not in self.types}
        try:
            return msgspec.convert(known, self.body), extra
        except msgspec.ValidationError:
            for name in list(known):
                try:
                    msgspec.convert({name: known[name]}, self.body)
                except msgspec.ValidationError:
                    extra[name] = known.pop(name)
            return msgspec.convert(known, self.body), extra


def _fits(value: Any, of: type) -> bool:
    if of is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _INT
    return isinstance(value, of)


def _fast_struct(name: str, types: Mapping[str, type | None]) -> type[msgspec.Struct]:
    """A struct that decodes scalars strictly and leaves nested values as the bytes they are."""
    options: dict[type | None, Any] = {
        str: (str | None, None),
        bool: (bool | None, None),
        # An Annotated has no `|` for the checkers.
        int: (Optional[Annotated[int, msgspec.Meta(ge=-_INT, le=_INT)]], None),  # noqa: UP045
        None: (msgspec.Raw, msgspec.Raw(b"")),
    }
    fields = [(field, *options[of]) for field, of in types.items()]
    return msgspec.defstruct(f"Fast_{name.replace(':', '_')}", fields, forbid_unknown_fields=True, gc=False)


@cache
def shape(kind: str) -> Shape:
    """Give the shape of a kind by its name on the wire."""
    return Shape(kind)
