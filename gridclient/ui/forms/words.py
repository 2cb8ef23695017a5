"""What is said of an answer that is missing or is none (FORMS 4, UI 6)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def gap_word(reason: str) -> str:
    """The sentence for a reason code of `Questionnaire.gaps`."""
    return {
        "required": translate("Gaps", "Still missing"),
        "constraint": translate("Gaps", "This answer does not fit. It is kept; change it before you finish"),
        "choice_gone": translate("Gaps", "This choice is no longer offered. Choose again"),
        "not_an_integer": translate("Gaps", "A whole number is asked, e.g. 12. What is typed is kept"),
        "not_a_number": translate("Gaps", "A number is asked, e.g. 12.5. What is typed is kept"),
        "not_a_date": translate("Gaps", "No such day. Type e.g. 2026-11-27 or 1127. What is typed is kept"),
        "not_a_date_time": translate("Gaps", "Day and time are asked, e.g. 1127 and 930. What is typed is kept"),
        "not_a_time": translate("Gaps", "No such time. Type e.g. 9:30 or 930. What is typed is kept"),
        "not_a_place": translate("Gaps", "Latitude and longitude are asked, in degrees. What is typed is kept"),
        "too_long": translate("Gaps", "This is too long for one answer. What is typed is kept; shorten it"),
        "forbidden_character": translate("Gaps", "There is a character in it that cannot be kept. Type it again"),
    }.get(reason, translate("Gaps", "This is no answer yet. What is typed is kept"))
