"""One thing wrong in an author's sheet: a code, its place, what to write instead; no words (FORMS 5)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

REMARKS = frozenset(
    {
        "required_note",
        "bad_appearance", "bare_date", "chained_comparison", "choice_without_label", "constant_condition",
        "curled_quotes", "empty_group", "empty_section", "filter_without_select", "language_spelling", "later_type",
        "message_without_rule", "missing_file", "missing_form_id", "missing_language_column",
        "missing_translation", "missing_version", "multiple_equals", "name_differs_by_case", "nameless_column",
        "never_in_list", "no_settings", "not_portable", "null_word", "search_appearance", "second_settings_row",
        "space_in_form_id", "space_in_value", "unknown_column", "unknown_language", "wrong_ending",
    }
)  # fmt: skip
"""Codes that do not keep a form from working as written: worth a look, no error."""

ERRORS = frozenset(
    {
        "ambiguous_name", "ampersands", "angle_brackets", "arity", "bad_column_name", "bad_name",
        "bad_parameter_value", "bad_parameters", "bad_range", "bad_reference", "bad_regex", "bad_tick",
        "bad_trigger", "bare_function", "bare_name", "bare_text", "bars", "broken_file", "broken_list",
        "chinese_header", "chinese_type", "chinese_word", "choice_name_argument", "choice_without_list",
        "choice_without_name", "circle", "compared_with_itself", "converter_refused", "date_cell",
        "default_not_a_date", "default_not_a_number", "default_not_in_list", "double_equals",
        "duplicate_choice", "duplicate_column", "duplicate_name", "empty_file", "end_without_begin",
        "entities_later", "external_select", "file_ending", "form_refused", "full_width", "full_width_header",
        "header_not_first", "hidden_character", "item_code", "item_duplicate", "item_header", "item_limit",
        "item_list_or_rule", "item_missing", "item_name", "item_no_section", "item_other_section",
        "item_photo_required", "item_repeated_type", "item_reserved", "item_severity", "item_space",
        "item_unknown_list", "item_unknown_name", "item_unknown_type", "item_unknown_word", "large_list",
        "leading_equals", "list_column", "list_with_space", "locked_file", "misnamed_column",
        "missing_calculation", "missing_column", "missing_dot", "missing_label", "missing_list", "missing_name",
        "missing_operand", "missing_parameter", "missing_trigger", "missing_type", "no_file", "no_lines",
        "no_survey", "not_a_sheet", "not_in_list", "not_nodes", "open_quote", "or_other_with_filter",
        "percent_sign", "reserved_name", "select_without_list", "semicolon", "sheet_name", "single_colon",
        "slash_division", "space_in_choice", "space_in_list", "spreadsheet_error", "swapped_arguments",
        "swapped_sign", "syntax", "table_list_filter", "table_list_lists", "too_deep", "too_large", "too_long",
        "trigger_on_group", "unbalanced", "unclosed_group", "unknown_filter_column", "unknown_function",
        "unknown_list", "unknown_media", "unknown_name", "unknown_parameter", "unknown_prefix",
        "unknown_section", "unknown_type", "upper_case", "vertical_settings", "wrong_end", "yes_word",
    }
)  # fmt: skip
"""Codes that keep a form from being published."""


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
