"""Places of the nine small kinds and schools with their gates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gridserver.sample import naming
from gridserver.sample.draw import Draw, Weighted
from gridserver.sample.dwelling import position_body, road_of
from gridserver.sample.record import Fields, SampleRecord, day_of
from gridserver.sample.territory import GridSite

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST = [
    "春涛",
    "鑫源",
    "福满",
    "惠民",
    "老陈家",
    "羌乡",
    "汉水",
    "宏达",
    "旺角",
    "金穗",
    "好邻居",
    "家和",
    "玉带",
    "顺心",
    "百味",
    "万家",
    "同心",
    "嘉陵",
    "天源",
    "永兴",
]
_KINDS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("02", ("小吃店", "面皮店", "火锅店", "菜豆腐店"), "食品经营许可证", "市监"),
    ("01", ("便利店", "烟酒店", "粮油店", "文具店", "五金店"), "食品经营许可证", "市监"),
    ("06", ("美发店", "足浴店", "美容店"), "公共场所卫生许可证", "卫健"),
    ("04", ("宾馆", "旅馆"), "特种行业许可证", "公安"),
    ("08", ("诊所", "口腔诊所"), "医疗机构执业许可证", "卫健"),
    ("07", ("托管中心", "艺术培训"), "办学许可证", "教育"),
    ("03", ("网吧",), "网络文化经营许可证", "文旅"),
    ("09", ("食品加工坊", "羌绣坊", "木器加工坊"), "小作坊生产许可证", "市监"),
    ("05", ("歌厅", "棋牌室"), "娱乐经营许可证", "文旅"),
)
_WEIGHTS = Weighted(*zip(_KINDS, (30, 34, 10, 5, 6, 5, 2, 6, 2), strict=True))
_SURE = ("小吃店", "便利店", "烟酒店", "文具店", "网吧", "宾馆", "托管中心", "诊所", "食品加工坊", "歌厅", "美发店")
"""The pilot grid has one of each kind."""


def make_places(site: GridSite, draw: Draw, now: datetime, households: int) -> list[SampleRecord]:
    """Make the places of a grid: one in a hundred households, three at least; the pilot grid has every kind."""
    wanted: list[tuple[tuple[str, tuple[str, ...], str, str], str]] = []
    if site.order == 0:
        wanted = [(kind, name) for name in _SURE for kind in _KINDS if name in kind[1]]
    for _ in range(max(3, households // 100) - len(wanted)):
        kind = draw.weighted(_WEIGHTS)
        wanted.append((kind, draw.one(kind[1])))
    firsts = draw.some(_FIRST, len(wanted))
    if site.order == 0:
        firsts = ["春涛", *(first for first in firsts if first != "春涛"), "万家"][: len(wanted)]
    at = now - timedelta(days=420)
    return [
        SampleRecord(site.code, draw.id(at), "place", None, _place(site, draw, now, first + name, kind), at)
        for first, (kind, name) in zip(firsts, wanted, strict=False)
    ]


def _place(site: GridSite, draw: Draw, now: datetime, name: str, kind: tuple[str, tuple[str, ...], str, str]) -> Fields:
    code, _, licence, unit = kind
    owner = naming.surname(draw) + naming.given(draw, draw.one(("1", "2")), draw.between(1966, 1996))
    phone = f"139{draw.between(0, 9)}000{draw.between(0, 9999):04d}"
    number = draw.between(10_000_000, 99_999_999)
    today = day_of(now)
    expiry = draw.one((today - timedelta(days=6), today + timedelta(days=19), today + timedelta(days=210)))
    if draw.chance(0.7):
        expiry = today + timedelta(days=draw.between(60, 1500))
    return {
        "name": name,
        "place_type": code,
        "address": f"{road_of(site)}{draw.between(1, 120)}号",
        "uscc": uscc(site.county.code, draw),
        "legal_rep": {"name": owner, "phone": phone, "title": "经营者"},
        "industry_unit": unit,
        "phone": phone,
        "staff_count": draw.between(1, 9),
        "licences": [
            {"kind": "营业执照", "no": f"JY{number}", "valid_to": date(today.year + 15, 12, 31).isoformat()},
            {"kind": licence, "no": f"XK{number % 9973:06d}", "valid_to": expiry.isoformat()},
        ],
        "risk": draw.one(("1", "2", "2", "3", "3", "3")),
        "hazard": "02" if draw.chance(0.08) else "00",
        "yearly_cap": 2,
        "position": position_body(
            (site.center[0] + draw.between(-16_000, 16_000), site.center[1] + draw.between(-14_000, 14_000))
        ),
    }


def uscc(region: str, draw: Draw) -> str:
    """Give a valid unified social credit code (GB 32100) of a sole trader registered there."""
    first = "92" + region + "".join(draw.one(_USCC) for _ in range(9))
    total = sum(_USCC.index(letter) * pow(3, place, 31) for place, letter in enumerate(first))
    return first + _USCC[(31 - total % 31) % 31]


_STAGES = {"primary": "小学", "junior": "中学", "kindergarten": "幼儿园"}
_PUPILS = {"primary": (240, 980), "junior": (420, 1460), "kindergarten": (80, 290)}


def stages_of(site: GridSite) -> tuple[str, ...]:
    """Which schools a grid has: the pilot grid all three, others one at most, no school of a community twice."""
    if site.order == 0:
        return ("primary", "junior", "kindergarten")
    if site.town:
        found = {"01": ("primary",), "02": ("kindergarten",), "03": ("junior",)}.get(site.number, ())
        return found if site.order > 3 else ()  # the pilot grid has those of its community
    return ("primary",) if site.number == "01" and site.order % 3 == 0 else ()


def make_schools(site: GridSite, draw: Draw, now: datetime) -> list[SampleRecord]:
    """Make the schools of a grid, the primary school first."""
    at = now - timedelta(days=520)
    return [
        SampleRecord(site.code, draw.id(at), "school", None, _school(site, draw, stage), at)
        for stage in stages_of(site)
    ]


def _school(site: GridSite, draw: Draw, stage: str) -> Fields:
    low, high = _PUPILS[stage]
    students = draw.between(low, high) if site.town else draw.between(40, 210)
    lng, lat = (site.center[0] + draw.between(-9_000, 9_000), site.center[1] + draw.between(-8_000, 8_000))
    heads = [
        naming.surname(draw) + naming.given(draw, draw.one(("1", "2")), draw.between(1970, 1988)) for _ in range(2)
    ]
    titles = ("园长", "保健与安全主任") if stage == "kindergarten" else ("校长", "副校长")
    people = [
        {"name": name, "phone": f"139{draw.between(0, 9)}000{draw.between(0, 9999):04d}", "title": title}
        for name, title in zip(heads, titles, strict=True)
    ]
    gates = [
        {"name": "东门", "position": position_body((lng + 5_200, lat))},
        {"name": "南门", "position": position_body((lng, lat - 4_600))},
    ]
    return {
        "name": f"{site.stem}{_STAGES[stage]}",
        "stage": stage,
        "address": f"{site.township.name}{road_of(site)}{draw.between(8, 60)}号",
        "boarding": stage == "junior",
        "students": students,
        "authority": f"{site.county.name}教育体育局",
        "principal": people[0],
        "safety_lead": people[1],
        "guard_count": max(1, students // 350 + 1),
        "gates": gates if students > 200 else gates[:1],
        "arrival": "07:20-07:50" if stage != "kindergarten" else "07:50-08:30",
        "departure": "16:40-17:20" if stage == "primary" else "17:40-18:10" if stage == "junior" else "16:30-17:00",
        "one_key_alarm": draw.chance(0.92),
        "school_buses": 2 if not site.town and draw.chance(0.3) else 0,
        "position": position_body((lng, lat)),
    }
