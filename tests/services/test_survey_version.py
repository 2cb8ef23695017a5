"""A form that was begun keeps its version until its holder moves it; nothing that was filled is lost (FORMS 4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.services.filling import attachment_name
from gridclient.services.questionnaire import Line, LineKind, Questionnaire
from gridclient.services.surveys import About, Surveys, SurveySheet
from gridclient.store import Store
from gridcore.errors import InvalidInput
from gridcore.survey import Survey
from tests.clock import FakeClock
from tests.services.place import open_store, picture
from tests.ui.forms import every, town

WORKER = "/data/people/worker"
RENAMED = {"words/licence": "permit", "words/staff": "crew", "files/front": "facade", "paper_of/paper_name": "paper"}
"""Questions of the first version that the second has under another name: to a form, others."""


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    town.build(made, every.xform(), "沿街店铺采集")
    yield made
    made.close()


@pytest.fixture
def surveys(store: Store, clock: FakeClock) -> Surveys:
    return town.surveys(store, clock)


def newer() -> bytes:
    """The second version."""
    xml = every.xform().decode().replace('version="2026-11"', 'version="2026-12"')
    for path, name in RENAMED.items():
        group, _, old = path.partition("/")
        xml = xml.replace(f"/{path}", f"/{group}/{name}x").replace(f"<{old}/>", f"<{name}x/>")
        xml = xml.replace(f"${{{old}}}", f"${{{name}x}}")
    return xml.encode()


def opened(surveys: Surveys, draft: str) -> tuple[SurveySheet, Questionnaire]:
    sheet = surveys.sheet(draft)
    return sheet, Questionnaire(sheet.form)


def begun(surveys: Surveys) -> tuple[SurveySheet, Questionnaire]:
    (line,) = [line for line in surveys.desk().lines if line.group == "form"]
    return opened(surveys, surveys.begin(line.ref, line.title, About()))


def filled(surveys: Surveys) -> str:
    """A draft of the first version: answers, half an answer, rows in rows, a photo; gives its id."""
    sheet, form = begun(surveys)
    form.give("/data/words/name", "老街文具店")
    form.give("/data/words/licence", "陕0001")
    form.give("/data/words/staff", "12a")
    photo = surveys.drafts.add_photo(sheet.draft, picture(), "a.png")
    form.give("/data/files/front", attachment_name(photo))
    row = next(line.key for line in lines(form) if line.kind is LineKind.ROW)
    form.give(f"{row}/who", "张三")
    paper = next(line for line in lines(form) if line.key.startswith(f"{row}/paper_of") and line.kind is LineKind.ROW)
    form.give(f"{paper.key}/paper_name", "健康证")
    surveys.keep(sheet, form.body())
    return sheet.draft


def lines(form: Questionnaire) -> list[Line]:
    return [line for part in form.sections() for line in form.lines(part.code)]


def test_it_stays_on_the_version_it_was_begun_with(store: Store, surveys: Surveys) -> None:
    draft = filled(surveys)
    town.publish(store, newer(), "沿街店铺采集", "2026-12")
    sheet, form = opened(surveys, draft)
    assert (sheet.checklist.version, sheet.newer.ref.version if sheet.newer else None) == ("2026-11", "2026-12")
    assert form.body()["values"]["words"]["licence"] == "陕0001"
    assert sheet.unplaced == ()


def test_moved_what_fits_is_in_its_place_and_everything_else_is_named(store: Store, surveys: Surveys) -> None:
    draft = filled(surveys)
    (photo,) = surveys.drafts.photos(draft)
    town.publish(store, newer(), "沿街店铺采集", "2026-12")

    surveys.move(draft)

    sheet, form = opened(surveys, draft)
    assert (sheet.checklist.version, sheet.newer) == ("2026-12", None)
    values = form.body()["values"]
    assert (values["words"]["name"], values["people"]["worker"][0]["who"]) == ("老街文具店", "张三")
    assert {one.path: (one.question, one.answer) for one in sheet.unplaced} == {
        "/data/words/licence": ("证号", "陕0001"),
        "/data/words/staff": ("人数", "12a"),
        "/data/files/front": ("门头照片", attachment_name(photo)),
        "/data/people/worker[1]/paper_of[1]/paper_name": ("证件名称", "健康证"),
    }
    assert "/data/words/staff" not in form.body()["typed"]


def test_what_fits_nowhere_stays_in_the_draft_as_it_is_filled_on(store: Store, surveys: Surveys) -> None:
    draft = filled(surveys)
    town.publish(store, newer(), "沿街店铺采集", "2026-12")
    surveys.move(draft)
    before, form = opened(surveys, draft)
    form.give("/data/words/permitx", "陕0002")
    surveys.keep(before, form.body())
    assert opened(surveys, draft)[0].unplaced == before.unplaced != ()


def test_what_fits_nowhere_goes_with_the_record_its_photo_too(store: Store, surveys: Surveys, clock: FakeClock) -> None:
    draft = filled(surveys)
    (photo,) = surveys.drafts.photos(draft)
    town.publish(store, newer(), "沿街店铺采集", "2026-12")
    surveys.move(draft)
    sheet, form = opened(surveys, draft)

    surveys.finish(sheet, form.body()["values"], clock.now())

    with store.read() as reading:
        (entry,) = reading.all("survey")
    assert isinstance(entry.body, Survey)
    assert (entry.body.checklist or sheet.checklist).version == "2026-12"
    assert (entry.body.unplaced or {})["/data/words/licence"] == "陕0001"
    [kept] = list(entry.body.photos or ())
    assert kept.name == attachment_name(photo)
    assert store.blobs.open(kept.sha256 or "") == photo.data


def test_moved_before_anything_was_answered_it_begins_anew(store: Store, surveys: Surveys) -> None:
    sheet, _ = begun(surveys)
    town.publish(store, newer(), "沿街店铺采集", "2026-12")
    surveys.move(sheet.draft)
    moved, form = opened(surveys, sheet.draft)
    assert moved.checklist.version == "2026-12"
    assert form.body()["values"]["start"] != ""


def test_there_is_nothing_to_move_to(surveys: Surveys) -> None:
    sheet, _ = begun(surveys)
    with pytest.raises(InvalidInput) as wrong:
        surveys.move(sheet.draft)
    assert wrong.value.reason == "no_newer"
