"""Calls that cost much take turns: they wait where waiting costs no thread, so that the others are served meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from gridserver.handle.problem import busy


class Turns:
    """Of one kind of call so many run at once in a process, so many are here at all; others come later."""

    def __init__(self, at_once: int, here: int) -> None:
        """Let `at_once` run and `here` be here, those that run among them."""
        self.turn = asyncio.Semaphore(at_once)
        """Held while a call runs."""
        self._here, self._most = 0, here

    @contextmanager
    def place(self) -> Generator[None]:
        """Be here. Raises Declined: busy."""
        if self._here == self._most:
            raise busy()
        self._here += 1
        try:
            yield
        finally:
            self._here -= 1
