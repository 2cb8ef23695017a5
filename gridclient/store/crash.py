"""The places where a scenario may kill the store (SYNC 19 "Kill"); nothing in the product sets a hook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

When = Literal["before", "after"]
Hook = Callable[[str, When], None]

_hooks: list[Hook] = []


def point(name: str, when: When) -> None:
    """Tell the hooks that a transaction (`T1` to `T6`, a verb of them, `file`) is about to commit or has committed."""
    for hook in _hooks:
        hook(name, when)


class Watched:
    """While entered, `hook` is called at each point; what it raises is the crash."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook

    def __enter__(self) -> None:
        _hooks.append(self._hook)

    def __exit__(self, *_: object) -> None:
        _hooks.remove(self._hook)
