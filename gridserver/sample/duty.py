"""Assigned work of a grid, and its chain of seven levels (DOMAIN 1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from gridcore.roles import Role
from gridserver.sample import naming
from gridserver.sample.cast import Crew
from gridserver.sample.draw import Draw
from gridserver.sample.household import Home
from gridserver.sample.record import Fields, SampleRecord, day_of, stamp
from gridserver.sample.territory import GridSite
from gridserver.sample.walk import OfficeTime, Walk

_CAMPAIGNS = (
    ("秋冬森林防火宣传入户", "进山路口和林边住户都要走到，签承诺书。"),
    ("城乡居民医保缴费提醒", "名单上未缴的户逐户提醒，老人帮着操作。"),
    ("反诈宣传进楼栋", "每个单元讲一遍，贴提示，独居老人单独讲。"),
    ("燃气安全自查", "用瓶装气的户逐户看软管、报警器和通风。"),
    ("电动车充电专项排查", "看楼道、地下室、门面房，拍照登记。"),
    ("低温天气走访独居老人", "看取暖、用电、用气，留联系电话。"),
    ("自建房安全排查", "看裂缝、加层、改造，危险的先撤人。"),
    ("冬季道路井盖排查", "主次干道井盖逐个看，松动的先围起来。"),
)
_LEVELS = (
    (1, "社区党支部书记", "community"),
    (2, "小区党支部书记", "estate"),
    (3, "网格长", "grid"),
    (3, "网格员", "grid"),
    (4, "楼栋长", "building"),
    (5, "单元长", "unit"),
    (6, "分楼层长", "floor_section"),
    (7, "楼层长", "floor"),
)


def make_tasks(
    site: GridSite,
    crew: Crew,
    schools: Sequence[SampleRecord],
    homes: Sequence[Home],
    office: OfficeTime,
    now: datetime,
    draw: Draw,
) -> Iterator[SampleRecord]:
    """Make the tasks of a grid: patrols of its schools every week, campaigns; two for every hundred households."""
    worker = crew[Role.GRID_WORKER].user
    wanted: list[tuple[Fields, int]] = []
    for school in schools:
        for due in (1, -6):
            body: Fields = {
                "task_kind": "patrol",
                "title": f"{school.body['name']}周边巡查",
                "subject": {"kind": "school", "id": school.id},
                "requirement": "每周一次，上学或放学时段。",
            }
            wanted.append((body, due))
    campaigns = draw.some(_CAMPAIGNS, len(_CAMPAIGNS))
    dues = (0, 3, -2, 6, -9, 10, -15, -20)
    while len(wanted) < max(2 * len(schools) + 3, len(homes) // 50):
        title, requirement = campaigns[len(wanted) % len(campaigns)]
        wanted.append(
            ({"task_kind": "campaign", "title": title, "requirement": requirement}, dues[len(wanted) % len(dues)])
        )
    for body, due in wanted:
        yield from _task(site, crew, {**body, "assignee": worker, "source": "05"}, due, office, now, draw)


def _task(
    site: GridSite, crew: Crew, body: Fields, due: int, office: OfficeTime, now: datetime, draw: Draw
) -> Iterator[SampleRecord]:
    made = office.before(now - timedelta(days=max(2, 3 - due)), 1)
    day = day_of(now) + timedelta(days=due)
    walk = Walk("task", {**body, "due": day.isoformat()})
    done = office.after(made, 5)
    if due < -3:
        text = draw.one(("已完成，没有发现问题。", "走完一遍，当场劝改两处。", "已完成，材料留社区。"))
        walk.step("do", crew[Role.GRID_WORKER], done, text, given={"result": text, "done_at": stamp(done)})
    elif due == 6 and draw.chance(0.3):
        walk.step("cancel", crew[Role.COMMUNITY_OFFICE], done, "与上级部署合并。", given={"reason": "与上级部署合并"})
    yield from walk.records(site.code, draw.id(made), None, made, draw)


def make_posts(
    site: GridSite, crew: Crew, homes: Sequence[Home], parts: dict[str, str], now: datetime, draw: Draw
) -> Iterator[SampleRecord]:
    """Make the chain from community to floor. `parts`: estate, building, unit, floor of the grid's first door."""
    at = now - timedelta(days=360)
    bound = {
        "community": site.community.code,
        "grid": site.code,
        "estate": parts.get("estate", site.area),
        "building": f"{parts.get('building', '1')}栋",
        "unit": f"{parts.get('building', '1')}栋{parts.get('unit', '1')}单元",
        "floor_section": f"{parts.get('building', '1')}栋{parts.get('unit', '1')}单元1至3层",
        "floor": f"{parts.get('building', '1')}栋{parts.get('unit', '1')}单元{parts.get('floor', '1')}层",
    }
    for level, title, kind in _LEVELS:
        if not site.town and kind in {"estate", "unit", "floor_section", "floor"}:
            continue
        home = draw.one(homes)
        body: Fields = {"post_level": level, "title": title, "bound_kind": kind, "bound_to": bound[kind]}
        body["name"] = home.head if level > 3 else naming.surname(draw) + naming.given(draw, "1", 1972)
        body["phone"] = home.phone or f"138{draw.between(0, 9)}000{draw.between(0, 9999):04d}"
        role = {"社区党支部书记": Role.COMMUNITY_OFFICE, "网格长": Role.GRID_LEADER, "网格员": Role.GRID_WORKER}.get(
            title
        )
        if role is not None:
            body |= {"name": crew[role].name, "user": crew[role].user}
        if not site.town and kind == "community":
            body["title"] = "村党支部书记"
        if not site.town and kind == "building":
            body |= {"title": "村民小组长", "bound_to": "一组"}
        yield SampleRecord(site.code, draw.id(at), "post", None, body, at)
