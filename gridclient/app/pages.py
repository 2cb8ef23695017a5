"""Which pages a person gets, with their services: the only list of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gridclient.app.session import Session
from gridclient.base.clock import Clock
from gridclient.base.find import FindService
from gridclient.services.me import Me
from gridclient.ui.page import Page
from gridclient.ui.runner import TaskRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person works with: pages in the order of the rail, and the find box."""

    pages: Sequence[Page]
    find: FindService | None


def make_desk(session: Session, me: Me, runner: TaskRunner, clock: Clock, online: Callable[[], bool]) -> Desk:
    """Make the services of a session and the pages this role may have."""
    del session, me, runner, clock, online
    return Desk((), None)
