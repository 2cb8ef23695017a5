"""What the server sends goes through the columns and comes back as it was (SYNC 2)."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridclient.store.engine import driver
from gridclient.store.reading import Reading
from gridclient.store.shape import shape
from gridcore.kinds import KINDS
from gridcore.merge import Record
from tests.store.conftest import Shelf

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(max_size=5)
    | st.floats(allow_nan=False, allow_infinity=False, width=32),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
KIND = st.sampled_from(sorted(KINDS))


def put(shelf: Shelf, kind: str, body: bytes) -> tuple[dict[str, Any], Any]:
    """Write a body as a page brings it; give it back as the fold reads it and as a page of the ui does."""
    store = shelf.open("shape")
    try:
        with store.database.write("test") as connection:
            db, form = driver(connection), shape(kind)
            db.run(form.upsert, *form.from_wire("r", "G1", None, 1, 0, msgspec.Raw(body)))
            row = db.one(f"{form.select} WHERE id = 'r'")
            back = form.to_body(row)
            entry = Reading(connection).get(kind, "r")
            db.run(f'DELETE FROM "{form.table}"')
    finally:
        store.close()
    return back, entry


@given(kind=KIND, data=st.data())
def test_any_body_comes_back_exactly(kind: str, data: st.DataObject) -> None:
    form = shape(kind)
    names = st.sampled_from(form.names) | st.text(max_size=4)
    body = {
        name: value for name, value in data.draw(st.dictionaries(names, JSON, max_size=6)).items() if value is not None
    }
    text = json.dumps(body, ensure_ascii=False).encode()
    expected = msgspec.json.decode(text)

    for row in (
        form.from_wire("r", "G1", None, 1, 0, msgspec.Raw(text)),
        form.to_row("r", "G1", None, 1, 0, expected),
    ):
        assert form.to_body(row) == expected
        assert form.to_record(row) == Record(kind=kind, id="r", grid="G1", v=1, body=expected)
        struct, extra = form.to_struct(form.to_body(row))
        shown = msgspec.json.decode(msgspec.json.encode(struct))
        assert shown.keys() | extra.keys() == expected.keys()


@pytest.mark.fault(10)
@pytest.mark.parametrize(
    ("body", "noun", "extra"),
    [
        pytest.param(b'{"name":"\\u5f20\\u4e09"}', {"name": "张三"}, {}, id="as it should be"),
        pytest.param(b'{"name":null}', {}, {}, id="null is absent"),
        pytest.param(b'{"name":5}', {}, {"name": 5}, id="a known field of another type"),
        pytest.param(b'{"checked":1}', {}, {"checked": 1}, id="a number is no yes"),
        pytest.param(b'{"tags":"x"}', {}, {"tags": "x"}, id="a nested field of another type"),
        pytest.param(b'{"hukou":{"region":7}}', {}, {"hukou": {"region": 7}}, id="a wrong type within"),
        pytest.param(b'{"new":{"a":[null]}}', {}, {"new": {"a": [None]}}, id="a field of a newer program"),
        pytest.param(b'{"name":"a\\u0000b"}', {"name": "a\0b"}, {}, id="NUL in a text"),
        pytest.param('{"name":"㛃䶮𠮷"}'.encode(), {"name": "㛃䶮𠮷"}, {}, id="rare characters"),
        pytest.param(b"[1,2]", {}, {}, id="no object at all"),
    ],
)
def test_a_store_never_fails_on_what_the_server_sends(
    shelf: Shelf, body: bytes, noun: dict[str, Any], extra: dict[str, Any]
) -> None:
    back, entry = put(shelf, "person", body)

    assert back == noun | extra
    assert msgspec.json.decode(msgspec.json.encode(entry.body)) == noun
    assert entry.extra == extra
