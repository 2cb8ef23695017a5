"""The sentence of each code of the author's checker; {found} is what stands in the cell, the rest are its facts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
"""The extractor of words knows this name; any other alias would lose the texts."""


def of_files() -> dict[str, str]:
    """The file, its worksheets, and what only the converter or the engine saw."""
    return {
        "no_file": translate("ChecklistCheck", "There is no such file, or it cannot be read"),
        "empty_file": translate("ChecklistCheck", "The file is empty"),
        "broken_file": translate("ChecklistCheck", "The file is damaged; open it, save it anew and check again"),
        "locked_file": translate("ChecklistCheck", "The file has a password; save it without one"),
        "not_a_sheet": translate("ChecklistCheck", "This is no spreadsheet; save it as .xlsx"),
        "too_large": translate(
            "ChecklistCheck", "The file is too large; delete what is far from the table and save it"
        ),
        "wrong_ending": translate(
            "ChecklistCheck", "The ending of {found} does not fit what the file is; other tools refuse it"
        ),
        "no_survey": translate(
            "ChecklistCheck", "There is no worksheet with questions; name it survey, or {items} for items"
        ),
        "no_lines": translate("ChecklistCheck", "The worksheet {sheet} is missing or has no rows"),
        "no_settings": translate("ChecklistCheck", "There is no worksheet settings with form_id and version"),
        "sheet_name": translate("ChecklistCheck", "The worksheet {found} is not looked at under this name"),
        "converter_refused": translate("ChecklistCheck", "The converter refuses the sheet; it says: {said}"),
        "form_refused": translate("ChecklistCheck", "The form made of the sheet cannot be opened ({reason})"),
    }


def of_headers() -> dict[str, str]:
    """The first row, and the languages it names."""
    return {
        "header_not_first": translate(
            "ChecklistCheck", "The names of the columns stand in row {row}; put them into the first row"
        ),
        "missing_column": translate("ChecklistCheck", "The column {column} is missing"),
        "duplicate_column": translate("ChecklistCheck", "Two columns mean the same: {found}; delete one"),
        "nameless_column": translate(
            "ChecklistCheck", "This column has no name, so what stands in it is not looked at"
        ),
        "unknown_media": translate(
            "ChecklistCheck", "No reader knows the medium {word}; there are image, audio, video"
        ),
        "unknown_prefix": translate(
            "ChecklistCheck", "The prefix {word} is not declared in the column namespaces of settings"
        ),
        "bad_column_name": translate(
            "ChecklistCheck", "{found} cannot be the name of a column: a letter, then letters, digits, _ - ."
        ),
        "unknown_column": translate("ChecklistCheck", "No reader knows the column {found}"),
        "misnamed_column": translate("ChecklistCheck", "The column {found} has to have the name all readers know"),
        "chinese_header": translate("ChecklistCheck", "The name of this column has to be English"),
        "full_width_header": translate("ChecklistCheck", "{found} has full-width signs; colons have to be half-width"),
        "single_colon": translate("ChecklistCheck", "Between column and language stand two colons"),
        "language_spelling": translate("ChecklistCheck", "This language is written in another way elsewhere"),
        "missing_language_column": translate("ChecklistCheck", "This text has no column for {language}"),
        "missing_translation": translate("ChecklistCheck", "The text for {language} is missing"),
        "unknown_language": translate("ChecklistCheck", "No column has the language {found}"),
        "vertical_settings": translate(
            "ChecklistCheck", "The settings stand below each other; names go into row 1, values into row 2"
        ),
        "second_settings_row": translate("ChecklistCheck", "Only the first row of settings counts"),
        "missing_form_id": translate("ChecklistCheck", "The form has no form_id"),
        "missing_version": translate("ChecklistCheck", "The form has no version"),
        "space_in_form_id": translate("ChecklistCheck", "The form_id has a space"),
    }


def of_types() -> dict[str, str]:
    """The column type and what belongs to it."""
    return {
        "unknown_type": translate("ChecklistCheck", "There is no type {found}"),
        "chinese_type": translate("ChecklistCheck", "The type has to be an English word"),
        "missing_type": translate("ChecklistCheck", "The row has a name or label and no type"),
        "later_type": translate(
            "ChecklistCheck", "This program cannot ask questions of type {found} yet; it leaves them out"
        ),
        "external_select": translate(
            "ChecklistCheck", "select_one_external needs a worksheet external_choices; write select_one"
        ),
        "entities_later": translate(
            "ChecklistCheck", "There is no worksheet entities, so nothing can be saved to {found}"
        ),
        "table_list_filter": translate("ChecklistCheck", "In a group of appearance table-list no choices are filtered"),
        "table_list_lists": translate(
            "ChecklistCheck", "In a group of appearance table-list all questions have one list, here {list}"
        ),
        "select_without_list": translate("ChecklistCheck", "Behind the type the list of choices is missing"),
        "list_with_space": translate("ChecklistCheck", "The name of a list has no spaces"),
        "unknown_list": translate("ChecklistCheck", "The worksheet choices has no list {list}"),
        "file_ending": translate("ChecklistCheck", "The file {file} needs its ending: .csv, .xml or .geojson"),
        "missing_list": translate(
            "ChecklistCheck",
            "The list {file} is not beside the sheet; put it there, or nothing can be chosen",
        ),
        "broken_list": translate("ChecklistCheck", "The list {file} cannot be read; save it as CSV in UTF-8"),
        "large_list": translate("ChecklistCheck", "The list {file} is too large to be published"),
        "list_column": translate("ChecklistCheck", "The list {file} has no column {title}"),
        "missing_file": translate("ChecklistCheck", "The file {file} is not beside the sheet; give it when publishing"),
        "or_other_with_filter": translate(
            "ChecklistCheck", "or_other and choice_filter do not go together; use a choice of your own"
        ),
        "unclosed_group": translate("ChecklistCheck", "This {kind} is not closed; add a row end_{kind}"),
        "end_without_begin": translate("ChecklistCheck", "Nothing is open that could end here; delete this row"),
        "wrong_end": translate("ChecklistCheck", "What is open here is the {kind} of row {row}"),
        "empty_group": translate("ChecklistCheck", "This {kind} holds no question"),
        "unknown_section": translate("ChecklistCheck", "The worksheet {items} has no section {section}"),
    }


def of_names() -> dict[str, str]:
    """Names, labels, and signs that cannot be seen."""
    return {
        "missing_name": translate("ChecklistCheck", "The name is missing"),
        "bad_name": translate("ChecklistCheck", "{found} is no name: letters, digits, _ and - only, a letter first"),
        "duplicate_name": translate("ChecklistCheck", "The name {found} stands in row {row} already"),
        "name_differs_by_case": translate("ChecklistCheck", "{found} and {other} differ by capitals only"),
        "reserved_name": translate("ChecklistCheck", "The program keeps the name {found} for itself"),
        "ambiguous_name": translate(
            "ChecklistCheck", "{word} stands more than once, so nobody knows which is meant; rename one"
        ),
        "missing_label": translate("ChecklistCheck", "The question has no label"),
        "hidden_character": translate("ChecklistCheck", "A character that cannot be seen stands here, from copying"),
        "date_cell": translate(
            "ChecklistCheck", "The spreadsheet made a date of this; format the cell as text and type it again"
        ),
        "spreadsheet_error": translate(
            "ChecklistCheck", "The spreadsheet could not work out this cell; type its value"
        ),
    }


def of_signs() -> dict[str, str]:
    """Signs in expressions."""
    return {
        "full_width": translate("ChecklistCheck", "Full-width signs; they have to be half-width"),
        "curled_quotes": translate("ChecklistCheck", "Curled quotes stand here; straight ones are safer"),
        "double_equals": translate("ChecklistCheck", "Equal is written with one ="),
        "ampersands": translate("ChecklistCheck", "And is written and"),
        "bars": translate("ChecklistCheck", "Or is written or"),
        "angle_brackets": translate("ChecklistCheck", "Not equal is written !="),
        "swapped_sign": translate("ChecklistCheck", "The signs stand the wrong way round: >= and <="),
        "upper_case": translate("ChecklistCheck", "{word} has to be written in small letters"),
        "chinese_word": translate("ChecklistCheck", "Between conditions stands and or or, in English"),
        "percent_sign": translate("ChecklistCheck", "The remainder of a division is written mod"),
        "slash_division": translate("ChecklistCheck", "Division is written div"),
        "semicolon": translate("ChecklistCheck", "Arguments are divided by commas"),
        "leading_equals": translate("ChecklistCheck", "No equals sign stands at the beginning"),
        "bad_reference": translate("ChecklistCheck", "A question is named as in ${{name}}"),
        "open_quote": translate("ChecklistCheck", "A quote is not closed"),
        "unbalanced": translate("ChecklistCheck", "A bracket has no partner"),
        "missing_operand": translate("ChecklistCheck", "Behind and or or the question has to be named again"),
        "missing_dot": translate("ChecklistCheck", "A constraint begins with a dot, which is the answer"),
        "syntax": translate("ChecklistCheck", "This cannot be read as an expression, from: {word}"),
        "too_deep": translate(
            "ChecklistCheck", "Too many brackets within each other; divide it into several calculations"
        ),
        "too_long": translate("ChecklistCheck", "The expression is too long; divide it into several calculations"),
    }


def of_meanings() -> dict[str, str]:
    """What is grammar and cannot be meant."""
    return {
        "yes_word": translate("ChecklistCheck", "{found} is not understood here; it has to be yes or no"),
        "unknown_name": translate("ChecklistCheck", "There is no question {word}"),
        "unknown_function": translate("ChecklistCheck", "There is no function {word}"),
        "arity": translate("ChecklistCheck", "The function {word} has too many or too few arguments"),
        "not_nodes": translate(
            "ChecklistCheck", "The function {word} is about questions: write ${{name}} or a path in it"
        ),
        "bare_text": translate("ChecklistCheck", "The text {word} needs quotes"),
        "bare_name": translate("ChecklistCheck", "The question {word} is named as in ${{name}}"),
        "bare_function": translate("ChecklistCheck", "The function {word} needs its brackets"),
        "null_word": translate("ChecklistCheck", "Empty is written as two quotes"),
        "not_in_list": translate("ChecklistCheck", "The list has no value {word}"),
        "never_in_list": translate("ChecklistCheck", "The list has no value {word}, so this never applies"),
        "multiple_equals": translate(
            "ChecklistCheck", "{word} is multiple choice; whether something is chosen is asked with selected"
        ),
        "constant_condition": translate("ChecklistCheck", "{word} alone is always true; compare it with a question"),
        "compared_with_itself": translate("ChecklistCheck", "{word} is compared with itself, so this always applies"),
        "swapped_arguments": translate("ChecklistCheck", "In {word} the question comes first, then the value"),
        "choice_name_argument": translate("ChecklistCheck", "The second {word} of jr:choice-name stands in quotes"),
        "required_note": translate(
            "ChecklistCheck", "Nobody can answer this; where it is required the form cannot be finished"
        ),
        "chained_comparison": translate("ChecklistCheck", "Two comparisons in a row do not work; join them with and"),
        "bare_date": translate(
            "ChecklistCheck", "{word} is worked out as a subtraction; a date stands in date() with quotes"
        ),
        "bad_regex": translate("ChecklistCheck", "The pattern {word} is none"),
        "not_portable": translate("ChecklistCheck", "{word} works here; other tools may not know it"),
        "circle": translate("ChecklistCheck", "These questions wait for each other: {names}"),
        "trigger_on_group": translate("ChecklistCheck", "{word} is a group; a trigger names questions"),
        "missing_trigger": translate("ChecklistCheck", "This type needs a trigger: the question it waits for"),
        "bad_trigger": translate("ChecklistCheck", "A trigger names questions as in ${{name}}, divided by commas"),
        "unknown_filter_column": translate("ChecklistCheck", "The worksheet choices has no column {word}"),
    }


def of_contents() -> dict[str, str]:
    """Cells of a question that are no expressions."""
    return {
        "missing_calculation": translate("ChecklistCheck", "The calculation is missing"),
        "filter_without_select": translate("ChecklistCheck", "Only a choice can be filtered; this is left aside"),
        "message_without_rule": translate("ChecklistCheck", "The message is never shown, because {rule} is empty"),
        "bad_appearance": translate("ChecklistCheck", "No reader knows the appearance {word}; it is left aside"),
        "search_appearance": translate("ChecklistCheck", "search() is not offered here; use select_one_from_file"),
        "bad_parameters": translate("ChecklistCheck", "Parameters are written as name=value, divided by spaces"),
        "unknown_parameter": translate("ChecklistCheck", "This type has no parameter {word}"),
        "bad_parameter_value": translate("ChecklistCheck", "{word} does not fit; it takes {takes}"),
        "missing_parameter": translate("ChecklistCheck", "With these parameters goes {word}, too"),
        "bad_tick": translate("ChecklistCheck", "{word} does not lie on the scale and its steps"),
        "bad_range": translate(
            "ChecklistCheck", "{word} does not fit: start, end and step are numbers, and step fits between them"
        ),
        "default_not_a_number": translate("ChecklistCheck", "The default {found} is no number"),
        "default_not_a_date": translate(
            "ChecklistCheck", "The default {found} is no date; dates are written 2026-11-24"
        ),
        "default_not_in_list": translate("ChecklistCheck", "The default {word} is not in the list"),
    }


def of_choices() -> dict[str, str]:
    """The worksheet choices."""
    return {
        "choice_without_list": translate("ChecklistCheck", "The choice belongs to no list"),
        "choice_without_name": translate("ChecklistCheck", "The choice has no name"),
        "choice_without_label": translate("ChecklistCheck", "The choice has no label"),
        "space_in_choice": translate(
            "ChecklistCheck", "{found} has a space; answers of multiple choice are divided by spaces"
        ),
        "space_in_value": translate("ChecklistCheck", "{found} has a space; it could not be used in multiple choice"),
        "space_in_list": translate("ChecklistCheck", "The name of a list has no spaces"),
        "duplicate_choice": translate("ChecklistCheck", "{found} stands in row {row} of this list already"),
    }


def of_items() -> dict[str, str]:
    """The worksheets of inspection items."""
    return {
        "item_header": translate("ChecklistCheck", "The column {found} has another name"),
        "item_code": translate(
            "ChecklistCheck", "{found} is no code: the letter of the section and two or three digits, as in A01"
        ),
        "item_other_section": translate(
            "ChecklistCheck", "{found} stands in another section; its letter has to be that of its section"
        ),
        "item_duplicate": translate("ChecklistCheck", "{found} stands in this sheet already"),
        "item_no_section": translate(
            "ChecklistCheck", "Above the first item a section is missing: a row with a letter and its name"
        ),
        "empty_section": translate("ChecklistCheck", "The section {found} has no items"),
        "item_missing": translate("ChecklistCheck", "{column} must not be empty"),
        "item_unknown_type": translate("ChecklistCheck", "{found} is no type of item"),
        "item_repeated_type": translate("ChecklistCheck", "{found} asks the same twice"),
        "item_list_or_rule": translate(
            "ChecklistCheck", "A choice needs its list, as in {example}; only numbers have a bound"
        ),
        "item_unknown_list": translate("ChecklistCheck", "The list of {found} is not in the worksheet {lists}"),
        "item_unknown_name": translate("ChecklistCheck", "{found} names a question that is not there"),
        "item_severity": translate("ChecklistCheck", "The severity is 1, 2 or 3"),
        "item_limit": translate("ChecklistCheck", "The limit is a number of days up to 365; 0 is at once"),
        "item_unknown_word": translate("ChecklistCheck", "{found} is not one of the words of this column"),
        "item_photo_required": translate("ChecklistCheck", "An item that can fail needs its photo"),
        "item_name": translate(
            "ChecklistCheck", "{found} is no name: small letters, digits and _ only, a letter first"
        ),
        "item_reserved": translate("ChecklistCheck", "Every checklist has the list {found} already"),
        "item_space": translate("ChecklistCheck", "{found} has a space"),
    }
