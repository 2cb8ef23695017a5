"""Which pages a person gets, with their services: the only list of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from gridclient.app.session import Session
from gridclient.base.clock import Clock
from gridclient.services.authoring import Authoring, may_publish
from gridclient.services.checklists import Checklists
from gridclient.services.conflicts import Conflicts
from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.find import Find
from gridclient.services.gnss import SerialGnss
from gridclient.services.history import History
from gridclient.services.households import Households
from gridclient.services.inbox import Inbox
from gridclient.services.inspections import Inspections
from gridclient.services.me import Me
from gridclient.services.outgoing import Outgoing
from gridclient.services.people import People
from gridclient.services.places import Places
from gridclient.services.record_history import AnswerHistory, RecordHistory
from gridclient.services.surveys import Surveys
from gridclient.services.tasks import Tasks
from gridclient.services.timeline import Timeline
from gridclient.services.today import Today
from gridclient.services.undo import Undo
from gridclient.services.visits import Visits
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.household.desk import HouseholdServices
from gridclient.ui.page import Page
from gridclient.ui.pages.checklists import ChecklistsPage
from gridclient.ui.pages.events import EventsPage
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.pages.places import PlacesPage
from gridclient.ui.pages.settings import SettingsPage
from gridclient.ui.pages.surveys import SurveysPage
from gridclient.ui.pages.sync import SyncPage
from gridclient.ui.pages.tasks import TasksPage
from gridclient.ui.pages.today import TodayPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.settings.account_card import Holder
from gridcore.kinds import PLACE_READERS
from gridcore.roles import CENTER_ROLES, Role


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person works with: pages in the order of the rail, the find box, and how much of theirs is overdue."""

    pages: Sequence[Page]
    find: Find
    late: Callable[[], int]
    """Counts what is overdue and waits for this person; for any thread."""
    undo: Undo
    history: RecordHistory
    want_media: Callable[[], int]
    """Asks for lists and pictures of checklists that are not here yet; for the lane of writes."""


def make_desk(
    session: Session, me: Me, runner: TaskRunner, clock: Clock, online: Callable[[], bool], look: Appearance
) -> Desk:
    """Make the services of a session and the pages this role may have, in the order of the rail."""
    store, checklists = session.store, Checklists(session.store)
    drafts, events, inbox = Drafts(store), Events(store, me, clock, online), Inbox(store, me, clock)
    homes = _households(store, me, clock, drafts) if me.holds_households else None
    others: list[Page] = [
        TasksPage(events, Tasks(store, me, clock, online), inbox, drafts, runner, clock),
    ]
    if homes is not None:
        others.append(HouseholdsPage(homes, clock, runner))
    if me.role in PLACE_READERS:
        others.append(PlacesPage(Places(store, me, clock), drafts, runner))
    if me.role in PLACE_READERS or may_publish(me.role):
        inspections = Inspections(store, me, clock, drafts, checklists)
        others.append(InspectionsPage(inspections, drafts, clock, runner))
        if may_publish(me.role):
            authoring = Authoring(store, me, clock, checklists)
            due = inspections.referral_due
            others.append(ChecklistsPage(authoring, drafts, due, session.pinyin, SerialGnss(), clock, runner))
    if homes is not None:
        others.append(EventsPage(events, drafts, runner, clock, session.pinyin))
        surveys = Surveys(store, me, clock, drafts, checklists)
        others.append(SurveysPage(surveys, clock, runner, session.pinyin, SerialGnss()))
    others.append(
        SyncPage(
            runner,
            Outgoing(store),
            Conflicts(store, me),
            session.syncing,
            session.packages,
            clock,
            me.name,
            is_office=me.role is Role.COMMUNITY_OFFICE or me.role in CENTER_ROLES,
        )
    )
    holder = Holder(me.name, me.role, session.known.server_name)
    others.append(SettingsPage(runner, look, session.backup, clock, holder))
    today = Today(store, me, clock, inbox, drafts, homes.households if homes is not None else None)
    first = TodayPage(today, frozenset(page.name for page in others), runner)
    undo = Undo(store, {"event.report": partial(events.undo_report, drafts=drafts)})
    answers = AnswerHistory(store, checklists, clock)
    history = RecordHistory(store, History(session.syncing.history), answers)
    return Desk((first, *others), Find(store, me, clock), today.late, undo, history, checklists.want_media)


def _households(store: Store, me: Me, clock: Clock, drafts: Drafts) -> HouseholdServices:
    return HouseholdServices(
        Households(store, me, clock), People(store, me, clock), Visits(store, me, clock), Timeline(store), drafts
    )
