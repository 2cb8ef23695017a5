"""A pattern read into a net, and the two questions asked of it."""

from __future__ import annotations

import functools

from gridcore.forms.xpath.regex.characters import (
    CLASSES,
    CONTROLS,
    GUARDS,
    Broken,
    any_case,
    either,
    is_any,
    negated,
    property_test,
    same,
    span,
    starts,
    stops,
)
from gridcore.forms.xpath.regex.net import Guard, Net, State, Test

MAX_STATES = 8_000
"""Most states of a pattern; counted repetition is written out: `.{0,2000}` has some 6,000."""
_MAX_PATTERN = 2_000
_MAX_DEPTH = 40


class _Reader:
    """Reads a pattern by recursive descent straight into states; every part is a pair (first state, last state)."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0
        self._states = 0
        self._ignores_case = False
        self.has_guards = False

    def net(self) -> Net:
        """The net of the whole pattern."""
        while self._pattern.startswith("(?i)", self._at):
            self._at += 4
            self._ignores_case = True
        start, end = self._choice()
        if self._at < len(self._pattern):
            raise Broken("syntax")
        return Net(start, end, has_guards=self.has_guards)

    def _state(self) -> State:
        self._states += 1
        if self._states > MAX_STATES:
            raise Broken("too_large")
        return State(self._states)

    def _take(self, text: str) -> bool:
        if self._pattern.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _next(self) -> str:
        if self._at >= len(self._pattern):
            raise Broken("syntax")
        self._at += 1
        return self._pattern[self._at - 1]

    def _choice(self) -> tuple[State, State]:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise Broken("too_large")
        start, end = self._state(), self._state()
        while True:
            first, last = self._sequence()
            start.free.append(first)
            last.free.append(end)
            if not self._take("|"):
                break
        self._depth -= 1
        return start, end

    def _sequence(self) -> tuple[State, State]:
        start = end = self._state()
        is_whole = self._depth == 1  # the whole text must match, so that anchors at both ends say nothing
        _ = is_whole and self._take("^")
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            if is_whole and self._pattern[self._at] == "$" and self._pattern[self._at + 1 : self._at + 2] in {"", "|"}:
                self._at += 1
                continue
            first, last = self._piece()
            end.free.append(first)
            end = last
        return start, end

    def _piece(self) -> tuple[State, State]:
        """An atom with its repetition; of a counted one the atom is read again as often as it may occur."""
        begun = self._at
        part = self._atom()
        least, most = self._count()
        if least is None:
            return part
        behind, parts = self._at, [part]
        for _ in range(max(least, most or 0) - 1):
            self._at = begun
            parts.append(self._atom())
        self._at = behind
        if self._count()[0] is not None:
            raise Broken("syntax")
        return self._repeated(parts, least, most)

    def _count(self) -> tuple[int | None, int | None]:
        """How often the atom before occurs: (least, most); (None, None) without a sign of repetition."""
        if self._take("*"):
            found: tuple[int | None, int | None] = (0, None)
        elif self._take("+"):
            found = (1, None)
        elif self._take("?"):
            found = (0, 1)
        else:
            close = self._pattern.find("}", self._at)
            inner = self._pattern[self._at + 1 : close] if self._pattern[self._at : self._at + 1] == "{" else ""
            low, comma, high = inner.partition(",")
            if close < 0 or not (low.isascii() and low.isdigit()) or not (high == "" or high.isdigit()):
                return None, None
            self._at = close + 1
            found = (int(low), (int(high) if high else None) if comma else int(low))
        if (found[0] or 0) > MAX_STATES or (found[1] or 0) > MAX_STATES:
            raise Broken("too_large")
        # A lazy or possessive sign changes which match is found first, and here only whether there is one counts.
        _ = self._take("?") or self._take("+")
        return found

    def _repeated(self, parts: list[tuple[State, State]], least: int, most: int | None) -> tuple[State, State]:
        if most is not None and most < least:
            raise Broken("syntax")
        start = at = self._state()
        end = self._state()
        if most == 0:
            start.free.append(end)
            return start, end
        for number, (first, last) in enumerate(parts):
            if number >= least:
                at.free.append(end)
            at.free.append(first)
            at = last
        if most is None:
            loop = parts[-1]
            loop[1].free.append(loop[0])
        at.free.append(end)
        return start, end

    def _one(self, test: Test) -> tuple[State, State]:
        start, end = self._state(), self._state()
        start.test = any_case(test) if self._ignores_case else test
        start.target = end
        return start, end

    def _assertion(self, guard: Guard) -> tuple[State, State]:
        start, end = self._state(), self._state()
        start.guard = guard
        start.free.append(end)
        self.has_guards = True
        return start, end

    def _atom(self) -> tuple[State, State]:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._one(self._set())
        if character == ".":
            return self._one(is_any)
        if character == "^":
            return self._assertion(starts)
        if character == "$":
            return self._assertion(stops)
        if character == "\\":
            return self._escaped()
        if character in "*+?":
            raise Broken("syntax")
        return self._one(same(character))

    def _group(self) -> tuple[State, State]:
        if self._take("?="):
            return self._assertion(_ahead(Net(*self._inside(), has_guards=True), is_wanted=True))
        if self._take("?!"):
            return self._assertion(_ahead(Net(*self._inside(), has_guards=True), is_wanted=False))
        if self._take("?<=") or self._take("?<!"):
            raise Broken("not_regular")
        if not (self._take("?:") or self._take("?>")) and (self._take("?<") or self._take("?P<")):
            close = self._pattern.find(">", self._at)
            if not self._pattern[self._at : close].isidentifier():
                raise Broken("syntax")
            self._at = close + 1
        return self._inside()

    def _inside(self) -> tuple[State, State]:
        part = self._choice()
        if not self._take(")"):
            raise Broken("syntax")
        return part

    def _escaped(self) -> tuple[State, State]:
        if self._at < len(self._pattern) and (guard := GUARDS.get(self._pattern[self._at])):
            self._at += 1
            return self._assertion(guard)
        return self._one(self._escape()[1])

    def _escape(self) -> tuple[str | None, Test]:
        """What stands after a backslash: the character it means, None for a class of several, and its test."""
        sign = self._next()
        if sign.lower() in CLASSES:
            test = CLASSES[sign.lower()]
            return None, test if sign.islower() else negated(test)
        if sign in "pP":
            name = self._next()
            if name == "{":
                close = self._pattern.find("}", self._at)
                if close < 0:
                    raise Broken("syntax")
                name, self._at = self._pattern[self._at : close], close + 1
            test = property_test(name)
            return None, test if sign == "p" else negated(test)
        if sign in "ux":
            digits = self._pattern[self._at : self._at + (4 if sign == "u" else 2)]
            try:
                character = chr(int(digits, 16))
            except ValueError:
                raise Broken("syntax") from None
            self._at += len(digits)
        elif sign in CONTROLS:
            character = CONTROLS[sign]
        elif sign.isascii() and sign.isalnum():
            raise Broken("not_regular" if sign.isdigit() or sign == "k" else "syntax")
        else:
            character = sign
        return character, same(character)

    def _set(self) -> Test:
        """A class in brackets."""
        is_negated = self._take("^")
        tests: list[Test] = []
        is_first = True
        while is_first or not self._take("]"):
            is_first = False
            low, test = self._member()
            is_span = self._pattern.startswith("-", self._at) and not self._pattern.startswith("-]", self._at)
            if low is not None and is_span:
                self._at += 1
                high, _ = self._member()
                if high is None or high < low:
                    raise Broken("syntax")
                test = span(low, high)
            tests.append(test)
        found = either(tuple(tests))
        if self._ignores_case:
            found = any_case(found)
        return negated(found) if is_negated else found

    def _member(self) -> tuple[str | None, Test]:
        character = self._next()
        if character == "\\":
            if self._take("b"):
                return "\b", same("\b")
            return self._escape()
        if character == "[":
            return None, self._set()
        return character, same(character)


def _ahead(inner: Net, *, is_wanted: bool) -> Guard:
    return lambda text, at: (next(inner.ends(text, at), None) is not None) is is_wanted


@functools.lru_cache(maxsize=32)
def _read(pattern: str) -> Net | str:
    if len(pattern) > _MAX_PATTERN:
        return "too_large"
    try:
        return _Reader(pattern).net()
    except Broken as broken:
        return broken.reason


def pattern_trouble(pattern: str) -> str | None:
    """Why a pattern matches nothing: `syntax`, `too_large` or `not_regular`; None if it can be used."""
    found = _read(pattern)
    return found if isinstance(found, str) else None


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text matches; false for a pattern that cannot be used."""
    found = _read(pattern)
    return not isinstance(found, str) and found.matches(text)
