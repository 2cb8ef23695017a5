"""The first row of a worksheet: columns that are misspelt, doubled, missing, or in a language that nobody else has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from gridcore.forms.check.chinese import TITLES
from gridcore.forms.check.table import Column, Table, narrow, nearest, plain, split_title

SURVEY: Final = frozenset(
    {
        "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint",
        "constraint_message", "calculation", "readonly", "appearance", "default", "choice_filter", "parameters",
        "trigger", "repeat_count", "image", "big-image", "audio", "video", "disabled", "save_to", "autoplay", "rows",
        "intent", "note", "media", "bind", "control", "instance", "body", "noapperrorstring", "no_app_error_string",
        "sms_field", "sms_option", "sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format",
        "sms_response", "compact_tag", "query", "itemset", "flat",
    }
)  # fmt: skip
CHOICES: Final = frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video", "media"})
SETTINGS: Final = frozenset(
    {
        "form_id", "form_title", "version", "default_language", "instance_name", "namespaces", "style", "public_key",
        "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "clean_text_values", "name", "prefix",
        "sms_keyword", "sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response",
        "omit_instanceid", "instance_id", "instance_xmlns", "client_editable", "add_none_option", "attribute", "flat",
    }
)  # fmt: skip
TRANSLATED: Final = ("label", "hint", "required_message", "constraint_message")
_NEEDED: Final[Mapping[frozenset[str], tuple[str, ...]]] = {SURVEY: ("type", "name"), CHOICES: ("list_name", "name")}
_UNSURE: Final = frozenset(
    {"full_width_header", "single_colon", "chinese_header", "unknown_column", "header_not_first"}
)
"""With these, what a column is cannot be said yet."""
_FAR: Final = 6
"""How many rows down a header is looked for."""


def check_header(table: Table) -> bool:
    """Look at the first row; False where the rows below make no sense before it is mended."""
    needed = next((names for bases, names in _NEEDED.items() if bases == table.bases), ())
    missing = [name for name in needed if not table.has(name)]
    if missing and (row := _header_below(table, needed)) is not None:
        table.wrong("header_not_first", None, table.columns[0] if table.columns else missing[0], row=str(row))
        return False
    seen: dict[tuple[str, str], Column] = {}
    for column in table.columns:
        _check_title(table, column)
        key = (column.base, column.language)
        if key in seen and column.base in table.bases:
            table.wrong("duplicate_column", None, column, other=seen[key].title)
        seen.setdefault(key, column)
    _check_nameless(table)
    if not missing or not table.sheet.rows:
        return True
    mends = {finding.mend.partition("::")[0] for finding in table.findings}
    for name in missing:
        if name not in mends:
            table.wrong("missing_column", None, name)
    return False


def _check_title(table: Table, column: Column) -> None:
    title = column.title
    if column.base in table.bases:
        if ":" in title and "::" not in title and column.language and any("::" in each.title for each in table.columns):
            table.wrong("single_colon", None, column, mend=_doubled(title))
        return
    straight = _doubled(narrow(title)) if "：" in title or ":" in narrow(title) else narrow(title)
    base, _ = split_title(straight, doubled=True, bases=table.bases)
    if base in table.bases and straight != title:
        code = "full_width_header" if narrow(title) != title else "single_colon"
        table.wrong(code, None, column, mend=straight)
        return
    first, colons, language = straight.partition("::")
    english = TITLES.get(first, "")
    if english in table.bases and not table.has(english):
        table.wrong("chinese_header", None, column, mend=f"{english}{colons}{language}")
        return
    needed = [name for name in _NEEDED.get(table.bases, ()) if not table.has(name)]
    if near := nearest(plain(first), needed):
        table.wrong("misnamed_column", None, column, mend=f"{near}{colons}{language}")
        return
    near = nearest(plain(first), table.bases, 0.8)
    if near and not table.has(near):
        table.wrong("unknown_column", None, column, mend=f"{near}{colons}{language}")


def _doubled(title: str) -> str:
    """`label：：中文` and `label:中文` as `label::中文`."""
    first, *rest = [part.strip() for part in title.replace("：", ":").split(":") if part.strip()] or [title]
    return "::".join([first, ":".join(rest)]) if rest else first


def _check_nameless(table: Table) -> None:
    header, rows = table.sheet.header, table.sheet.rows[1:]
    width = max(map(len, rows), default=0)
    for at in range(width):
        if at < len(header) and header[at]:
            continue
        index = next((number for number, row in enumerate(rows, 1) if at < len(row) and row[at]), None)
        if index is not None and at <= len(header):
            table.wrong("nameless_column", None, Column("", "", "", at), row=str(table.sheet.row_number(index)))


def _header_below(table: Table, needed: Iterable[str]) -> int | None:
    for index, row in enumerate(table.sheet.rows[1:_FAR], 1):
        bases = {split_title(cell, doubled=True, bases=table.bases)[0] for cell in row if cell}
        if bases.issuperset(needed):
            return table.sheet.row_number(index)
    return None


def languages(tables: Iterable[Table]) -> Counter[str]:
    """The languages of all texts in the order they come, and how many columns each has."""
    columns = (column for table in tables for column in table.columns if column.base in TRANSLATED)
    return Counter(column.language for column in columns if column.language)


def check_languages(tables: tuple[Table, ...], default: str) -> None:
    """Languages spelt in two ways, columns one language lacks, and cells nobody translated."""
    if any(finding.code in _UNSURE for table in tables for finding in table.findings):
        return
    known = languages(tables)
    order = list(known)
    for table in tables:
        for column in table.columns:
            if column.base in TRANSLATED and column.language:
                mine = (-known[column.language], order.index(column.language))
                near = nearest(
                    column.language, [each for each in known if (-known[each], order.index(each)) < mine], 0.8
                )
                if near:
                    table.wrong("language_spelling", None, column, mend=f"{column.title.partition('::')[0]}::{near}")
    if any(finding.code == "language_spelling" for table in tables for finding in table.findings):
        return
    settled = {language for language, count in known.items() if count > 1 or len(known) <= 2}
    for table in tables:
        for base in TRANSLATED:
            has = {column.language: column for column in table.columns if column.base == base}
            spoken = {language or default for language in has}
            for language in sorted(settled - spoken) if any(has) else ():
                table.wrong("missing_language_column", None, has[next(iter(has))], language=language)
        _check_cells(table)


def _check_cells(table: Table) -> None:
    """Texts that one language has and another lacks; a column nobody filled is one finding, not one per row."""
    written = {column for line in table.lines for column in line.cells}
    for base in TRANSLATED:
        columns = [column for column in table.columns if column.base == base]
        for column in columns:
            if column.language and column not in written and written.intersection(columns):
                table.wrong("missing_translation", None, column, language=column.language)
        for line in table.lines:
            if not any(column in line.cells for column in columns):
                continue
            for column in columns:
                if column.language and column in written and column not in line.cells:
                    table.wrong("missing_translation", line, column, language=column.language)
