"""What is typed into the find box is found wherever it stands (EXAMPLES 14)."""

from __future__ import annotations

import pytest

from gridclient.store import Store
from tests.store.conftest import Shelf

PEOPLE = [
    ("李芳", "13912340077", "610726198001011234", "东大街301"),
    ("李芳芳", "13700000001", "61072619900101567X", "西大街5号"),
    ("王大明", "13812345678", "610726197505054321", "宁强县东大街301"),
    ("张三", "15900009013", "610726197404041111", "柳湾小区5栋2单元401"),
    ("张思远", "", "610726200903032222", "柳湾小区1栋1单元202"),
    ("查三友", "", "", "柳湾村一组6号"),
    ("单小明", "", "", "汉源街道"),
]


@pytest.fixture
def town(shelf: Shelf) -> Store:
    store = shelf.open()
    with store.write("import") as work:
        for name, phone, number, address in PEOPLE:
            body = {"name": name, "phone": phone or None, "residence": {"addr": address}}
            work.create("person", body | ({"identity": {"id_no": number}} if number else {}), grid="G1")
        work.create("place", {"name": "中山诊所", "address": "滨河路22号", "phone": "09164221234"}, grid="G1")
        work.create("task", {"title": "住宿登记核查·安顺旅社"}, grid="G1")
        work.create("event", {"title": "3栋楼道灯不亮", "address": "柳湾小区", "event_no": "SJ20261124001"}, grid="G1")
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("李芳", ["李芳", "李芳芳"]),  # two characters are enough, the exact name first
        ("芳", ["李芳", "李芳芳"]),
        ("东大街 301", ["李芳", "王大明"]),  # words in any order, over all columns
        ("301 王", ["王大明"]),
        ("50%", []),  # a percent sign is a percent sign
        ("*", []),
        ('"', []),
        ("", []),
        ("9013", ["张三"]),  # tail of a phone
        ("0077", ["李芳"]),
        ("1381", ["王大明"]),  # beginning of a phone
        ("567x", ["李芳芳"]),  # tail of an id number
        ("610726197505054321", ["王大明"]),
        ("zs", ["张三", "张思远", "查三友", "中山诊所", "住宿登记核查·安顺旅社"]),
        ("zhangs", ["张三", "张思远"]),
        ("ZHANGSAN", ["张三"]),
        ("dm", ["王大明"]),  # initials of the given name
        ("daming", ["王大明"]),
        ("sxm", ["单小明"]),  # a surname is read as a surname
        ("zsy", ["张思远", "查三友"]),
        ("滨河路", ["中山诊所"]),
        ("SJ2026", ["3栋楼道灯不亮"]),
        ("楼道灯", ["3栋楼道灯不亮"]),
        ("３栋", ["3栋楼道灯不亮"]),  # full-width digits are digits
        ("刘", []),
    ],
)
def test_search_finds(town: Store, typed: str, found: list[str]) -> None:
    assert [hit.title for group in town.search.find(typed) for hit in group.found] == found


@pytest.mark.parametrize(
    ("typed", "title", "span"),
    [
        ("思远", "张思远", (1, 3)),
        ("zs", "张思远", (0, 2)),
        ("siyuan", "张思远", (1, 3)),
        ("zhangs", "张思远", (0, 2)),
        ("9013", "张三", None),
    ],
)
def test_the_matched_part_of_a_name_is_told(town: Store, typed: str, title: str, span: tuple[int, int] | None) -> None:
    hits = {hit.title: hit.spans for group in town.search.find(typed) for hit in group.found}

    assert hits[title] == (() if span is None else (span,))


def test_what_is_changed_or_deleted_is_found_as_it_is_now(town: Store) -> None:
    (hit,) = (hit for group in town.search.find("张三") for hit in group.found)
    with town.write("person.edit") as work:
        work.set("person", hit.id, {"name": "张三"}, {"name": "张四"})
    assert [h.title for g in town.search.find("张四") for h in g.found] == ["张四"]
    assert town.search.find("张三") == ()

    with town.write("person.delete") as work:
        work.delete("person", hit.id)
    assert town.search.find("张四") == ()


def test_a_household_is_found_by_the_name_of_its_head(store: Store) -> None:
    with store.write("household.new") as work:
        home = work.create("household", {"address": "柳湾村二组27号"}, grid="G1")
        head = work.create("person", {"name": "何志明"}, grid="G1", parent=home)
        work.set("household", home, {}, {"head": head})
    assert [group.kind for group in store.search.find("hzm")] == ["person", "household"]

    with store.write("person.edit") as work:
        work.set("person", head, {"name": "何志明"}, {"name": "何志强"})
    assert [group.kind for group in store.search.find("何志强")] == ["person", "household"]
    assert store.search.find("何志明") == ()


def test_more_than_the_limit_is_counted(store: Store) -> None:
    with store.write("import") as work:
        for number in range(30):
            work.create("person", {"name": f"王{'甲乙丙'[number % 3]}"}, grid="G1")

    (group,) = store.search.find("王", limit=5)

    assert len(group.found) == 5
    assert group.total == 30
