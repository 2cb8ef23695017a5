"""The filled checklist of an inspection (检查结果), as it was when it was finished (FORMS 4)."""

from __future__ import annotations

from typing import Any

from gridcore.parts import Body, ChecklistRef, Photo


class AnswerChange(Body, frozen=True, kw_only=True):
    """An answer given or changed: when (ISO time of this PC), path of the question, value before and after, '' = none.

    Long values are cut (`gridcore.forms.audit`).
    """

    at: str | None = None
    question: str | None = None
    old: str | None = None
    new: str | None = None


class Answers(Body, frozen=True, kw_only=True):
    """values: the JSON record of the form, leaves in XForms lexical form; append only. Child of its inspection.

    audit: in administrative mode every answer as it was given and changed, oldest first; audit_cut: how many changes
    between the first and the last of a question were left out for size. unplaced: answers of an older version of the
    checklist that the version finished on has no place for, by path (FORMS 4).
    """

    checklist: ChecklistRef | None = None
    values: dict[str, Any] | None = None
    photos: tuple[Photo, ...] | None = None
    finished_at: str | None = None
    by: str | None = None
    corrects: str | None = None
    audit: tuple[AnswerChange, ...] | None = None
    audit_cut: int | None = None
    unplaced: dict[str, str] | None = None
