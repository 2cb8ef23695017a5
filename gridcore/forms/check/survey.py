"""The worksheet `survey`, row by row: types, names, groups, and all that stands in their cells (FORMS 5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from gridcore.forms.check.chinese import TYPES
from gridcore.forms.check.choices import Lists
from gridcore.forms.check.content import check_appearance, check_default, check_parameters
from gridcore.forms.check.expression import EXPRESSIONS, Fault, Known, check_expression, check_text
from gridcore.forms.check.kind import FILES, UNSEEN, Kind, kind_of, mended
from gridcore.forms.check.slip import HIDDEN
from gridcore.forms.check.table import Column, Line, Table, nearest, slug
from gridcore.forms.item import Row
from gridcore.forms.items import HEAD, ITEMS

OFFERS: Final = 200
"""Findings of a worksheet after which no more words are looked for to be offered."""
_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_ALWAYS: Final = ("instanceID", "instanceName")
_TEXTS: Final = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_RULES: Final = {"constraint_message": "constraint", "required_message": "required"}
_TRUE: Final = frozenset({"yes", "true", "true()"})
_PULLED: Final = re.compile(r"pulldata\(\s*['\"]([^'\"]+)['\"]")
_BROKEN: Final = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")


class Frame(msgspec.Struct):
    """A group or repeat that is open: its kind, its row (None: the form itself), the names in it."""

    word: str
    line: Line | None
    names: dict[str, Line] = {}
    spellings: dict[str, str] = {}
    """Name in small letters -> name."""
    questions: int = 0


def kinds_of(table: Table) -> dict[int, Kind]:
    """What each line's type means, by the line's place."""
    return {line.index: kind_of(line.text("type")) for line in table.lines}


def known_of(table: Table | None, kinds: Mapping[int, Kind], lists: Lists, others: Iterable[Row] = ()) -> Known:
    """What expressions can speak of: the table's questions, and `others`, rows made of items."""
    count: Counter[str] = Counter()
    values: dict[str, frozenset[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    multiple: set[str] = set()
    lines = () if table is None else table.lines
    rows = [(line.text("name"), kinds[line.index]) for line in lines if not _is_off(line)]
    rows += [(row.get("name", ""), kind_of(row["type"])) for row in others]
    for name, kind in rows:
        if not name or kind.form == "end":
            continue
        count[name] += 1
        if kind.form == "begin" and kind.word == "repeat":
            count[f"{name}_count"] += 0
        if kind.form == "select" and (texts := lists.values.get(kind.list)):
            values[name] = frozenset(texts) | ({"other"} if kind.has_other else set())
            labels[name] = {label: value for value, label in texts.items() if label}
        if kind.has_other:
            count[f"{name}_other"] += 0
        if kind.word.startswith("many"):
            multiple.add(name)
    return Known(
        names=frozenset({*count, *_ALWAYS, "meta"}),
        doubled=frozenset(name for name, times in count.items() if times > 1),
        values={name: found for name, found in values.items() if count[name] == 1},
        labels=labels,
        multiple=frozenset(multiple),
        columns=lists.columns,
    )


def _is_off(line: Line) -> bool:
    return line.text("disabled").lower() in _TRUE


def _has_value(line: Line) -> bool:
    return bool(line.text("calculation") or line.text("default"))


class SurveyCheck:
    """One walk over the rows."""

    def __init__(
        self,
        table: Table,
        kinds: Mapping[int, Kind],
        known: Known,
        lists: Lists,
        sections: frozenset[str] = frozenset(),
        files: frozenset[str] | None = None,
    ) -> None:
        """Take the table, what is known, the sections of items, the names of files beside it (None: unknown)."""
        self._table, self._kinds, self._known, self._lists = table, kinds, known, lists
        self._sections, self._beside = sections, files
        self._frames = [Frame("form", None)]
        self._repeats: dict[str, Line] = {}
        self._many: set[str] = set()

    def run(self) -> frozenset[str]:
        """Look at every row; gives the lists of multiple choice."""
        for line in self._table.lines:
            if not _is_off(line):
                self._row(line, self._kinds[line.index])
            if self._known.offers and len(self._table.findings) > OFFERS:
                self._known = msgspec.structs.replace(self._known, offers=False)
        for frame in self._frames[1:]:
            if frame.line is not None:
                self._wrong("unclosed_group", frame.line, "type", kind=frame.word)
        return frozenset(self._many)

    def _wrong(self, code: str, line: Line, column: Column | str, *, mend: str = "", at: int = 0, **facts: str) -> None:
        self._table.wrong(code, line, column, mend=mend, at=at, **facts)

    def _row(self, line: Line, kind: Kind) -> None:
        if not line.text("type"):
            if line.text("name") or line.text("label"):
                self._wrong("missing_type", line, "type")
        elif not self._is_marker(line):
            self._common(line)
            if not kind.form:
                kind = self._misspelt(line)
            if kind.form == "end":
                self._end(line, kind)
            elif kind.form != "setting":
                self._question(line, kind)

    def _misspelt(self, line: Line) -> Kind:
        """A type that is none; a group or repeat is taken as what it is meant to be, so that its end has a begin."""
        code, mend = mended(line.text("type"), lambda each: TYPES.get(each, ""))
        word, _, name = mend.partition(" ")
        if code == "list_with_space" and (near := nearest(name, filter(None, self._lists.values), 0.5)):
            mend = f"{word} {near}"
        self._wrong(code, line, "type", mend=mend)
        meant = kind_of(mend)
        return meant if meant.form in {"begin", "end"} else Kind("")

    def _is_marker(self, line: Line) -> bool:
        """Whether items or their head stand here; the sections named have to be there."""
        word, *codes = line.text("type").split()
        if word != ITEMS and (word != HEAD or codes):
            return False
        for code in codes:
            if code not in self._sections:
                near = nearest(code, self._sections, 0.9)
                self._wrong("unknown_section", line, "type", mend=f"{word} {near}" if near else "", section=code)
        return True

    def _question(self, line: Line, kind: Kind) -> None:
        self._frames[-1].questions += 1
        if line.text("type") != "audit":
            self._name(line, kind)
        if kind.form == "begin":
            self._begin(line, kind)
        elif kind.form == "select":
            self._select(line, kind)
        elif kind.form == "later":
            self._wrong("later_type", line, "type")
        self._cells(line, kind)

    def _common(self, line: Line) -> None:
        """What no cell of any column may hold."""
        for column, text in line.cells.items():
            if broken := _BROKEN.search(text):
                self._wrong("spreadsheet_error", line, column, at=broken.start())
            if column.base in {"type", "name"} and HIDDEN.search(text):
                self._wrong("hidden_character", line, column, mend=HIDDEN.sub("", text))
            if column.base in {"type", "name", *EXPRESSIONS} and (line.index, column.at) in self._table.sheet.dates:
                self._wrong("date_cell", line, column)

    def _name(self, line: Line, kind: Kind) -> None:
        name = line.text("name")
        if not name:
            if line.text("type") != "note":
                self._wrong("missing_name", line, "name", mend=slug(line.text("label"))[:32])
            return
        if not _NAME.fullmatch(name) and not HIDDEN.search(name):
            self._wrong("bad_name", line, "name", mend=slug(name))
            return
        names = self._frames[-1].names
        is_repeat = kind.form == "begin" and kind.word == "repeat"
        if len(self._frames) == 1 and name == "meta":
            self._wrong("reserved_name", line, "name", mend="meta_1")
        elif (twin := names.get(name) or (self._repeats.get(name) if is_repeat else None)) is not None:
            mend = next((each for number in range(2, 100) if (each := f"{name}_{number}") not in self._known.names), "")
            self._wrong("duplicate_name", line, "name", mend=mend, row=str(self._table.number(twin)))
        elif other := self._frames[-1].spellings.get(name.lower()):
            self._wrong("name_differs_by_case", line, "name", other=other)
        names.setdefault(name, line)
        self._frames[-1].spellings.setdefault(name.lower(), name)
        if is_repeat:
            self._repeats.setdefault(name, line)

    def _begin(self, line: Line, kind: Kind) -> None:
        self._frames.append(Frame(kind.word, line))
        if kind.word == "loop" and kind.list not in self._lists.values:
            self._wrong("unknown_list", line, "type", list=kind.list)

    def _end(self, line: Line, kind: Kind) -> None:
        if len(self._frames) == 1:
            self._wrong("end_without_begin", line, "type", kind=kind.word)
            return
        frame = self._frames[-1]
        if frame.word != kind.word:
            row = "" if frame.line is None else str(self._table.number(frame.line))
            self._wrong("wrong_end", line, "type", mend=f"end_{frame.word}", kind=frame.word, row=row)
        elif not frame.questions and frame.line is not None:
            self._wrong("empty_group", frame.line, "type", kind=frame.word)
        self._frames.pop()

    def _select(self, line: Line, kind: Kind) -> None:
        if not kind.list:
            lists = [name for name in self._lists.values if name]
            mend = f"{line.text('type')} {lists[0]}" if len(lists) == 1 else ""
            self._wrong("select_without_list", line, "type", mend=mend)
            return
        if kind.word.endswith("_file") and not kind.list.endswith(FILES):
            self._wrong("file_ending", line, "type", mend=f"{line.text('type')}.csv", file=kind.list)
            return
        if kind.list.endswith(FILES):
            if self._beside is not None and kind.list not in self._beside:
                self._wrong("missing_file", line, "type", file=kind.list)
            return
        if kind.word == "many":
            self._many.add(kind.list)
        is_listed = kind.word == "external" or "${" in kind.list or kind.list in self._lists.values
        if not is_listed and self._lists.are_known:
            near = nearest(kind.list, filter(None, self._lists.values), 0.5)
            mend = line.text("type").replace(kind.list, near, 1) if near else ""
            self._wrong("unknown_list", line, "type", mend=mend, list=kind.list)
        if kind.has_other and line.text("choice_filter"):
            self._wrong("or_other_with_filter", line, "type", mend=re.sub(r" or[ _]other$", "", line.text("type")))

    def _cells(self, line: Line, kind: Kind) -> None:
        is_asked = kind.form in {"question", "select", "later"} and kind.word not in UNSEEN
        if is_asked and not any(line.text(base) for base in ("label", "hint", "image", "audio", "video", "media")):
            self._wrong("missing_label", line, "label")
        if kind.word in {"calculate", "q calculate", "add calculate prompt"}:
            self._calculated(line)
        if line.text("choice_filter") and kind.form != "select":
            self._wrong("filter_without_select", line, "choice_filter")
        for message, rule in _RULES.items():
            if line.text(message) and not line.text(rule):
                self._wrong("message_without_rule", line, message, rule=rule)
        is_needed = line.text("required").lower() in _TRUE
        if is_needed and (kind.word == "note" or (line.text("readonly").lower() in _TRUE and not _has_value(line))):
            self._wrong("required_note", line, "required", mend="no")
        self._read_files(line)
        for column, fault in self._faults(line, kind):
            self._wrong(fault.code, line, column, mend=fault.mend, at=fault.at, word=fault.word)
        for check in (check_appearance, check_parameters):
            check(self._table, line, kind)
        check_default(self._table, line, kind, self._known)

    def _read_files(self, line: Line) -> None:
        for column, text in line.cells.items():
            for match in _PULLED.finditer(text) if self._beside is not None and column.base in EXPRESSIONS else ():
                if f"{match[1]}.csv" not in (self._beside or ()) and match[1] not in (self._beside or ()):
                    self._wrong("missing_file", line, column, at=match.start(), file=f"{match[1]}.csv")

    def _calculated(self, line: Line) -> None:
        if not _has_value(line):
            self._wrong("missing_calculation", line, "calculation")

    def _faults(self, line: Line, kind: Kind) -> Iterator[tuple[Column, Fault]]:
        for column, text in line.cells.items():
            found: list[Fault] = []
            if column.base in EXPRESSIONS and not _BROKEN.search(text):
                known = self._known
                if column.base == "choice_filter" and kind.list not in self._lists.values:
                    known = msgspec.structs.replace(known, columns=frozenset())
                found = check_expression(column.base, text, known)
            elif column.base in _TEXTS:
                found = check_text(text, self._known)
            codes: set[str] = set()
            for fault in found:
                # Four full-width brackets are one mistake: the mend puts all of them right.
                if fault.code not in codes or not fault.mend:
                    yield column, fault
                codes.add(fault.code)
