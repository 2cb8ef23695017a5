"""Signs of other languages, of Chinese keyboards and of copied text in an expression (FORMS 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gridcore.forms.check.table import narrow

QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
REFERENCE: Final = re.compile(r"\$\{([^{}]*)\}")
HIDDEN: Final = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")

_SIGNS: Final = {
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": " div ", "、": ",", "；": ",", "。": ".", "【": "[", "】": "]",
    "《": "<", "》": ">", "—": "-", "–": "-", "−": "-", "\u3000": " ",
}  # fmt: skip
_WIDE: Final = re.compile("[" + "".join(map(re.escape, _SIGNS)) + "\uff01-\uff5e\uffe5]")
_CURLED: Final = re.compile("[“”‘’]")
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_OPERAND: Final = r"(?:\$\{[^{}]*\}|\.|[\w'\"-]+)"
_AND: Final = re.compile(r"(?<=[\s)'\"}\d])(?:并且|而且|以及|且|和)(?=[\s('\"$.])")
_OR: Final = re.compile(r"(?<=[\s)'\"}\d])(?:或者|或)(?=[\s('\"$.])")
_SLIPS: Final = (
    ("double_equals", re.compile(r"(?<![<>!=])==(?!=)"), "="),
    ("ampersands", re.compile(r"\s*&+\s*"), " and "),
    ("bars", re.compile(r"\s*\|\|\s*"), " or "),
    ("angle_brackets", re.compile(r"<>"), "!="),
    ("swapped_sign", re.compile(r"=>"), ">="),
    ("swapped_sign", re.compile(r"=<"), "<="),
    ("upper_case", re.compile(r"\b(?:AND|And)\b"), "and"),
    ("upper_case", re.compile(r"\b(?:OR|Or)\b"), "or"),
    ("upper_case", re.compile(r"\b(?:NOT|Not)(?=\s?\()"), "not"),
    ("upper_case", re.compile(r"\b(?:DIV|Div)\b"), "div"),
    ("upper_case", re.compile(r"\b(?:MOD|Mod)\b"), "mod"),
    ("chinese_word", _AND, "and"),
    ("chinese_word", _OR, "or"),
    ("percent_sign", re.compile(r"\s*%\s*"), " mod "),
    ("semicolon", re.compile(r";"), ","),
    ("slash_division", re.compile(r"(?<=[})\d])\s*/\s*(?=\$\{|\d|\()"), " div "),
    ("bad_reference", re.compile(r"\$\{(?:\s+([^\W\d][\w.\-#]*)\s*|([^\W\d][\w.\-#]*)\s+)\}"), r"${\1\2}"),
    ("bad_reference", re.compile(r"(?<!\$)\{\s*([^\W\d][\w.\-]*)\s*\}"), r"${\1}"),
    ("bad_reference", re.compile(r"\$([^\W\d][\w\-]*)"), r"${\1}"),
    ("bad_reference", re.compile(r"\$[(\[]\s*([^\W\d][\w.\-]*)\s*[)\]]"), r"${\1}"),
    ("bad_reference", re.compile(r"\$\{\s*([^\W\d][\w\-]*)(?=\s*(?:[^\w\s.}#\-]|$|\s[^}\s]))"), r"${\1}"),
)


class Slip(NamedTuple):
    """One sign: its code, its 0-based place, what stands there."""

    code: str
    at: int
    found: str


def straightened(text: str) -> tuple[str, list[Slip]]:
    """The text with straight quotes, as a converter reads it, and the first curled one."""
    curled = _CURLED.search(text)
    slip = [] if curled is None else [Slip("curled_quotes", curled.start(), curled[0])]
    return text.translate(_STRAIGHT), slip


def slips(text: str) -> list[Slip]:
    """Every slip outside quotes, in the order of the kinds."""
    bare = _without_quotes(text)
    found = [Slip("hidden_character", match.start(), f"U+{ord(match[0]):04X}") for match in HIDDEN.finditer(text)]
    found += [Slip("full_width", match.start(), match[0]) for match in _WIDE.finditer(bare)]
    for code, pattern, _ in _SLIPS:
        for match in pattern.finditer(bare):
            found.append(Slip(code, match.start() + len(match[0]) - len(match[0].lstrip()), match[0].strip()))
    return found


def mended(text: str) -> str:
    """The text with all slips put right; quotes keep what they hold."""
    text = HIDDEN.sub("", text.translate(_STRAIGHT))
    pieces: list[str] = []
    last = 0
    for match in QUOTED.finditer(text):
        pieces += [_mend_bare(text[last : match.start()]), match[0]]
        last = match.end()
    return "".join([*pieces, _mend_bare(text[last:])]).strip()


def _mend_bare(piece: str) -> str:
    piece = _WIDE.sub(lambda match: _SIGNS.get(match[0], narrow(match[0]).replace("¥", "$")), piece)
    for _, pattern, instead in _SLIPS:
        changed = pattern.sub(instead, piece)
        piece = re.sub(r"  +", " ", changed) if changed != piece else piece
    return piece


def _without_quotes(text: str) -> str:
    """The text with quotes and what they hold blank, of the same length."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text)


def open_quote(text: str) -> int:
    """The place of a quote that is not closed, -1 without one."""
    return min((at for at in map(_without_quotes(text).find, "'\"") if at >= 0), default=-1)


def unbalanced(text: str) -> tuple[int, str] | None:
    """The first bracket without its partner as (place, the text with it put right, '' if nobody can tell)."""
    bare = _without_quotes(text)
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(bare):
        if char in "([":
            opened.append((char, at))
        elif char in ")]":
            if not opened:
                return at, text[:at] + text[at + 1 :]
            if opened.pop()[0] + char not in {"()", "[]"}:
                return at, ""
    if not opened:
        return None
    ends = "".join(")" if char == "(" else "]" for char, _ in reversed(opened))
    return opened[0][1], text.rstrip() + ends


def missing_operand(text: str) -> Iterator[tuple[int, str]]:
    """`${age} > 3 and < 9`: the place of the second sign, and the text with the first operand repeated."""
    pattern = rf"(?P<left>{_OPERAND})\s*(?:<=|>=|!=|=|<|>)\s*{_OPERAND}\s+(?:and|or)\s+(?=[<>=!])"
    for match in re.finditer(pattern, text):
        yield match.end(), f"{text[: match.end()]}{match['left']} {text[match.end() :]}"
