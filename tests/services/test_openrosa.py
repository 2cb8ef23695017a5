"""Finished records out to OpenRosa and in again: the same JSON, nothing doubled, bad files named (FORMS 4)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from backports import zstd

from gridclient.services.checklists import Checklists
from gridclient.services.filling import Filling
from gridclient.services.inspections import Result, StartDraft
from gridclient.services.me import Me
from gridclient.services.openrosa import OpenRosa, Report
from gridclient.store import Store
from gridclient.store.reading import Entry
from gridcore.answers import Answers
from gridcore.checklist import Checklist
from gridcore.errors import NoPlace, Refused
from gridcore.forms.openrosa import read_submission, submission_xml, with_row_ids
from gridcore.forms.record import read_instance
from gridcore.forms.xform import read_form
from gridcore.parts import ChecklistRef, Photo
from gridcore.survey import Survey
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import CHIEF, GRID, OFFICER, open_store, picture, server_rows
from tests.services.test_inspections import answer_all

ONE, TWO = "01932a00-0000-7000-8000-000000000001", "01932a00-0000-7000-8000-000000000002"
FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Visit</h:title><model><instance>
  <visit id="visit" version="1"><end/><met/><words/><photo/><why/><house jr:template=""><room/>
   <person jr:template=""><age/></person></house><meta><instanceID/></meta></visit></instance>
  <bind nodeset="/visit/end" jr:preload="timestamp" jr:preloadParams="end" type="dateTime"/>
  <bind nodeset="/visit/photo" type="binary"/><bind nodeset="/visit/why" relevant="/visit/met = 'no'"/>
  <bind nodeset="/visit/house/person/age" type="int"/>
  <bind nodeset="/visit/meta/instanceID" jr:preload="uid" type="string"/></model></h:head>
 <h:body><input ref="/visit/met"><label>Met</label></input><input ref="/visit/words"><label>Words</label></input>
  <upload ref="/visit/photo" mediatype="image/*"><label>Photo</label></upload>
  <input ref="/visit/why"><label>Why</label></input>
  <group ref="/visit/house"><repeat nodeset="/visit/house"><input ref="/visit/house/room"><label>Room</label></input>
   <group ref="/visit/house/person"><repeat nodeset="/visit/house/person"><input ref="/visit/house/person/age">
   <label>Age</label></input></repeat></group></repeat></group></h:body></h:html>"""
REF = ChecklistRef(code="visit", version="1", sha256=hashlib.sha256(FORM.encode()).hexdigest())
VALUES: dict[str, Any] = {
    "end": "2026-11-24T10:00:00.000+08:00",
    "met": "yes",
    "words": '第一行\n<二> & "三" ]]>\t𠅤',
    "photo": "door.png",
    "house": [
        {"@row": "aaaaaaaaaaaaaaaa", "room": "101", "person": [{"@row": "b", "age": "44"}, {"@row": "c", "age": ""}]},
        {"@row": "dddddddddddddddd", "room": "102", "person": []},
    ],
    "meta": {"instanceID": f"uuid:{ONE}"},
}


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path / "mine", clock)
    school.build(made)
    lay_form(made)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """Another PC with the same checklists and none of the records."""
    made = open_store(tmp_path / "other", clock, seed=9)
    school.build(made)
    lay_form(made)
    yield made
    made.close()


def lay_form(store: Store) -> None:
    xform = base64.b64encode(zstd.compress(FORM.encode(), 3)).decode()
    body = Checklist(code="visit", version="1", sha256=REF.sha256, title="Visit", xform=xform)
    server_rows(store, ("checklist", "v1", body))


def service(store: Store, me: Me = OFFICER) -> OpenRosa:
    return OpenRosa(store, me, Checklists(store))


def record(store: Store, record_id: str = ONE, **change: Any) -> None:
    with store.write("test") as work:
        photo = work.attach(GRID, record_id, picture(), "door.png", None, None)
        values = VALUES | {"meta": {"instanceID": f"uuid:{record_id}"}}
        body = Answers(checklist=REF, values=values, photos=(photo,), finished_at="2026-11-24T10:00:00+08:00", by="x")
        fields = {name: getattr(body, name) for name in body.__struct_fields__} | change
        work.create("answers", Answers(**fields), grid=GRID, id=record_id)


def entries(store: Store) -> list[Entry]:
    with store.read() as reading:
        return [*reading.all("answers"), *reading.all("survey")]


def bare(value: Any) -> Any:
    """A record without the ids of rows, which XML has not."""
    return json.loads(re.sub(r'"@row": "[^"]*"(, )?', "", json.dumps(value)))


def submission(folder: Path, record_id: str = ONE) -> Path:
    return folder / "forms" / "visit_1" / "instances" / f"uuid{record_id}" / "submission.xml"


def why(report: Report) -> list[str]:
    return [one.reason for one in report.troubles]


def test_a_record_goes_out_as_briefcase_lays_it(store: Store, tmp_path: Path) -> None:
    record(store)

    report = service(store).export(tmp_path / "out")

    assert (report.records, report.files, report.troubles) == (1, 1, [])
    home = tmp_path / "out" / "forms" / "visit_1"
    assert (home / "visit_1.xml").read_bytes() == FORM.encode()
    assert (submission(tmp_path / "out").with_name("door.png")).read_bytes() == picture()
    root = fromstring(submission(tmp_path / "out").read_bytes())
    assert (root.get("id"), root.get("version"), root.findtext("meta/instanceID")) == ("visit", "1", f"uuid:{ONE}")
    assert root.findtext("words") == VALUES["words"]
    assert root.find("why") is None  # it was not asked


def test_out_and_in_again_on_another_pc_it_is_the_same_record(store: Store, other: Store, tmp_path: Path) -> None:
    record(store)
    service(store).export(tmp_path / "out")

    report = service(other).read(tmp_path / "out")

    assert (report.records, report.files, report.troubles) == (1, 1, [])
    (entry,) = entries(other)
    body = entry.body
    assert isinstance(body, Survey)
    assert (entry.id, body.checklist, body.finished_at) == (ONE, REF, VALUES["end"])
    assert bare(body.values) == bare(VALUES)
    (photo,) = body.photos or (Photo(),)
    assert other.blobs.open(photo.sha256 or "") == picture()


def test_taken_in_twice_nothing_is_doubled(store: Store, other: Store, tmp_path: Path) -> None:
    record(store)
    service(store).export(tmp_path / "out")
    service(other).read(tmp_path / "out")

    again = service(other).read(tmp_path / "out")
    home = service(store).read(tmp_path / "out")

    assert (again.records, again.known, len(entries(other))) == (0, 1, 1)
    assert (home.records, home.known, len(entries(store))) == (0, 1, 1)


def test_two_readings_of_one_file_give_the_same_rows() -> None:
    form = read_form(FORM.encode())
    xml = submission_xml(form, VALUES, ONE)
    first, second = (with_row_ids(form, read_instance(xml, form), ONE) for _ in range(2))
    assert first == second
    ids = [row["@row"] for row in json.loads(json.dumps(first))["house"]]
    assert len(set(ids)) == 2


def test_a_survey_goes_out_and_comes_in_as_a_survey(store: Store, other: Store, tmp_path: Path) -> None:
    with store.write("test") as work:
        values = {name: value for name, value in VALUES.items() if name != "photo"}
        work.create("survey", Survey(checklist=REF, title="Visit", values=values, by="x"), grid=GRID, id=ONE)

    out = service(store).export(tmp_path / "out")
    into = service(other).read(tmp_path / "out")

    assert (out.records, into.records, into.troubles) == (1, 1, [])
    with other.read() as reading:
        (entry,) = reading.all("survey")
    assert isinstance(entry.body, Survey)
    assert (entry.id, entry.body.title, bare(entry.body.values)) == (ONE, "Visit", bare(values))


def test_a_correction_names_what_it_replaces_and_keeps_the_name(store: Store, other: Store, tmp_path: Path) -> None:
    record(store)
    record(store, TWO, corrects=ONE)

    service(store).export(tmp_path / "out")

    root = fromstring(submission(tmp_path / "out", TWO).read_bytes())
    assert root.findtext("meta/instanceID") == f"uuid:{TWO}"
    assert root.findtext("meta/deprecatedID") == f"uuid:{ONE}"
    service(other).read(tmp_path / "out")
    held = {entry.id: entry.body for entry in entries(other)}
    corrected = held[TWO]
    assert isinstance(corrected, Survey)
    assert corrected.corrects == ONE


def test_a_whole_school_check_goes_out_and_in(store: Store, other: Store, clock: FakeClock, tmp_path: Path) -> None:
    inspections = school.service(store, clock)
    inspections.start(StartDraft(school.INSPECTION, "zhaomin"))
    sheet = inspections.sheet(school.INSPECTION)
    filling = Filling(sheet.form, inspections.referral_due)
    answer_all(store, sheet, filling, ("A03", "C04"))
    inspections.finish(sheet, Result.of(filling, clock.now()))
    (mine,) = entries(store)

    out = service(store).export(tmp_path / "out")
    into = service(other).read(tmp_path / "out")

    assert (out.records, into.records, out.troubles, into.troubles) == (1, 1, [], [])
    (theirs,) = entries(other)
    assert isinstance(mine.body, Answers)
    assert isinstance(theirs.body, Answers)
    assert theirs.id == mine.id
    assert theirs.body.values == mine.body.values
    assert {one.sha256 for one in theirs.body.photos or ()} == {one.sha256 for one in mine.body.photos or ()}


def damage(old: str, new: str) -> Callable[[Path], None]:
    def work(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return work


def put(data: bytes, name: str = "submission.xml") -> Callable[[Path], None]:
    def work(path: Path) -> None:
        path.with_name(name).write_bytes(data)

    return work


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:90])


def gone(path: Path) -> None:
    path.with_name("door.png").unlink()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c">]><a id="visit">&b;</a>'


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(put(b""), "not_xml", id="empty"),
        pytest.param(cut, "not_xml", id="cut"),
        pytest.param(put(ENTITIES), "forbidden_xml", id="entities"),
        pytest.param(damage(f"uuid:{ONE}", ""), "missing", id="without an id"),
        pytest.param(damage(f"uuid:{ONE}", "uuid:7"), "not_a_uuid", id="an id that is none"),
        pytest.param(damage('version="1"', 'version="2"'), "unknown_version", id="a version that is not here"),
        pytest.param(damage('id="visit"', 'id="survey"'), "unknown_form", id="a form that is not here"),
        pytest.param(gone, "photo_missing", id="its photo is not there"),
        pytest.param(put(b"x", "door.png"), "not_an_image", id="its photo is none"),
        pytest.param(damage("door.png", "../../visit_1.xml"), "photo_name", id="a photo outside its folder"),
        pytest.param(damage(">101<", "><"), "other_content", id="another content under a known id"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_taken_in(
    store: Store, other: Store, tmp_path: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    record(store)
    record(store, TWO)
    service(store).export(tmp_path / "out")
    target = other
    if reason == "other_content":
        record(other)
    bad = submission(tmp_path / "out")
    spoil(bad)

    report = service(target).read(tmp_path / "out")

    assert [(one.name, one.reason) for one in report.troubles] == [(str(bad.relative_to(tmp_path / "out")), reason)]
    assert report.records == 1
    assert bad.exists()


def test_a_bad_file_mended_is_taken_in_the_next_time(store: Store, other: Store, tmp_path: Path) -> None:
    record(store)
    service(store).export(tmp_path / "out")
    photo = submission(tmp_path / "out").with_name("door.png")
    shutil.move(photo, tmp_path / "aside.png")
    assert why(service(other).read(tmp_path / "out")) == ["photo_missing"]
    assert entries(other) == []

    shutil.move(tmp_path / "aside.png", photo)

    assert service(other).read(tmp_path / "out").records == 1


def test_an_instance_as_a_phone_lays_it_is_taken_in(store: Store, other: Store, tmp_path: Path) -> None:
    record(store)
    service(store).export(tmp_path / "out")
    phone = tmp_path / "phone" / "instances" / "Visit_2026-11-24"
    phone.mkdir(parents=True)
    shutil.copy(submission(tmp_path / "out"), phone / "Visit_2026-11-24.xml")
    shutil.copy(submission(tmp_path / "out").with_name("door.png"), phone / "door.png")

    assert service(other).read(tmp_path / "phone").records == 1


def test_a_photo_that_lies_only_at_the_centre_is_named_and_the_record_goes_out(store: Store, tmp_path: Path) -> None:
    record(store)
    (entry,) = entries(store)
    assert isinstance(entry.body, Answers)
    (photo,) = entry.body.photos or (Photo(),)
    store.blobs.path(photo.sha256 or "").unlink()

    report = service(store).export(tmp_path / "out")

    assert (report.records, report.files, why(report)) == (1, 0, ["photo_not_here"])


def test_a_record_whose_form_is_not_here_is_named(store: Store, tmp_path: Path) -> None:
    record(store, checklist=ChecklistRef(code="gone", version="9", sha256="00" * 32))
    assert why(service(store).export(tmp_path / "out")) == ["not_here"]


def test_a_value_the_form_has_no_place_for_is_named_and_not_left_out_in_silence(store: Store, tmp_path: Path) -> None:
    record(store, values=VALUES | {"stray": "x"})
    assert why(service(store).export(tmp_path / "out")) == ["no_place"]
    assert not submission(tmp_path / "out").exists()


def test_only_who_may_record_takes_records_in(other: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        service(other, CHIEF).read(tmp_path)


@pytest.mark.parametrize("folder", ["gone", "file"])
def test_a_folder_that_is_none_says_so(other: Store, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NoPlace):
        service(other).read(tmp_path / folder)


def test_an_instance_of_another_program_is_read_by_its_orx_meta() -> None:
    xml = (
        '<data xmlns:orx="http://openrosa.org/xforms" id="a" version="3"><orx:meta><orx:instanceID>'
        f"uuid:{ONE.upper()}</orx:instanceID></orx:meta></data>"
    )
    assert read_submission(xml.encode()).record == ONE
