"""The eleven pages of the rail: their order, keys, icons and words (UI 3, PRODUCT "Screens")."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

PAGE_KEYS = {
    "today": "Alt+1",
    "tasks": "Alt+2",
    "households": "Alt+3",
    "places": "Alt+4",
    "inspections": "Alt+5",
    "events": "Alt+6",
    "services": "Alt+7",
    "map": "Alt+8",
    "insight": "Alt+9",
    "orders": "Alt+0",
    "sync": "Alt+-",
}
"""In the order of the rail; the key of a page left out stays free, the others keep theirs."""

RAIL_ICONS = {
    "today": "sun-horizon",
    "tasks": "check-square-offset",
    "households": "house",
    "places": "storefront",
    "inspections": "clipboard-text",
    "events": "megaphone",
    "services": "handshake",
    "map": "map-trifold",
    "insight": "chart-line",
    "orders": "flag",
    "sync": "arrows-clockwise",
}


def page_word(name: str) -> str:
    """The word of a page on the rail; an unknown name is its own word."""
    return {
        "today": translate("Rail", "Today"),
        "tasks": translate("Rail", "Tasks"),
        "households": translate("Rail", "Households"),
        "places": translate("Rail", "Places"),
        "inspections": translate("Rail", "Inspections"),
        "events": translate("Rail", "Events"),
        "services": translate("Rail", "Services"),
        "map": translate("Rail", "Map"),
        "insight": translate("Rail", "Insight"),
        "orders": translate("Rail", "Orders"),
        "sync": translate("Rail", "Sync"),
        "settings": translate("Rail", "Settings"),
        "checklists": translate("Rail", "Checklist author"),
        "surveys": translate("Rail", "Forms"),
    }.get(name, name)
