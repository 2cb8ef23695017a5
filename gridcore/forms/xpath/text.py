"""Functions of text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
from collections.abc import Iterator

from gridcore.errors import InvalidInput
from gridcore.forms.xpath.function import Function, eager
from gridcore.forms.xpath.regex.pattern import matches
from gridcore.forms.xpath.value import MAX_TEXT, Value, as_number, as_text

_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


def regex(text: Value, pattern: Value) -> bool:
    """True if the whole text matches (anchored at both ends); a broken pattern matches nothing."""
    return matches(as_text(text), as_text(pattern))


def contains(text: Value, part: Value) -> bool:
    """True if the part occurs in the text."""
    return as_text(part) in as_text(text)


def starts_with(text: Value, part: Value) -> bool:
    """True if the text begins with the part."""
    return as_text(text).startswith(as_text(part))


def ends_with(text: Value, part: Value) -> bool:
    """True if the text ends with the part."""
    return as_text(text).endswith(as_text(part))


def substr(text: Value, start: Value, end: Value | None = None) -> str:
    """Characters from `start` up to before `end`, counted from 0; negative ones from the end."""
    subject = as_text(text)
    first = _index(start, len(subject))
    last = len(subject) if end is None else _index(end, len(subject))
    return subject[first:last] if first < last else ""


def _index(value: Value, length: int) -> int:
    number = as_number(value)
    if math.isnan(number) or math.isinf(number):
        return length if number > 0 else 0
    index = int(number)
    return max(0, length + index) if index < 0 else min(index, length)


def substring(text: Value, start: Value, length: Value | None = None) -> str:
    """XPath 1.0 substring: counted from 1, rounded (not portable: ODK has substr)."""
    subject = as_text(text)
    first = _half_up(as_number(start))
    last = math.inf if length is None else first + _half_up(as_number(length))
    return "".join(char for at, char in enumerate(subject, 1) if first <= at < last)


def _half_up(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else float(math.floor(number + 0.5))


def substring_before(text: Value, mark: Value) -> str:
    """What stands before the first occurrence of the mark; '' without one."""
    before, found, _ = _split(as_text(text), as_text(mark))
    return before if found else ""


def substring_after(text: Value, mark: Value) -> str:
    """What stands after the first occurrence of the mark; '' without one."""
    return _split(as_text(text), as_text(mark))[2]


def _split(text: str, mark: str) -> tuple[str, str, str]:
    return text.partition(mark) if mark else ("", "", text)


def translate(text: Value, sources: Value, targets: Value) -> str:
    """Each character of `sources` becomes the one at its place in `targets`, or goes."""
    target = as_text(targets)
    table: dict[int, str | None] = {}
    for at, char in enumerate(as_text(sources)):
        table.setdefault(ord(char), target[at] if at < len(target) else None)
    return as_text(text).translate(table)


def concat(*values: Value) -> str:
    """All values as one text; every node of a nodeset."""
    return "".join(_all_texts(values))


def join(separator: Value, *values: Value) -> str:
    """All values with the separator between them; every node of a nodeset."""
    return as_text(separator).join(_all_texts(values))


def _all_texts(values: tuple[Value, ...]) -> Iterator[str]:
    """Every text. Raises InvalidInput, reason `too_long`, beyond MAX_TEXT characters in all."""
    size = 0
    for value in values:
        for text in (node.value for node in value) if isinstance(value, list) else (as_text(value),):
            size += len(text)
            if size > MAX_TEXT:
                raise InvalidInput(field="expression", reason="too_long", limit=MAX_TEXT)
            yield text


def digest(text: Value, algorithm: Value, encoding: Value = "base64") -> str:
    """The digest of the UTF-8 text, in base64 or hex; '' for an unknown algorithm (`SHA-256` and `sha256` are one)."""
    name = as_text(algorithm).replace("-", "").lower()
    if name not in _DIGESTS:
        return ""
    raw = hashlib.new(name, as_text(text).encode(), usedforsecurity=False).digest()
    return raw.hex() if as_text(encoding).lower() == "hex" else base64.b64encode(raw).decode()


def base64_decode(text: Value) -> str:
    """The UTF-8 text inside base64; '' if it is none."""
    try:
        return base64.b64decode(as_text(text), validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


TEXT: tuple[Function, ...] = (
    eager("string", 1, 1, as_text),
    eager("concat", 0, None, concat),
    eager("join", 1, None, join),
    eager("contains", 2, 2, contains),
    eager("starts-with", 2, 2, starts_with),
    eager("ends-with", 2, 2, ends_with),
    eager("regex", 2, 2, regex),
    eager("substr", 2, 3, substr),
    eager("substring", 2, 3, substring, portable=False),
    eager("substring-before", 2, 2, substring_before),
    eager("substring-after", 2, 2, substring_after),
    eager("translate", 3, 3, translate),
    eager("digest", 2, 3, digest),
    eager("base64-decode", 1, 1, base64_decode),
)
