"""Schools and places: the list, one of them whole, and the few fields people of the grid mend (UI "Places")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from gridclient.base.clock import Clock
from gridclient.services.code_tables import code_tables
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.store import State, Store
from gridclient.store import inspections as inspection_repository
from gridclient.store import places as repository
from gridclient.store.inspections import InspectionLine
from gridclient.store.places import LicenceLine, PlaceLine, RectificationLine
from gridcore.errors import InvalidInput
from gridcore.flow import InspectionState
from gridcore.kinds import KINDS
from gridcore.place import Place
from gridcore.roles import FIELD_ROLES, Role
from gridcore.school import School

__all__ = [
    "Chip", "InspectionLine", "LicenceLine", "PlaceDetail", "PlaceDraft", "PlaceLine", "PlaceList", "Places",
    "RectificationLine",
]  # fmt: skip

_MOST = 500
TEXTS: Final = {
    "school": ("name", "address", "students", "guard_count", "arrival", "departure", "safety_lead.name",
               "safety_lead.phone", "note"),
    "place": ("name", "address", "phone", "staff_count", "legal_rep.name", "legal_rep.phone", "note"),
}  # fmt: skip
"""The fields the form of a school or place shows; a dot names a part of a value that changes as one."""
_NUMBERS = frozenset({"students", "guard_count", "staff_count"})


class Chip(StrEnum):
    """A filter of the list."""

    ALL = "all"
    SCHOOL = "school"
    PLACE = "place"
    RECHECK = "recheck"
    EXPIRING = "expiring"
    HIGH_RISK = "high_risk"


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The lines of a filter, and how many each chip has among those the words find."""

    lines: tuple[PlaceLine, ...]
    counts: Mapping[Chip, int]
    total: int


@dataclass(frozen=True, slots=True)
class PlaceDetail:
    """One school or place with everything its tabs show.

    `what` is the stage or the type in words of the code table (Chinese, English); `startable` is an inspection this
    officer may begin now, `unfinished` one that is under way; `this_year` counts finished administrative ones.
    """

    line: PlaceLine
    body: School | Place
    what: tuple[str, str]
    inspections: tuple[InspectionLine, ...]
    orders: tuple[RectificationLine, ...]
    licences: tuple[LicenceLine, ...]
    state: State
    startable: str
    unfinished: str
    this_year: int
    may_patrol: bool
    may_edit: bool

    @property
    def open_orders(self) -> tuple[RectificationLine, ...]:
        """Rectifications still open."""
        return tuple(order for order in self.orders if order.is_open)


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """The form of a school or place: values by field path, as texts; `seen` the record when it was opened."""

    kind: str
    id: str
    values: Mapping[str, str]
    seen: Mapping[str, Any]


class Places:
    """Questions about schools and places, and the verb."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        self._store, self._me, self._clock = store, me, clock
        self._lines = repository.Places(store)
        self._inspections = inspection_repository.Inspections(store)

    @property
    def me(self) -> Me:
        """Who works here."""
        return self._me

    def now(self) -> datetime:
        """The time of the wall."""
        return self._clock.now()

    def list(self, chip: Chip = Chip.ALL, words: str = "") -> PlaceList:
        """Give the list of a chip among those the words find (names, addresses, pinyin)."""
        lines = self._lines.lines(self._clock.now().date())
        if words:
            groups = self._store.search.find(words, ("school", "place"), _MOST)
            found = {hit.id for group in groups for hit in group.found}
            lines = tuple(line for line in lines if line.id in found)
        counts = {each: sum(_fits(line, each) for line in lines) for each in Chip}
        return PlaceList(tuple(line for line in lines if _fits(line, chip)), counts, len(lines))

    def detail(self, place: str) -> PlaceDetail | None:
        """Give one whole; None when this PC does not hold it."""
        today = self._clock.now().date()
        line = next((line for line in self._lines.lines(today) if line.id == place), None)
        entry = self._lines.get(line.kind, place) if line is not None else None
        if line is None or entry is None or not isinstance(entry.body, School | Place):
            return None
        history = self._inspections.of_subject(place)
        licences = entry.body.licences or () if isinstance(entry.body, Place) else ()
        mine = [one for one in history if any(ref.user == self._me.user for ref in one.officers)]
        return PlaceDetail(
            line=line,
            body=entry.body,
            what=self._what(line),
            inspections=history,
            orders=self._lines.orders(place, today),
            licences=repository.licence_lines(tuple(licences), today),
            state=entry.state,
            startable=next((one.id for one in mine if one.stage == InspectionState.NOTIFIED), ""),
            unfinished=self._unfinished(history),
            this_year=_this_year(history, today),
            may_patrol=self._me.role in FIELD_ROLES,
            may_edit=self._me.role in KINDS[line.kind].write,
        )

    def save(self, draft: PlaceDraft, kept: str | None = None) -> Saved:
        """Save what the form changed; the draft `kept` is gone with the same commit.

        Raises InvalidInput: reason missing (the name), not_a_number.
        """
        if not draft.values.get("name", "").strip():
            raise InvalidInput(field="name", reason="missing")
        new = dict(draft.seen)
        for path, text in draft.values.items():
            name, _, part = path.partition(".")
            if part:
                new[name] = {**(new.get(name) or {}), part: text.strip() or None}
            else:
                new[name] = _number(path, text) if path in _NUMBERS else text.strip() or None
        for name in {path.partition(".")[0] for path in draft.values if "." in path}:
            new[name] = {key: value for key, value in new[name].items() if value is not None} or None
        with self._store.write(f"{draft.kind}.edit") as work:
            work.set(draft.kind, draft.id, draft.seen, {name: new.get(name) for name in _names(draft.kind)})
            if kept is not None:
                work.forget_draft(kept)
        return Saved(draft.id, work.changes, work.tx_id)

    @staticmethod
    def seen(detail: PlaceDetail) -> dict[str, Any]:
        """The values a form starts from."""
        body: dict[str, Any] = msgspec.to_builtins(detail.body)
        return {name: body.get(name) for name in _names(detail.line.kind)}

    def _what(self, line: PlaceLine) -> tuple[str, str]:
        entry = code_tables(self._store)["nine_small_place"].get(line.what) if line.kind == "place" else None
        return (line.what, line.what) if entry is None else (entry.zh, entry.en)

    def _unfinished(self, history: tuple[InspectionLine, ...]) -> str:
        mode = "admin" if self._me.role is Role.OFFICER else "patrol"
        under_way = [one for one in history if one.stage == InspectionState.IN_PROGRESS and not one.finished_at]
        return next((one.id for one in under_way if one.mode == mode), "")


def _names(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.partition(".")[0] for path in TEXTS[kind]))


def _number(field: str, text: str) -> int | None:
    text = text.strip()
    if text and not (text.isascii() and text.isdigit()):
        raise InvalidInput(field=field, reason="not_a_number")
    return int(text) if text else None


def _this_year(history: tuple[InspectionLine, ...], today: date) -> int:
    return sum(one.mode == "admin" and one.finished_at.startswith(str(today.year)) for one in history)


def _fits(line: PlaceLine, chip: Chip) -> bool:
    match chip:
        case Chip.ALL:
            return True
        case Chip.SCHOOL | Chip.PLACE:
            return line.kind == chip.value
        case Chip.RECHECK:
            return line.to_fix > 0
        case Chip.EXPIRING:
            return line.licence in {"overdue", "soon"}
        case Chip.HIGH_RISK:
            return line.risk == "1"
