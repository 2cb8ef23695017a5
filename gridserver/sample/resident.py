"""People: about twenty fields each, believable together. No health, no religion, no special groups (DOMAIN 2.4)."""

from __future__ import annotations

from datetime import date

from gridcore.codes import id_check_digit
from gridserver.sample.draw import Draw, Weighted
from gridserver.sample.family import Member
from gridserver.sample.record import Fields
from gridserver.sample.territory import GridSite

_PREFIXES = ["130", "133", "136", "138", "139", "150", "152", "158", "177", "187", "188", "189", "199"]
_ETHNIC = Weighted(("01", 980), ("33", 12), ("03", 6), ("15", 1), ("11", 1))
_HOMES = {
    "510812": "四川省广元市朝天区",
    "510824": "四川省广元市苍溪县",
    "621224": "甘肃省陇南市康县",
    "610725": "汉中市勉县",
    "610727": "汉中市略阳县",
    "610702": "汉中市汉台区",
    "610402": "咸阳市秦都区",
    "500235": "重庆市云阳县",
}
_ELSEWHERE = Weighted(*zip(_HOMES, (30, 14, 12, 14, 12, 8, 4, 6), strict=True))
"""Where newcomers come from: neighbouring counties of Sichuan and Gansu, other counties of the city, further away."""

_TOWN_JOBS = Weighted(
    ("个体经营", 16),
    ("公司职员", 12),
    ("建筑工人", 10),
    ("外出务工", 10),
    ("超市店员", 9),
    ("司机", 7),
    ("教师", 6),
    ("机关工作人员", 6),
    *((job, 4) for job in ("厨师", "保安", "保洁员", "快递员", "待业")),
    *((job, 3) for job in ("外卖骑手", "护士", "电工", "理发师")),
)
_VILLAGE_JOBS = Weighted(
    ("务农", 38),
    ("外出务工", 30),
    ("茶叶种植", 7),
    ("泥瓦工", 6),
    ("养殖", 5),
    *((job, 4) for job in ("香菇种植", "个体经营")),
    *((job, 3) for job in ("木工", "货运司机", "公益性岗位")),
    ("乡村医生", 0.4),
)
_WORKPLACES = {
    "教师": ("县第一中学", "县城关小学", "县第二幼儿园"),
    "护士": ("县人民医院", "县中医医院"),
    "机关工作人员": ("县税务局", "县住建局", "县林业局", "街道办事处"),
    "公司职员": ("汉源茶业公司", "羌州建筑公司", "县供电公司", "县水务公司"),
    "外出务工": ("西安", "江苏苏州", "浙江宁波", "广东东莞", "成都"),
    "超市店员": ("华联超市", "惠民超市"),
    "快递员": ("顺达快递", "县邮政分公司"),
    "大学生": ("陕西理工大学", "西安文理学院", "汉中职业技术学院"),
}
_PARENT_CODES = {"610702": "612301", "610703": "612321"}


class ResidentMaker:
    """Makes the bodies of people; no citizen number twice while it lives."""

    def __init__(self, draw: Draw, today: date) -> None:
        """Draw from this stream; ages are those of this day."""
        self._draw = draw
        self._today = today
        self._given: set[str] = set()

    def retune(self, draw: Draw) -> None:
        """Go on with another stream, that of the next grid."""
        self._draw = draw

    def make(self, member: Member, site: GridSite, address: str, *, tenant: bool, house: str | None) -> Fields:
        """Make the body of one person who lives at this address of the grid."""
        draw = self._draw
        age = member.age(self._today)
        away = draw.weighted(_ELSEWHERE) if tenant else site.county.code
        job, workplace = self._work(age, member.sex, site, tenant=tenant)
        body: Fields = {
            "name": member.name,
            "sex": member.sex,
            "birth_date": member.birth.isoformat(),
            "identity": {"id_type": "111", "id_no": self._id_no(member, away)},
            "nationality": "156",
            "ethnic": draw.weighted(_ETHNIC),
            "native_place": away,
            "marital": member.marital,
            "politics": self._politics(age, job),
            "education": self._education(age, job, town=site.town),
            "hukou": {
                "region": away if tenant else site.community.code,
                "addr": _HOMES[away] if tenant else address,
            },
            "residence": {"region": site.community.code, "addr": address, **({"house": house} if house else {})},
            "person_kind": "02" if tenant else "01",
            "relation": member.relation,
            "hukou_consistency": "2" if tenant else "3" if job == "外出务工" else "1",
            "checked": draw.chance(0.93),
        }
        if job:
            body["job"] = job
        if workplace:
            body["workplace"] = workplace
        if age >= 13 and draw.chance(0.94 if age < 70 else 0.72):
            body["phone"] = self.phone()
        if 18 <= age < 72 and draw.chance(0.02):
            body["tags"] = ["volunteer"]
        return body

    def phone(self) -> str:
        """A mobile number whose middle shows that it is nobody's."""
        return f"{self._draw.one(_PREFIXES)}0000{self._draw.between(0, 9999):04d}"

    def _id_no(self, member: Member, region: str) -> str:
        """A valid number: cards keep the code of the county that issued them, as it was called then."""
        if region[:4] == "6107" and member.birth.year < 1996:
            region = _PARENT_CODES.get(region, "6123" + region[4:])
        while True:
            order = self._draw.between(0, 99) * 10 + self._draw.between(0, 4) * 2 + (member.sex == "1")
            first = f"{region}{member.birth:%Y%m%d}{order:03d}"
            if first not in self._given:
                self._given.add(first)
                return first + id_check_digit(first)

    def _politics(self, age: int, job: str) -> str:
        if age < 14:
            return "13"
        if age < 28:
            return "03" if self._draw.chance(0.45) else "13"
        share = 0.5 if job in {"机关工作人员", "教师"} else 0.14 if age >= 55 else 0.07
        return "01" if self._draw.chance(share) else "13"

    def _education(self, age: int, job: str, *, town: bool) -> str:
        draw = self._draw
        if age < 12:
            return "90" if age < 6 else "80"
        if age < 18:
            return "70" if age < 16 else "60"
        if job in {"大学生", "教师", "机关工作人员", "护士"}:
            return draw.one(("20", "21", "30", "31"))
        if age >= 60:
            return draw.one(("81", "81", "83", "71", "71", "61" if town else "90"))
        if age >= 40:
            return draw.one(("71", "71", "71", "81", "61", "41" if town else "71", "31" if town else "81"))
        return draw.one(("71", "61", "41", "44", "31", "21" if town else "71"))

    def _work(self, age: int, sex: str, site: GridSite, *, tenant: bool) -> tuple[str, str]:
        """A job with the place where it is done; either may be empty."""
        draw = self._draw
        if age < 19:
            stages = (
                (3, "", ""),
                (6, "幼儿", f"{site.stem}幼儿园"),
                (12, "小学生", f"{site.stem}小学"),
                (15, "初中生", f"{site.stem}中学"),
            )
            return next(((job, at) for end, job, at in stages if age < end), ("高中生", f"{site.county.name}第一中学"))
        if age < 23 and draw.chance(0.55):
            return "大学生", draw.one(_WORKPLACES["大学生"])
        retired = age >= (60 if sex == "1" else 55)
        if retired:
            return ("退休" if draw.chance(0.7) else "", "") if site.town else ("务农" if age < 76 else "", "")
        job = draw.weighted(_TOWN_JOBS if site.town else _VILLAGE_JOBS)
        if tenant and job == "外出务工":
            job = "个体经营"
        places = _WORKPLACES.get(job)
        return job, draw.one(places) if places else ""
