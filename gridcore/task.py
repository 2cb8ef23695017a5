"""Assigned work (任务): patrol, re-inspection, campaign (the inbox is a query, not a record)."""

from __future__ import annotations

from gridcore.parts import Body, Subject


class Task(Body, frozen=True, kw_only=True):
    """task_kind patrol | reinspection | campaign; due is an ISO date; state is a flow field."""

    task_kind: str | None = None
    title: str | None = None
    subject: Subject | None = None
    inspection: str | None = None
    items: tuple[str, ...] | None = None
    assignee: str | None = None
    due: str | None = None
    source: str | None = None
    requirement: str | None = None
    state: str | None = None
    result: str | None = None
    done_at: str | None = None
    reason: str | None = None
