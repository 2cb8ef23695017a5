"""What to write instead of a cell of the worksheets of items, as far as anybody can tell (FORMS 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from gridcore.errors import InvalidInput
from gridcore.forms.check.chinese import ITEM_TYPES, LIMITS, NO, PHOTOS, SEVERITIES, YES
from gridcore.forms.check.table import narrow, nearest, slug
from gridcore.forms.items import VERDICT, WORDS, Reading

_CODE: Final = re.compile(r"([A-Z]{1,3})[-.、]?(\d{1,3})")
_DIGITS: Final = re.compile(r"(\d{1,3})(?:天|日|个工作日|日内|天内|级)?")
_PHOTO_WORDS: Final = ("不合格", "必拍", "不拍")


def mend_item(trouble: InvalidInput, reading: Reading) -> str:
    """The whole cell as it should be, '' where nobody can tell."""
    found = str(trouble.facts.get("found", ""))
    mend = _MENDS.get((trouble.reason, trouble.field)) or _MENDS.get((trouble.reason, ""))
    return mend(found, reading) if mend else ""


def _plain(found: str) -> str:
    return re.sub(r"\s", "", narrow(found))


def _code(found: str, _reading: Reading) -> str:
    match = _CODE.fullmatch(_plain(found).upper())
    return f"{match[1]}{int(match[2]):02d}" if match else ""


def _next_code(found: str, reading: Reading) -> str:
    match = _CODE.fullmatch(found)
    if match is None:
        return ""
    taken = {name for name in reading.names if _CODE.fullmatch(name)}
    return next((name for number in range(1, 1000) if (name := f"{match[1]}{number:02d}") not in taken), "")


def _type(found: str, _reading: Reading) -> str:
    """Each word of 题型 by the word it is like."""
    known = (VERDICT, *WORDS)
    pieces = re.split(r"([+＋,，、](?![^(（]*[)）]))", narrow(found))
    for number in range(0, len(pieces), 2):
        match = re.match(r"\s*([^\W\d_]*(?:\s+[^\W\d_]+)?)(.*)", pieces[number], re.DOTALL)
        word = re.sub(r"\s", "", match[1]) if match else ""
        instead = word if word in known else ITEM_TYPES.get(word, "") or nearest(word, known, 0.5)
        if not instead or match is None:
            return ""
        pieces[number] = instead + match[2]
    made = "".join(pieces)
    return made if made != found else ""


def _list(found: str, reading: Reading) -> str:
    name = re.search(r"[:：]\s*(\w+)", found)
    near = nearest(name[1], reading.lists) if name else ""
    return found.replace(name[1], near, 1) if name and near else ""


def _severity(found: str, _reading: Reading) -> str:
    return SEVERITIES.get(_plain(found).removesuffix("级").removesuffix("隐患"), "") or _number(found, 3)


def _limit(found: str, _reading: Reading) -> str:
    return LIMITS.get(_plain(found), "") or _number(found, 365)


def _number(found: str, most: int) -> str:
    match = _DIGITS.fullmatch(_plain(found))
    return str(int(match[1])) if match and int(match[1]) <= most else ""


def _photo(found: str, _reading: Reading) -> str:
    return PHOTOS.get(_plain(found), "") or nearest(_plain(found), _PHOTO_WORDS, 0.5)


def _needed(found: str, _reading: Reading) -> str:
    word = _plain(found).lower()
    return "是" if word in YES or word == "yes" else "否" if word in NO or word == "no" else ""


def _name(found: str, _reading: Reading) -> str:
    name = slug(found).lower()
    return name if name.isascii() else ""


_MENDS: Final[Mapping[tuple[str, str], Callable[[str, Reading], str]]] = {
    ("code", ""): _code,
    ("duplicate", ""): _next_code,
    ("unknown_type", ""): _type,
    ("unknown_list", ""): _list,
    ("severity", ""): _severity,
    ("limit", ""): _limit,
    ("unknown_word", "拍照"): _photo,
    ("unknown_word", "必填"): _needed,
    ("photo_required", ""): lambda _found, _reading: _PHOTO_WORDS[0],
    ("name", ""): _name,
    ("reserved", ""): lambda found, _reading: f"{found}_2",
    ("space", ""): lambda found, _reading: "_".join(found.split()),
}
"""(reason, column; '' any) -> what makes the mend."""
