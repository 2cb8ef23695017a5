"""What a transaction touched, so that each page can decide whether to read again (ARCHITECTURE "How data flows")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds and the ids touched in them. A kind in `whole` was touched in more rows than are worth naming."""

    touched: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kind: str, ids: Iterable[str]) -> Changes:
        """The changes of one kind."""
        return cls({kind: frozenset(ids)})

    @classmethod
    def of_whole(cls, *kinds: str) -> Changes:
        """Everything of these kinds may have changed: a first sync, a restored backup."""
        return cls({}, frozenset(kinds))

    @property
    def kinds(self) -> frozenset[str]:
        """All kinds touched."""
        return self.whole | frozenset(kind for kind, ids in self.touched.items() if ids)

    def touch(self, *kinds: str) -> bool:
        """True when one of these kinds was touched."""
        return not self.kinds.isdisjoint(kinds)

    def ids(self, kind: str) -> frozenset[str] | None:
        """The ids touched of a kind; None when the whole kind may have changed."""
        return None if kind in self.whole else self.touched.get(kind, frozenset())

    def merge(self, other: Changes) -> Changes:
        """Both together."""
        touched = dict(self.touched)
        for kind, ids in other.touched.items():
            touched[kind] = touched.get(kind, frozenset()) | ids
        return Changes(touched, self.whole | other.whole)

    def __bool__(self) -> bool:
        return bool(self.kinds)


NO_CHANGES = Changes()
"""Nothing was touched."""
