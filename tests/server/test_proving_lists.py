"""Forms that read list files, on the server: judged when the lists are there (decision 0024)."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest

from gridcore.checklist import Checklist
from gridcore.forms.proof import doubts_of
from gridcore.ids import derived_id
from gridcore.parts import Photo
from gridserver.form_shelf import MOST_LIST_BYTES, FormShelf, Found, read_published
from tests.server.checklist import COUNTY, FORM, GOOD, NOW, Asked, answers, counted, publish, published
from tests.server.town import TOWN, Laptop, Town

LISTED = (
    FORM.replace("<met/>", "<met/><village/><head/>")
    .replace(
        "</model>",
        """<instance id="v" src="jr://file-csv/v.csv"/>
<bind nodeset="/visit/head" calculate="pulldata('v', 'head', 'name', /visit/village)"/></model>""",
    )
    .replace(
        '<input ref="/visit/why">',
        """<select1 ref="/visit/village"><label>Village</label>
<itemset nodeset="instance('v')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/visit/why">""",
    )
)
VILLAGES = "name,label,head\nv1,东村,王主任\nv2,西村,李主任\n".encode()
IN_LIST = GOOD | {"village": "v2", "head": "李主任"}


def listed(county: Town, *lists: bytes, grid: str = COUNTY) -> dict[str, str]:
    """Publish the form that reads v.csv with these lists of that name; gives the name of the version."""
    ref, body = published(xml=LISTED)
    media = [{"sha256": hashlib.sha256(one).hexdigest(), "size": len(one), "name": "v.csv"} for one in lists]
    publish(county, body | {"media": media}, grid)
    return ref


def arrive(county: Town, content: bytes = VILLAGES, grid: str = COUNTY) -> None:
    county.server.blobs.put(grid, hashlib.sha256(content).hexdigest(), content)


def doubts(laptop: Laptop, record: str) -> list[dict[str, str]]:
    """What the issue of a record lists, [] without one."""
    laptop.pull()
    mark = laptop.body(derived_id(record, "values"))
    return [] if mark is None else mark["lost"][0]["value"]


@pytest.mark.parametrize(
    ("change", "doubtful"),
    [
        pytest.param({}, [], id="a choice of the list"),
        pytest.param({"village": "v9", "head": ""}, [("/visit/village", "choice_gone")], id="a choice it never had"),
        pytest.param({"head": "赵主任"}, [("/visit/head", "calculated")], id="looked up otherwise"),
    ],
)
def test_a_choice_from_a_list_file_is_held_against_the_list(
    county: Town, change: dict[str, Any], doubtful: list[tuple[str, str]]
) -> None:
    ref = listed(county, VILLAGES)
    arrive(county)
    li = county.laptop("li")
    record = answers(li, ref, IN_LIST | change)

    assert li.do(record).st == "applied"

    assert doubts(li, record["id"]) == [{"path": path, "reason": reason} for path, reason in doubtful]
    assert counted(county, "doubts" if doubtful else "holds") == 1


def test_a_list_that_arrives_later_is_there_for_the_record_after_it(county: Town) -> None:
    ref = listed(county, VILLAGES)
    li = county.laptop("li")
    wrong = IN_LIST | {"village": "v9", "head": ""}
    before = answers(li, ref, wrong)
    assert li.do(before).st == "applied"
    assert (counted(county, "no_form"), doubts(li, before["id"])) == (1, [])
    arrive(county)
    after = answers(li, ref, wrong)
    li.do(after)
    assert doubts(li, after["id"]) == [{"path": "/visit/village", "reason": "choice_gone"}]
    assert doubts(li, before["id"]) == []


def test_a_form_and_its_list_are_read_once_and_a_list_that_is_not_there_is_only_asked_for(county: Town) -> None:
    ref = listed(county, VILLAGES)
    shelf = FormShelf(county.server.blobs)
    with county.server.store.reading() as reading:
        asked: Any = Asked(reading)
        assert shelf.find(ref["sha256"], [COUNTY], asked) is None
        first = asked.times
        assert shelf.find(ref["sha256"], [COUNTY], asked) is None
        assert asked.times == first
        arrive(county)
        form = shelf.find(ref["sha256"], [COUNTY], asked)
        assert form is not None
        assert form.notices == ()
        twice = asked.times
        assert shelf.find(ref["sha256"], [COUNTY], asked) is form
        assert asked.times == twice > first


def test_the_same_form_with_another_list_elsewhere_is_another_form(county: Town) -> None:
    other = "name,label,head\nv9,南村,孙主任\n".encode()
    ref = listed(county, VILLAGES)
    arrive(county)
    assert listed(county, other, grid=TOWN) == ref
    arrive(county, other, TOWN)
    shelf = FormShelf(county.server.blobs)
    with county.server.store.reading() as reading:
        found = [shelf.find(ref["sha256"], [grid], reading) for grid in (COUNTY, TOWN, COUNTY)]
    assert found[0] is found[2] is not None
    assert found[1] is not None
    values = IN_LIST | {"village": "v9", "head": "孙主任"}
    assert [doubts_of(form, values, NOW) == () for form in found if form is not None] == [False, True, False]


def test_lists_too_large_broken_or_not_what_they_are_called_are_no_form(county: Town) -> None:
    large = VILLAGES + b"x" * MOST_LIST_BYTES
    for content, kept in ((large, large), (b"\xff\xfe", b"\xff\xfe"), (VILLAGES, b"name\nv9\n")):
        body = published(xml=LISTED)[1]
        name = hashlib.sha256(content).hexdigest()
        checklist = msgspec.convert(body | {"media": [{"sha256": name, "name": "v.csv"}]}, Checklist)
        county.server.blobs.put(COUNTY, name, kept)
        found = read_published(checklist, body["sha256"], COUNTY, county.server.blobs)
        assert found == Found(None, has_lists=True)
    strange = msgspec.structs.replace(checklist, media=(Photo(sha256="../../key", name="v.csv"),))
    assert read_published(strange, body["sha256"], COUNTY, county.server.blobs) == Found(None, has_lists=True)


def test_lists_kept_in_memory_are_bounded(county: Town) -> None:
    shelf = FormShelf(county.server.blobs)
    long = VILLAGES + b"v3,x,%s\n" % (b"y" * 100_000) * 7
    arrive(county, long)
    refs: list[str] = []
    for version in ("1", "2", "3"):
        ref, body = published(version, LISTED)
        publish(county, body | {"media": [{"sha256": hashlib.sha256(long).hexdigest(), "name": "v.csv"}]})
        refs.append(ref["sha256"])
    with county.server.store.reading() as reading:
        forms = [shelf.find(sha256, [COUNTY], reading) for sha256 in refs]
        assert shelf.find(refs[2], [COUNTY], reading) is forms[2] is not None
        assert shelf.find(refs[1], [COUNTY], reading) is forms[1] is not None
        assert shelf.find(refs[0], [COUNTY], reading) is not forms[0]
