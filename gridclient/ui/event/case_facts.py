"""What is known of a case, as the line under its title and the grid of facts (picture 04)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.case import CaseDetail
from gridclient.ui.event.rows import code_text, dotted
from gridclient.ui.event.words import kind_word
from gridclient.ui.when import when
from gridclient.ui.widgets.facts import Fact
from gridcore.codes import mask_phone
from gridcore.codetable import CodeTable

translate = QCoreApplication.translate

Tables = Mapping[str, CodeTable]


def title_of(detail: CaseDetail, tables: Tables, language: str) -> str:
    """The title of a record: its own, its text, or the name of what it is."""
    own = detail.text("title") or detail.text("text")
    return own or code_text(tables, "category", detail.text("category"), language) or kind_word(detail.kind)


def facts_line(detail: CaseDetail, tables: Tables, language: str) -> str:
    """Number, category / sub-category, source, units."""
    if detail.kind != "event":
        return dotted(kind_word(detail.kind, detail.text("task_kind")), detail.place_name or detail.household_address)
    category = code_text(tables, "category", detail.text("category"), language)
    sub = code_text(tables, "category", detail.text("subcategory"), language)
    source = code_text(tables, "source", detail.text("source"), language)
    lead = _unit(detail, detail.text("lead_unit"))
    assist = [_unit(detail, code) for code in detail.body.get("assist_units") or ()]
    return dotted(
        detail.text("event_no"),
        f"{category} / {sub}" if sub else category,
        translate("Facts", "source {source}").format(source=source) if source else "",
        translate("Facts", "lead {unit}").format(unit=lead) if lead else "",
        translate("Facts", "with {units}").format(units=translate("Facts", ", ").join(assist)) if assist else "",
    )


def facts_of(detail: CaseDetail, tables: Tables, language: str, now: datetime) -> tuple[Fact, ...]:
    """The facts that have a value, in reading order."""
    named = [
        (translate("Facts", "Place"), detail.text("address") or detail.place_name or detail.household_address),
        (translate("Facts", "Handler"), detail.names.get(detail.text("handler"), detail.text("handler"))),
        (translate("Facts", "Reporter"), detail.text("reporter_name")),
        (translate("Facts", "Household"), detail.household_address),
        (translate("Facts", "Concerned"), _masked(detail.text("informant"))),
        (translate("Facts", "Found at"), _moment(detail.text("occurred_at"), now)),
        (translate("Facts", "Level"), code_text(tables, "event_level", detail.text("level"), language)),
        (translate("Facts", "What to do"), detail.text("requirement") if detail.kind == "event" else ""),
        (translate("Facts", "Verifier"), _person(detail, "verifier", "VERIFYING")),
        (translate("Facts", "Checker"), _person(detail, "checker", "CHECKING")),
        (translate("Facts", "Assigned to"), detail.names.get(detail.text("assignee"), detail.text("assignee"))),
        (translate("Facts", "Measures"), detail.text("measures")),
        (translate("Facts", "Result"), detail.text("result")),
        (translate("Facts", "Party"), detail.text("party")),
        (translate("Facts", "Closed as"), code_text(tables, "archive_type", detail.text("archive_type"), language)),
        (translate("Facts", "Satisfaction"), code_text(tables, "satisfaction", detail.text("satisfaction"), language)),
    ]
    return tuple(Fact(name, value) for name, value in named if value)


def _person(detail: CaseDetail, field: str, state: str) -> str:
    return detail.names.get(detail.text(field), detail.text(field)) if detail.state == state else ""


def _unit(detail: CaseDetail, code: str) -> str:
    return detail.units.get(code, code)


def _moment(text: str, now: datetime) -> str:
    return when(datetime.fromisoformat(text), now) if text else ""


def _masked(text: str) -> str:
    """A phone among the words is masked."""
    return " ".join(mask_phone(part) if part.isdigit() and len(part) == 11 else part for part in text.split(" "))
