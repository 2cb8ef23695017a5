"""Inspections of schools: one approved and notified, one done with its findings and rectifications, one patrol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gridcore.roles import Role
from gridserver.sample.answers import fill_checklist
from gridserver.sample.cast import Cast
from gridserver.sample.draw import Draw
from gridserver.sample.record import Fields, SampleRecord, day_of, photo, stamp
from gridserver.sample.reference import Item
from gridserver.sample.territory import GridSite
from gridserver.sample.walk import OfficeTime, Walk

ITEMS = 94
"""Items of the checklist XYZB (DOMAIN 4.2)."""

_UNIT = "宁强县城市管理执法局"
_JOINT = ["公安", "教育", "市监", "住建"]


@dataclass(frozen=True, slots=True)
class _Failed:
    """An item that failed: code, what was found, what was ordered, and how far the rectification has come."""

    item: str
    text: str
    measure: str
    steps: tuple[str, ...] = ()
    due: int = 7
    """Days from today to the limit of the rectification."""
    photo: str = "clean"


_FAILED = (
    _Failed("E07", "东门外护栏缺6米，学生等候时能直接走上车道。", "by_date", ("begin_fixing",), -3, "railing"),
    _Failed("F05", "门卫室录像只存21天，不足30天。", "by_date", ("begin_fixing", "report_fixed"), 0),
    _Failed("E04", "南门网状线磨得看不清。", "by_date", ("begin_fixing", "ask_extension"), 5),
    _Failed("G06", "南门商铺灭火器两具过期。", "by_date", ("begin_fixing", "report_fixed", "recheck", "pass_"), -8),
    _Failed("C02", "校门口小吃店健康证没有公示。", "by_date", ("recheck", "partial"), -6, "stall"),
    _Failed("I04", "门头招牌一角脱开。", "by_date", ("begin_fixing", "recheck", "fail", "transfer"), -10, "crack"),
    _Failed("F03", "夜间值守记录缺两天。", "by_date", (), 9),
    _Failed("C08", "放学时两处流动摊占道。", "on_site", (), 0, "stall"),
    _Failed("A07", "棋牌室一处离校门90米，未见接纳学生，已移交核查。", "referred"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What inspections need: the grid, people, items, the checklist, photos and time."""

    site: GridSite
    cast: Cast
    items: Mapping[str, Item]
    checklist: Fields
    form: bytes
    photos: Mapping[str, bytes]
    office: OfficeTime
    now: datetime


def make_inspections(ground: Ground, schools: Sequence[SampleRecord], draw: Draw) -> Iterator[SampleRecord]:
    """Make the inspections of the pilot grid's schools: primary, junior, kindergarten."""
    primary, junior, kindergarten = schools
    yield from _Inspections(ground, draw).notified(primary)
    yield from _Inspections(ground, draw).done(junior)
    yield from _Inspections(ground, draw).patrol(kindergarten)


class _Inspections:
    def __init__(self, ground: Ground, draw: Draw) -> None:
        self.ground, self.draw = ground, draw
        self.officer, _ = ground.cast.officers
        self.head = ground.cast.county(Role.AGENCY_HEAD)

    def notified(self, school: SampleRecord) -> Iterator[SampleRecord]:
        """The check that waits for its officers."""
        office, now = self.ground.office, self.ground.now
        made = office.before(now, 16)
        walk = Walk("inspection", self._created(school, "admin", now + timedelta(days=1), "上学"))
        self._approve(walk, office.before(now, 12), office.before(now, 9))
        yield from self._records(walk, school, made)

    def patrol(self, school: SampleRecord) -> Iterator[SampleRecord]:
        """A grid worker's patrol, confirmed by the leader."""
        office, crew = self.ground.office, self.ground.cast.crews[self.ground.site.code]
        worker, leader = crew[Role.GRID_WORKER], crew[Role.GRID_LEADER]
        made = office.before(self.ground.now, 40)
        created = self._created(school, "patrol", made, "放学")
        walk = Walk(
            "inspection",
            {**created, "item_count": ITEMS, "fail_count": 0, "finished_at": stamp(office.after(made, 2.5))},
        )
        walk.step("start", worker, office.after(made, 1), given={"started_at": stamp(office.after(made, 1))})
        walk.step("sign", worker, office.after(made, 2.6), given={"signed_at": stamp(office.after(made, 2.6))})
        walk.step("submit", worker, office.after(made, 2.7))
        walk.step("review", leader, office.after(made, 6), "看过，没有问题。", given={"opinion": "属实"})
        yield from self._records(walk, school, made)

    def done(self, school: SampleRecord) -> Iterator[SampleRecord]:
        """The check of three weeks ago, with what failed and what became of it."""
        office = self.ground.office
        begun = office.before(self.ground.now, 110)
        made = office.before(begun, 14)
        signed = office.after(begun, 2.2)
        created = self._created(school, "admin", begun, "放学")
        walk = Walk(
            "inspection",
            {
                **created,
                "item_count": ITEMS,
                "fail_count": len(_FAILED),
                "finished_at": stamp(office.after(begun, 1.6)),
            },
        )
        self._approve(walk, office.before(begun, 9), office.before(begun, 7))
        walk.step("start", self.officer, begun, "已出示证件，说明来意。", given={"started_at": stamp(begun)})
        walk.step("record", self.officer, office.after(begun, 1.8), "笔录已交陪同人看过。")
        walk.step("sign", self.officer, signed, "双方签字。", given={"signed_at": stamp(signed)})
        walk.step("submit", self.officer, office.after(begun, 4))
        reviewer = self.ground.cast.county(Role.LEGAL_REVIEWER)
        walk.step("review", reviewer, office.after(begun, 11), "文书齐全，依据准确。", given={"opinion": "同意"})
        walk.step("finish", None, office.after(begun, 11.1))
        records = list(self._records(walk, school, made))
        yield from records
        inspection = records[0].id
        open_rectifications: list[str] = []
        found = [
            record for failed in _FAILED for record in self._finding(inspection, failed, signed, open_rectifications)
        ]
        findings = {record.body["item"]: record.body for record in found if record.kind == "finding"}
        yield self._answers(school, inspection, findings, signed)
        yield from found
        yield self._recheck_task(school, inspection, open_rectifications, signed)

    def _created(self, school: SampleRecord, mode: str, planned: datetime, period: str) -> Fields:
        admin = mode == "admin"
        body: Fields = {
            "mode": mode,
            "checklist": self.ground.checklist,
            "title": f"{school.body['name']}校园周边安全检查",
            "gate": "东门",
            "period": period,
            "weather": self.draw.one(("晴", "多云", "阴")),
            "accompany": school.body["safety_lead"],
            "planned_for": day_of(planned).isoformat(),
        }
        if admin:
            body |= {"unit": _UNIT, "officers": self.ground.cast.officer_refs(), "joint_units": _JOINT}
        return body

    def _approve(self, walk: Walk, approved: datetime, notified: datetime) -> None:
        opinion = "同意检查，注意避开上下学高峰。"
        walk.step("approve", self.head, approved, opinion, given={"opinion": opinion})
        text = "通知书已送学校，分管副校长签收。"
        walk.step("notify", self.head, notified, text, given={"notified_at": stamp(notified)})

    def _records(self, walk: Walk, school: SampleRecord, made: datetime) -> list[SampleRecord]:
        return walk.records(self.ground.site.code, self.draw.id(made), school.id, made, self.draw)

    def _finding(self, inspection: str, failed: _Failed, at: datetime, still_open: list[str]) -> Iterator[SampleRecord]:
        ground, item = self.ground, self.ground.items[failed.item]
        due = (day_of(ground.now) + timedelta(days=failed.due)).isoformat()
        finding, site = self.draw.id(at), ground.site.code
        body: Fields = {
            "item": item.code,
            "item_text": item.text,
            "section": item.section,
            "basis": item.basis,
            "text": failed.text,
            "severity": item.severity,
            "measure": failed.measure,
            "party": "学校" if failed.item[0] in "EF" else "沿街商户",
        }
        if failed.measure == "by_date":
            body["due"] = due
        if failed.measure == "referred":
            body["refer_to"] = item.refer_to or "公安"
        body["photos"] = [photo(ground.photos[failed.photo], f"{failed.item}.png", "before", at)]
        if failed.measure == "on_site":
            body["after"] = [photo(ground.photos["clean"], f"{failed.item}_2.png", "after", at)]
        yield SampleRecord(site, finding, "finding", inspection, body, at)
        if failed.measure == "by_date":
            yield from self._rectification(inspection, finding, failed, due, at, still_open)

    def _answers(
        self, school: SampleRecord, inspection: str, findings: Mapping[str, Fields], at: datetime
    ) -> SampleRecord:
        """The filled checklist, with the photos it names."""
        ground, body = self.ground, school.body
        head = {
            "school": body["name"],
            "stage": body["stage"],
            "boarding": "yes" if body["boarding"] else "no",
            "students": str(body["students"]),
            "gate": "东门",
            "period": "leaving",
            "weather": "cloudy",
            "agency": _UNIT,
            "officers": "李正阳、赵敏",
            "partners": "police education market housing",
            "escort": body["safety_lead"]["name"],
        }
        taken = [one for finding in findings.values() for name in ("photos", "after") for one in finding.get(name, ())]
        names = {code: finding["photos"][0]["name"] for code, finding in findings.items()}
        names |= {f"{code}/after": one["after"][0]["name"] for code, one in findings.items() if "after" in one}
        values: Fields = {
            "checklist": ground.checklist,
            "values": fill_checklist(ground.form, head, findings, names, day_of(at)),
            "photos": taken,
            "finished_at": stamp(at),
            "by": self.officer.user,
        }
        return SampleRecord(ground.site.code, self.draw.id(at), "answers", inspection, values, at)

    def _rectification(
        self, inspection: str, finding: str, failed: _Failed, due: str, at: datetime, still_open: list[str]
    ) -> Iterator[SampleRecord]:
        ground = self.ground
        body: Fields = {
            "finding": finding,
            "item": failed.item,
            "text": failed.text,
            "party": "学校" if failed.item[0] in "EF" else "沿街商户",
            "due": due,
            "issued_at": stamp(at),
        }
        walk = Walk("rectification", body)
        for place, name in enumerate(failed.steps):
            when = ground.office.after(at, 14 * (place + 1))
            text, photos, given = self._taken(name, when)
            walk.step(name, self.officer, when, text, photos=photos, given=given)
        record = self.draw.id(at)
        if walk.body["state"] in {"ISSUED", "FIXING", "EXT_REQ", "FIXED", "RECHECK"}:
            still_open.append(record)
        yield from walk.records(ground.site.code, record, inspection, at, self.draw)

    def _taken(self, name: str, at: datetime) -> tuple[str, list[Fields] | None, Fields]:
        after = [photo(self.ground.photos["clean"], f"{at:%Y%m%d_%H%M%S}.png", "after", at)]
        said: dict[str, tuple[str, list[Fields] | None, Fields]] = {
            "begin_fixing": ("已联系施工单位。", None, {}),
            "report_fixed": ("报来整改照片。", after, {"measures": "已按要求整改"}),
            "ask_extension": (
                "标线施工要等周末封路。",
                None,
                {"request_days": 7, "request_reason": "标线施工要等周末封路"},
            ),
            "recheck": ("到现场复查。", None, {"rechecked_at": stamp(at)}),
            "pass_": ("复查合格，销号。", after, {}),
            "partial": ("健康证补了一份，还差一份。", after, {}),
            "fail": ("招牌没有加固。", after, {}),
            "transfer": ("移交城市管理执法局立案。", None, {"transferred_to": _UNIT}),
        }
        return said[name]

    def _recheck_task(self, school: SampleRecord, inspection: str, still_open: list[str], at: datetime) -> SampleRecord:
        items = [failed.item for failed in _FAILED if failed.measure == "by_date"]
        body: Fields = {
            "task_kind": "reinspection",
            "title": f"{school.body['name']}整改复查，{len(still_open)}项未销号",
            "subject": {"kind": "school", "id": school.id},
            "inspection": inspection,
            "items": items,
            "assignee": self.officer.user,
            "due": (day_of(self.ground.now) + timedelta(days=min(failed.due for failed in _FAILED[:2]))).isoformat(),
            "source": "07",
            "state": "OPEN",
        }
        return SampleRecord(self.ground.site.code, self.draw.id(at), "task", None, body, at)
