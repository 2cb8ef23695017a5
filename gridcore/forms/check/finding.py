"""One thing wrong in an author's sheet: a code, its place, what to write instead; no words (FORMS 5)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

REMARKS = frozenset(
    {
        "bad_appearance", "bare_date", "chained_comparison", "choice_without_label", "constant_condition",
        "curled_quotes", "empty_group", "empty_section", "filter_without_select", "language_spelling", "later_type",
        "message_without_rule", "missing_file", "missing_form_id", "missing_language_column",
        "missing_translation", "missing_version", "multiple_equals", "name_differs_by_case", "nameless_column",
        "never_in_list", "no_settings", "not_portable", "null_word", "search_appearance", "second_settings_row",
        "space_in_form_id", "space_in_value", "unknown_column", "unknown_language", "wrong_ending",
    }
)  # fmt: skip
"""Codes that do not keep a form from working as written: worth a look, no error."""


class Finding(msgspec.Struct, frozen=True):
    """One thing wrong. `code` names it; `found` is what stands there, `mend` the whole cell as it should be, or ''.

    `row` counts as the spreadsheet program does, 0 where a finding is about the whole sheet or file; `cell` is the
    place in A1 style and `column` the name of its column; `at` is the 0-based place within the cell.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    found: str = ""
    mend: str = ""
    at: int = 0
    facts: Mapping[str, str] = {}

    @property
    def is_error(self) -> bool:
        """Whether the form cannot be published so."""
        return self.code not in REMARKS
