"""Words of inspections: modes, states, roles of parts (DOMAIN 4.1, 6)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.ui.style.tokens import Tone

translate = QCoreApplication.translate


def mode_word(mode: str) -> str:
    """Patrol or administrative inspection."""
    return translate("Inspection", "Administrative") if mode == "admin" else translate("Inspection", "Patrol")


def stage_word(stage: str) -> str:
    """The word of a state of an inspection; an unknown one is its own word."""
    return {
        "PLANNED": translate("Inspection", "Planned"),
        "APPROVED": translate("Inspection", "Approved"),
        "NOTIFIED": translate("Inspection", "Notified"),
        "IN_PROGRESS": translate("Inspection", "In progress"),
        "RECORDED": translate("Inspection", "Recorded"),
        "SIGNED": translate("Inspection", "Signed"),
        "SUBMITTED": translate("Inspection", "Submitted"),
        "REVIEWED": translate("Inspection", "Reviewed"),
        "DONE": translate("Inspection", "Done"),
        "ARCHIVED": translate("Inspection", "Archived"),
        "ABORTED": translate("Inspection", "Stopped"),
    }.get(stage, stage)


def group_word(group: str) -> str:
    """The head of a group of the landing list."""
    return {
        "unfinished": translate("Inspection", "Not finished"),
        "start": translate("Inspection", "Ready to start"),
        "waiting": translate("Inspection", "Not yet approved and notified"),
        "others": translate("Inspection", "With others"),
        "done": translate("Inspection", "Finished"),
    }[group]


def standing_word(standing: str) -> tuple[str, Tone | None]:
    """How a certificate stands, and its tone."""
    return {
        "verified": (translate("Inspection", "verified"), None),
        "expiring": (translate("Inspection", "expires soon"), Tone.AMBER),
        "expired": (translate("Inspection", "expired"), Tone.RED),
    }[standing]


def tail(cert_no: str) -> str:
    """The end of a certificate's number, as it is shown on a screen."""
    return f"****{cert_no[-4:]}"


def beside(*parts: str) -> str:
    """Facts beside each other, those that are there, with a dot between."""
    return translate("Inspection", " · ").join(part for part in parts if part)
