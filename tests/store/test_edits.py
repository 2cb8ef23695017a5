"""Edits out of the journal, and the filter of a list (SYNC 7, UI 5)."""

from __future__ import annotations

from typing import Any

import pytest

from gridclient.store import Store, edits
from gridclient.store.edits import Edit, Sent
from gridclient.store.filtering import households_matching
from tests.store.tin import Tin

HOME, OTHER, HEAD = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))


@pytest.fixture
def tin(store: Store) -> Tin:
    tin = Tin()
    tin.make("household", HOME, "G1", address="东大街 301", head=HEAD)
    tin.make("household", OTHER, "G1", address="西大街 5")
    tin.make("person", HEAD, "G1", HOME, name="张三", phone="13800001234", tags=["独居"])
    store.pages.take(tin.pull(store.pages.ask(["household"])))
    return tin


Told = list[tuple[Edit, str, Sent, list[tuple[Any, ...]]]]


def told(store: Store, household: str = HOME) -> Told:
    with store.read() as reading:
        lines = edits.of_household(reading, household)
    changes: list[list[tuple[Any, ...]]] = [
        [(c.field, c.before, c.after, c.added, c.removed) for c in line.changes] for line in lines
    ]
    return [(line.edit, line.kind, line.sent, changed) for line, changed in zip(lines, changes, strict=True)]


def test_edits_of_a_household_and_its_people_are_told(store: Store, tin: Tin) -> None:
    """Scalars as old and new, sets as what came and went; the other household has none of it."""
    with store.write("household.edit") as work:
        work.set("person", HEAD, {"phone": "13800001234", "tags": ["独居"]}, {"phone": None, "tags": ["军属"]})
        work.create("person", {"name": "张小雨"}, grid="G1", parent=HOME)

    assert told(store) == [
        (Edit.ADDED, "person", Sent.WAITING, []),
        (
            Edit.CHANGED,
            "person",
            Sent.WAITING,
            [("phone", "13800001234", None, (), ()), ("tags", None, None, ("军属",), ("独居",))],
        ),
    ]
    assert told(store, OTHER) == []


@pytest.mark.parametrize(("verb", "sent"), [("household.edit", Sent.ARRIVED), ("bad", Sent.REFUSED)])
def test_an_edit_stays_after_the_centre_answered(store: Store, tin: Tin, verb: str, sent: Sent) -> None:
    with store.write(verb) as work:
        work.set("household", HOME, {}, {"gas": "瓶装气"})
    batch = store.outbox.seal()
    assert batch is not None
    store.outbox.take_answers(tin.push(batch))
    store.pages.take(tin.pull(store.pages.ask(["household"])))

    assert [line[2] for line in told(store)] == [sent]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", None),
        ("  ", None),
        ("大街", {HOME, OTHER}),
        ("张", {HOME}),
        ("zs", {HOME}),
        ("1234", {HOME}),
        ("西大街 5", {OTHER}),
        ("50%", set[str]()),
        ("李四", set[str]()),
    ],
)
def test_words_leave(store: Store, tin: Tin, words: str, found: set[str] | None) -> None:
    with store.read() as reading:
        assert households_matching(reading, words) == found
