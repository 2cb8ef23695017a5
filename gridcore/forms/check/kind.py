"""What stands in the column `type`: the words a converter knows, and what an author writes instead of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from gridcore.forms.check.table import narrow, nearest

ASKED: Final = frozenset(
    {
        "text", "string", "integer", "int", "decimal", "note", "date", "time", "dateTime", "datetime", "date time",
        "acknowledge", "trigger", "range", "image", "photo", "file", "geopoint", "gps", "location", "percentage",
        "phone number", "add text prompt", "add integer prompt", "add decimal prompt", "add note prompt",
        "add date prompt", "add dateTime prompt", "add date time prompt", "add image prompt", "add photo prompt",
        "add file prompt", "add location prompt", "add acknowledge prompt",
        "q string", "q int", "q decimal", "q note", "q date", "q date time", "q dateTime", "q image", "q picture",
        "q location", "q geopoint", "q acknowledge", "q select", "q select1",
        "number of days in last month", "number of days in last six months", "number of days in last year",
    }
)  # fmt: skip
"""Questions of one word, each with a label."""
SILENT: Final = frozenset(
    {
        "calculate", "add calculate prompt", "q calculate", "hidden", "email", "start", "end", "today", "deviceid",
        "username", "phonenumber", "simserial", "subscriberid", "imei", "get start time", "start time", "get end time",
        "end time", "get today", "device id", "get device id", "get phone number", "sim id", "get sim id",
        "subscriber id", "get subscriber id", "uri:deviceid", "uri:email", "uri:phonenumber", "uri:simserial",
        "uri:subscriberid", "uri:username", "csv-external", "xml-external",
    }
)  # fmt: skip
"""Rows nobody is asked."""
LATER: Final = frozenset(
    {
        "rank", "geotrace", "geoshape", "q geotrace", "q geoshape", "barcode", "add barcode prompt", "q barcode",
        "audio", "add audio prompt", "q audio", "video", "add video prompt", "q video", "audit", "background-audio",
        "background-geopoint", "start-geopoint", "osm",
    }
)  # fmt: skip
"""Known words this program does not ask yet (FORMS 2)."""
UNSEEN: Final = frozenset({"audit", "background-audio", "background-geopoint", "start-geopoint"})
"""Of these those that nobody is asked."""
SETTINGS: Final = frozenset({"form_title", "set form title", "form_id", "set form id", "prefix"})
FILES: Final = (".csv", ".xml", ".geojson")

_SELECTS: Final = {
    "select_one": "one", "select one": "one", "select one from": "one", "select1": "one",
    "add select one prompt using": "one", "select_one_external": "external",
    "select_multiple": "many", "select all that apply": "many", "select all that apply from": "many",
    "add select multiple prompt using": "many", "rank": "rank",
    "select_one_from_file": "one_file", "select one from file": "one_file",
    "select_multiple_from_file": "many_file", "select multiple from file": "many_file",
}  # fmt: skip
_SELECT: Final = re.compile(
    rf"^(?P<word>{'|'.join(sorted(map(re.escape, _SELECTS), key=len, reverse=True))})"
    r"(?: (?P<list>\S+)(?: (?P<other>or specify other|or_other|or other))?)?$"
)
_BEGIN: Final = re.compile(r"^begin[ _](group|lgroup|repeat|loop|looped group)(?: (?:over )?(\S+))?$")
_END: Final = re.compile(r"^end[ _](group|lgroup|repeat|loop|looped group)$")
_WORDS: Final = ("begin_group", "end_group", "begin_repeat", "end_repeat", "select_one", "select_multiple")
_BETTER: Final = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat", "loop": "loop"}


class Kind(msgspec.Struct, frozen=True):
    """A type, understood. `form`: question, silent, later, select, begin, end, setting or '' (not understood).

    `word` is the plain word (group, repeat, one, many, one_file, many_file, ...), `list` the list of a select.
    """

    form: str
    word: str = ""
    list: str = ""
    has_other: bool = False


def kind_of(text: str) -> Kind:
    """What a cell of `type` means to a converter; it reads several spaces as one."""
    text = re.sub(" +", " ", text)
    if match := _BEGIN.match(text):
        return Kind("begin", _BETTER[match[1]], match[2] or "")
    if match := _END.match(text):
        return Kind("end", _BETTER[match[1]])
    if text in LATER:
        return Kind("later", text)
    if match := _SELECT.match(text):
        word = _SELECTS[match["word"]]
        return Kind("later" if word == "rank" else "select", word, match["list"] or "", match["other"] is not None)
    if text.startswith("osm "):
        return Kind("later", "osm")
    for form, words in (("question", ASKED), ("silent", SILENT), ("setting", SETTINGS)):
        if text in words:
            return Kind(form, text)
    return Kind("")


def mended(text: str, chinese: Callable[[str], str]) -> tuple[str, str]:
    """(code, mend) of a type that is none. `chinese` gives the English of a Chinese word of `type`, or ''.

    Codes: full_width, chinese_type, list_with_space, unknown_type.
    """
    plain = " ".join(
        narrow(text).replace("-", "_" if text.lower().startswith(("begin-", "end-", "select-")) else "-").split()
    )
    if plain != text and kind_of(plain).form:
        return "full_width" if narrow(text) != text else "unknown_type", plain
    word, _, rest = plain.partition(" ")
    head, colon, tail = plain.partition(":")
    english = chinese(word) or (chinese(head) if colon else "")
    if english:
        rest = rest or tail.strip()
        return "chinese_type", f"{english} {rest}".strip() if english.startswith("select") else english
    if word in {"select_one", "select_multiple"} and " " in rest:
        first, *others = rest.split()
        if nearest("_".join(others), ("or_other",), 0.7):
            return "unknown_type", f"{word} {first} or_other"
        return "list_with_space", f"{word} {'_'.join(rest.split())}"
    lowered = f"{word.lower()} {rest}".strip()
    if kind_of(lowered).form:
        return "unknown_type", lowered
    near = nearest(word, (*_WORDS, *ASKED, *SILENT, *LATER), 0.72)
    if not rest and near:
        return "unknown_type", near
    near = nearest(word, ("select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"), 0.72)
    if rest and near:
        return "unknown_type", f"{near} {rest}"
    joined = "_".join(plain.lower().split())
    near = nearest(joined, _WORDS[:4], 0.72)
    return "unknown_type", near
