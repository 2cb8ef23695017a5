"""Which page shows a record, by its kind: pages do not import each other."""

from __future__ import annotations

from gridclient.ui.page import Goto

_PAGES = {
    "household": "households",
    "person": "households",
    "visit": "households",
    "inspection": "inspections",
    "survey": "surveys",
    "place": "places",
    "school": "places",
}
_IN_TASKS = frozenset({"event", "task", "rectification"})


def goto_of(kind: str, record: str) -> Goto | None:
    """Give the wish to open a record; None where no page shows its kind."""
    if kind in _IN_TASKS:
        return Goto("tasks", f"{kind}:{record}")
    page = _PAGES.get(kind)
    return None if page is None or not record else Goto(page, record)
