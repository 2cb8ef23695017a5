"""What a form as it is published says about rows, truths, events and order (FORMS 2)."""

from __future__ import annotations

import hashlib
from typing import cast

import pytest

from gridcore.errors import InvalidInput
from gridcore.forms.record import Data
from tests.core.forms.sample import live, open_definition


def rows_of(data: Data, name: str) -> list[Data]:
    """The rows of a repeat in a record's JSON."""
    return cast("list[Data]", data[name])


ROWS = '<n>{n}</n><shop jr:template=""><name/></shop><shop><name>first</name></shop><shop><name/></shop>'
COUNTED = (
    '<input ref="/data/n"/><group ref="/data/shop"><repeat nodeset="/data/shop" jr:count="/data/n">'
    '<input ref="/data/shop/name"/></repeat></group>'
)
INT = '<bind nodeset="/data/n" type="int"/>'


@pytest.mark.parametrize(("n", "rows"), [("", 0), ("0", 0), ("1", 1), ("2", 2), ("3", 3)])
def test_a_new_record_has_as_many_published_rows_as_its_count_says(n: str, rows: int) -> None:
    form = live(ROWS.format(n=n), INT, COUNTED)
    assert len([state for state in form.states() if state.path.endswith("/name")]) == rows
    assert len(rows_of(form.data(), "shop")) == rows


def test_rows_nobody_filled_go_and_rows_a_count_once_had_stay() -> None:
    form = live(ROWS.format(n=2), INT, COUNTED)
    form.answer("/data/shop[2]/name", "second")
    form.answer("/data/n", "1")
    assert [row["name"] for row in rows_of(form.data(), "shop")] == ["first", "second"]
    assert [row["name"] for row in rows_of(form.data(finished=True), "shop")] == ["first"]
    form.answer("/data/n", "2")
    assert form.state("/data/shop[2]/name").value == "second"


def test_inner_rows_of_a_new_row_are_as_many_as_their_count_says() -> None:
    instance = "<house><n/><person><name/></person></house>"
    binds = '<bind nodeset="/data/house/n" type="int"/>'
    body = (
        '<group ref="/data/house"><repeat nodeset="/data/house"><input ref="/data/house/n"/>'
        '<repeat nodeset="/data/house/person" jr:count="{count}"><input ref="/data/house/person/name"/></repeat>'
        "</repeat></group>"
    )
    for count in ("../n", "n", "/data/house/n"):
        form = live(instance, binds, body.format(count=count))
        changes = form.add_row("/data/house")
        assert [row["person"] for row in rows_of(form.data(), "house")] == [[], []], count
        assert all("person" not in change.path for change in changes)
        form.answer("/data/house[2]/n", "2")
        assert [len(form.rows(f"/data/house[{at}]/person")) for at in (1, 2)] == [0, 2], count
        assert form.view()


def test_a_template_no_question_repeats_is_a_group() -> None:
    form = live('<site jr:template=""><name>x</name></site><other/>', body='<input ref="/data/other"/>')
    assert form.state("/data/site/name").value == "x"
    assert form.data()["site"] == {"name": "x"}
    both = live(
        '<site jr:template=""><name>x</name></site><site><name>y</name></site>', body='<input ref="/data/site/name"/>'
    )
    assert [state.value for state in both.states() if state.path == "/data/site/name"] == ["y"]


TRUTH = (
    '<bind nodeset="/data/old" {type} calculate="/data/age &gt; 60"/><bind nodeset="/data/card" relevant="/data/old"/>'
)


@pytest.mark.parametrize("kind", ["", 'type="string"', 'type="boolean"', 'type="int"'])
def test_a_condition_may_read_a_calculated_truth(kind: str) -> None:
    form = live("<age/><old/><card/>", TRUTH.format(type=kind), '<input ref="/data/age"/><input ref="/data/card"/>')
    assert not form.state("/data/card").is_relevant
    form.answer("/data/age", "61")
    assert form.state("/data/card").is_relevant
    form.answer("/data/age", "60")
    assert not form.state("/data/card").is_relevant
    again = open_definition(form.form, data=form.data())
    assert list(again.states()) == list(form.states())


def test_a_typed_word_false_is_no_truth() -> None:
    form = live("<word>false</word><card/>", '<bind nodeset="/data/card" relevant="/data/word"/>')
    assert form.state("/data/card").is_relevant


def test_what_a_person_wrote_over_a_calculated_truth_is_kept_and_read_as_one() -> None:
    form = live("<age/><old/><card/>", TRUTH.format(type=""))
    form.answer("/data/old", "true")
    assert form.state("/data/card").is_relevant
    form.answer("/data/age", "70")
    form.answer("/data/old", "false")
    again = open_definition(form.form, data=form.data())
    assert not again.state("/data/card").is_relevant
    assert list(again.states()) == list(form.states())


@pytest.mark.parametrize(
    ("model", "body", "reason", "event"),
    [
        ('<setvalue event="odk-first-load" ref="/data/a" value="1"/>', "", "unknown_event", "odk-first-load"),
        ("", '<setvalue event="xforms-value-chnged" ref="/data/b"/>', "unknown_event", "xforms-value-chnged"),
        ("", '<odk:setgeopoint event="later" ref="/data/b"/>', "unknown_event", "later"),
        ('<setvalue event="odk-new-repeat" ref="/data/a"/>', "", "event_outside_repeat", "odk-new-repeat"),
    ],
)
def test_an_action_that_could_never_run_is_refused(model: str, body: str, reason: str, event: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        live("<a/><b/>", body=f'<input ref="/data/a">{body}</input><input ref="/data/b"/>', model=model)
    assert (caught.value.reason, caught.value.facts["event"]) == (reason, event)


def test_an_action_of_first_load_may_name_new_rows_as_well() -> None:
    form = live("<a/>", model='<setvalue event="odk-instance-first-load odk-new-repeat" ref="/data/a" value="\'x\'"/>')
    assert form.state("/data/a").value == "x"


def test_a_text_seeds_an_order_as_the_number_of_its_digest_does() -> None:
    names = "".join(f"<item><name>{name}</name></item>" for name in "甲乙丙丁戊己庚")
    model = f'<instance id="list"><root>{names}</root></instance>'
    number = int.from_bytes(hashlib.sha256("门面".encode()).digest()[:8], "big", signed=True)
    seeds = {"text": "'门面'", "number": str(number), "other": "'库房'", "zero": "0"}
    binds = "".join(
        f"""<bind nodeset="/data/{key}" calculate="join('', randomize(instance('list')/root/item/name, {seed}))"/>"""
        for key, seed in seeds.items()
    )
    form = live("".join(f"<{key}/>" for key in seeds), binds, model=model)
    orders = {key: form.state(f"/data/{key}").value for key in seeds}
    assert orders["text"] == orders["number"]
    assert len({orders["text"], orders["other"], orders["zero"]}) == 3
    assert all(sorted(orders[key]) == sorted("甲乙丙丁戊己庚") for key in ("text", "other", "zero"))
