"""The badges of the rail, with what a screen reader says of them (UI 3); none at zero."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.ui.rail import Badge
from gridclient.ui.style.tokens import Tone

translate = QCoreApplication.translate


def late_badge(late: int) -> Badge | None:
    """Red: what is overdue and waits for me."""
    if not late:
        return None
    what = translate("Badges", "1 overdue") if late == 1 else translate("Badges", "{n} overdue").format(n=late)
    return Badge(late, Tone.RED, what)


def conflict_badge(conflicts: int, parked: int) -> Badge | None:
    """Violet: what both sides changed, and what the centre did not accept."""
    if not conflicts + parked:
        return None
    what = translate("Badges", "{n} to decide, {m} set aside").format(n=conflicts, m=parked)
    return Badge(conflicts + parked, Tone.VIOLET, what)
