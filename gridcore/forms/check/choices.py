"""The worksheet `choices`: lists, names, labels (FORMS 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from gridcore.forms.check.slip import HIDDEN
from gridcore.forms.check.table import Line, Table, slug


class Lists(msgspec.Struct, frozen=True):
    """The lists of a form: list -> value -> label, and the columns a filter can speak of."""

    values: Mapping[str, Mapping[str, str]] = {}
    columns: frozenset[str] = frozenset()
    are_known: bool = True
    """False where `choices` cannot be read, so that nothing can be said of a list that is not there."""


_KEYS: Final = ("list_name", "name")


def read_lists(table: Table | None, own: Mapping[str, Mapping[str, str]]) -> Lists:
    """The lists of `choices` and those the program brings itself."""
    found: dict[str, dict[str, str]] = {name: dict(values) for name, values in own.items()}
    if table is None:
        return Lists(found, frozenset(_KEYS))
    for line in table.lines:
        name, value = line.text("list_name"), line.text("name")
        if name:
            values = found.setdefault(name, {})
            if value:
                values.setdefault(value, line.text("label"))
    columns = {column.title for column in table.columns} | {column.base for column in table.columns}
    return Lists(found, frozenset(columns | {"name", "label"}), table.has("list_name"))


def check_choices(table: Table, many: frozenset[str], *, may_repeat: bool) -> None:
    """Look at every choice. `many` are the lists of multiple choice; `may_repeat`: doubled values are meant."""
    seen: dict[tuple[str, str], Line] = {}
    before = ""
    for line in table.lines:
        name, value = line.text("list_name"), line.text("name")
        if not name:
            if value or line.text("label"):
                table.wrong("choice_without_list", line, "list_name", mend=before)
            continue
        before = name
        for base in _KEYS:
            _check_key(table, line, base)
        if " " in name:
            table.wrong("space_in_list", line, "list_name", mend="_".join(name.split()))
        if not value:
            table.wrong("choice_without_name", line, "name", mend=slug(line.text("label")))
            continue
        if not line.text("label") and not line.text("image") and not line.text("audio"):
            table.wrong("choice_without_label", line, "label")
        if len(value.split()) > 1:
            table.wrong(
                "space_in_choice" if name in many else "space_in_value", line, "name", mend="_".join(value.split())
            )
        if (name, value) in seen and not may_repeat:
            table.wrong("duplicate_choice", line, "name", row=str(table.number(seen[name, value])))
        seen.setdefault((name, value), line)


def _check_key(table: Table, line: Line, base: str) -> None:
    column = line.column(base)
    if column is None:
        return
    text = line.cells[column]
    if HIDDEN.search(text):
        table.wrong("hidden_character", line, column, mend=HIDDEN.sub("", text))
    if (line.index, column.at) in table.sheet.dates:
        table.wrong("date_cell", line, column)
