"""Assigned work (任务) and rectifications (整改) as the page of tasks opens them."""

from __future__ import annotations

from gridclient.services.case import CaseDetail, Cases
from gridclient.services.saved import Saved
from gridclient.services.step import take
from gridclient.services.step_draft import StepDraft

__all__ = ["Tasks"]


class Tasks(Cases):
    """What a person does with a task or a rectification."""

    def detail(self, kind: str, record: str) -> CaseDetail | None:
        """Give a task or a rectification as its pane shows it, None when this PC does not hold it."""
        return self.case(kind, record)

    def act(self, draft: StepDraft) -> Saved:
        """Take a step. Raises Refused where the table forbids it, InvalidInput where the form lacks something."""
        return take(self._store, self._me, self._clock, draft, online=self._online())
