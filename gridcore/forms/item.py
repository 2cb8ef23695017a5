"""One inspection item and the XLSForm rows it becomes, by a fixed rule (FORMS 3, DOMAIN 4.1).

An item `A01` is a group `A01_g` (label = the item's text, relevant = 显示条件) that holds, in this order:

- `A01`: the verdict (pass, fail, na), when 题型 has 合格; required.
- one node for each further word of 题型: 数量 `A01_n`, `A01_n2` and `A01_n3`, 距离 `A01_m` with `A01_from`, `A01_to`,
  `A01_method`, 单选 and 多选 `A01_c`, 文字 `A01_t`, 日期 `A01_d`, 照片 `A01_f`, 签名 `A01_s`. Beside a verdict they
  may stay empty and are not asked on `na`; without one they are the answer and required, but photos and signatures
  only when they stand first.
- relevant on fail only: `A01_finding`, `A01_photo` (required) to `A01_photo5`, `A01_severity`, `A01_measure`,
  `A01_due` (not when corrected on site; required for by_date), `A01_after` (required when corrected on site),
  `A01_party`. An item photographed 必拍 asks its photos on pass too.

Every node of an item carries grid:item, grid:role (the group has none) and grid:section. Its lead, the first node
(verdict, else value), also carries grid:basis, grid:severity, grid:limit (natural days, 0 = at once, absent = no day
count), grid:refer and grid:photo (fail, always, none); a number or distance carries grid:rule (`>=200`; it never
blocks). A number is at least 0 unless its label ends in ℃. An attribute without a value is absent. The words of both
languages are data of the form, as its items are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gridcore.errors import InvalidInput

Row = dict[str, str]
"""One row of an XLSForm worksheet: column name -> cell; empty cells are absent."""

NAMESPACE: Final = "urn:gridclient:items"
ZH: Final = "中文 (zh)"
EN: Final = "English (en)"
NUMBERS: Final = ("n", "n2", "n3")
"""What the numbers of one item are called: households, people, of these the frail."""
WARMTH: Final = "℃"
"""A number whose label ends so may be below zero."""
PHOTOS: Final = 5
"""Photos a failed item can hold; the first is mandatory."""

LISTS: Final = (
    ("verdict", "pass", "合格", "Pass"),
    ("verdict", "fail", "不合格", "Fail"),
    ("verdict", "na", "不适用", "N/A"),
    ("severity", "1", "一般", "Minor"),
    ("severity", "2", "较大", "Serious"),
    ("severity", "3", "重大", "Major"),
    ("measure", "on_site", "当场改正", "Fixed now"),
    ("measure", "by_date", "限期改正", "Fix by date"),
    ("measure", "referred", "移交", "Refer"),
    ("method", "straight", "直线", "Straight line"),
    ("method", "walk", "步行", "Walking"),
    ("yes_no", "yes", "是", "Yes"),
    ("yes_no", "no", "否", "No"),
)
"""Choice lists every expansion brings: list, name, label, English label; authors may not use these list names."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a worksheet as its author wrote it; row counts from 1 as the spreadsheet program shows it."""

    sheet: str
    row: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Text of a cell, '' when empty or when the column is missing."""
        return self.cells.get(column, "")

    def wrong(self, column: str, reason: str) -> InvalidInput:
        """An error that points at a cell of this line, with what it holds."""
        return InvalidInput(field=column, reason=reason, row=self.row, sheet=self.sheet, found=self.cell(column))


def hint(line: Line) -> Row:
    """The hint of a line in both languages: 说明, its English after `|`; without one the Chinese serves both."""
    text, _, english = (part.strip() for part in line.cell("说明").partition("|"))
    return {f"hint::{ZH}": text, f"hint::{EN}": english or text} if text else {}


@dataclass(frozen=True, slots=True)
class Part:
    """One word of 题型."""

    suffix: str
    role: str
    kind: str
    label: str
    english: str
    has_label: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item, understood."""

    code: str
    section: str
    text: str
    english: str
    has_verdict: bool
    parts: tuple[Part, ...]
    severity: str
    limit: str
    photo: str
    line: Line

    def row(self, suffix: str, role: str, kind: str, text: str, english: str, **cells: str) -> Row:
        """One survey row of this item; empty cells are left out."""
        row = {
            "type": kind,
            "name": f"{self.code}_{suffix}" if suffix else self.code,
            f"label::{ZH}": text,
            f"label::{EN}": english,
            "bind::grid:item": self.code,
            "bind::grid:role": role,
            "bind::grid:section": self.section,
            **cells,
        }
        return {column: cell for column, cell in row.items() if cell}


def item_rows(item: Item) -> Iterator[Row]:
    """The group of one item: verdict, values, then what a failed verdict asks."""
    group = item.row("g", "", "begin_group", item.text, item.english, appearance="field-list")
    yield group | ({"relevant": item.line.cell("显示条件")} if item.line.cell("显示条件") else {})
    lead = {
        "bind::grid:basis": item.line.cell("依据"),
        "bind::grid:severity": item.severity,
        "bind::grid:limit": item.limit,
        "bind::grid:refer": item.line.cell("移交"),
        "bind::grid:photo": item.photo,
        **hint(item.line),
    }
    if item.has_verdict:
        yield item.row("", "verdict", "select_one verdict", item.text, item.english, required="true()", **lead)
    for index, part in enumerate(item.parts):
        yield from _value_rows(item, part, {} if index or item.has_verdict else lead)
    if item.has_verdict:
        yield from _fail_rows(item)
    yield {"type": "end_group"}


def _value_rows(item: Item, part: Part, lead: Row) -> Iterator[Row]:
    text, english = (item.text, item.english) if lead and not part.has_label else (part.label, part.english)
    asked = f"${{{item.code}}} != 'na'" if item.has_verdict else ""
    needed = "" if item.has_verdict or (part.kind == "image" and not lead) else "true()"
    cells = {"required": needed, "relevant": asked, "bind::grid:rule": part.rule}
    if part.kind == "decimal" and not part.label.endswith(WARMTH):
        cells["constraint"] = ". >= 0"
    if part.role == "s":
        cells["appearance"] = "signature"
    yield item.row(part.suffix, part.role, part.kind, text, english, **cells, **lead)
    if part.role == "m":
        yield item.row("from", "from", "text", "起点", "From", relevant=asked)
        yield item.row("to", "to", "text", "终点", "To", relevant=asked)
        yield item.row("method", "method", "select_one method", "量法", "Method", relevant=asked)


def _fail_rows(item: Item) -> Iterator[Row]:
    verdict, measure = f"${{{item.code}}}", f"${{{item.code}_measure}}"
    fail = f"{verdict} = 'fail'"
    need = {"relevant": fail, "required": "true()"}
    yield item.row("finding", "finding", "text", "存在问题", "Finding", appearance="multiline", **need)
    shot = fail if item.photo != "always" else f"{fail} or {verdict} = 'pass'"
    yield item.row("photo", "photo", "image", "照片", "Photo", required="true()", relevant=shot)
    for number in range(2, PHOTOS + 1):
        yield item.row(f"photo{number}", "photo", "image", f"照片 {number}", f"Photo {number}", relevant=shot)
    severity = {"default": item.severity, **need}
    yield item.row("severity", "severity", "select_one severity", "隐患等级", "Severity", **severity)
    preset = {"default": _preset_measure(item), **need}
    yield item.row("measure", "measure", "select_one measure", "处理措施", "Measure", **preset)
    due = {"relevant": f"{fail} and {measure} != 'on_site'", "required": f"{measure} = 'by_date'"}
    if item.limit:
        # The limit counts from the day the item failed, not from the day the form was opened.
        due |= {"trigger": verdict, "calculation": f"if({fail}, date(today() + {item.limit}), '')"}
    yield item.row("due", "due", "date", "整改期限", "Due", **due)
    done = {"relevant": f"{fail} and {measure} = 'on_site'", "required": "true()"}
    yield item.row("after", "after", "image", "改正后照片", "Photo after correction", **done)
    yield item.row("party", "party", "text", "责任人", "Responsible person", relevant=fail)


def _preset_measure(item: Item) -> str:
    """At once means on the spot; what names a department is its to mend; the rest gets a date."""
    if item.limit == "0":
        return "on_site"
    return "referred" if item.line.cell("移交") else "by_date"
