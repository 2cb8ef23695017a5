"""The sample county: the same for the same seed, true to the tree, the tables and the rules of personal data."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from random import Random

import msgspec
import pytest
from backports import zstd

from gridcore import deadlines, flow
from gridcore.codes import check_id_no, check_phone, check_uscc, plausible_position
from gridcore.deadlines import BEIJING, Light
from gridcore.flow import EventState, RectificationState
from gridcore.forms.live import LiveForm
from gridcore.forms.xform import read_form
from gridcore.kinds import KINDS, readable
from gridcore.roles import Role
from gridserver.sample import PASSWORD, County, SampleRecord, make_county
from gridserver.sample.county import RESOURCES
from gridserver.sample.reference import load_calendar

NOW = datetime(2026, 11, 24, 16, 4, tzinfo=BEIJING)
PEOPLE = 14_000
"""Twelve grids of a town and two of villages."""

PILOT_GRID = "610726001001001"

NEVER_ON_A_LAPTOP = [
    "religion",
    "宗教",
    "信仰",
    "吸毒",
    "戒毒",
    "艾滋",
    "精神病",
    "精神障碍",
    "刑满",
    "矫正",
    "上访",
    "信访户",
    "邪教",
    "慢病",
    "高血压",
    "糖尿病",
    "服药",
    "残疾",
]
HOUSEHOLD_TAGS = {"alone_elder", "empty_nest", "subsistence", "military", "party", "watched", "key", "rental"}


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(PEOPLE, 1, NOW)


@pytest.fixture(scope="module")
def records(county: County) -> list[SampleRecord]:
    return list(county.records)


@pytest.fixture(scope="module")
def by_kind(records: list[SampleRecord]) -> Mapping[str, list[SampleRecord]]:
    found: dict[str, list[SampleRecord]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return found


def test_the_same_seed_makes_the_same_county_and_another_another() -> None:
    first, again, other = (make_county(1000, seed, NOW) for seed in (7, 7, 8))

    assert list(first.records) == list(again.records)
    assert (first.grids, first.accounts, first.blobs) == (again.grids, again.accounts, again.blobs)
    assert list(first.records) != list(other.records)


def test_reading_the_records_twice_gives_them_twice() -> None:
    county = make_county(1000, 1, NOW)

    assert list(county.records) == list(county.records)


def test_the_tree_is_that_of_hanzhong(county: County, by_kind: Mapping[str, list[SampleRecord]]) -> None:
    units = [record.body for record in by_kind["org_unit"] if record.body["kind"] != "department"]

    assert Counter(unit["level"] for unit in units) == {"city": 1, "county": 11, "township": 177, "community": 2187}
    assert {unit["parent_code"] for unit in units if "parent_code" in unit} <= {unit["code"] for unit in units}
    assert all(record.grid == record.body["code"].split("-")[0].ljust(12, "0") for record in by_kind["org_unit"])
    assert county.grids[-14] == (PILOT_GRID, "汉源街道·钟鼓楼社区·01网格")


def test_every_record_lies_in_a_grid_that_is_given(county: County, records: list[SampleRecord]) -> None:
    codes = [code for code, _ in county.grids]

    assert len(codes) == len(set(codes))
    assert {record.grid for record in records} <= set(codes)


def test_people_and_households_are_as_many_as_asked(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    people, households = len(by_kind["person"]), len(by_kind["household"])

    assert people == PEOPLE
    assert 3.2 <= people / households <= 3.5
    assert len(by_kind["grid"]) == 14
    assert sum(record.body["people"] for record in by_kind["grid"]) == PEOPLE
    assert 0.01 <= len(by_kind["task"]) / households <= 0.04


def test_every_body_is_its_noun_and_holds_no_null(records: list[SampleRecord]) -> None:
    for record in records:
        msgspec.convert(json.loads(json.dumps(record.body)), KINDS[record.kind].body, strict=True)
        assert None not in record.body.values(), record


def test_ids_are_unique_and_parents_come_first_in_the_same_grid(records: list[SampleRecord]) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for record in records:
        assert record.id not in seen
        assert record.at <= NOW
        if record.parent is None:
            assert not KINDS[record.kind].parents or record.kind == "event"
        else:
            grid, kind = seen[record.parent]
            assert grid == record.grid
            assert kind in KINDS[record.kind].parents
        seen[record.id] = (record.grid, record.kind)


def test_every_citizen_number_is_right_and_nobody_elses(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    numbers: set[str] = set()
    for record in by_kind["person"]:
        number = record.body["identity"]["id_no"]
        check = check_id_no(number, today=NOW.date())
        assert check.ok
        assert (check.birth and check.birth.isoformat(), check.sex) == (record.body["birth_date"], record.body["sex"])
        numbers.add(number)

    assert len(numbers) == len(by_kind["person"])
    assert {number[:4] for number in numbers} >= {"6107", "6123"}


def test_phones_codes_and_positions_follow_their_rules(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    phones = [record.body["phone"] for record in by_kind["person"] if "phone" in record.body]
    positions = [record.body["position"] for kind in ("household", "place", "school") for record in by_kind[kind]]

    assert all(check_phone(phone).ok and phone[3:7] == "0000" for phone in phones)
    assert all(check_uscc(record.body["uscc"]).ok for record in by_kind["place"])
    assert all(plausible_position(one["lng"] / 1e7, one["lat"] / 1e7) for one in positions)


def test_a_family_is_one_that_can_be(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    """A head, at most one spouse, children born when their parents were grown."""
    families: dict[str, list[SampleRecord]] = defaultdict(list)
    for record in by_kind["person"]:
        families[record.parent or ""].append(record)
    heads = {record.id: record.body["head"] for record in by_kind["household"]}
    for household, members in families.items():
        relations = Counter(member.body["relation"] for member in members)
        head = next(member for member in members if member.body["relation"] == "02")
        assert heads[household] == head.id
        assert relations["02"] == 1
        assert relations["11"] + relations["12"] <= 1
        for child in (one for one in members if one.body["relation"] in {"20", "21", "22", "23", "30", "31", "32"}):
            assert int(child.body["birth_date"][:4]) - int(head.body["birth_date"][:4]) >= 18
        for elder in (one for one in members if one.body["relation"] in {"51", "52"}):
            assert int(head.body["birth_date"][:4]) - int(elder.body["birth_date"][:4]) >= 18


def test_nothing_is_held_that_stays_off_laptops(records: list[SampleRecord]) -> None:
    """DOMAIN 2.4: no religion, no health, no special groups; tags are those of the household."""
    for record in records:
        if record.kind in {"checklist", "code_table", "calendar"}:
            continue
        text = json.dumps(record.body, ensure_ascii=False)
        assert not [word for word in NEVER_ON_A_LAPTOP if word in text], record
        if record.kind == "household":
            assert set(record.body.get("tags", [])) <= HOUSEHOLD_TAGS
        if record.kind == "person":
            assert set(record.body.get("tags", [])) <= {"volunteer"}


@pytest.mark.parametrize("kind", ["event", "inspection", "rectification", "task"])
def test_logs_walk_the_life_cycle_to_the_state_of_the_record(
    kind: str, by_kind: Mapping[str, list[SampleRecord]]
) -> None:
    logs: dict[str, list[dict[str, object]]] = defaultdict(list)
    for record in by_kind[f"log:{kind}"]:
        logs[record.parent or ""].append(record.body)
    for record in by_kind[kind]:
        state = str(flow.first_state(kind))
        times = [str(log["at"]) for log in logs[record.id]]
        assert times == sorted(times)
        for log in logs[record.id]:
            step = flow.steps(kind)[str(log["step"])]
            mode = str(record.body.get("mode") or "")
            assert log["frm"] == state
            assert state in step.starts(mode)
            assert log["to"] == (state if step.to is None else step.to)
            assert step.system if log["by"] == "system" else Role(str(log["role"])) in step.takers(mode)
            state = str(log["to"])
        assert record.body["state"] == state


def test_events_stand_in_every_state_and_light(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    calendar = load_calendar(RESOURCES)
    pilot = [record.body for record in by_kind["event"] if record.grid == PILOT_GRID]
    lights = {
        deadlines.light(datetime.fromisoformat(body["due_time"]), NOW, calendar)
        for body in pilot
        if body["state"] == "HANDLING"
    }

    assert {body["state"] for body in pilot} == set(EventState)
    assert lights == {Light.GREEN, Light.AMBER, Light.RED}


@pytest.mark.parametrize("now", ["2026-10-05T03:00:00+08:00", "2027-02-28T23:59:00+08:00", "2026-11-22T12:00:00+08:00"])
def test_a_county_can_be_made_on_any_day_at_any_hour(now: str) -> None:
    at = datetime.fromisoformat(now)
    found = list(make_county(1000, 3, at).records)

    late = [record for record in found if record.at > at]
    assert late == []
    lights = {
        deadlines.light(datetime.fromisoformat(record.body["due_time"]), at, load_calendar(RESOURCES))
        for record in found
        if record.kind == "event" and record.body["state"] == "HANDLING"
    }
    assert lights == {Light.GREEN, Light.AMBER, Light.RED}


def test_one_school_check_waits_approved_and_notified_for_two_certified_officers(
    by_kind: Mapping[str, list[SampleRecord]],
) -> None:
    waiting = [record for record in by_kind["inspection"] if record.body["state"] == "NOTIFIED"]
    certified = {record.body["user"]: record.body["cert_no"] for record in by_kind["certificate"]}

    assert len(waiting) == 1
    body = waiting[0].body
    assert body["mode"] == "admin"
    assert {one["user"]: one["cert_no"] for one in body["officers"]} == certified
    assert len(certified) == 2
    assert body["checklist"]["sha256"] == by_kind["checklist"][0].body["sha256"]
    steps = [record.body["step"] for record in by_kind["log:inspection"] if record.parent == waiting[0].id]
    assert steps == ["approve", "notify"]


def test_rectifications_stand_where_a_recheck_has_work(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    states = {record.body["state"] for record in by_kind["rectification"]}
    findings = {record.id for record in by_kind["finding"]}

    assert states >= {RectificationState.ISSUED, RectificationState.FIXING, RectificationState.FIXED}
    assert states >= {RectificationState.PASSED, RectificationState.PARTIAL, RectificationState.TRANSFERRED}
    assert {record.body["finding"] for record in by_kind["rectification"]} <= findings


def test_every_shipped_checklist_is_published_as_it_is(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    published = {record.body["code"]: record.body for record in by_kind["checklist"]}

    assert set(published) == {path.stem for path in (RESOURCES / "checklists").glob("*.xml")}
    for code, body in published.items():
        raw = zstd.decompress(base64.b64decode(body["xform"]))
        assert raw == (RESOURCES / "checklists" / f"{code}.xml").read_bytes()
        assert (hashlib.sha256(raw).hexdigest(), body["version"]) == (body["sha256"], "2026-11")
        assert read_form(raw).title == body["title"]
    assert published["XYZB"]["mode"] == published["JXCS"]["mode"] == "both"
    assert published["DJLR"]["mode"] == "survey"


def test_a_finished_checklist_lacks_nothing_the_form_asks(by_kind: Mapping[str, list[SampleRecord]]) -> None:
    body = by_kind["answers"][0].body
    form = read_form((RESOURCES / "checklists" / "XYZB.xml").read_bytes())
    live = LiveForm(form, now=NOW, rng=Random(1), data=body["values"])
    failed = {record.body["item"] for record in by_kind["finding"]}
    values: dict[str, dict[str, dict[str, str]]] = body["values"]
    verdicts = {
        name[:3]: group[name[:3]]
        for section in values
        for name, group in values[section].items()
        if section != "head" and name[:3] in group
    }

    assert live.lost == ()
    assert live.missing() == ()
    assert {code for code, verdict in verdicts.items() if verdict == "fail"} == failed
    assert {photo["name"] for photo in body["photos"]} >= {f"{code}.png" for code in failed}


def test_every_photo_named_is_a_whole_picture_of_that_grid(county: County, records: list[SampleRecord]) -> None:
    given = {(blob.grid, blob.sha256): blob.data for blob in county.blobs}
    named = {
        (record.grid, photo["sha256"], photo["size"])
        for record in records
        for name in ("photos", "after")
        for photo in record.body.get(name, ())
    }

    assert named
    assert all(len(given[grid, sha256]) == size for grid, sha256, size in named)
    data = county.blobs[0].data
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (640, 480)
    length = struct.unpack(">I", data[33:37])[0]
    assert len(zlib.decompress(data[41 : 41 + length])) == 480 * (1 + 640 * 3)


def test_a_grid_names_the_accounts_of_its_worker_and_leader(
    county: County, by_kind: Mapping[str, list[SampleRecord]]
) -> None:
    users = {account.user for account in county.accounts}

    named = {str(record.body[post]) for record in by_kind["grid"] for post in ("worker", "leader")}

    assert named <= users


def test_accounts_cover_every_role_and_every_grid(county: County) -> None:
    accounts = {account.user: account for account in county.accounts}
    roles = {role for account in county.accounts for _, role in account.grants}
    grids = [code for code, _ in county.grids if len(code) == 15]

    assert roles == set(Role)
    assert len(accounts) == len(county.accounts)
    assert {account.password for account in county.accounts} == {PASSWORD}
    assert accounts["zhangmin"].grants == ((PILOT_GRID, "grid_worker"),)
    assert accounts["qinyue"].grants == (("610726001001", "community_office"),)
    assert accounts["lizhengyang"].grants == accounts["zhaomin"].grants == (("610726", "officer"),)
    workers = {prefix for account in county.accounts for prefix, role in account.grants if role == "grid_worker"}
    assert workers == set(grids)


@pytest.mark.parametrize(
    ("user", "kinds"),
    [
        ("zhangmin", {"household", "person", "visit", "event", "task", "school", "inspection", "checklist", "grid"}),
        ("qinyue", {"household", "person", "event", "post", "certificate"}),
        ("hejing", {"event", "log:event", "task", "post"}),
        ("zhengkai", {"event", "log:event", "task"}),
        ("lizhengyang", {"school", "place", "inspection", "finding", "rectification", "certificate", "checklist"}),
        ("hanlei", {"inspection", "log:inspection", "rectification", "certificate"}),
        ("wangwenjing", {"inspection", "answers", "document"}),
    ],
)
def test_everybody_may_read_what_there_is_for_them(
    user: str, kinds: set[str], county: County, records: list[SampleRecord]
) -> None:
    account = next(account for account in county.accounts if account.user == user)
    prefix, role = account.grants[0]
    held = readable([Role(role)])
    mine = {record.kind for record in records if record.grid.startswith(prefix) or record.grid == "common"}

    assert kinds <= set(held)
    assert kinds - {"answers", "document"} <= mine | {"certificate"}


def test_an_officer_never_gets_a_household() -> None:
    assert "person" not in readable([Role.OFFICER])


def test_records_can_be_streamed(county: County) -> None:
    """A large county is not made before its first record is taken."""
    assert len(list(islice(make_county(400_000, 1, NOW).records, 100))) == 100
