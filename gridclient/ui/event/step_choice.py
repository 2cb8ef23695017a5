"""What the fields of a step let one choose from: codes, units, people, limits (DOMAIN 3.2, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from gridclient.services.case import CaseDetail
from gridclient.ui.event.step_field import (
    CodeField,
    DateField,
    DaysField,
    LimitField,
    LineField,
    Pair,
    PickField,
    SeveralField,
    StepField,
    TextField,
    TimeField,
)
from gridclient.ui.event.words import requirement_word
from gridclient.ui.style import theme
from gridcore.codetable import CodeTable
from gridcore.deadlines import Unit
from gridcore.flow import Step

translate = QCoreApplication.translate

_EMPTY = CodeTable(name="", entries=())
_REASONS: Mapping[str, str] = {"refuse": "refuse_reason", "ask_hang": "hang_reason", "void": "void_reason"}
"""The table of reasons of a step; the others take words."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Code tables by name, units and workers as pairs of code and name."""

    tables: Mapping[str, CodeTable]
    units: tuple[Pair, ...] = ()
    workers: tuple[Pair, ...] = field(default=())

    def pairs(self, table: str) -> tuple[Pair, ...]:
        """Codes and names of the top of a table, in the language now chosen."""
        language = theme.language()
        return tuple((entry.code, entry.text(language)) for entry in self.tables.get(table, _EMPTY).under())


def limit_units() -> tuple[Pair, ...]:
    """The units of a limit, by code and name."""
    return (
        (str(Unit.WORKING_DAY), translate("Limit", "working days")),
        (str(Unit.WORKING_HOUR), translate("Limit", "working hours")),
        (str(Unit.URGENT_HOUR), translate("Limit", "hours round the clock")),
        (str(Unit.CALENDAR_DAY), translate("Limit", "days")),
    )


def field_for(code: str, step: Step, detail: CaseDetail, choices: Choices, now: datetime) -> StepField:
    """Make the field of a requirement code, with what the record already says."""
    spoken = requirement_word(code, step)
    table = _table_of(code, step)
    if table == "category":
        made = PickField(choices.pairs(table))
        made.set_value(detail.text("category"))
        return made
    if table:
        return CodeField([pair for pair in choices.pairs(table) if pair[0] != "self"], spoken)
    makers: Mapping[str, Callable[[], StepField]] = {
        "unit": lambda: PickField(choices.units),
        "worker": lambda: PickField(choices.workers),
        "units": lambda: SeveralField(choices.units),
        "assist_units": lambda: SeveralField(choices.units),
        "limit": lambda: LimitField(limit_units(), _preset(step, detail, choices)),
        "days": DaysField,
        "date": lambda: DateField((now + timedelta(days=7)).date()),
        "time": lambda: TimeField(now),
        "place": LineField,
        "master": LineField,
    }
    return makers.get(code, TextField)()


def _table_of(code: str, step: Step) -> str:
    """The code table a requirement chooses from, empty for words and numbers."""
    if code == "reason":
        return _REASONS.get(step.name, "")
    if code == "level":
        return "supervise_level" if "supervise_level" in step.sets else "event_level"
    return code if code in {"archive_type", "satisfaction", "category"} else ""


def _preset(step: Step, detail: CaseDetail, choices: Choices) -> tuple[int, str]:
    """The limit a form begins with: that of the category for a dispatch, half a day of work for a look on site."""
    if "limit_amount" not in step.sets:
        return 4, str(Unit.WORKING_HOUR)
    code = detail.text("subcategory") or detail.text("category")
    limits = choices.tables.get("category", _EMPTY).limits(code)
    return (max(1, round(limits[0].amount)), str(limits[0].unit)) if limits else (2, str(Unit.WORKING_DAY))
