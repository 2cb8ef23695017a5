"""A form of questions filled outside an inspection (信息采集): of a household, a place, a grid (FORMS 3, 4)."""

from __future__ import annotations

from typing import Any

from gridcore.parts import Body, ChecklistRef, Photo


class Survey(Body, frozen=True, kw_only=True):
    """values: the JSON record of the form, leaves in XForms lexical form; append only. Child of what it is about.

    unplaced: answers of an older version of the form that the version finished on has no place for, by path (FORMS 4).
    """

    checklist: ChecklistRef | None = None
    title: str | None = None
    values: dict[str, Any] | None = None
    photos: tuple[Photo, ...] | None = None
    started_at: str | None = None
    finished_at: str | None = None
    by: str | None = None
    by_name: str | None = None
    corrects: str | None = None
    unplaced: dict[str, str] | None = None
