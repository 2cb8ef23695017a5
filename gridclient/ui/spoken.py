"""Accessible names put together from parts, as a person would say them aloud (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def say(*parts: str) -> str:
    """The parts that are not empty, with the comma of the language between them."""
    return QCoreApplication.translate("Spoken", ", ").join(part for part in parts if part)
