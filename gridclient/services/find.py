"""The find box: people, households and places, tasks, in one question (PRODUCT 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gridclient.base.clock import Clock
from gridclient.base.find import FindGroup, FindHit, FindResult
from gridclient.services.me import Me
from gridclient.store import Found, FoundKind, Store
from gridcore.codes import mask_phone

_GROUPS = (
    ("people", ("person",)),
    ("homes_places", ("household", "place", "school")),
    ("tasks", ("event", "task")),
)
_RECENT, _MOST_RECENT = "find.recent", 5


class Find:
    """Implements `gridclient.base.find.FindService` over a store."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        """Use a store, for a person."""
        self._store, self._me, self._clock = store, me, clock

    def find(self, words: str, limit: int) -> FindResult:
        """Find; empty words give what was opened last."""
        start = self._clock.monotonic()
        if not words.strip():
            return FindResult(self._recent(), self._store.search.people(), 0.0)
        found = {each.kind: each for each in self._store.search.find(words, limit=limit)}
        groups = tuple(_group(name, [found[kind] for kind in kinds if kind in found], limit) for name, kinds in _GROUPS)
        took = (self._clock.monotonic() - start) * 1000
        return FindResult(tuple(group for group in groups if group.hits), self._store.search.people(), took)

    def opened(self, kind: str, record: str) -> None:
        """Remember what was opened from the box."""
        recent = [[kind, record], *(each for each in self._kept() if each[1] != record)]
        self._store.settings.put(_RECENT, recent[:_MOST_RECENT])

    def _kept(self) -> list[list[str]]:
        kept = self._store.settings.get(_RECENT, [])
        return [[str(kind), str(record)] for kind, record in kept]

    def _recent(self) -> tuple[FindGroup, ...]:
        grouped: dict[str, list[FindHit]] = {}
        with self._store.read() as reading:
            for kind, record in self._kept():
                entry = reading.get(kind, record)
                if entry is None:
                    continue
                body: Any = entry.body
                name = getattr(body, "name", None) or getattr(body, "title", None) or getattr(body, "address", None)
                group = next((each for each, kinds in _GROUPS if kind in kinds), "tasks")
                address = str(getattr(body, "address", None) or "")
                grouped.setdefault(group, []).append(FindHit(kind, record, str(name or ""), facts=(address,)))
        return tuple(FindGroup(name, tuple(hits), len(hits)) for name, hits in grouped.items())


def _group(name: str, found: list[FoundKind], limit: int) -> FindGroup:
    hits = [_hit(each) for kind in found for each in kind.found][:limit]
    how = next((kind.how for kind in found if kind.found), "")
    return FindGroup(name, tuple(hits), sum(kind.total for kind in found), how)


def _hit(found: Found) -> FindHit:
    facts = _facts(found.kind, found.facts)
    return FindHit(found.kind, found.id, found.title, found.spans, tuple(fact for fact in facts if fact))


def _facts(kind: str, facts: Mapping[str, Any]) -> list[str]:
    address = str(facts.get("address") or "")
    if kind == "person":
        # A number is found by its tail but shown masked: a find box is read over shoulders (DOMAIN 4.5).
        phone = facts.get("phone")
        return [address, mask_phone(str(phone)) if phone else ""]
    return [address, str(facts.get("event_no") or "")]
