"""The filled checklist of an inspection (检查结果), as it was when it was finished (FORMS 4)."""

from __future__ import annotations

from typing import Any

from gridcore.parts import Body, ChecklistRef, Photo


class Answers(Body, frozen=True, kw_only=True):
    """values: the JSON record of the form, leaves in XForms lexical form; append only. Child of its inspection."""

    checklist: ChecklistRef | None = None
    values: dict[str, Any] | None = None
    photos: tuple[Photo, ...] | None = None
    finished_at: str | None = None
    by: str | None = None
    corrects: str | None = None
