"""The history of a record as the timeline shows it: only added to, newest first (picture 04)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.case import CaseDetail, HistoryLine
from gridclient.ui.event.rows import dotted
from gridclient.ui.event.words import step_icon, step_word
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import when
from gridclient.ui.widgets.timeline import EntryLine, EntryState
from gridcore.roles import Role

translate = QCoreApplication.translate

_AMBER = frozenset({"ask_postpone", "ask_return", "ask_hang", "ask_extension", "rework", "send_back", "check_fail"})


def entries(detail: CaseDetail, now: datetime) -> tuple[EntryLine, ...]:
    """The entries of a record."""
    return tuple(_entry(detail, line, now) for line in detail.history)


def _entry(detail: CaseDetail, line: HistoryLine, now: datetime) -> EntryLine:
    mark, state = "", EntryState.SENT
    if line.is_waiting:
        mark, state = translate("History", "waiting"), EntryState.WAITING
    elif line.is_supplement:
        mark, state = translate("History", "supplement"), EntryState.REFUSED
    return EntryLine(
        id=line.id,
        icon=step_icon(line.step),
        title=_title(detail, line),
        when=dotted("" if line.at is None else when(line.at, now), line.by_name),
        body=_body(detail, line),
        state=state,
        tone=Tone.AMBER if line.step in _AMBER else Tone.GREY,
        mark=mark,
        verb=translate("History", "Take back") if line.takes_back else "",
    )


def _title(detail: CaseDetail, line: HistoryLine) -> str:
    unit = detail.units.get(detail.text("lead_unit"), "")
    if line.step == "dispatch" and unit:
        return translate("History", "Dispatched to {unit}").format(unit=unit)
    return step_word(line.step)


def _body(detail: CaseDetail, line: HistoryLine) -> str:
    said = [line.text] if line.text else []
    if line.photos:
        said.append(translate("History", "Photos: {n}").format(n=len(line.photos)))
    if line.is_supplement:
        said.append(_why_supplement(detail, line))
    return "\n".join(said)


def _why_supplement(detail: CaseDetail, line: HistoryLine) -> str:
    """Why a step became a supplement: the centre had moved on, and nothing written is lost (UI 5)."""
    unit = detail.units.get(detail.text("lead_unit"), "")
    if unit and line.role == Role.DEPT_HANDLER and detail.names.get(detail.text("handler")) != line.by_name:
        moved = translate(
            "History", "The centre has reassigned it to {unit}. Your text and photos stay as a supplement."
        )
        return moved.format(unit=unit)
    return translate("History", "The centre had moved on. Your text and photos stay as a supplement.")
