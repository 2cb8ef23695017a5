"""Numbers with rules, and the shipped code tables (DOMAIN 2.2-2.9, 3.4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore import codes, codetable
from gridcore.deadlines import Unit
from gridcore.errors import Damaged, InvalidInput

FILES = sorted((Path(__file__).parents[2] / "resources" / "codes").glob("*.json"))
TABLES = codetable.load(file.read_bytes() for file in FILES)


@pytest.mark.parametrize(
    ("text", "reason", "birth", "sex"),
    [
        ("11010519491231002X", "", date(1949, 12, 31), "2"),
        ("11010519491231002x", "", date(1949, 12, 31), "2"),
        (" 110105 1949１231 002X ", "", date(1949, 12, 31), "2"),  # with a full-width digit
        ("610702194901010023", "", date(1949, 1, 1), "2"),
        ("610726198802290014", "", date(1988, 2, 29), "1"),
        ("610723202003150031", "", date(2020, 3, 15), "1"),
        ("610702194901010024", "check_digit", date(1949, 1, 1), "2"),
        ("610726198702290014", "birth", None, "1"),
        ("61070219490101002", "length", None, ""),
        ("", "length", None, ""),
        ("6107021949010100A3", "characters", None, ""),
        ("610702490101002", "old_15", date(1949, 1, 1), "2"),
        ("610702491301002", "birth", None, "2"),
    ],
)
def test_a_citizen_number_says_what_is_wrong_with_it(text: str, reason: str, birth: date | None, sex: str) -> None:
    assert codes.check_id_no(text) == codes.IdCheck(not reason, reason, birth, sex)


def test_an_old_number_passes_only_at_an_import_and_a_birth_to_come_is_wrong() -> None:
    assert codes.check_id_no("610702490101002", importing=True).ok
    assert codes.check_id_no("610723202003150031", today=date(2020, 3, 15)).ok
    assert codes.check_id_no("610723202003150031", today=date(2020, 3, 14)).reason == "birth"


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, step: int) -> None:
    number = "610702194901010023"
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not codes.check_id_no(wrong).ok


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91350100M000100Y43", ""),  # the example of GB 32100-2015
        ("91350100m000100y43", ""),
        ("91610702MA70000150", ""),  # invented; its sum is a multiple of 31
        ("91350100M000100Y44", "check_digit"),
        ("91350100M000100Y4", "length"),
        ("91350100I000100Y43", "characters"),
    ],
)
def test_a_credit_code_is_checked_by_its_last_character(text: str, reason: str) -> None:
    assert codes.check_uscc(text) == codes.Check(not reason, reason)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("13812341234", True),
        ("138 1234 1234", True),
        ("0916-2212345", True),
        ("09162212345", True),
        ("110", True),
        ("12345", True),
        ("400-123-4567", True),
        ("12812341234", False),
        ("1381234123", False),
        ("2212345", False),
        ("", False),
    ],
)
def test_a_phone_is_mobile_landline_or_service_number(text: str, right: bool) -> None:
    assert codes.check_phone(text).ok is right


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (codes.mask_id, "610702194901010023", "610702********0023"),
        (codes.mask_id, "610702490101002", "610702*****1002"),
        (codes.mask_id, "E12345678", "E1*****78"),
        (codes.mask_id, "E12", "***"),
        (codes.mask_id, "", ""),
        (codes.mask_phone, "13812341234", "138****1234"),
        (codes.mask_phone, "2212345", "2****45"),
        (codes.mask_phone, "110", "***"),
    ],
)
def test_a_mask_shows_the_ends_only(mask: object, text: str, shown: str) -> None:
    assert callable(mask)
    assert mask(text) == shown


def test_a_region_code_is_taken_apart_by_level() -> None:
    assert codes.region_code("610702") == codes.RegionCode("610702")
    found = codes.region_code("610702002003007")
    assert found == codes.RegionCode("610702", "610702002", "610702002003", "610702002003007")
    for wrong in ("", "6107", "61070200", "6107020020030071", "61070A", "６１０７０２"):
        with pytest.raises(InvalidInput):
            codes.region_code(wrong)


def test_an_event_number_is_readable_and_differs_within_one_millisecond() -> None:
    one, two = UUID("0199a0b0-0000-7000-8000-000000000021"), UUID("0199a0b0-0000-7000-8000-000000000022")
    assert codes.event_no("610702", date(2026, 3, 5), one) == "SJ-610702-20260305-000011"
    assert codes.event_no("610702", date(2026, 3, 5), two) == "SJ-610702-20260305-000012"
    last = codes.event_no("610702", date(2026, 3, 5), UUID(int=2**128 - 1))
    assert last == "SJ-610702-20260305-ZZZZZZ"


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"), [(107.03, 33.07, True), (33.07, 107.03, False), (104.9, 33, False)]
)
def test_a_position_outside_the_box_is_not_plausible(longitude: float, latitude: float, inside: bool) -> None:
    assert codes.plausible_position(longitude, latitude) is inside


def test_every_code_has_both_names_and_no_two_of_a_table_are_called_alike() -> None:
    assert len(TABLES) == 52
    for table in TABLES.values():
        for language in ("zh_CN", "en"):
            names = [(entry.parent, entry.text(language)) for entry in table.entries]
            assert all(name.strip() for _, name in names), table.name
            assert len(set(names)) == len(names), table.name
        assert table.source


@pytest.mark.parametrize(
    ("table", "size", "code", "zh", "en"),
    [
        ("sex", 4, "1", "男", "Male"),
        ("ethnic_group", 58, "33", "羌", "Qiang"),
        ("political_status", 13, "13", "群众", "No affiliation"),
        ("relation_to_head", 56, "02", "户主", "Head of household"),
        ("id_type", 10, "111", "居民身份证", "Resident identity card"),
        ("source", 11, "07", "检查发现", "Found at an inspection"),
        ("nine_small_place", 9, "08", "小诊所", "Clinic"),
        ("dispute_category", 17, "02", "邻里", "Neighbours"),
    ],
)
def test_the_tables_of_the_design_are_whole(table: str, size: int, code: str, zh: str, en: str) -> None:
    found = TABLES[table]
    assert len(found.entries) == size
    assert (found.text(code), found.text(code, "en_US")) == (zh, en)
    assert found.text("?!") == "?!"


def test_a_subcategory_without_a_limit_takes_that_of_its_category() -> None:
    category = TABLES["category"]
    tops = [entry.code for entry in category.under()]
    assert tops == ["10", "20", "30", "40", "50", "60", "70", "80", "85", "90", "95", "98", "99"]
    assert [entry.zh for entry in category.under("20")][:2] == ["盗窃苗头", "流窜可疑"]
    rubbish, park = category.limits("4001"), category.limits("5006")
    assert [(limit.amount, limit.unit) for limit in rubbish] == [(4, Unit.WORKING_HOUR)]
    assert [(limit.amount, limit.unit) for limit in park] == [(1, Unit.WORKING_DAY)]
    assert [limit.purpose for limit in category.limits("5001")] == ["stop", "penalty", "removal"]
    assert category.limits("9801") == category.limits("?!") == ()


def test_what_must_not_be_on_a_laptop_is_not_in_a_table() -> None:
    words = " ".join(entry.zh for table in TABLES.values() for entry in table.entries)
    assert "艾滋" not in words
    assert "吸毒" not in words
    assert "宗教信仰" not in words


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b'[{"name": "t"}]',
        b'[{"name": "t", "entries": []}, {"name": "t", "entries": []}]',
        b'[{"name": "t", "entries": [{"code": "1", "zh": "a", "en": "a"}, {"code": "1", "zh": "b", "en": "b"}]}]',
        b'[{"name": "t", "entries": [{"code": "1", "zh": "a", "en": "a", "parent": "9"}]}]',
    ],
)
def test_a_broken_table_is_damaged(raw: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        codetable.load([raw])
    assert caught.value.facts["reason"] == "code_table"
