"""What a record holds when it is opened again, and rows and actions that look at themselves (FORMS 2, 4)."""

from __future__ import annotations

import pytest

from gridcore.errors import InvalidInput
from gridcore.forms.attachment import plant_file
from gridcore.forms.live import LiveForm
from gridcore.forms.record import Data
from gridcore.forms.xpath.compile import compile_expression
from gridcore.forms.xpath.value import Node
from tests.core.forms.sample import live, open_form, xform

_TOTAL = '<bind nodeset="/data/total" calculate="/data/n * 2"/>'


def _total(data: Data | None = None) -> LiveForm:
    return live("<n/><total/>", _TOTAL, data=data)


def test_what_a_person_wrote_over_a_calculation_stands_until_what_it_reads_changes() -> None:
    form = _total()
    form.answer("/data/n", "4")
    form.answer("/data/total", "9")
    assert form.state("/data/total").value == "9"
    again = _total(form.data())
    assert again.state("/data/total").value == "9"
    again.answer("/data/n", "5")
    assert again.state("/data/total").value == "10"


def test_a_calculation_nobody_may_write_over_is_made_anew_when_a_record_is_opened() -> None:
    form = live("<n>4</n><total/>", _TOTAL, '<input ref="/data/n"/>', data={"n": "5", "total": "1"})
    assert form.state("/data/total").value == "10"


def test_a_record_keeps_its_id_where_the_form_calculates_one() -> None:
    xml = xform("<a/>", "", '<input ref="/data/a"/>').replace(
        b'readonly="true()" jr:preload="uid"', b"calculate=\"concat('uuid:', uuid(), /data/a)\""
    )
    form = open_form(xml)
    made = form.state("/data/meta/instanceID").value
    assert len(made) == len("uuid:") + 36
    form.answer("/data/a", "x")
    assert form.state("/data/meta/instanceID").value == made
    assert open_form(xml, data=form.data()).state("/data/meta/instanceID").value == made


def test_opening_a_record_again_runs_no_actions_of_its_answers() -> None:
    model = '<instance id="l"><root><item><name>x</name></item></root></instance>'
    body = """<input ref="/data/of"/><input ref="/data/n"/><select1 ref="/data/a">
    <itemset nodeset="instance('l')/root/item[/data/of = 1]"><value ref="name"/><label ref="name"/></itemset>
    <setvalue event="xforms-value-changed" ref="/data/n" value="/data/n + 1"/></select1>"""
    form = live("<of>1</of><n>0</n><a/>", "", body, model)
    form.answer("/data/a", "x")
    form.answer("/data/of", "2")  # what was chosen is offered no more
    assert form.state("/data/n").value == "2"
    again = live("<of>1</of><n>0</n><a/>", "", body, model, data=form.data())
    assert again.state("/data/n").value == "2"


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/data/r[position() = 2]/x", 2),
        ("/data/r[last()]/x", 3),
        ("/data/r[x = 'b']/x", 2),
        ("/data/r/x", 1),
        ("../r[position() = /data/n]/x", 3),
    ],
)
def test_an_action_sets_the_row_its_path_names(path: str, row: int) -> None:
    rows = "<r><x>a</x></r><r><x>b</x></r><r><x>c</x></r>"
    body = f"""<input ref="/data/n"><setvalue event="xforms-value-changed" ref="{path}">set</setvalue></input>
    <repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>"""
    form = live(f"<n/>{rows}", "", body)
    form.answer("/data/n", "3")
    assert [form.state(f"/data/r[{at}]/x").value == "set" for at in (1, 2, 3)] == [at == row for at in (1, 2, 3)]


_MORE = """<bind nodeset="/data/c" calculate="count(/data/r)"/>
<bind nodeset="/data/t"
 calculate="if(/data/c = 0 or /data/r[position() = /data/c]/more != 'no', /data/c + 1, /data/c)"/>"""


def test_rows_that_ask_for_one_more_come_one_at_a_time() -> None:
    body = '<repeat nodeset="/data/r" jr:count="/data/t"><input ref="/data/r/more"/></repeat>'
    instance = '<c/><t/><r jr:template=""><more>yes</more></r>'
    form = live(instance, _MORE, body)
    assert len(form.rows("/data/r")) == 1
    form.answer("/data/r[1]/more", "maybe")
    assert len(form.rows("/data/r")) == 2
    assert len(live(instance, _MORE, body, data=form.data()).rows("/data/r")) == 2
    form.answer("/data/r[2]/more", "no")
    assert len(form.rows("/data/r")) == 2


def test_a_new_row_stands_where_the_document_has_it() -> None:
    body = '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat><input ref="/data/after"/>'
    form = live('<before/><r jr:template=""><x/></r><after/>', "", body)
    for _ in range(2):
        form.add_row("/data/r")
    assert [state.path for state in form.states()][:7] == [
        "/data", "/data/before", "/data/r[1]", "/data/r[1]/x", "/data/r[2]", "/data/r[2]/x", "/data/after",
    ]  # fmt: skip


@pytest.mark.parametrize("expression", ["count('a')", "sum(1)", "position(1 + 1)", "count-non-empty(concat('a'))"])
def test_a_function_of_nodes_refuses_what_is_none(expression: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        compile_expression(expression)
    assert refused.value.reason == "not_nodes"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_file_may_be_divided_by_comma_semicolon_or_tab(sign: str) -> None:
    document = Node("#document", None)
    assert plant_file(document, "l.csv", f"name{sign}label\na{sign}A b\n".encode())
    item = document.children[0].children[0]
    assert [(cell.name, cell.text) for cell in item.children] == [("name", "a"), ("label", "A b")]


@pytest.mark.parametrize(
    ("expression", "value"),
    [("string-length(/data/g)", "2"), ("count-non-empty(//x)", "1"), ("sum(/data/g/h/*)", "12"), ("/data/g", "12")],
)
def test_what_reads_a_whole_group_follows_every_answer_in_it(expression: str, value: str) -> None:
    binds = f'<bind nodeset="/data/all" calculate="{expression}"/>'
    form = live("<g><h><x/></h></g><all/>", binds, '<group ref="/data/g"><input ref="/data/g/h/x"/></group>')
    form.answer("/data/g/h/x", "12")
    assert form.state("/data/all").value == value
