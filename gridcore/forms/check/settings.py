"""The worksheet `settings`: one row that says what the form is (FORMS 5)."""

from __future__ import annotations

from collections.abc import Iterable

from gridcore.forms.check.header import SETTINGS
from gridcore.forms.check.table import Table, nearest, plain

_FEWEST = 2


def check_settings(table: Table, languages: Iterable[str]) -> None:
    """Look at the settings; `languages` are those of the labels."""
    down = [row[0] for row in table.sheet.rows if row and plain(row[0]) in SETTINGS]
    if len(down) >= _FEWEST and len([column for column in table.columns if column.base in SETTINGS]) < _FEWEST:
        table.wrong("vertical_settings", None, table.columns[0] if table.columns else "form_id")
        return
    if not table.lines:
        return
    first, *more = table.lines
    for line in more[:1]:
        table.wrong("second_settings_row", line, next(iter(line.cells)))
    form_id, version = first.text("form_id"), first.text("version")
    if not form_id:
        table.wrong("missing_form_id", first, "form_id")
    elif len(form_id.split()) > 1:
        table.wrong("space_in_form_id", first, "form_id", mend="_".join(form_id.split()))
    if not version:
        table.wrong("missing_version", first, "version")
    default, known = first.text("default_language"), set(languages)
    if default and known and default not in known:
        near = nearest(default, known, 0.4) or nearest(default.split(" ")[0], known, 0.3)
        table.wrong("unknown_language", first, "default_language", mend=near)
