"""Which pages a person gets, with their services: the only list of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gridclient.app.session import Session
from gridclient.base.clock import Clock
from gridclient.base.find import FindService
from gridclient.services.checklists import Checklists
from gridclient.services.conflicts import Conflicts
from gridclient.services.drafts import Drafts
from gridclient.services.find import Find
from gridclient.services.inspections import Inspections
from gridclient.services.me import Me
from gridclient.services.outgoing import Outgoing
from gridclient.ui.page import Page
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.pages.sync import SyncPage
from gridclient.ui.runner import TaskRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person works with: pages in the order of the rail, and the find box."""

    pages: Sequence[Page]
    find: FindService | None


def make_desk(session: Session, me: Me, runner: TaskRunner, clock: Clock, online: Callable[[], bool]) -> Desk:
    """Make the services of a session and the pages this role may have, in the order of the rail."""
    store = session.store
    del online
    drafts = Drafts(store)
    inspections = Inspections(store, me, clock, drafts, Checklists(store))
    pages: list[Page] = [
        InspectionsPage(inspections, drafts, clock, runner),
        SyncPage(runner, Outgoing(store), Conflicts(store, me), session.syncing, clock),
    ]
    return Desk(tuple(pages), Find(store, me, clock))
