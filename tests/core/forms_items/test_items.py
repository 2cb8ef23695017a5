"""One line of an inspection sheet becomes standard XLSForm rows (FORMS 3)."""

# The sheet libraries ship partial types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from gridcore.errors import InvalidInput
from gridcore.forms.book import book_of
from gridcore.forms.expansion import expand
from gridcore.forms.item import EN, ZH, Row
from gridcore.forms.items import CHOICES, COLUMNS, HEAD, ITEMS, SETTINGS, read_sheet, review

Table = list[list[object]]


def table(sheet: str, *lines: dict[str, object]) -> Table:
    """A worksheet of its columns and the given lines; a missing cell is empty."""
    return [list(COLUMNS[sheet]), *([line.get(column) for column in COLUMNS[sheet]] for line in lines)]


SECTION: dict[str, object] = {"编号": "A", "检查内容": "场所", "English": "Places"}
ITEM: dict[str, object] = {
    "编号": "A01",
    "检查内容": "无网吧",
    "题型": "合格",
    "等级": 3.0,
    "English": "No internet cafe",
}


def book(
    *items: dict[str, object], head: tuple[dict[str, object], ...] = (), choices: tuple[dict[str, object], ...] = ()
) -> dict[str, Table]:
    return {
        ITEMS: table(ITEMS, SECTION, *items),
        HEAD: table(HEAD, *head),
        CHOICES: table(CHOICES, *choices),
        SETTINGS: table(SETTINGS, {"编号": "T", "名称": "试", "版本": "1"}),
    }


def rows(*items: dict[str, object], **sheets: tuple[dict[str, object], ...]) -> dict[str, Row]:
    survey = expand(book_of(book(*items, **sheets))).survey
    return {row["name"]: row for row in survey if "name" in row}


def wrong(tables: dict[str, Table]) -> list[tuple[object, ...]]:
    return [(e.facts["sheet"], e.facts["row"], e.field, e.reason) for e in review(read_sheet(book_of(tables)))]


ON_FAIL = ["finding", "photo", "photo2", "photo3", "photo4", "photo5", "severity", "measure", "due", "after", "party"]


@pytest.mark.parametrize(
    ("kind", "suffixes"),
    [
        ("合格", ["", *ON_FAIL]),
        ("合格+距离", ["", "m", "from", "to", "method", *ON_FAIL]),
        ("距离＋合格", ["", "m", "from", "to", "method", *ON_FAIL]),
        ("数量+合格", ["", "n", *ON_FAIL]),
        ("数量,数量", ["n", "n2"]),
        ("数量，数量", ["n", "n2"]),
        ("数量,数量,数量", ["n", "n2", "n3"]),
        ("文字+照片", ["t", "f"]),
        ("日期、签名", ["d", "s"]),
        ("单选:yes_no", ["c"]),
        ("多选：yes_no", ["c"]),
    ],
)
def test_the_words_of_a_type_name_the_nodes(kind: str, suffixes: list[str]) -> None:
    names = [name for name in rows(ITEM | {"题型": kind}) if name not in {"A", "A_overview"}]

    assert names == ["A01_g", *(f"A01_{suffix}" if suffix else "A01" for suffix in suffixes)]


def test_a_failed_item_asks_finding_and_photo_and_a_passed_one_does_not() -> None:
    made = rows(ITEM)

    assert made["A01"]["required"] == "true()"
    for name in ("A01_finding", "A01_photo", "A01_severity", "A01_measure"):
        assert (made[name]["relevant"], made[name]["required"]) == ("${A01} = 'fail'", "true()")
    assert "required" not in made["A01_photo2"]
    assert made["A01_after"]["relevant"] == "${A01} = 'fail' and ${A01_measure} = 'on_site'"
    assert made["A01_due"]["required"] == "${A01_measure} = 'by_date'"


def test_a_value_beside_a_verdict_may_stay_empty_and_alone_must_not() -> None:
    beside, alone = rows(ITEM | {"题型": "合格+数量"}), rows(ITEM | {"题型": "数量,数量"})

    assert "required" not in beside["A01_n"]
    assert beside["A01_n"]["relevant"] == "${A01} != 'na'"
    assert [alone[name]["required"] for name in ("A01_n", "A01_n2")] == ["true()", "true()"]
    assert [alone[name].get("bind::grid:photo") for name in ("A01_n", "A01_n2")] == ["none", None]


@pytest.mark.parametrize(
    ("limit", "refer", "measure", "trigger"),
    [
        ("0", "", "on_site", "${A01}"),
        ("0", "城管", "on_site", "${A01}"),
        ("7", "", "by_date", "${A01}"),
        ("30", "交警", "referred", "${A01}"),
        ("", "文旅", "referred", None),
        (7.0, "", "by_date", "${A01}"),
    ],
)
def test_measure_and_due_are_preset_from_limit_and_referral(
    limit: object, refer: str, measure: str, trigger: str | None
) -> None:
    made = rows(ITEM | {"期限": limit, "移交": refer})

    assert made["A01_measure"]["default"] == measure
    assert made["A01_due"].get("trigger") == trigger
    assert made["A01_severity"]["default"] == "3"
    assert made["A01"].get("bind::grid:refer", "") == refer


def test_code_basis_and_rule_travel_as_attributes() -> None:
    made = rows(ITEM | {"题型": "合格+距离≥200", "依据": "《法》第一条", "期限": "3"})

    lead = {name: cell for name, cell in made["A01"].items() if name.startswith("bind::")}
    assert lead == {
        "bind::grid:item": "A01",
        "bind::grid:role": "verdict",
        "bind::grid:section": "A",
        "bind::grid:basis": "《法》第一条",
        "bind::grid:severity": "3",
        "bind::grid:limit": "3",
        "bind::grid:photo": "fail",
    }
    assert made["A01_m"]["bind::grid:rule"] == ">=200"


def test_labels_and_hints_come_in_both_languages() -> None:
    made = rows(
        ITEM | {"题型": "合格+数量(宽，米)+文字", "English": "No cafe | Width (m)", "说明": "到门口 | To the door"},
    )

    assert (made["A01"][f"label::{ZH}"], made["A01"][f"label::{EN}"]) == ("无网吧", "No cafe")
    assert (made["A01_n"][f"label::{ZH}"], made["A01_n"][f"label::{EN}"]) == ("宽，米", "Width (m)")
    assert (made["A01"][f"hint::{ZH}"], made["A01"][f"hint::{EN}"]) == ("到门口", "To the door")
    assert rows(ITEM | {"English": ""})["A01"][f"label::{EN}"] == "无网吧"


def test_always_photographed_means_on_pass_too() -> None:
    made = rows(ITEM | {"拍照": "必拍"})

    assert made["A01_photo"]["relevant"] == "${A01} = 'fail' or ${A01} = 'pass'"
    assert made["A01"]["bind::grid:photo"] == "always"


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"编号": "a01"}, "编号", "code"),
        ({"编号": "B01"}, "编号", "other_section"),
        ({"编号": "A"}, "编号", "code"),
        ({"检查内容": ""}, "检查内容", "missing"),
        ({"题型": "分数"}, "题型", "unknown_type"),
        ({"题型": ""}, "题型", "unknown_type"),
        ({"题型": "合格+合格"}, "题型", "repeated_type"),
        ({"题型": "文字,文字"}, "题型", "repeated_type"),
        ({"题型": "数量,数量,数量,数量"}, "题型", "repeated_type"),
        ({"题型": "单选"}, "题型", "list_or_rule"),
        ({"题型": "文字>=3"}, "题型", "list_or_rule"),
        ({"题型": "单选:nowhere"}, "题型", "unknown_list"),
        ({"题型": "数量>=${nowhere}"}, "题型", "unknown_name"),
        ({"等级": "严重"}, "等级", "severity"),
        ({"等级": ""}, "等级", "severity"),
        ({"期限": "三天"}, "期限", "limit"),
        ({"期限": "９"}, "期限", "limit"),
        ({"期限": 366}, "期限", "limit"),
        ({"拍照": "随便"}, "拍照", "unknown_word"),
        ({"拍照": "不拍"}, "拍照", "photo_required"),
        ({"显示条件": "${A09} = 'fail'"}, "显示条件", "unknown_name"),
    ],
)
def test_a_wrong_cell_is_named_with_sheet_row_and_column(cells: dict[str, object], column: str, reason: str) -> None:
    tables = book(ITEM | cells)

    assert (ITEMS, 3, column, reason) in wrong(tables)
    with pytest.raises(InvalidInput):
        expand(book_of(tables))


def test_one_look_finds_every_error() -> None:
    tables = book(
        ITEM | {"等级": "严重", "期限": "x"},
        ITEM,
        head=({"编号": "学校", "题目": "学校", "题型": "文字"}, {"编号": "sum", "题型": "计算", "必填": "对"}),
        choices=({"选项组": "verdict", "名称": "限期 改正", "文字": "改"},),
    )

    assert sorted(map(str, wrong(tables))) == sorted(
        map(
            str,
            [
                (CHOICES, 2, "选项组", "reserved"),
                (CHOICES, 2, "名称", "space"),
                (HEAD, 2, "编号", "name"),
                (HEAD, 3, "必填", "unknown_word"),
                (HEAD, 3, "算式", "missing"),
                (ITEMS, 3, "等级", "severity"),
                (ITEMS, 3, "期限", "limit"),
                (ITEMS, 4, "编号", "duplicate"),
            ],
        )
    )


@pytest.mark.parametrize(
    ("sheet", "table", "reason"),
    [
        (ITEMS, [], "missing_column"),
        (ITEMS, [list(COLUMNS[ITEMS])], "missing_sheet"),
        (SETTINGS, [list(COLUMNS[SETTINGS])], "missing_sheet"),
        (CHOICES, [["选项组", "文字"], ["kind", "网吧"]], "missing_column"),
    ],
)
def test_a_sheet_without_its_columns_is_refused(sheet: str, table: Table, reason: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_sheet(book_of(book(ITEM) | {sheet: table}))
    assert (caught.value.reason, caught.value.facts["sheet"]) == (reason, sheet)


def test_head_and_choices_may_be_missing() -> None:
    tables = book(ITEM)
    survey = expand(book_of({name: tables[name] for name in (ITEMS, SETTINGS)})).survey

    assert survey[0]["name"] == "A"
    with pytest.raises(InvalidInput):
        read_sheet(book_of({ITEMS: tables[ITEMS]}))


def test_items_before_any_section_are_refused() -> None:
    tables = book()
    tables[ITEMS] = table(ITEMS, ITEM)

    assert wrong(tables) == [(ITEMS, 2, "编号", "no_section")]


def test_an_expansion_is_a_standard_form() -> None:
    """The converter takes it: every word of 题型, a visible condition, a calculation, an author's list."""
    tables = book(
        ITEM | {"题型": "合格+数量>=${least}+距离+单选:kind+文字+日期+签名+照片", "期限": 3},
        ITEM | {"编号": "A02", "题型": "多选:kind", "等级": "", "显示条件": "${A01} = 'fail'"},
        head=(
            {"编号": "size", "题目": "人数", "题型": "数量", "必填": "是"},
            {"编号": "least", "题型": "计算", "算式": "${size} div 2"},
        ),
        choices=({"选项组": "kind", "名称": "网吧", "文字": "网吧"},),
    )
    xml = convert(expand(book_of(tables)).workbook(), warnings=[], form_name="T").xform

    assert 'xmlns:grid="urn:gridclient:items"' in xml
    assert "relevant=\" /T/A/A01_g/A01  = 'fail'\"" in xml
    assert 'grid:rule="&gt;= /T/head/least "' in xml


SURVEY: Table = [
    ["type", "name", "label"],
    ["text", "before", "x"],
    ["检查项 B", None, None],
    ["text", "between", "x"],
    ["检查项", None, None],
    ["表头", None, None],
    ["text", "after", "${A01} = ${size}"],
]


@pytest.mark.parametrize(
    ("survey", "order"),
    [
        (SURVEY, ["before", "B", "between", "A", "head", "after"]),
        (SURVEY[:2], ["head", "before", "A", "B"]),
        ([SURVEY[0], ["表头", None, None], *SURVEY[5:]], ["head", "after", "A", "B"]),
        (None, ["head", "A", "B"]),
    ],
)
def test_items_stand_where_the_survey_says(survey: Table | None, order: list[str]) -> None:
    tables = book(
        ITEM,
        {"编号": "B", "检查内容": "消防"},
        ITEM | {"编号": "B01"},
        head=({"编号": "size", "题目": "人数", "题型": "数量"},),
    )
    made = expand(book_of(tables | ({"survey": survey} if survey else {}))).survey

    depth, found = 0, list[str]()
    for row in made:
        if depth == 0 and "name" in row:
            found.append(row["name"])
        depth += {"begin_group": 1, "end_group": -1}.get(row["type"], 0)
    assert found == order


def test_a_section_may_have_a_condition() -> None:
    tables = book(ITEM)
    tables[ITEMS][1][COLUMNS[ITEMS].index("显示条件")] = "${A01} = 'x'"
    survey = {row["name"]: row for row in expand(book_of(tables)).survey if "name" in row}
    assert survey["A"]["relevant"] == "${A01} = 'x'"
    assert "relevant" not in survey["A01_g"]


def test_lists_and_settings_of_both_kinds_of_sheets_are_one() -> None:
    tables = book(ITEM | {"题型": "单选:kind"}) | {
        "choices": [["list name", "name", "label"], ["kind", "shop", "店"]],
        "settings": [["form_id", "style", "instance_name"], ["other", "pages", "'x'"]],
    }
    made = expand(book_of(tables))

    assert {"list_name": "kind", "name": "shop", "label": "店"} in made.choices
    assert (made.settings[0]["form_id"], made.settings[0]["style"]) == ("T", "pages")
    del tables[SETTINGS]
    assert expand(book_of(tables)).settings[0]["form_id"] == "other"


def test_every_row_of_an_expansion_knows_where_it_was_written() -> None:
    made = expand(book_of(book(ITEM, head=({"编号": "size", "题目": "人数", "题型": "数量"},))))

    places = {row.get("name"): origin for row, origin in zip(made.survey, made.origins["survey"], strict=True)}
    assert (places["size"], places["A"], places["A01_photo3"]) == ((HEAD, 2), (ITEMS, 2), (ITEMS, 3))
