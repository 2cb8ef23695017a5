"""Events: scenarios walked through the life-cycle at the hours in which people work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gridcore import codes, deadlines, flow
from gridcore.deadlines import Unit
from gridcore.flow import OPEN_STATES, ClockMove
from gridcore.roles import Role
from gridserver.sample.cast import Crew
from gridserver.sample.draw import Draw
from gridserver.sample.household import Home
from gridserver.sample.record import Fields, SampleRecord, day_of, photo, stamp
from gridserver.sample.scenario import SCENARIOS, Scenario
from gridserver.sample.territory import GridSite
from gridserver.sample.walk import Actor, OfficeTime, Walk

_ANCHORS = {"sign_for", "handle_self", "rework"}
"""Steps that start the disposal clock."""

_DOERS: Mapping[str, Role | None] = {
    "report": Role.GRID_WORKER,
    "self_handle": Role.GRID_WORKER,
    "withdraw": Role.GRID_WORKER,
    "accept": Role.CENTER_OPERATOR,
    "accept_to_verify": Role.CENTER_OPERATOR,
    "send_verify": Role.CENTER_OPERATOR,
    "refuse": Role.CENTER_OPERATOR,
    "dispatch": Role.CENTER_DISPATCHER,
    "handle_self": Role.COMMUNITY_OFFICE,
    "sign_for": Role.DEPT_HANDLER,
    "ask_postpone": Role.DEPT_HANDLER,
    "grant_postpone": Role.DUTY_CHIEF,
    "ask_hang": Role.DEPT_HANDLER,
    "grant_hang": Role.DUTY_CHIEF,
    "supplement": Role.DEPT_HANDLER,
    "feedback": Role.DEPT_HANDLER,
    "send_check": Role.CENTER_OPERATOR,
    "check_pass": Role.GRID_WORKER,
    "check_fail": Role.GRID_WORKER,
    "rework": Role.DUTY_CHIEF,
    "close_case": Role.DUTY_CHIEF,
    "void": Role.DUTY_CHIEF,
    "urge": Role.SUPERVISOR,
    "supervise": Role.SUPERVISOR,
    "rate": Role.COMMUNITY_OFFICE,
    "archive": None,
}
_SAID = {
    "accept": "情况清楚，受理立案。",
    "accept_to_verify": "热线转来，请先到现场核实。",
    "send_verify": "请网格员到现场核实。",
    "refuse": "与已受理事件重复，不再立案，已告知上报人。",
    "dispatch": "请按时限办结并回复群众。",
    "handle_self": "社区自行办理。",
    "sign_for": "已签收。",
    "ask_postpone": "灯具缺货，申请延期2个工作日。",
    "grant_postpone": "同意延期2个工作日。",
    "ask_hang": "鉴定要等专业机构排期，申请挂账。",
    "grant_hang": "同意挂账，先设警戒线。",
    "supplement": "到现场查过，3楼线路老化，正在换线。",
    "send_check": "请上报人到现场核查。",
    "check_pass": "现场看过，已办好。",
    "check_fail": "傍晚又摆出来了，没有改好。",
    "rework": "核查不通过，返工。",
    "close_case": "处置到位，同意结案。",
    "void": "重复上报，作废。",
    "urge": "已超时限，请今天回复办理情况。",
    "supervise": "群众反映强烈，黄色督办。",
    "rate": "电话回访，群众满意。",
    "withdraw": "先撤回，核实后再报。",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """The place where a grid's events happen: words to fill in, people, photos by what they show."""

    site: GridSite
    crew: Crew
    homes: list[Home]
    school: str
    road: str
    estate: str
    photos: Mapping[str, bytes]
    office: OfficeTime
    now: datetime


def make_events(scene: Scene, draw: Draw, households: int) -> Iterator[SampleRecord]:
    """Make the events of a grid: all scenarios in the pilot grid, one in fifty households elsewhere."""
    chosen = [scenario for scenario in SCENARIOS if scenario.fits(town=scene.site.town)]
    if scene.site.order:
        chosen = draw.some(chosen, max(3, households // 50))
    for scenario in chosen:
        yield from _Event(scene, scenario, draw).records()


class _Event:
    """One event on its way."""

    def __init__(self, scene: Scene, scenario: Scenario, draw: Draw) -> None:
        self.scene, self.scenario, self.draw = scene, scenario, draw
        self.home = self._home()
        self.times = self._times()
        self.made = self.times[0] - timedelta(minutes=draw.between(6, 18))
        self.id = draw.id(self.made)
        self.walk = Walk("event", self._created())

    def records(self) -> list[SampleRecord]:
        """Walk all steps; give the event and its logs."""
        for name, at in zip(self.scenario.steps, self.times, strict=True):
            self._step(name, at)
        return self.walk.records(self.scene.site.code, self.id, None, self.made, self.draw)

    def _home(self) -> Home:
        """The household it is about: one of the building named, one who lives alone where the matter is such."""
        scene, building = self.scene, re.search(r"\{estate\}(\d栋)", self.scenario.place)
        wanted = scene.homes
        if building:
            wanted = [home for home in scene.homes if home.address.startswith(scene.estate + building[1])]
        elif "独居" in self.scenario.title:
            wanted = [home for home in scene.homes if home.alone]
        return self.draw.one(wanted or scene.homes)

    def _times(self) -> list[datetime]:
        """When each step was taken: those before the clock's start in the half hours before it, later ones spread."""
        office, now = self.scene.office, self.scene.now
        steps = self.scenario.steps
        anchor_at = office.before(now, self.scenario.hours)
        anchors = [place for place, name in enumerate(steps) if name in _ANCHORS]
        anchor = anchors[-1] if anchors else len(steps) - 1
        found = [office.before(anchor_at, 0.6 * (anchor - place)) for place in range(anchor)]
        if "check_fail" in steps:  # a rework comes days after the first try
            found = [office.before(anchor_at, 2.5 * (anchor - place)) for place in range(anchor)]
        later = len(steps) - anchor - 1
        found.append(anchor_at)
        found += [office.after(anchor_at, self.scenario.hours * (place + 1) / (later + 1)) for place in range(later)]
        return found

    def _words(self, text: str) -> str:
        scene, home = self.scene, self.home
        words = {
            "road": scene.road,
            "estate": scene.estate,
            "school": scene.school,
            "head": home.head,
            "home": home.address,
        }
        return text.format(**words)

    def _created(self) -> Fields:
        scenario, worker = self.scenario, self.scene.crew[Role.GRID_WORKER]
        sub = scenario.category if len(scenario.category) == 4 and scenario.category[:2] != "85" else None
        body: Fields = {
            "event_no": codes.event_no(self.scene.site.county.code, day_of(self.made), UUID(self.id)),
            "title": self._words(scenario.title),
            "category": scenario.category[:2],
            "source": scenario.source,
            "description": self._words(scenario.text),
            "address": self._words(scenario.place),
            "position": self.home.position,
            "occurred_at": stamp(self.made - timedelta(minutes=25)),
            "reporter": worker.user,
            "reporter_name": worker.name,
        }
        if sub:
            body["subcategory"] = sub
        if scenario.whom:
            body["household"] = self.home.id
        if scenario.source in {"02", "03", "04"}:
            phone = self.home.phone or ""
            body["informant"] = f"{self.home.head} {phone}".strip()
        if scenario.scene:
            body["photos"] = [self._photo(scenario.scene, "before", self.made)]
        return body

    def _photo(self, what: str, tag: str, at: datetime) -> Fields:
        return photo(self.scene.photos[what], f"{at:%Y%m%d_%H%M%S}.png", tag, at)

    def _step(self, name: str, at: datetime) -> None:
        role = _DOERS[name]
        actor = None if role is None else self.scene.crew[role]
        text, photos = _SAID.get(name), None
        if name in {"feedback", "self_handle"}:
            text, photos = self._words(self.scenario.result), [self._photo("clean", "after", at)]
        elif name in {"check_pass", "check_fail"}:
            photos = [self._photo("clean" if name == "check_pass" else self.scenario.scene, "after", at)]
        elif name == "report":
            text = self._words(self.scenario.text)
        self.walk.step(name, actor, at, text, photos=photos, given=self._given(name, at, actor))
        self._clock(name, at)

    def _given(self, name: str, at: datetime, actor: Actor | None) -> Fields:
        """The flow fields an act of this name states."""
        scenario, site, office = self.scenario, self.scene.site, self.scene.office
        user = "" if actor is None else actor.user
        worker = self.scene.crew[Role.GRID_WORKER].user
        check_due = self._limit_of_check()
        unit = f"{site.township.name}综合执法队"
        level = "03" if scenario.category[:2] in {"30", "98"} else "04"
        amount, measure = scenario.limit
        given: dict[str, Fields] = {
            "accept": {"level": level},
            "accept_to_verify": {"level": level, "verifier": worker, "verify_limit": check_due},
            "send_verify": {"verifier": worker, "verify_limit": check_due},
            "refuse": {"reason": "duplicate"},
            "void": {"reason": "duplicate"},
            "dispatch": {
                "lead_unit": unit,
                "limit_amount": amount,
                "limit_unit": measure,
                "requirement": "按时限办结，回复群众。",
            },
            "handle_self": {"handler": user},
            "sign_for": {"handler": user},
            "ask_postpone": {"request_days": 2, "request_reason": "灯具缺货"},
            "grant_postpone": {"opinion": "同意延期", "due_time": self._postponed()},
            "ask_hang": {"request_reason": "works", "request_until": self._day(at, 20)},
            "grant_hang": {"opinion": "同意挂账", "review_on": self._day(at, 12)},
            "feedback": {"measures": "派人现场处置", "result": self._words(scenario.result)},
            "self_handle": {"measures": "当场劝说整改", "result": self._words(scenario.result), "handler": user},
            "send_check": {"checker": worker, "check_limit": check_due},
            "check_fail": {"reason": "没有改好"},
            "rework": {"opinion": "返工"},
            "close_case": {"opinion": "同意结案", "archive_type": "1"},
            "rate": {"satisfaction": "satisfied"},
            "urge": {"reply_due": stamp(office.after(at, 7))},
            "supervise": {"supervise_level": "yellow", "reply_due": stamp(office.after(at, 7))},
        }
        return given.get(name, {})

    def _limit_of_check(self) -> str:
        hours, office, now = self.scenario.check_hours, self.scene.office, self.scene.now
        return stamp(office.after(now, hours) if hours > 0 else office.before(now, -hours))

    def _day(self, at: datetime, days: int) -> str:
        return (day_of(max(at, self.scene.now)) + timedelta(days=days)).isoformat()

    def _postponed(self) -> str | None:
        due = self.walk.body.get("due_time")
        if due is None:
            return None
        moved = deadlines.due(datetime.fromisoformat(due), 2, Unit.WORKING_DAY, self.scene.office.calendar)
        return stamp(moved)

    def _clock(self, name: str, at: datetime) -> None:
        move = flow.steps("event")[name].clock
        due = None
        if move in {ClockMove.START, ClockMove.RESTART}:
            amount, unit = self.scenario.limit
            due = deadlines.due(at, amount, Unit(unit), self.scene.office.calendar)
        self.walk.clock(at, due, move)
        if self.walk.body["state"] not in OPEN_STATES and move is ClockMove.NONE:
            self.walk.clock(at, None, ClockMove.STOP)
