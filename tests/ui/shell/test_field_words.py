"""Every field of every noun has its word, and no number of a person is shown whole (DOMAIN 4.5)."""

from __future__ import annotations

import pytest

from gridclient.ui.appearance import Appearance
from gridclient.ui.field_words import field_word, value_words, verb_word
from gridcore.kinds import KINDS

ID, CARD = "01a2b3c4-0000-7000-8000-000000000001", "610726199001011234"


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
        pytest.param("licences", [{"kind": "卫生", "valid_to": "2027-01-01"}], "卫生、2027-01-01", id="licences"),
        pytest.param("head", ID, "另一条记录", id="another record"),
        pytest.param("sex", "1", "男", id="code"),
        pytest.param("state", "HANDLING", "处置中", id="state"),
        pytest.param("checked", False, "否", id="no"),
        pytest.param("note", "", "空", id="nothing"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_a_person_reads_it(name: str, value: object, shown: str, look: Appearance) -> None:
    assert value_words(name, value) == shown


def test_a_part_set_aside_to_be_saved_is_whole() -> None:
    assert value_words("contact", {"name": "王芳", "phone": "13900001234"}, is_masked=False).endswith("13900001234")


def test_what_no_person_did_is_named(look: Appearance) -> None:
    assert (verb_word("load"), verb_word("erased")) == ("批量导入", "依法删除")
