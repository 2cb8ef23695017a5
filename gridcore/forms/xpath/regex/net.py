"""A pattern as a net of states (Thompson), walked with all its possible states at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

Test: TypeAlias = Callable[[str], bool]
"""Whether one character is taken."""

MAX_STEPS = 2_000_000
"""Most work of one match, in states looked at (about a second); a text that needs more does not match."""
_MAX_KNOWN = 20_000
"""Most states in all the sets remembered of one pattern."""


class _Endless(Exception):
    """A match took more than MAX_STEPS."""


class State:
    """One state: reads a character by `test`, or goes on without one to all of `free` when `guard` holds there."""

    __slots__ = ("free", "guard", "number", "target", "test")

    def __init__(self, number: int) -> None:
        self.number = number
        self.test: Test | None = None
        self.target: State | None = None
        self.free: list[State] = []
        self.guard: Guard | None = None


Guard: TypeAlias = Callable[["Text", int], bool]
"""Whether a place in a text fulfils an assertion (anchor, word border, look-ahead)."""


class Text:
    """A text being matched, and the work spent on it."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.steps = 0

    def spend(self, steps: int) -> None:
        """Count work; beyond MAX_STEPS the match is given up."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _Endless


class Net:
    """A pattern ready to match."""

    def __init__(self, start: State, end: State, *, has_guards: bool) -> None:
        self._start = start
        self._end = end
        self._has_guards = has_guards
        self._known: dict[tuple[frozenset[State], str], frozenset[State]] = {}
        self._room = _MAX_KNOWN

    def matches(self, content: str) -> bool:
        """Whether the whole text matches."""
        try:
            text = Text(content)
            return any(at == len(content) for at in self.ends(text, 0))
        except _Endless:
            return False

    def ends(self, text: Text, start: int) -> Iterator[int]:
        """Every place where a match that begins at `start` may end."""
        states = self._closure([self._start], text, start)
        for at in range(start, len(text.content) + 1):
            if self._end in states:
                yield at
            if at == len(text.content) or not states:
                break
            states = self._step(states, text, at)

    def _step(self, states: frozenset[State], text: Text, at: int) -> frozenset[State]:
        character = text.content[at]
        key = (states, character)
        known = None if self._has_guards else self._known.get(key)
        if known is not None:
            text.spend(1)
            return known
        text.spend(len(states))
        reached = [
            state.target
            for state in states
            if state.target is not None and state.test is not None and state.test(character)
        ]
        following = self._closure(reached, text, at + 1)
        if not self._has_guards and self._room > len(following):
            self._room -= len(following) + 1
            self._known[key] = following
        return following

    def _closure(self, states: list[State], text: Text, at: int) -> frozenset[State]:
        found: set[State] = set()
        stack = list(states)
        while stack:
            state = stack.pop()
            if state in found:
                continue
            found.add(state)
            text.spend(1 + len(state.free))
            if state.free and (state.guard is None or state.guard(text, at)):
                stack.extend(state.free)
        return frozenset(found)
