"""Every field of every noun has its word, and no number of a person is shown whole (DOMAIN 4.5)."""

from __future__ import annotations

from datetime import datetime

import pytest

from gridclient.services.history import FieldChange
from gridclient.ui.appearance import Appearance
from gridclient.ui.field_words import field_word, verb_word
from gridclient.ui.value_words import Seen, change_words, value_words
from gridcore.kinds import KINDS

ID, CARD = "01a2b3c4-0000-7000-8000-000000000001", "610726199001011234"
SEEN = Seen(datetime.fromisoformat("2026-11-24T10:26:00+08:00"), names={"li": "李芳"})


def fields() -> list[tuple[str, str]]:
    """Fields of what people record: no page shows those of issues, units, papers and of what the city publishes."""
    apart = (
        "issue:", "org_unit", "grid", "post", "certificate", "document",
        "calendar", "checklist", "code_table", "number_block",
    )  # fmt: skip
    return [
        (kind.name, name)
        for kind in KINDS.values()
        if not kind.name.startswith(apart)
        for name in (*kind.body.__struct_fields__, "parent")
    ]


@pytest.mark.parametrize(("kind", "name"), fields())
def test_a_field_has_a_word_in_both_languages(kind: str, name: str, look: Appearance) -> None:
    word = field_word(kind, name)
    assert word != name
    assert not word.isascii(), "the translation is missing"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        pytest.param("phone", "13900001234", "139****1234", id="phone"),
        pytest.param("contact", {"name": "王芳", "phone": "13900001234"}, "王芳、139****1234", id="contact"),
        pytest.param("legal_rep", {"phone": "13900001234"}, "139****1234", id="person of a place"),
        pytest.param("identity", {"id_type": "111", "id_no": CARD}, "610726********1234", id="identity"),
        pytest.param("residence", {"region": "610726", "addr": "东大街", "house": ID}, "东大街", id="address"),
        pytest.param("position", {"lng": 1062500000, "lat": 328300000, "crs": "x"}, "106.25000, 32.83000", id="point"),
        pytest.param("photos", [{"sha256": "a" * 64}, {"sha256": "b" * 64}], "2 张照片", id="photos"),
        pytest.param("licences", [{"kind": "卫生", "valid_to": "2027-01-01"}], "卫生、2027年1月1日", id="licences"),
        pytest.param("head", ID, "另一条记录", id="another record"),
        pytest.param("sex", "1", "男", id="code"),
        pytest.param("state", "HANDLING", "处置中", id="state"),
        pytest.param("checked", False, "否", id="no"),
        pytest.param("note", "", "空", id="nothing"),
        pytest.param("due_time", "2026-11-23T18:00:00+08:00", "昨天 18:00", id="moment"),
        pytest.param("due_time", "2026-12-01T18:00:00+08:00", "12月1日 18:00", id="moment to come"),
        pytest.param("confirmed_on", "2026-05-11", "5月11日", id="day"),
        pytest.param("category", "10", "矛盾纠纷", id="category"),
        pytest.param("source", "01", "网格员巡查", id="source"),
        pytest.param("place_type", "01", "小商店", id="kind of place"),
        pytest.param("reporter", "li", "李芳", id="account"),
        pytest.param("reporter", "wu", "wu", id="account nobody knows"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_a_person_reads_it(name: str, value: object, shown: str, look: Appearance) -> None:
    assert value_words(name, value, SEEN) == shown


def test_a_part_set_aside_to_be_saved_is_whole() -> None:
    whole = Seen(SEEN.now, is_masked=False)
    assert value_words("contact", {"name": "王芳", "phone": "13900001234"}, whole).endswith("13900001234")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FieldChange("floor", "1", "2"), "楼层：1 → 2"),
        (FieldChange("floor", None, "2"), "楼层：2"),
        (FieldChange("floor", "1", None), "楼层：1 → 空"),
        (FieldChange("tags", added=("独居", "军属")), "标签：加上 独居、军属"),
        (FieldChange("tags", removed=("军属",)), "标签：去掉 军属"),
        (FieldChange("tags", added=("低保",), removed=("独居",)), "标签：加上 低保；去掉 独居"),
    ],
)
def test_a_change_states_what_is_known_of_it_and_no_more(change: FieldChange, words: str, look: Appearance) -> None:
    assert change_words("household", change, SEEN) == words


def test_what_no_person_did_is_named(look: Appearance) -> None:
    assert (verb_word("load"), verb_word("erased")) == ("批量导入", "依法删除")


def test_a_step_of_an_event_is_not_told_as_a_report(look: Appearance) -> None:
    assert verb_word("event.report") == "上报"
    assert verb_word("event.feedback") == verb_word("undo:event.feedback") == "事件办理"
