"""The lines of a sheet of inspection items, understood (FORMS 3); what one item becomes is told in `item`.

Pure: gets the cells of a workbook (`read_sheet`) and says what is wrong in them (`review`); `expansion` makes the form.

The head (worksheet 表头) is the first group, `head`. A line with a code of letters only (`A`) opens a section, the
group `A` (relevant = 显示条件), with one optional photo `A_overview` (grid:role overview).

A word of 题型 may carry a list (`单选:progress`), a label of its own (`数量(存储天数)`) and a rule (`距离>=200`,
`数量>=${guards_min}`); the English label of such a word follows the item's English after `|`, and so does the English
of 说明.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Final

from gridcore.errors import InvalidInput
from gridcore.forms.book import Book, Sheet
from gridcore.forms.item import EN, LISTS, NUMBERS, ZH, Item, Line, Part, Row, hint, item_rows

ITEMS, HEAD, CHOICES, SETTINGS = "检查项", "表头", "选项", "设置"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    ITEMS: ("编号", "检查内容", "题型", "依据", "等级", "期限", "移交", "拍照", "显示条件", "说明", "English"),
    HEAD: ("编号", "题目", "题型", "必填", "算式", "说明", "English"),
    CHOICES: ("选项组", "名称", "文字", "English"),
    SETTINGS: ("编号", "名称", "版本", "English"),
}
"""Worksheet -> its columns; 表头 and 选项 may be missing as sheets, English as a column."""

WIDTHS: Final[Mapping[str, int]] = {
    "检查内容": 48,
    "题目": 20,
    "依据": 40,
    "显示条件": 24,
    "说明": 30,
    "English": 60,
    "题型": 24,
    "算式": 40,
}
"""Columns an author needs wide, in characters."""
OFFERED: Final[Mapping[str, tuple[str, ...]]] = {"等级": ("1", "2", "3"), "拍照": ("不合格", "必拍", "不拍")}
"""Columns of 检查项 with few words, offered in the cell."""

VERDICT: Final = "合格"
WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    # word of 题型 -> role, XLSForm type, label, English label
    "数量": ("n", "decimal", "数量", "Number"),
    "距离": ("m", "decimal", "实测距离（米）", "Measured distance (m)"),
    "单选": ("c", "select_one", "选择", "Choice"),
    "多选": ("c", "select_multiple", "选择", "Choices"),
    "文字": ("t", "text", "情况说明", "Details"),
    "日期": ("d", "date", "日期", "Date"),
    "签名": ("s", "image", "签名", "Signature"),
    "照片": ("f", "image", "照片", "Photo"),
}
_SELECTS: Final = ("select_one", "select_multiple")
_PHOTO_RULES: Final[Mapping[str, str]] = {"": "fail", "不合格": "fail", "必拍": "always", "不拍": "none"}
_SEPARATOR: Final = re.compile(r"[+＋,，、](?![^(（]*[)）])")
_PART: Final = re.compile(
    r"(?P<word>[^\W\d_]+?)\s*(?:[:：]\s*(?P<list>\w+))?\s*(?:[(（](?P<label>[^()（）]+)[)）])?"
    r"\s*(?:(?P<sign>>=|<=|≥|≤)\s*(?P<bound>\d+(?:\.\d+)?|\$\{\w+\}))?"
)
_SECTION: Final = re.compile(r"[A-Z]{1,3}")
_ITEM: Final = re.compile(r"([A-Z]{1,3})\d{2,3}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_REFERENCE: Final = re.compile(r"\$\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """The lines of a workbook of inspection items, in its order."""

    items: tuple[Line, ...]
    head: tuple[Line, ...]
    choices: tuple[Line, ...]
    settings: Line | None
    """None where the ordinary worksheet `settings` says it."""


@dataclass(slots=True)
class Reading:
    """A sheet as read: its sections with their items, the questions of its head, and everything wrong in it.

    Errors are gathered, not raised, so that one look finds them all.
    """

    lists: frozenset[str]
    names: set[str] = field(default_factory=lambda: {"head"})
    trouble: list[InvalidInput] = field(default_factory=list[InvalidInput])
    sections: list[tuple[Line, list[Item]]] = field(default_factory=list[tuple[Line, list[Item]]])
    questions: list[tuple[Line, Row]] = field(default_factory=list[tuple[Line, Row]])
    choices: tuple[Line, ...] = ()

    def wrong(self, line: Line, column: str, reason: str) -> None:
        """Keep an error of a cell."""
        self.trouble.append(line.wrong(column, reason))

    def claim(self, line: Line, name: str) -> None:
        """Take a node name for this line; a second taker is wrong."""
        if name in self.names:
            self.wrong(line, "编号", "duplicate")
        self.names.add(name)

    def text(self, line: Line, column: str) -> str:
        """A cell that must not be empty."""
        if not line.cell(column):
            self.wrong(line, column, "missing")
        return line.cell(column)

    def word(self, line: Line, column: str, words: Mapping[str, str]) -> str:
        """A cell that holds one of a few words, as what the word stands for."""
        if line.cell(column) not in words:
            self.wrong(line, column, "unknown_word")
        return words.get(line.cell(column), "")

    def part(self, line: Line, text: str, english: str, taken: set[str]) -> Part | None:
        """One word of 题型 (`数量(存储天数)>=30`); None when it is not understood."""
        match = _PART.fullmatch(text.strip())
        if match is None or match["word"] not in WORDS:
            self.wrong(line, "题型", "unknown_type")
            return None
        role, kind, label, default_english = WORDS[match["word"]]
        suffix = next((name for name in NUMBERS if name not in taken), role) if role == "n" else role
        if suffix in taken:
            self.wrong(line, "题型", "repeated_type")
        taken.add(suffix)
        if (kind in _SELECTS) != (match["list"] is not None) or (kind != "decimal" and match["sign"]):
            self.wrong(line, "题型", "list_or_rule")
        elif match["list"] and match["list"] not in self.lists:
            self.wrong(line, "题型", "unknown_list")
        sign = (match["sign"] or "").replace("≥", ">=").replace("≤", "<=")
        return Part(
            suffix=suffix,
            role=suffix,
            kind=f"{kind} {match['list']}" if match["list"] else kind,
            label=match["label"] or label,
            english=english or (match["label"] or default_english),
            has_label=match["label"] is not None,
            rule=f"{sign}{match['bound'] or ''}",
        )

    def item(self, line: Line, section: str) -> Item:
        """One line of 检查项 that is not a section."""
        code = line.cell("编号")
        match = _ITEM.fullmatch(code)
        if match is None or match[1] != section:
            self.wrong(line, "编号", "code" if match is None else "other_section")
        self.claim(line, code)
        english, *labels = [part.strip() for part in line.cell("English").split("|")]
        words = _SEPARATOR.split(line.cell("题型"))
        has_verdict = any(word.strip() == VERDICT for word in words)
        values = [word for word in words if word.strip() != VERDICT]
        taken: set[str] = set()
        parts = [
            self.part(line, word, label, taken) for word, label in zip(values, chain(labels, repeat("")), strict=False)
        ]
        if len(words) - len(values) > 1:
            self.wrong(line, "题型", "repeated_type")
        severity, limit = line.cell("等级"), line.cell("期限")
        if severity not in {"1", "2", "3"} and (has_verdict or severity):
            self.wrong(line, "等级", "severity")
        if limit and not (limit.isascii() and limit.isdigit() and int(limit) <= 365):
            self.wrong(line, "期限", "limit")
        photo = self.word(line, "拍照", _PHOTO_RULES)
        if has_verdict and photo == "none":
            self.wrong(line, "拍照", "photo_required")
        text = self.text(line, "检查内容")
        return Item(
            code=code,
            section=section,
            text=text,
            english=english or text,
            has_verdict=has_verdict,
            parts=tuple(part for part in parts if part is not None),
            severity=severity,
            limit=limit,
            photo=photo if has_verdict or photo == "always" else "none",
            line=line,
        )

    def divide(self, lines: Iterable[Line]) -> None:
        """The lines of 检查项: section lines, each with its items."""
        for line in lines:
            if _SECTION.fullmatch(line.cell("编号")) and not line.cell("题型"):
                self.claim(line, line.cell("编号"))
                self.text(line, "检查内容")
                self.sections.append((line, []))
            elif self.sections:
                section, items = self.sections[-1]
                items.append(self.item(line, section.cell("编号")))
            else:
                self.wrong(line, "编号", "no_section")

    def question(self, line: Line) -> Row:
        """One line of 表头: a question about the whole inspection, or a calculation (题型 计算)."""
        if not _NAME.fullmatch(line.cell("编号")):
            self.wrong(line, "编号", "name")
        self.claim(line, line.cell("编号"))
        required = self.word(line, "必填", {"": "", "否": "", "是": "true()"})
        row = {"name": line.cell("编号")}
        if line.cell("题型") == "计算":
            return {**row, "type": "calculate", "calculation": self.text(line, "算式")}
        part = self.part(line, line.cell("题型"), "", set())
        text = self.text(line, "题目")
        row |= {"type": part.kind if part else "", f"label::{ZH}": text, f"label::{EN}": line.cell("English") or text}
        row |= {"required": required, **hint(line)}
        if part and part.kind == "decimal":
            row["constraint"] = ". >= 0"
        return {column: cell for column, cell in row.items() if cell}

    def references(self, line: Line, column: str) -> None:
        """Every `${name}` of a cell must be a node of this form."""
        if any(name not in self.names for name in _REFERENCE.findall(line.cell(column))):
            self.wrong(line, column, "unknown_name")


def has_items(book: Book) -> bool:
    """Whether a workbook holds inspection items."""
    return book.sheet(ITEMS) is not None


def read_sheet(book: Book) -> ItemSheet:
    """Lines of a workbook; the first row of each sheet names its columns (COLUMNS).

    Empty rows are skipped. Raises InvalidInput: missing_sheet, missing_column.
    """
    lines = {sheet: _lines(sheet, book.sheet(sheet)) for sheet in COLUMNS}
    if not lines[ITEMS]:
        raise InvalidInput(field=COLUMNS[ITEMS][0], reason="missing_sheet", row=1, sheet=ITEMS)
    settings = next(iter(lines[SETTINGS]), None)
    if settings is None and book.sheet("settings") is None:
        raise InvalidInput(field=COLUMNS[SETTINGS][0], reason="missing_sheet", row=1, sheet=SETTINGS)
    return ItemSheet(lines[ITEMS], lines[HEAD], lines[CHOICES], settings)


def review(sheet: ItemSheet) -> tuple[InvalidInput, ...]:
    """Everything that keeps this sheet from being expanded, by worksheet and row; () when it can be."""
    return tuple(read(sheet).trouble)


def read(sheet: ItemSheet, names: Iterable[str] = (), lists: Iterable[str] = ()) -> Reading:
    """A sheet, understood as far as it can be. `names` and `lists` are those of ordinary questions beside it."""
    own = {line.cell("选项组") for line in sheet.choices} | {name for name, *_ in LISTS}
    reading = Reading(frozenset(own | set(lists)), choices=sheet.choices)
    reading.names.update(names)
    if sheet.settings is not None:
        for column in COLUMNS[SETTINGS][:3]:
            reading.text(sheet.settings, column)
    for line in sheet.choices:
        _check_choice(reading, line)
    for line in sheet.head:
        reading.questions.append((line, reading.question(line)))
    reading.divide(sheet.items)
    for _, items in reading.sections:
        for item in items:
            reading.names |= {row["name"] for row in item_rows(item) if "name" in row}
    for line in sheet.head:
        reading.references(line, "算式")
    for line in sheet.items:
        reading.references(line, "显示条件")
        reading.references(line, "题型")
    return reading


def _lines(name: str, sheet: Sheet | None) -> tuple[Line, ...]:
    if sheet is None:
        return ()
    for column in COLUMNS[name]:
        if column not in sheet.header and column != "English":
            raise InvalidInput(field=column, reason="missing_column", row=sheet.row, sheet=name)
    return tuple(Line(name, sheet.row_number(index), cells) for index, cells in sheet.lines())


def _check_choice(reading: Reading, line: Line) -> None:
    for column in COLUMNS[CHOICES][:3]:
        reading.text(line, column)
    if any(line.cell("选项组") == name for name, *_ in LISTS):
        reading.wrong(line, "选项组", "reserved")
    for column in ("选项组", "名称"):
        if re.search(r"\s", line.cell(column)):
            reading.wrong(line, column, "space")
