"""The find box: people, households, places, schools, events, tasks (PRODUCT 2, BUDGETS B6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gridclient.store.engine import Db
from gridclient.store.outbox import Reads
from gridclient.store.spelling import Pinyin, Question, digits, question, spaced, spans, spelt

_ENOUGH = 64
"""Candidates looked at per stage, beyond the limit."""
_COUNTED = 1_000
"""Totals are counted up to this."""
_CHUNK = 400

Doc = tuple[int, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A record found: title with matched `spans`, and raw facts of its kind (see `_Source.facts`), None when absent."""

    kind: str
    id: str
    grid: str
    title: str
    spans: tuple[tuple[int, int], ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FoundKind:
    """What was found of one kind, best first; `total` counts up to 1,000; `how` is a code: text, pinyin, number."""

    kind: str
    found: tuple[Found, ...]
    total: int
    how: str


@dataclass(frozen=True, slots=True)
class _Source:
    """What of a table is indexed: SQL of (rowid, name, ...) and how a row becomes tokens."""

    table: str
    select: str
    doc: Callable[[Pinyin, tuple[Any, ...]], Doc]
    title: str
    facts: Mapping[str, str]
    join: str = ""


def _doc(pinyin: Pinyin, rowid: int, name: str | None, words: str, numbers: str) -> Doc:
    whole, parts = spelt(pinyin, name)
    return rowid, spaced(name), words, whole, parts, numbers


def _person(pinyin: Pinyin, row: tuple[Any, ...]) -> Doc:
    key, name, former, addr, workplace, phone, id_no = row
    doc = _doc(pinyin, key, name, spaced(addr), digits(phone, tails=(id_no,)))
    if not (former or workplace):
        return doc
    rowid, title, words, whole, parts, numbers = doc
    return rowid, title, f"{words} {spaced(former)} {spaced(workplace)}", whole, parts, numbers


def _household(pinyin: Pinyin, row: tuple[Any, ...]) -> Doc:
    rowid, head, address, estate, number = row
    return _doc(pinyin, rowid, head, f"{spaced(address)} {spaced(estate)}", digits(number))


def _named(pinyin: Pinyin, row: tuple[Any, ...]) -> Doc:
    rowid, name, words, more, number = row
    return _doc(pinyin, rowid, name, f"{spaced(words)} {spaced(more)}", digits(number))


_HEAD = " LEFT JOIN person AS p ON p.id = t.head"
_SOURCES: Mapping[str, _Source] = {
    "person": _Source(
        "person",
        "t.rowid, t.name, t.former_name, json_extract(t.residence, '$.addr'), t.workplace, t.phone,"
        " json_extract(t.identity, '$.id_no')",
        _person,
        "t.name",
        {
            "birth_date": "t.birth_date",
            "sex": "t.sex",
            "address": "coalesce(json_extract(t.residence, '$.addr'),"
            " (SELECT address FROM household WHERE id = t.parent))",
            "phone": "t.phone",
            "tags": "t.tags",
            "household": "t.parent",
        },
    ),
    "household": _Source(
        "household",
        "t.rowid, coalesce(p.name, json_extract(t.contact, '$.name')), t.address, t.estate, t.household_no",
        _household,
        "coalesce(p.name, json_extract(t.contact, '$.name'), t.household_no)",
        {
            "address": "t.address",
            "people": "(SELECT count(*) FROM person WHERE parent = t.id)",
            "tags": "t.tags",
        },
        _HEAD,
    ),
    "place": _Source(
        "place",
        "t.rowid, t.name, t.address, json_extract(t.legal_rep, '$.name'), t.phone",
        _named,
        "t.name",
        {"address": "t.address", "place_type": "t.place_type", "risk": "t.risk", "tags": "t.tags"},
    ),
    "school": _Source(
        "school",
        "t.rowid, t.name, t.address, json_extract(t.principal, '$.name'), NULL",
        _named,
        "t.name",
        {"address": "t.address", "stage": "t.stage", "tags": "t.tags"},
    ),
    "event": _Source(
        "event",
        "t.rowid, t.title, t.address, t.description, t.event_no",
        _named,
        "t.title",
        {"address": "t.address", "state": "t.state", "due": "t.due_time", "event_no": "t.event_no"},
    ),
    "task": _Source(
        "task",
        "t.rowid, t.title, t.requirement, NULL, NULL",
        _named,
        "t.title",
        {"state": "t.state", "due": "t.due", "task_kind": "t.task_kind"},
    ),
}

FINDABLE: tuple[str, ...] = tuple(_SOURCES)
"""The kinds the find box looks into."""


def build(db: Db, pinyin: Pinyin) -> None:
    """Build the whole search index anew, once (ARCHITECTURE "First sync")."""
    for source in _SOURCES.values():
        db.run(f"DELETE FROM find_{source.table}")  # noqa: S608 - own table names
        rows = db.each(f"SELECT {source.select} FROM {source.table} AS t{source.join}")  # noqa: S608
        db.many(_insert(source), (source.doc(pinyin, row) for row in rows))


def _insert(source: _Source) -> str:
    columns = "rowid, name, words, spelt, parts, digits"
    return f"INSERT INTO find_{source.table} ({columns}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608


def index(db: Db, pinyin: Pinyin, touched: Mapping[str, Iterable[str]]) -> None:
    """Put changed rows into the index as they are now; a household is named after its head."""
    wanted = {kind: set(ids) for kind, ids in touched.items() if kind in _SOURCES}
    people = wanted.get("person")
    if people:
        heads = wanted.setdefault("household", set())
        for piece in _pieces(people):
            marks = ",".join("?" * len(piece))
            # Only the head's name is in a household's entry: the rest of a family may change without it.
            sql = f"SELECT h.id FROM person AS p JOIN household AS h ON h.id = p.parent AND h.head = p.id WHERE p.id IN ({marks})"  # noqa: S608, E501
            heads.update(row[0] for row in db.all(sql, *piece))
    for kind, ids in wanted.items():
        source = _SOURCES[kind]
        for piece in _pieces(ids):
            marks = ",".join("?" * len(piece))
            sql = f"SELECT {source.select} FROM {kind} AS t{source.join} WHERE t.id IN ({marks})"  # noqa: S608
            docs = [source.doc(pinyin, row) for row in db.all(sql, *piece)]
            db.many(f"DELETE FROM find_{kind} WHERE rowid = ?", [(doc[0],) for doc in docs])  # noqa: S608
            db.many(_insert(source), docs)


def _pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    held = list(ids)
    for at in range(0, len(held), _CHUNK):
        yield held[at : at + _CHUNK]


class Search:
    """Answers the find box."""

    def __init__(self, reads: Reads, pinyin: Pinyin) -> None:
        self._reads, self._pinyin = reads, pinyin

    def find(self, typed: str, kinds: Iterable[str] = FINDABLE, limit: int = 10) -> tuple[FoundKind, ...]:
        """Find records by words in any order: characters, pinyin, initials, numbers by beginning or tail.

        At most `limit` of each kind, names that begin with what was typed first; kinds with nothing are left out.
        """
        asked = question(typed)
        if asked is None:
            return ()
        with self._reads() as db:
            groups = [self._of_kind(db, _SOURCES[kind], asked, limit) for kind in kinds]
        return tuple(group for group in groups if group.found)

    def people(self) -> int:
        """Give how many people are on this PC."""
        with self._reads() as db:
            return int(db.value("SELECT count(*) FROM person"))

    def _of_kind(self, db: Db, source: _Source, asked: Question, limit: int) -> FoundKind:
        stages, total = _candidates(db, f"find_{source.table}", asked, limit)
        if not stages:
            return FoundKind(source.table, (), 0, asked.how)
        # All candidates are ranked by their titles; only of those shown more is read.
        titles = _rows(db, source, source.title, stages)
        titles.sort(key=lambda row: (stages[row[0]], len(row[3] or ""), row[3] or "", row[1]))
        facts = {
            row[0]: row[3:]
            for row in _rows(db, source, ", ".join(source.facts.values()), (row[0] for row in titles[:limit]))
        }
        found = tuple(
            Found(
                source.table,
                record,
                grid,
                title or "",
                spans(title or "", asked.words, self._pinyin),
                dict(zip(source.facts, facts[rowid], strict=True)),
            )
            for rowid, record, grid, title in titles[:limit]
        )
        return FoundKind(source.table, found, max(total, len(found)), asked.how)


def _candidates(db: Db, table: str, asked: Question, limit: int) -> tuple[dict[int, int], int]:
    """Give the rowids looked at with the stage that found each, and how many there are in all, up to 1,000."""
    last = len(asked.stages) - 1
    stages: dict[int, int] = {}
    for stage, words in enumerate(asked.stages):
        if len(stages) >= limit:
            break
        most = _COUNTED if stage == last else limit + _ENOUGH
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?"  # noqa: S608 - own table names
        rows = db.all(sql, words, most)
        for (rowid,) in rows[: limit + _ENOUGH]:
            stages.setdefault(rowid, stage)
        if stage == last:
            return stages, max(len(rows), len(stages))
    counting = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"  # noqa: S608
    return stages, int(db.value(counting, asked.stages[last], _COUNTED))


def _rows(db: Db, source: _Source, columns: str, rowids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Give rowid, id, grid and more of rows; what lies in a grid that is leaving is not found any more."""
    held = tuple(rowids)
    marks = ",".join("?" * len(held))
    return db.all(
        f"SELECT t.rowid, t.id, t.grid, {columns} FROM {source.table} AS t{source.join}"  # noqa: S608
        f" WHERE t.rowid IN ({marks}) AND t.grid NOT IN (SELECT grid FROM scope WHERE leaving IS NOT NULL)",
        *held,
    )
