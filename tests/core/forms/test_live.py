"""Filling: relevance, rules, choices, languages, rows and actions."""

from __future__ import annotations

import pytest

from gridcore.errors import InvalidInput
from gridcore.forms.instance import MAX_NODES
from gridcore.forms.live import LiveForm
from gridcore.forms.view import Change, Shown
from tests.core.forms.sample import NOW, live

_GROUPS = """<q/><g><h><x/></h><sum/></g>"""
_GROUP_BINDS = """<bind nodeset="/data/g" relevant="/data/q = 'yes'"/>
<bind nodeset="/data/g/h" readonly="/data/q = 'lock'"/>
<bind nodeset="/data/g/h/x" type="int" required="true()" constraint=". &lt; 10" jr:constraintMsg="below ten"/>
<bind nodeset="/data/g/sum" calculate="/data/g/h/x + 1"/>"""
_GROUP_BODY = """<input ref="/data/q"><label>q</label></input><group ref="/data/g"><label>g</label>
<group ref="/data/g/h"><input ref="/data/g/h/x"><label>x</label></input></group></group>"""


def _groups() -> LiveForm:
    return live(_GROUPS, _GROUP_BINDS, _GROUP_BODY)


def _reasons(form: LiveForm) -> list[tuple[str, str]]:
    return [(missing.path, missing.reason) for missing in form.missing()]


def test_relevance_is_inherited_and_answers_survive_hiding() -> None:
    form = _groups()
    assert not form.state("/data/g/h/x").is_relevant
    form.answer("/data/q", "yes")
    form.answer("/data/g/h/x", "4")
    assert form.state("/data/g/sum").value == "5"
    form.answer("/data/q", "no")
    assert (form.state("/data/g/h/x").value, form.state("/data/g/h/x").answer) == ("", "4")
    form.answer("/data/q", "yes")
    assert form.state("/data/g/h/x").value == "4"
    assert form.state("/data/g/sum").value == "5"


def test_an_answer_says_what_changed_and_nothing_else() -> None:
    form = _groups()
    form.answer("/data/q", "yes")
    changes = form.answer("/data/g/h/x", "12")
    assert set(changes) == {
        Change("/data/g/h/x", frozenset({"value", "constraint"})),
        Change("/data/g/sum", frozenset({"value"})),
    }
    assert form.answer("/data/g/h/x", "12") == ()


def test_missing_tells_required_and_constraint_with_the_authors_words() -> None:
    form = _groups()
    assert form.missing() == ()
    form.answer("/data/q", "yes")
    assert _reasons(form) == [("/data/g/h/x", "required")]
    form.answer("/data/g/h/x", "12")
    (missing,) = form.missing()
    assert (missing.reason, missing.message) == ("constraint", "below ten")
    form.answer("/data/g/h/x", "9")
    assert form.missing() == ()


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("/data/nowhere", "1", "unknown_path"),
        ("/data/g/h[3]/x", "1", "unknown_path"),
        ("/data/g", "1", "not_a_question"),
        ("/data/g/sum", "1", "calculated"),
        ("/data/g/h/x", "1.5", "not_an_integer"),
        ("/data/g/h/x", "１", "not_an_integer"),
        ("/data/g/h/x", "+1", "not_an_integer"),
        ("/data/q", "a\x00b", "forbidden_character"),
        ("/data/q", "a" * 200_000, "too_long"),
        ("/data/meta/instanceID", "x", "readonly"),
    ],
)
def test_an_answer_that_cannot_be_one_is_refused(path: str, value: str, reason: str) -> None:
    form = _groups()
    before = form.data()
    with pytest.raises(InvalidInput) as caught:
        form.answer(path, value)
    assert (caught.value.reason, caught.value.field) == (reason, path)
    assert form.data() == before


@pytest.mark.parametrize(
    ("kind", "good", "bad", "reason"),
    [
        ("decimal", "-1.50", "1e3", "not_a_number"),
        ("date", "2026-02-28", "2026-02-30", "not_a_date"),
        ("time", "08:30:00.000+08:00", "25:00", "not_a_time"),
        ("dateTime", "2026-02-28T08:30:00.000+08:00", "2026-02-28", "not_a_date_time"),
        ("geopoint", "33.07 107.02 510.0 5", "107.02 333.0 0 0", "not_a_place"),
        ("boolean", "1", "TRUE", "not_a_boolean"),
    ],
)
def test_each_type_has_its_lexical_form(kind: str, good: str, bad: str, reason: str) -> None:
    form = live("<a/>", f'<bind nodeset="/data/a" type="{kind}"/>')
    form.answer("/data/a", good)
    with pytest.raises(InvalidInput) as caught:
        form.answer("/data/a", bad)
    assert caught.value.reason == reason
    assert form.state("/data/a").value == good


def test_readonly_is_inherited() -> None:
    form = live("<q/><g><x/></g>", '<bind nodeset="/data/g" readonly="/data/q = 1"/>', "<input ref='/data/q'/>")
    form.answer("/data/g/x", "a")
    assert Change("/data/g/x", frozenset({"readonly"})) in form.answer("/data/q", "1")
    with pytest.raises(InvalidInput, match="readonly"):
        form.answer("/data/g/x", "b")


def test_a_boolean_node_holding_zero_is_not_relevant() -> None:
    binds = '<bind nodeset="/data/a" type="boolean"/><bind nodeset="/data/b" relevant="/data/a"/>'
    form = live("<a/><b/>", binds)
    for value, is_relevant in (("1", True), ("0", False), ("true", True), ("false", False), ("", False)):
        form.answer("/data/a", value)
        assert form.state("/data/b").is_relevant is is_relevant


_TOWNS = """<instance id="towns"><root>
<item><name>a</name><label>甲</label><of>1</of></item><item><name>b</name><label>乙</label><of>1</of></item>
<item><name>c</name><label>丙</label><of>2</of></item></root></instance>"""
_CASCADE_BODY = """<input ref="/data/county"/><select1 ref="/data/town"><label>town</label>
<itemset nodeset="instance('towns')/root/item[of = /data/county]"><value ref="name"/><label ref="label"/></itemset>
</select1>"""


def test_an_answer_no_longer_offered_does_not_count_and_comes_back() -> None:
    form = live("<county/><town/>", "", _CASCADE_BODY, _TOWNS)
    assert form.choices("/data/town") == ()
    form.answer("/data/county", "1")
    assert [offer.label for offer in form.choices("/data/town")] == ["甲", "乙"]
    form.answer("/data/town", "b")
    changes = form.answer("/data/county", "2")
    assert Change("/data/town", frozenset({"value", "choices"})) in changes
    assert form.state("/data/town").value == ""
    assert _reasons(form) == [("/data/town", "choice_gone")]
    form.answer("/data/county", "1")
    assert form.state("/data/town").value == "b"


def test_of_several_choices_only_those_offered_count() -> None:
    body = _CASCADE_BODY.replace("select1", "select")
    form = live("<county>1</county><town/>", "", body, _TOWNS)
    form.answer("/data/town", " b   a c ")
    assert (form.state("/data/town").value, form.state("/data/town").answer) == ("b a", "b a c")


_LANGUAGES = """<itext><translation lang="English">
<text id="k"><value>How many, <output value="/data/who"/>?</value></text>
<text id="y"><value>Yes</value></text></translation>
<translation lang="中文" default="true()"><text id="k"><value><output value=" /data/who "/>，多少？</value></text>
<text id="y"><value>是</value></text></translation></itext>
<instance id="yn"><root><item><itextId>y</itextId><name>yes</name></item></root></instance>"""
_LANGUAGE_BODY = """<input ref="/data/who"/><select1 ref="/data/a"><label ref="jr:itext('k')"/>
<itemset nodeset="instance('yn')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>"""


def test_languages_are_switched_live_in_labels_choices_and_choice_names() -> None:
    binds = """<bind nodeset="/data/name" calculate="jr:choice-name( /data/a ,' /data/a ')"/>"""
    form = live("<who/><a/><name/>", binds, _LANGUAGE_BODY, _LANGUAGES)
    assert (form.language, form.form.languages) == ("中文", ("English", "中文"))
    changes = form.answer("/data/who", "王")
    assert Change("/data/a", frozenset({"label"})) in changes
    form.answer("/data/a", "yes")
    assert (form.label("/data/a"), form.state("/data/name").value) == ("王，多少？", "是")
    changes = form.set_language("English")
    assert Change("/data/name", frozenset({"value"})) in changes
    assert (form.label("/data/a"), form.state("/data/name").value) == ("How many, 王?", "Yes")
    assert form.choices("/data/a")[0].label == "Yes"
    with pytest.raises(InvalidInput, match="unknown_language"):
        form.set_language("Deutsch")


_ROWS = """<top/><house jr:template=""><n/><name/><kid jr:template=""><age/></kid></house><house><n/><name/></house>"""
_ROW_BINDS = """<bind nodeset="/data/house/n" type="int" constraint=". &gt; 0"/>
<bind nodeset="/data/house/name" calculate="concat(/data/top, position(..), ':', /data/house/n)"/>
<bind nodeset="/data/house/kid/age" type="int" relevant="../../n &gt; 1"/>
<bind nodeset="/data/total" calculate="sum(/data/house/n)"/>
<bind nodeset="/data/kids" calculate="count(/data/house/kid)"/>
<bind nodeset="/data/second" calculate="indexed-repeat(/data/house/n, /data/house, 2)"/>
<bind nodeset="/data/last" calculate="/data/house[position() = last()]/n"/>"""
_ROW_BODY = """<input ref="/data/top"/><group ref="/data/house"><label>houses</label><repeat nodeset="/data/house">
<input ref="/data/house/n"><label>n <output value="../name"/></label></input>
<group ref="/data/house/kid"><repeat nodeset="/data/house/kid"><input ref="/data/house/kid/age"/></repeat></group>
</repeat></group>"""


def _rows() -> LiveForm:
    return live(_ROWS + "<total/><kids/><second/><last/>", _ROW_BINDS, _ROW_BODY)


def _values(form: LiveForm, *paths: str) -> list[str]:
    return [form.state(path).value for path in paths]


def test_rows_have_their_own_values_and_the_whole_counts_them() -> None:
    form = _rows()
    form.answer("/data/house[1]/n", "3")
    form.add_row("/data/house")
    form.answer("/data/house[2]/n", "4")
    assert _values(form, "/data/house[1]/name", "/data/house[2]/name") == ["1:3", "2:4"]
    assert _values(form, "/data/total", "/data/second", "/data/last") == ["7", "4", "4"]
    form.answer("/data/top", "T")
    assert _values(form, "/data/house[1]/name", "/data/house[2]/name") == ["T1:3", "T2:4"]


def test_an_answer_in_a_row_leaves_the_other_rows_alone() -> None:
    form = _rows()
    form.add_row("/data/house")
    changed = {change.path for change in form.answer("/data/house[2]/n", "5")}
    assert "/data/house[1]/name" not in changed
    assert "/data/house[2]/name" in changed


def test_rows_move_up_when_one_is_removed() -> None:
    form = _rows()
    for number in ("1", "2", "3"):
        if number != "1":
            form.add_row("/data/house")
        form.answer(f"/data/house[{number}]/n", number)
    ids = [row.row_id for row in form.rows("/data/house")]
    form.remove_row("/data/house[2]")
    assert _values(form, "/data/house[2]/name", "/data/total", "/data/second") == ["2:3", "4", "3"]
    assert [row.row_id for row in form.rows("/data/house")] == [ids[0], ids[2]]


def test_rows_in_rows_have_their_own_conditions() -> None:
    form = _rows()
    form.add_row("/data/house")
    form.add_row("/data/house[2]/kid")
    assert not form.state("/data/house[2]/kid[1]/age").is_relevant
    form.answer("/data/house[2]/n", "2")
    assert form.state("/data/house[2]/kid[1]/age").is_relevant
    assert _values(form, "/data/kids") == ["1"]


def test_who_reads_everything_below_hears_of_every_answer_and_row_below() -> None:
    binds = """<bind nodeset="/data/all" calculate="count(//x)"/>
    <bind nodeset="/data/said" calculate="string(/data/g)"/>
    <bind nodeset="/data/some" calculate="count-non-empty(/data/g/*)"/>"""
    body = """<input ref="/data/g/a"/><group ref="/data/g"><repeat nodeset="/data/g/r"><input ref="/data/g/r/x"/>
    </repeat></group>"""
    form = live('<g><a/><r jr:template=""><x/></r></g><all/><said/><some/>', binds, body)
    form.answer("/data/g/a", "one")
    assert _values(form, "/data/all", "/data/said", "/data/some") == ["0", "one", "1"]
    form.add_row("/data/g/r")
    assert _values(form, "/data/all") == ["1"]
    form.answer("/data/g/r[1]/x", "two")
    assert _values(form, "/data/said", "/data/some") == ["onetwo", "2"]
    form.remove_row("/data/g/r[1]")
    assert _values(form, "/data/all", "/data/said", "/data/some") == ["0", "one", "1"]


def test_conditions_inside_wide_paths_are_heard_too() -> None:
    binds = """<bind nodeset="/data/n" calculate="count(/data/g/*[. = /data/a])"/>
    <bind nodeset="/data/after" calculate="concat('', following-sibling::last)"/>"""
    form = live("<a/><g><x>1</x></g><n/><after/><last/>", binds, '<input ref="/data/a"/><input ref="/data/last"/>')
    form.answer("/data/a", "1")
    form.answer("/data/last", "z")
    assert _values(form, "/data/n", "/data/after") == ["1", "z"]


def test_the_view_shows_rows_with_their_labels() -> None:
    form = _rows()
    form.add_row("/data/house", "abc")
    form.answer("/data/house[2]/n", "8")
    (repeat,) = [shown for shown in _all(form.view()) if shown.kind == "repeat" and shown.path == "/data/house"]
    assert [row.path for row in repeat.children] == ["/data/house[1]", "/data/house[2]"]
    assert repeat.children[1].row_id == "abc"
    assert repeat.children[1].children[0].label == "n 2:8"


def _all(shown: tuple[Shown, ...]) -> list[Shown]:
    return [each for one in shown for each in (one, *_all(one.children))]


def test_fewer_rows_by_count_are_kept_and_do_not_count() -> None:
    body = '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>'
    binds = '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/all" calculate="join(\',\', /data/r/x)"/>'
    form = live('<n/><r jr:template=""><x/></r><all/>', binds, body)
    assert form.rows("/data/r") == ()
    form.answer("/data/n", "3")
    for number in (1, 2, 3):
        form.answer(f"/data/r[{number}]/x", str(number))
    form.answer("/data/n", "1")
    assert (len(form.rows("/data/r")), form.state("/data/all").value) == (1, "1")
    form.answer("/data/n", "2")
    assert form.state("/data/all").value == "1,2"
    with pytest.raises(InvalidInput, match="fixed_rows"):
        form.add_row("/data/r")
    form.answer("/data/n", "999999999")
    assert len(form.rows("/data/r")) == 1000


def test_values_are_set_on_first_load_on_change_and_in_new_rows() -> None:
    model = """<setvalue event="odk-instance-first-load" ref="/data/a" value="concat('v', 1 + 1)"/>
    <setvalue event="odk-instance-load" ref="/data/c">text</setvalue>"""
    body = """<input ref="/data/a">
    <setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, '!')"/></input>
    <repeat nodeset="/data/r"><input ref="/data/r/x"/>
    <setvalue event="odk-new-repeat" ref="/data/r/x" value="position(..) * 10"/></repeat>"""
    form = live('<a/><b/><c/><r jr:template=""><x/></r>', "", body, model)
    assert _values(form, "/data/a", "/data/b", "/data/c") == ["v2", "v2!", "text"]
    form.answer("/data/a", "w")
    assert _values(form, "/data/b") == ["w!"]
    form.add_row("/data/r")
    form.add_row("/data/r")
    assert _values(form, "/data/r[1]/x", "/data/r[2]/x") == ["10", "20"]


def test_a_new_record_knows_start_day_device_and_its_id() -> None:
    binds = """<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
    <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
    <bind nodeset="/data/today" type="date" jr:preload="date" jr:preloadParams="today"/>
    <bind nodeset="/data/device" jr:preload="property" jr:preloadParams="deviceid"/>"""
    facts = {"deviceid": "laptop-7"}
    form = live("<start/><end/><today/><device/>", binds, '<input ref="/data/x"/>', facts=facts, record_id="r1")
    assert _values(form, "/data/start", "/data/today", "/data/device") == [
        "2026-11-24T10:30:15.250+08:00",
        "2026-11-24",
        "laptop-7",
    ]
    assert (form.state("/data/meta/instanceID").value, form.state("/data/end").value) == ("uuid:r1", "")
    assert form.finish(NOW.replace(hour=11)) == ()
    assert form.state("/data/end").value == "2026-11-24T11:30:15.250+08:00"


def test_a_day_that_does_not_exist_leaves_a_note() -> None:
    form = live("<a/><b/>", '<bind nodeset="/data/b" calculate="date(/data/a)"/>')
    form.answer("/data/a", "2026-02-30")
    assert form.state("/data/b").value == ""
    assert form.notes == (("no_such_date", "/data/b"),)


def test_an_answer_stays_while_two_actions_chase_each_other() -> None:
    body = """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>
    <input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>"""
    form = live("<a/><b/>", "", body)
    form.answer("/data/a", "1")
    assert float(form.state("/data/a").value) > 1


def test_rows_in_rows_by_count_end_before_the_memory_does() -> None:
    body = """<repeat nodeset="/data/r" jr:count="900"><repeat nodeset="/data/r/s" jr:count="900">
    <repeat nodeset="/data/r/s/t" jr:count="900"><input ref="/data/r/s/t/x"/></repeat></repeat></repeat>"""
    rows = '<r jr:template=""><s jr:template=""><t jr:template=""><x/></t></s></r>'
    form = live(rows, "", body)
    assert sum(1 for _ in form.states()) <= MAX_NODES + 10
    assert ("too_many_rows", "/data/r") in form.notes


def test_an_expression_that_looks_at_everything_for_everything_is_stopped() -> None:
    instance = "".join(f"<a{number}/>" for number in range(300))
    slow = '<bind nodeset="/data/x" calculate="count(//*[count(//*[count(//*) &gt; 0]) &gt; 0])"/>'
    with pytest.raises(InvalidInput, match="too_slow"):
        live("<x/>" + instance, slow)
