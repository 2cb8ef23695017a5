"""Taking a step of a life-cycle: the form's values checked against the table, then one transaction (DOMAIN 3.2)."""

from __future__ import annotations

from datetime import datetime

from gridclient.base.clock import Clock
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.services.step_draft import StepDraft, fields_of, met, words_of
from gridclient.services.working_calendar import working_calendar
from gridclient.store import Store, Work
from gridcore import deadlines, flow
from gridcore.deadlines import Unit, WorkingCalendar
from gridcore.errors import Refused
from gridcore.flow import Offline

_DAYS = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY})


def take(store: Store, me: Me, clock: Clock, draft: StepDraft, *, online: bool) -> Saved:
    """Take a step with its photos.

    Raises Refused (state, role, own_work, online …) where the table forbids it, InvalidInput(field=requirement code)
    where the form lacks something.
    """
    row = flow.steps(draft.kind).get(draft.step)
    if row is None or (row.offline is Offline.ONLINE and not online):
        raise Refused(step=draft.step, reason="online" if row is not None else "unknown_step")
    with store.read() as reading:
        calendar = working_calendar(reading)
    with store.write(f"{draft.kind}.{draft.step}") as work:
        found = work.get(draft.kind, draft.id)
        if found is None or found.body is None:
            raise Refused(step=draft.step, reason="gone")
        body = found.body
        state = str(body.get("state") or "")
        flow.advance(draft.kind, state, draft.step, me.role, body=body, actor=me.user)
        given = met(draft) | ({"category"} if body.get("category") else frozenset[str]())
        flow.check_given(row, given, body)
        _correct_category(work, draft, body.get("category"))
        fields = fields_of(row, draft, me.user, clock.now(), calendar)
        if draft.step == "grant_postpone":
            fields["due_time"] = _postponed(
                body.get("due_time"), body.get("request_days"), body.get("limit_unit"), clock, calendar
            )
        photos = [
            work.attach(found.grid, draft.id, photo.data, photo.name, photo.tag, photo.taken_at)
            for photo in draft.photos
        ]
        work.act(draft.kind, draft.id, draft.step, fields=fields, text=words_of(draft), photos=photos)
        if draft.kept:
            work.forget_draft(draft.kept)
    return Saved(draft.id, work.changes, work.tx_id)


def _correct_category(work: Work, draft: StepDraft, now: object) -> None:
    """An acceptor who corrects the category sets it in the tx of the step (flow.intake)."""
    category = draft.given.get("category")
    if category and category != now:
        work.set(draft.kind, draft.id, {"category": now, "subcategory": None}, {"category": category})


def _postponed(
    due: str | None, days: int | None, unit: str | None, clock: Clock, calendar: WorkingCalendar
) -> str | None:
    """The due time a granted request gives: the days asked for, from the old due time on."""
    if not days:
        return due
    counted = Unit(unit) if unit in _DAYS else Unit.WORKING_DAY
    begin = datetime.fromisoformat(due) if due else clock.now()
    return deadlines.due(begin, days, counted, calendar).isoformat(timespec="seconds")
