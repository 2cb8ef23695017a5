"""What the program itself says in a form: of an answer that is missing or is none, of a choice without words."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication

from gridclient.services.questionnaire import Shown

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


def worded(shown: Shown, language: str) -> Shown:
    """A question with the reader's words where the converter left its English ones; `language` is the form's."""
    if "(en)" in language:
        return shown
    if shown.is_other:
        return msgspec.structs.replace(shown, label=translate("Forms", "Please specify"))
    if not any(one.is_other for one in shown.choices):
        return shown
    other = translate("Forms", "Other")
    choices = (msgspec.structs.replace(one, label=other) if one.is_other else one for one in shown.choices)
    return msgspec.structs.replace(shown, choices=tuple(choices))
