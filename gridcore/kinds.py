"""The kinds of records: one table used by client and server (SYNC 2).

Each kind names its struct, its class, the kinds its parent may be of, who may write and read it, and a rule per field.
A field without a rule is `free`. Logs and issues are kinds of their own per record kind (`log:event`, `issue:person`),
so that a view without persons has no issues of persons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from gridcore import flow
from gridcore.answers import Answers
from gridcore.certificate import Certificate
from gridcore.checklist import Checklist
from gridcore.document import Document
from gridcore.event import Event
from gridcore.finding import Finding
from gridcore.house import House, Occupancy
from gridcore.household import Household
from gridcore.inspection import Inspection
from gridcore.issue import Issue
from gridcore.log import Log
from gridcore.org import Grid, OrgUnit
from gridcore.parts import Body
from gridcore.person import Person
from gridcore.place import Place
from gridcore.post import Post
from gridcore.rectification import Rectification
from gridcore.reference import Calendar, CodeTable, NumberBlock
from gridcore.roles import CENTER_ROLES, FIELD_ROLES, Role
from gridcore.school import School
from gridcore.survey import Survey
from gridcore.task import Task
from gridcore.visit import Visit


class KindClass(StrEnum):
    """How records of a kind may change."""

    MUTABLE = "mutable"
    APPEND = "append"
    SERVER = "server"


class Rule(StrEnum):
    """How a field merges (SYNC 2)."""

    FREE = "free"
    SET = "set"
    CENTRAL = "central"
    FLOW = "flow"


EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.COMMUNITY_OFFICE, Role.GRID_LEADER})
PLACE_READERS = FIELD_ROLES | {Role.OFFICER, Role.AGENCY_HEAD, Role.LEGAL_REVIEWER, Role.SUPERVISOR, Role.DUTY_CHIEF}
EVENT_READERS = FIELD_ROLES | CENTER_ROLES | {Role.DEPT_HANDLER}
INSPECTORS = frozenset({Role.OFFICER, Role.AGENCY_HEAD, Role.LEGAL_REVIEWER})
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of SYNC 2."""

    name: str
    body: type[Body]
    klass: KindClass = KindClass.MUTABLE
    parents: tuple[str, ...] = ()
    write: frozenset[Role] = NOBODY
    read: frozenset[Role] = NOBODY
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))
    owners: frozenset[Role] = NOBODY
    """The roles that hold the right over `central` fields."""

    @property
    def table(self) -> str:
        """The kind without its subject: `log:event` and `log:task` are rows of one table."""
        return self.name.partition(":")[0]

    def rule(self, name: str) -> Rule:
        """Give the rule of a field; an unknown field is free."""
        return self.rules.get(name, Rule.FREE)


def _rules(*, sets: str = "", central: str = "", flow: str = "") -> Mapping[str, Rule]:
    pairs = [(sets, Rule.SET), (central, Rule.CENTRAL), (flow, Rule.FLOW)]
    return MappingProxyType({name: rule for names, rule in pairs for name in names.split()})


CLOCK_FIELDS = frozenset({"started_at", "paused_at", "due_time"})
"""Written by the server as the clock of an event starts, pauses and stops (DOMAIN 3.3)."""


def _flow(kind: str) -> str:
    return " ".join(flow.flow_fields(kind) | (CLOCK_FIELDS if kind == "event" else frozenset[str]()))


_PERSON_RULES = _rules(sets="tags", central="name identity hukou")

_M, _A, _S = KindClass.MUTABLE, KindClass.APPEND, KindClass.SERVER
_FIELD_OFFICER = FIELD_ROLES | {Role.OFFICER}
_PARENTS_OF_INSPECTION = ("place", "school")

_NOUNS = (
    Kind("org_unit", OrgUnit, _S, read=EVERYBODY),
    Kind("grid", Grid, _S, read=EVERYBODY),
    Kind("certificate", Certificate, _S, read=INSPECTORS | OFFICE),
    Kind("calendar", Calendar, _S, read=EVERYBODY),
    Kind("code_table", CodeTable, _S, read=EVERYBODY),
    Kind("number_block", NumberBlock, _S, read=EVERYBODY),
    Kind("household", Household, _M, (), FIELD_ROLES, FIELD_ROLES, _rules(sets="tags", central="household_no")),
    Kind("person", Person, _M, ("household",), FIELD_ROLES, FIELD_ROLES, _PERSON_RULES),
    Kind("house", House, _M, (), FIELD_ROLES, FIELD_ROLES, _rules(sets="tags")),
    Kind("occupancy", Occupancy, _M, ("house",), FIELD_ROLES, FIELD_ROLES),
    Kind("place", Place, _M, (), _FIELD_OFFICER, PLACE_READERS, _rules(sets="tags")),
    Kind("school", School, _M, (), _FIELD_OFFICER, PLACE_READERS, _rules(sets="tags")),
    Kind("visit", Visit, _A, ("household",), FIELD_ROLES, FIELD_ROLES),
    Kind("event", Event, _M, (), FIELD_ROLES | {Role.CENTER_OPERATOR}, EVENT_READERS, _rules(flow=_flow("event"))),
    Kind(
        "task",
        Task,
        _M,
        (),
        EVENT_READERS | INSPECTORS,
        EVENT_READERS | INSPECTORS,
        _rules(flow=_flow("task"), central="due assignee"),
        owners=OFFICE | {Role.DUTY_CHIEF, Role.AGENCY_HEAD, Role.CENTER_DISPATCHER},
    ),
    Kind(
        "inspection",
        Inspection,
        _M,
        _PARENTS_OF_INSPECTION,
        _FIELD_OFFICER | {Role.AGENCY_HEAD},
        PLACE_READERS,
        _rules(flow=_flow("inspection")),
    ),
    Kind("answers", Answers, _A, ("inspection",), _FIELD_OFFICER, PLACE_READERS),
    Kind("survey", Survey, _A, ("household", "person", "house", "place", "school"), FIELD_ROLES, FIELD_ROLES),
    Kind("finding", Finding, _A, ("inspection",), _FIELD_OFFICER, PLACE_READERS),
    Kind(
        "rectification",
        Rectification,
        _M,
        ("inspection",),
        frozenset({Role.OFFICER}),
        PLACE_READERS,
        _rules(flow=_flow("rectification"), central="due"),
        owners=frozenset({Role.AGENCY_HEAD}),
    ),
    Kind("document", Document, _A, ("inspection",), frozenset({Role.OFFICER}), PLACE_READERS),
    Kind("checklist", Checklist, _A, (), frozenset({Role.SYS_ADMIN, Role.AGENCY_HEAD}), EVERYBODY),
    Kind("post", Post, _M, (), OFFICE, EVENT_READERS),
)


def _with_logs_and_issues(nouns: tuple[Kind, ...]) -> dict[str, Kind]:
    kinds = {kind.name: kind for kind in nouns}
    for kind in nouns:
        if kind.name in flow.KINDS:
            name = f"log:{kind.name}"
            kinds[name] = Kind(name, Log, _A, (kind.name,), NOBODY, kind.read)
    for kind in list(kinds.values()):
        if kind.klass is not _S:
            name = f"issue:{kind.name}"
            kinds[name] = Kind(name, Issue, _M, (kind.name,), kind.write, kind.read)
    return kinds


KINDS: Mapping[str, Kind] = MappingProxyType(_with_logs_and_issues(_NOUNS))
"""Every kind by its name on the wire."""

LOGGED: frozenset[str] = frozenset(flow.KINDS)
"""The kinds with a life-cycle: changed by `act`, which leaves a log."""


def readable(roles: Iterable[Role], asked: Iterable[str] | None = None) -> tuple[str, ...]:
    """Give the kinds these roles may hold, of those asked for (None: all), in name order."""
    held = frozenset(roles)
    wanted = KINDS.keys() if asked is None else KINDS.keys() & set(asked)
    return tuple(sorted(name for name in wanted if KINDS[name].read & held))


def view(kinds: Iterable[str]) -> str:
    """Give the name of a view: a short hash of the kinds a store gets of a grid (SYNC 7, 10)."""
    return hashlib.sha256("\n".join(sorted(kinds)).encode()).hexdigest()[:16]
