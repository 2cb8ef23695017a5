"""Reading XForms: what becomes of them, and what is refused."""

from __future__ import annotations

import pytest

from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.safe_xml import MAX_BYTES
from gridcore.forms.xform import read_form
from tests.core.forms.sample import open_definition, open_form, xform

_BOMB = '<!DOCTYPE h [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FILE = '<!DOCTYPE h [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def _with_doctype(doctype: str) -> bytes:
    head, _, rest = xform("<a>&amp;</a>").partition(b"\n")
    return head + doctype.encode() + rest.replace(b"&amp;", b"&a;")


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b"", "not_xml"),
        (b"no xml at all", "not_xml"),
        (b"<a><b></a>", "not_xml"),
        (xform("<a/>")[:-20], "not_xml"),
        (b"\xff\xfe<a/>", "not_xml"),
        (_with_doctype(_BOMB), "forbidden_xml"),
        (_with_doctype(_FILE), "forbidden_xml"),
        (b"<a>" + b"<b>" * 200 + b"</b>" * 200 + b"</a>", "too_deep"),
        (b"<a>" + b" " * MAX_BYTES + b"</a>", "too_large"),
        (b"<a>" + b"<b/>" * 250_000 + b"</a>", "too_large"),
        (b"<a/>", "not_a_form"),
        (b"<html><head/><body/></html>", "not_a_form"),
        (b"<html><head><model/></head><body/></html>", "not_a_form"),
    ],
    ids=[
        "empty",
        "text",
        "unbalanced",
        "cut",
        "bytes",
        "bomb",
        "file",
        "deep",
        "long",
        "many",
        "other",
        "bare",
        "no-model",
    ],
)
def test_hostile_and_broken_xml_is_refused(xml: bytes, reason: str) -> None:
    with pytest.raises(Damaged) as caught:
        read_form(xml)
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("binds", "reason", "field"),
    [
        ('<bind nodeset="/data/a" relevant="nope(1)"/>', "unknown_function", "/data/a"),
        ('<bind nodeset="/data/a" constraint=". &gt;"/>', "syntax", "/data/a"),
        (
            '<bind nodeset="/data/a" calculate="../b"/><bind nodeset="/data/b" calculate="../a"/>',
            "circle",
            "/data/a",
        ),
        ('<bind nodeset="/data/a" calculate="/data/a + 1"/>', "circle", "/data/a"),
    ],
)
def test_a_form_that_breaks_its_own_rules_is_refused(binds: str, reason: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_form(xform("<a/><b/>", binds))
    assert caught.value.reason == reason
    assert caught.value.field == field or caught.value.field in caught.value.facts["paths"]  # type: ignore[operator]


def test_a_value_once_made_may_read_itself() -> None:
    form = open_form(xform("<a/><b/>", """<bind nodeset="/data/a" calculate="once(concat('n', ../b))"/>"""))
    assert form.state("/data/a").value == "n"
    form.answer("/data/b", "1")
    assert form.state("/data/a").value == "n"


def test_two_calculations_may_look_at_everything_of_a_name() -> None:
    binds = '<bind nodeset="/data/a" calculate="count(//x)"/><bind nodeset="/data/b" calculate="sum(//x)"/>'
    form = open_form(xform("<a/><b/><x/>", binds))
    form.answer("/data/x", "4")
    assert (form.state("/data/a").value, form.state("/data/b").value) == ("1", "4")


def test_relevance_may_go_in_a_circle() -> None:
    binds = """<bind nodeset="/data/a" relevant="../b != 'x'"/><bind nodeset="/data/b" relevant="../a != 'x'"/>"""
    form = open_form(xform("<a/><b/>", binds))
    form.answer("/data/a", "x")
    assert not form.state("/data/b").is_relevant


def test_the_items_attributes_of_a_bind_are_kept_and_strangers_too() -> None:
    bind = '<bind nodeset="/data/a" grid:item="A01" grid:role="verdict" grid:basis="法" orx:max-pixels="9" note="x"/>'
    node = read_form(xform("<a/>", bind)).nodes["/data/a"]
    assert node.bind.grid == {"item": "A01", "role": "verdict", "basis": "法"}
    assert node.bind.attributes == {"{http://openrosa.org/xforms}max-pixels": "9", "note": "x"}


def test_what_the_engine_ignores_is_reported() -> None:
    form = read_form(xform("<a/>", '<bind nodeset="/data/gone"/>', '<input ref="/data/a"/><odk:strange/>'))
    assert form.notices == (("unknown_control", "strange"), ("unknown_node", "/data/gone"))


def test_id_version_and_title_are_read() -> None:
    form = read_form(xform("<a/>"))
    assert (form.form_id, form.version, form.title) == ("sample", "7", "t")


def test_markup_in_a_label_stays_text() -> None:
    body = '<input ref="/data/a"><label>&lt;script&gt;alert(1)&lt;/script&gt;</label></input>'
    (shown,) = open_form(xform("<a/>", "", body)).view()
    assert shown.label == "<script>alert(1)</script>"


def test_lists_beside_the_form_are_read_and_missing_ones_are_empty() -> None:
    model = (
        '<instance id="towns" src="jr://file-csv/towns.csv"/><instance id="gone" src="jr://file-csv/gone.csv"/>'
        '<instance id="bad" src="jr://file-csv/bad.csv"/>'
    )
    binds = """<bind nodeset="/data/a" calculate="pulldata('towns', 'label', 'name', 'hz')"/>
    <bind nodeset="/data/b" calculate="count(instance('gone')/root/item) + count(instance('bad')/root/item)"/>"""
    files = {"towns.csv": "\ufeffname,label\nhz,汉中\n".encode(), "bad.csv": b"\xff\xfe\xff"}
    definition = read_form(xform("<a/><b/>", binds, "", model), files)
    assert definition.notices == (("missing_file", "gone.csv"), ("broken_file", "bad.csv"))
    cells = definition.instances["towns"].children[0].children[0].named
    assert cells["label"][0].text == "汉中"


@pytest.mark.parametrize(
    ("name", "content", "values"),
    [
        ("a.xml", b"<root><item><id>7</id><name>x</name></item></root>", ["7", "x", ""]),
        ("a.xml", b'<!DOCTYPE r [<!ENTITY e "x">]><root>&e;</root>', None),
        ("a.csv", b"id,name\n7,x,beyond\n", ["7", "x", ""]),
        ("a.csv", b"id,name\n7\n", ["7", "", ""]),
        (
            "a.geojson",
            b"""{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 7, "properties": {"name": "x"},
            "geometry": {"type": "Point", "coordinates": [107.02, 33.07]}}]}""",
            ["7", "x", "33.07 107.02 0 0"],
        ),
        ("a.geojson", b'{"type": "Feature"}', None),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Point"}}]}', None),
        ("a.geojson", b"[" * 100_000, None),
        ("a.geojson", b"\xff", None),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
def test_a_list_file_is_read_or_named_as_broken(name: str, content: bytes, values: list[str] | None) -> None:
    model = f'<instance id="l" src="jr://file/{name}"/>'
    binds = "".join(
        f"<bind nodeset='/data/{leaf}' calculate=\"instance('l')/root/item[1]/{column}\"/>"
        for leaf, column in (("a", "id"), ("b", "name"), ("c", "geometry"))
    )
    definition = read_form(xform("<a/><b/><c/>", binds, "<input ref='/data/a'/>", model), {name: content})
    assert definition.notices == ((("broken_file", name),) if values is None else ())
    form = open_definition(definition)
    assert [form.state(f"/data/{leaf}").value for leaf in "abc"] == (values or ["", "", ""])
