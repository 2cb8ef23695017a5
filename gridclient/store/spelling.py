"""How names and addresses are cut into what can be found: single characters, digits, pinyin (BUDGETS B6).

Chinese has no spaces and many names have two characters, so each character is a token and a word typed is a phrase.
Numbers are found by their beginning and by their tail: a tail is the beginning of the number read backwards.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

_TOKEN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]")
_UNFINDABLE = re.compile(r"[^\w\s\-·.,，。、:：()（）#/'’_—]")
_NUMBER = re.compile(r"\d+x?")
_TAIL = "r"
_PARTS = 10
"""Characters of a pinyin token that begins inside a name."""


class Pinyin(Protocol):
    """Readings of Chinese names in letters, without spaces (`gridcore.pinyin`)."""

    def initials(self, name: str) -> str:
        """First letters: 张三 -> zs."""
        ...

    def full(self, name: str) -> str:
        """All letters: 张三 -> zhangsan."""
        ...


class NoPinyin:
    """Finds by characters and numbers only."""

    def initials(self, name: str) -> str:
        """Nothing."""
        return name[:0]

    def full(self, name: str) -> str:
        """Nothing."""
        return name[:0]


def folded(text: str) -> str:
    """Give a text as it is compared: full-width forms and capitals are the plain ones."""
    return unicodedata.normalize("NFKC", text).lower()


def spaced(text: str | None) -> str:
    """Give a text as tokens with spaces between: each Chinese character, each run of letters and digits."""
    return " ".join(_TOKEN.findall(folded(text))) if text else ""


def digits(*numbers: str | None, tails: tuple[str | None, ...] = ()) -> str:
    """Give numbers as tokens found by beginning and tail; `tails` only by tail, since all begin alike (id numbers)."""
    whole = [folded(number) for number in numbers if number]
    ends = [*whole, *(folded(number) for number in tails if number)]
    return " ".join([*whole, *(_TAIL + number[::-1] for number in ends)])


def spelt(pinyin: Pinyin, name: str | None) -> tuple[str, str]:
    """Give (pinyin of the whole name, pinyin from each later character): initials and full."""
    if not name:
        return "", ""
    initials = pinyin.initials(name)
    if not initials:
        return "", ""
    parts = [initials[at : at + _PARTS] for at in range(1, len(initials))]
    if len(name) > 1:
        parts.append(pinyin.full(name[1:]))
    return f"{initials} {pinyin.full(name)}", " ".join(parts)


@dataclass(frozen=True, slots=True)
class Question:
    """A typed question as FTS5 expressions, best matches first; `how` is a code for what was understood."""

    stages: tuple[str, ...]
    how: str
    words: tuple[str, ...]


def question(typed: str) -> Question | None:
    """Understand what was typed; None when nothing can match (a percent sign is a percent sign)."""
    words = tuple(folded(typed).split())
    if not words or any(_UNFINDABLE.search(word) for word in words):
        return None
    tokens = [_TOKEN.findall(word) for word in words]
    if not all(tokens):
        return None
    anywhere = " AND ".join(_anywhere(found) for found in tokens)
    if len(words) > 1:
        return Question((anywhere,), "text", words)
    (found,) = tokens
    word = "".join(found)
    if _is_letters(word):
        return Question((f'spelt : "{word}"', f'spelt : "{word}" *', anywhere), "pinyin", words)
    if _NUMBER.fullmatch(word) and len(word) > 2:
        return Question((anywhere,), "number", words)
    return Question((f"name : ^ {_phrase(found)}", anywhere), "text", words)


def _is_letters(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _phrase(found: list[str]) -> str:
    return '"' + " ".join(found) + '"'


def _anywhere(found: list[str]) -> str:
    word, phrase = "".join(found), _phrase(found)
    if _is_letters(word):
        return f'({{spelt parts}} : "{word}" * OR {{name words}} : "{word}" *)'
    if len(found) == 1 and _NUMBER.fullmatch(word) and len(word) > 2:
        return f'(digits : "{word}" * OR digits : "{_TAIL}{word[::-1]}" * OR {{name words}} : {phrase})'
    if word.isascii():
        return f'(digits : "{word}" * OR {{name words}} : {phrase})'
    return f"{{name words}} : {phrase}"


def spans(title: str, words: tuple[str, ...], pinyin: Pinyin) -> tuple[tuple[int, int], ...]:
    """Give the half-open ranges of a title that the words matched, by characters or by their pinyin."""
    plain, found = folded(title), list[tuple[int, int]]()
    if len(plain) != len(title):
        return ()
    for word in words:
        at = plain.find(word)
        if at >= 0:
            found.append((at, at + len(word)))
        elif _is_letters(word):
            span = _spelt_span(title, word, pinyin)
            if span is not None:
                found.append(span)
    return tuple(sorted(found))


def _spelt_span(title: str, word: str, pinyin: Pinyin) -> tuple[int, int] | None:
    initials = pinyin.initials(title)
    if len(initials) == len(title) and (at := initials.find(word)) >= 0:
        return at, at + len(word)
    ends = [len(pinyin.full(title[:size])) for size in range(len(title) + 1)]
    full = pinyin.full(title)
    for start, letters in enumerate(ends[:-1]):
        if full.startswith(word, letters):
            stop = next((size for size, end in enumerate(ends) if end >= letters + len(word)), len(title))
            return start, stop
    return None
