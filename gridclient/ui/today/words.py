"""The words of the day: its one sentence, the lines of the diary, what a draft is (UI "Today", UI 6)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.services.today import DiaryLine, DraftSeen, TodayView
from gridclient.ui.event.words import step_word
from gridclient.ui.page import Goto

translate = QCoreApplication.translate

_INSPECTED = frozenset({"record", "submit", "finish"})


def sentence(view: TodayView) -> str:
    """What matters now, in one sentence; only what there is."""
    visits = len(view.visits)
    one_home = translate("TodayWords", "1 home to visit")
    parts = (
        (view.late, translate("TodayWords", "{n} overdue first").format(n=view.late)),
        (view.due_today, translate("TodayWords", "{n} due today").format(n=view.due_today)),
        (visits, one_home if visits == 1 else translate("TodayWords", "{n} homes to visit").format(n=visits)),
    )
    said = [words for count, words in parts if count]
    if said:
        return translate("TodayWords", ", ").join(said)
    if view.lines:
        return translate("TodayWords", "Nothing is due today; {n} wait for you").format(n=len(view.lines))
    return translate("TodayWords", "Nothing is to be done today")


def ahead(view: TodayView) -> str:
    """What could be done on a day without work."""
    if view.tomorrow == 1:
        return translate("TodayWords", "To get ahead: there is 1 home to visit tomorrow.")
    if view.tomorrow:
        return translate("TodayWords", "To get ahead: there are {n} homes to visit tomorrow.").format(n=view.tomorrow)
    return translate("TodayWords", "New work appears here after the next sync.")


def diary_line(line: DiaryLine, time: str) -> str:
    """A line of the diary: when, what, about whom, and what was written."""
    name, text = line.title, line.text.strip().rstrip("。.")
    if line.kind == "visit":
        return _visit(line.code, time, name, text)
    if line.kind == "inspection":
        return _inspection(line.code, time, name)
    step = step_word(line.code)
    if text and text != name:
        return translate("TodayWords", "{time} {step}: {name}. {text}.").format(
            time=time, step=step, name=name, text=text
        )
    return translate("TodayWords", "{time} {step}: {name}.").format(time=time, step=step, name=name)


def _visit(result: str, time: str, name: str, text: str) -> str:
    if text:
        return translate("TodayWords", "{time} Visited {name}: {text}.").format(time=time, name=name, text=text)
    if result == "absent":
        return translate("TodayWords", "{time} Visited {name}, nobody was home.").format(time=time, name=name)
    if result == "changed":
        return translate("TodayWords", "{time} Visited {name}, something has changed.").format(time=time, name=name)
    return translate("TodayWords", "{time} Visited {name}, all is well.").format(time=time, name=name)


def _inspection(step: str, time: str, name: str) -> str:
    if step in _INSPECTED:
        return translate("TodayWords", "{time} Finished the inspection of {name}.").format(time=time, name=name)
    if step == "abort":
        return translate("TodayWords", "{time} Broke off the inspection of {name}.").format(time=time, name=name)
    return translate("TodayWords", "{time} Began the inspection of {name}.").format(time=time, name=name)


DRAFT_ICONS = {
    "event": "megaphone",
    "step": "check-square-offset",
    "visit": "note-pencil",
    "visit.correct": "note-pencil",
    "household": "house",
    "inspection": "clipboard-text",
    "survey": "note-pencil",
}


def draft_kind(kind: str) -> str:
    """What a draft is of."""
    return {
        "event": translate("TodayWords", "Report"),
        "step": translate("TodayWords", "Step of a task"),
        "visit": translate("TodayWords", "Visit"),
        "visit.correct": translate("TodayWords", "Correction of a visit"),
        "household": translate("TodayWords", "Household form"),
        "inspection": translate("TodayWords", "Inspection"),
        "survey": translate("TodayWords", "Form"),
    }.get(kind, translate("TodayWords", "Form"))


def draft_goto(draft: DraftSeen) -> Goto | None:
    """Where a draft is gone on with, as the pages document their `open`; None for a kind no page opens."""
    line, subject = draft.line, draft.line.subject or ""
    if line.kind == "event":
        return Goto("events", line.id)
    if line.kind == "step":
        record, _, step = subject.rpartition(":")
        return Goto("tasks", record, step)
    if line.kind == "visit":
        return Goto("households", subject, "visit")
    if line.kind == "visit.correct":
        return Goto("households", subject, "correct")
    if line.kind == "household":
        return Goto("households", subject, "edit" if subject else "new")
    if line.kind == "survey":
        return Goto("surveys", line.id, "continue")
    return Goto("inspections", subject, "continue") if line.kind == "inspection" else None
