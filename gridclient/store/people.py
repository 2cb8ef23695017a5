"""People as lists and pages show them; duplicates are a query, not a state of the server (SYNC 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gridclient.store.reading import Entry, State
from gridclient.store.repository import Repository, held, marks, state, texts


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a household; numbers are whole here, the ui masks them. `birth_date` as ISO text, "" = not known."""

    id: str
    grid: str
    household: str | None
    name: str
    sex: str
    birth_date: str
    relation: str
    id_no: str
    phone: str
    workplace: str
    person_kind: str
    tags: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Duplicate:
    """People who may be one: `why` id_no or name_birth."""

    why: str
    people: tuple[PersonLine, ...]


_SELECT = f"""
SELECT p.id, p.grid, p.v, p.parent, p.name, p.sex, p.birth_date, p.relation, json_extract(p.identity, '$.id_no'),
  p.phone, p.workplace, p.person_kind, p.tags, {marks("p")}
FROM person AS p WHERE {held("p")}"""  # noqa: S608 - constant text

_SAME_NUMBER = """
SELECT json_extract(identity, '$.id_no') AS same FROM person WHERE same IS NOT NULL GROUP BY same HAVING count(*) > 1"""
_SAME_NAME = """
SELECT name, birth_date FROM person WHERE name IS NOT NULL AND birth_date IS NOT NULL
GROUP BY name, birth_date HAVING count(*) > 1"""


class People(Repository):
    """Questions about people."""

    def members(self, household: str) -> tuple[PersonLine, ...]:
        """Give the members of a household: its head first, then as they were recorded."""
        head = "(SELECT head FROM household WHERE id = p.parent)"
        with self.reading() as reading:
            parked = reading.parked_records()
            sql = f"{_SELECT} AND p.parent = ? ORDER BY p.id IS NOT {head}, p.id"
            return tuple(_line(row, parked) for row in reading.db.all(sql, household))

    def get(self, person: str) -> Entry | None:
        """Give the whole record."""
        with self.reading() as reading:
            return reading.get("person", person)

    def line(self, person: str) -> PersonLine | None:
        """Give one person as a list shows them."""
        with self.reading() as reading:
            row = reading.db.one(f"{_SELECT} AND p.id = ?", person)
            return None if row is None else _line(row, reading.parked_records())

    def count(self) -> int:
        """Give how many people are on this PC."""
        with self.reading() as reading:
            return int(reading.db.value(f"SELECT count(*) FROM person AS p WHERE {held('p')}"))  # noqa: S608 - constant

    def duplicates(self, limit: int = 200) -> tuple[Duplicate, ...]:
        """Give people with one id number, then those with one name and birth but not one number."""
        found: list[Duplicate] = []
        with self.reading() as reading:
            db, parked = reading.db, reading.parked_records()
            for (number,) in db.all(f"{_SAME_NUMBER} LIMIT ?", limit):
                rows = db.all(f"{_SELECT} AND json_extract(p.identity, '$.id_no') = ? ORDER BY p.id", number)
                found.append(Duplicate("id_no", tuple(_line(row, parked) for row in rows)))
            for name, birth in db.all(f"{_SAME_NAME} LIMIT ?", limit):
                rows = db.all(f"{_SELECT} AND p.name = ? AND p.birth_date = ? ORDER BY p.id", name, birth)
                people = tuple(_line(row, parked) for row in rows)
                if len({person.id_no for person in people}) > 1 or not people[0].id_no:
                    found.append(Duplicate("name_birth", people))
        return tuple(found[:limit])


def _line(row: tuple[Any, ...], parked: frozenset[str]) -> PersonLine:
    record, grid, v, household, *values, tags, waiting, conflict = row
    name, sex, birth, relation, number, phone, workplace, kind = (value or "" for value in values)
    return PersonLine(
        id=record,
        grid=grid,
        household=household,
        name=name,
        sex=sex,
        birth_date=birth,
        relation=relation,
        id_no=number,
        phone=phone,
        workplace=workplace,
        person_kind=kind,
        tags=texts(tags),
        state=state(v, waiting, conflict, parked=record in parked),
    )
