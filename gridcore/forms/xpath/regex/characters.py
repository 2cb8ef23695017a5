"""Which characters a class takes, and which places an assertion."""

from __future__ import annotations

import unicodedata

from gridcore.forms.xpath.regex.net import Guard, Test, Text


class Broken(Exception):
    """The pattern is none, or uses what is not regular; `reason` is syntax, too_large or not_regular."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _is_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())


def _is_border(text: Text, at: int) -> bool:
    before = at > 0 and _is_word(text.content[at - 1])
    after = at < len(text.content) and _is_word(text.content[at])
    return before != after


def starts(_text: Text, at: int) -> bool:
    """`^`: the place before the first character."""
    return at == 0


def stops(text: Text, at: int) -> bool:
    """`$`: the place behind the last character."""
    return at == len(text.content)


GUARDS: dict[str, Guard] = {
    "b": _is_border,
    "B": lambda text, at: not _is_border(text, at),
    "A": starts,
    "z": stops,
    "Z": stops,
}
CLASSES: dict[str, Test] = {
    "d": lambda character: "0" <= character <= "9",
    "w": _is_word,
    "s": str.isspace,
}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "0": "\0"}
_POSIX: dict[str, Test] = {
    "Alpha": lambda character: character.isascii() and character.isalpha(),
    "Digit": CLASSES["d"],
    "Alnum": lambda character: character.isascii() and character.isalnum(),
    "Upper": lambda character: "A" <= character <= "Z",
    "Lower": lambda character: "a" <= character <= "z",
    "Punct": lambda character: character in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "Space": str.isspace,
    "IsAlphabetic": str.isalpha,
}


def is_any(character: str) -> bool:
    """`.`: every character but the ends of lines."""
    return character not in "\n\r\u2028\u2029"


def negated(test: Test) -> Test:
    """Every character another test does not take."""
    return lambda character: not test(character)


def either(tests: tuple[Test, ...]) -> Test:
    """Every character one of some tests takes."""
    return lambda character: any(test(character) for test in tests)


def span(low: str, high: str) -> Test:
    """Every character from one to another by code point."""
    return lambda character: low <= character <= high


def same(wanted: str) -> Test:
    """One character only."""
    return lambda character: character == wanted


def any_case(test: Test) -> Test:
    """Every character another test takes in this, lower or upper case."""
    return lambda character: test(character) or test(character.lower()) or test(character.upper())


def property_test(name: str) -> Test:
    r"""A class by the name in `\p{name}`: POSIX names, Unicode categories and a few scripts. Raises Broken."""
    if name in _POSIX:
        return _POSIX[name]
    bare = name.partition("=")[2] or name.removeprefix("Is").removeprefix("In")
    if bare in {"Han", "CJKUnifiedIdeographs", "CJK_Unified_Ideographs"}:
        return lambda character: unicodedata.name(character, "").startswith("CJK ")
    if bare in {"Latin", "Cyrillic", "Greek", "Arabic", "Hiragana", "Katakana", "Hangul", "Thai", "Hebrew"}:
        return lambda character: unicodedata.name(character, "").startswith(bare.upper())
    if 1 <= len(bare) <= 2 and bare[0] in "CLMNPSZ":
        return lambda character: unicodedata.category(character).startswith(bare)
    raise Broken("syntax")
