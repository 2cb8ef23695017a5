"""Records: JSON and instance XML hold the same answers (FORMS 4)."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.forms.record import ROW, Data, read_instance
from tests.core.forms.sample import NOW, live

_INSTANCE = """<a/><g><b>default</b></g><r jr:template=""><x/><s jr:template=""><y/></s></r><r><x/></r>
<orx:note kind="n"/>"""
_BODY = """<input ref="/data/a"/><input ref="/data/g/b"/><repeat nodeset="/data/r"><input ref="/data/r/x"/>
<repeat nodeset="/data/r/s"><input ref="/data/r/s/y"/></repeat></repeat><input ref="/data/note"/>"""
_BINDS = """<bind nodeset="/data/g" relevant="/data/a != 'hide'"/>"""


def _form(data: Data | None = None) -> LiveForm:
    return live(_INSTANCE, _BINDS, _BODY, data=data)


def _without_ids(value: object) -> object:
    return json.loads(json.dumps(value), object_hook=_drop_id)


def _drop_id(group: dict[str, object]) -> dict[str, object]:
    return {key: inner for key, inner in group.items() if key != ROW}


_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"], exclude_characters="\x00\ufffe\uffff")
    .filter(lambda char: char >= " " or char in "\t\n\r")
    .filter(lambda char: not "\x7f" <= char <= "\x9f"),
    max_size=20,
)


@given(a=_texts, b=_texts, rows=st.lists(st.tuples(_texts, st.lists(_texts, max_size=2)), max_size=3))
def test_json_to_xml_to_json_is_the_identity(a: str, b: str, rows: list[tuple[str, list[str]]]) -> None:
    form = _form()
    form.answer("/data/a", a)
    form.answer("/data/g/b", b)
    form.remove_row("/data/r[1]")
    for number, (x, inner) in enumerate(rows, 1):
        form.add_row("/data/r")
        form.answer(f"/data/r[{number}]/x", x)
        for place, y in enumerate(inner, 1):
            form.add_row(f"/data/r[{number}]/s")
            form.answer(f"/data/r[{number}]/s[{place}]/y", y)
    data = form.data()
    again = read_instance(form.xml(finished=False), form.form)
    assert again == _without_ids(data)
    assert _form(data).data() == data
    assert _without_ids(_form(again).data()) == again


def test_rows_keep_their_ids_in_json() -> None:
    form = _form()
    form.add_row("/data/r", "row-from-afar")
    data = form.data()
    assert '"@row": "row-from-afar"' in json.dumps(data)
    assert _form(data).rows("/data/r")[1].row_id == "row-from-afar"


def test_a_finished_record_leaves_out_what_is_not_relevant_and_a_draft_keeps_it() -> None:
    form = _form()
    form.answer("/data/a", "hide")
    assert form.data()["g"] == {"b": "default"}
    assert "g" not in form.data(finished=True)
    assert b"<b>" in form.xml(finished=False)
    assert b"<b>" not in form.xml()


def test_the_instance_xml_is_what_openrosa_submits() -> None:
    form = live("<a/>", "", '<input ref="/data/a"/>', record_id="7")
    form.answer("/data/a", "汉中 <&> \r\n")
    assert form.xml().decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<data id="sample" version="7">'
        "<a>汉中 &lt;&amp;&gt; &#13;\n</a><meta><instanceID>uuid:7</instanceID></meta></data>"
    )


def test_elements_of_other_namespaces_keep_them() -> None:
    xml = _form().xml().decode()
    assert ' xmlns:orx="http://openrosa.org/xforms"' in xml
    assert '<orx:note kind="n"></orx:note>' in xml


def test_answers_an_older_draft_has_and_the_form_has_not_are_named() -> None:
    data: Data = {"a": "1", "gone": "x", "g": {"b": "2", "c": "3"}, "r": "no list", "note": ["no text"]}
    form = _form(data)
    assert set(form.lost) == {"/data/gone", "/data/g/c", "/data/r", "/data/note"}
    assert (form.state("/data/a").value, form.state("/data/g/b").value) == ("1", "2")


def test_an_answer_that_no_longer_fits_its_type_is_named() -> None:
    binds = '<bind nodeset="/data/a" type="int"/>'
    form = live("<a/>", binds, data={"a": "seven"})
    assert (form.lost, form.state("/data/a").value) == (("/data/a",), "")


def test_defaults_and_first_load_do_not_come_again_in_a_kept_record() -> None:
    model = '<setvalue event="odk-instance-first-load" ref="/data/a">first</setvalue>'
    form = live("<a/><b>default</b>", "", "", model)
    form.answer("/data/a", "")
    form.answer("/data/b", "")
    again = live("<a/><b>default</b>", "", "", model, data=form.data())
    assert (again.state("/data/a").value, again.state("/data/b").value) == ("", "")


def test_a_record_of_another_form_or_no_xml_is_refused() -> None:
    form = _form()
    with pytest.raises(InvalidInput, match="not_this_form"):
        read_instance(b"<other/>", form.form)
    with pytest.raises(Damaged):
        read_instance(b"<data>", form.form)


def test_an_xml_of_a_newer_version_is_read_and_its_strangers_named() -> None:
    form = _form()
    data = read_instance(b"<data><a>1</a><new>2</new></data>", form.form)
    again = LiveForm(form.form, now=NOW, rng=random.Random(2), data=data)
    assert (again.state("/data/a").value, again.lost) == ("1", ("/data/new",))
