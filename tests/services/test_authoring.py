"""A checklist on its author's table: read, tried, compared, published once and for all (FORMS 4, 5)."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from backports import zstd

from gridclient.services.authoring import COMMON, SURVEY, Authoring
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.checklists import Checklists
from gridclient.services.me import Me
from gridclient.store import Store
from gridcore.errors import InvalidInput, Refused
from gridcore.forms.compare import Change, compare
from gridcore.parts import Photo
from gridcore.wire import MAX_BLOB_BYTES
from tests.clock import FakeClock
from tests.services.author import (
    ADMIN,
    CHECKLISTS,
    COUNTY,
    HEAD,
    XYZB,
    held,
    published,
    row_of,
    version,
    written,
)
from tests.services.author import brief as made_brief
from tests.services.place import OFFICER, open_store


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path / "store", clock)
    held(made, HEAD.role, COUNTY, "610726001000", "610726001001001")
    yield made
    made.close()


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_brief(tmp_path_factory.mktemp("sheets") / "brief.xlsx")


def service(store: Store, clock: FakeClock, me: Me = HEAD) -> Authoring:
    return Authoring(store, me, clock, Checklists(store))


def test_a_good_sheet_is_ready(store: Store, clock: FakeClock) -> None:
    sheet = service(store, clock).read(XYZB)

    assert (sheet.errors, sheet.is_ready, sheet.questions, sheet.has_items, sheet.mode) == (0, True, 94, True, "both")
    assert sheet.xml == (CHECKLISTS / "XYZB.xml").read_text("utf-8")
    assert sheet.counts["检查项"] == 94 + 11


def test_published_it_is_one_record_of_the_unit_that_can_be_filled_at_once(store: Store, clock: FakeClock) -> None:
    author = service(store, clock)
    saved = author.publish(author.read(XYZB))

    ((grid, body),) = published(store)
    raw = (CHECKLISTS / "XYZB.xml").read_bytes()
    assert (grid, body.code, body.title, body.mode, body.published_by) == (
        COUNTY, "XYZB", "校园周边安全检查", "both", "hanlei",
    )  # fmt: skip
    assert body.published_at == clock.now().isoformat(timespec="seconds")
    assert zstd.decompress(base64.b64decode(body.xform or "")) == raw
    assert body.sha256 == hashlib.sha256(raw).hexdigest()
    assert body.sheet is not None
    assert store.blobs.open(body.sheet.sha256 or "") == XYZB.read_bytes()
    (line,) = Checklists(store).published("patrol")
    assert Checklists(store).load(line.ref).form_id == "XYZB"
    assert saved.id
    assert store.outbox.seal() is not None


def test_a_city_s_checklist_lies_in_common(store: Store, clock: FakeClock, brief: Path) -> None:
    author = service(store, clock, ADMIN)
    author.publish(author.read(brief))
    assert [grid for grid, _ in published(store)] == [COMMON]


def test_an_officer_publishes_nothing(store: Store, clock: FakeClock, brief: Path) -> None:
    author = service(store, clock, OFFICER)
    with pytest.raises(Refused) as refused:
        author.publish(author.read(brief))
    assert refused.value.facts["reason"] == "role"


def test_a_sheet_with_an_error_is_not_published_and_still_previewed(
    store: Store, clock: FakeClock, brief: Path, tmp_path: Path
) -> None:
    row = row_of("A03")
    path = written(tmp_path / "x.xlsx", {("检查项", row, "显示条件"): "${A01}＝“fail”"}, brief)
    author = service(store, clock)

    sheet = author.read(path)

    assert [(one.is_error, one.sheet, one.row, one.column) for one in sheet.findings[:1]] == [
        (True, "检查项", row, "显示条件")
    ]
    assert not sheet.is_ready
    assert sheet.preview is not None
    assert sheet.marks == {"A03": row}
    with pytest.raises(Refused):
        author.publish(sheet)
    assert published(store) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"PK\x03\x04broken", "broken_file"), (None, "no_file")],
    ids=["empty", "broken", "gone"],
)
def test_a_broken_file_is_a_finding(
    store: Store, clock: FakeClock, tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    sheet = service(store, clock).read(path)
    assert [one.code for one in sheet.findings] == [code]


def test_the_same_version_is_an_error_and_a_published_version_never_changes(
    store: Store, clock: FakeClock, brief: Path, tmp_path: Path
) -> None:
    author = service(store, clock)
    author.publish(author.read(brief))
    before = published(store)
    path = written(tmp_path / "x.xlsx", {("检查项", row_of("A03"), "检查内容"): "别的话"}, brief)

    sheet = author.read(path)

    assert [one.code for one in sheet.findings if one.is_error] == ["same_version"]
    fresh = replace(sheet, findings=())
    with pytest.raises(InvalidInput) as wrong:
        author.publish(fresh)
    assert (wrong.value.field, wrong.value.reason) == ("version", "version_taken")
    assert published(store) == before


@pytest.mark.parametrize(
    ("cells", "without", "change", "name"),
    [
        pytest.param({}, ["B06"], Change.REMOVED, "B06", id="removed"),
        pytest.param(
            {("检查项", "A03", "检查内容"): "门口有未成年人限入标志"}, [], Change.REWORDED, "A03", id="reworded"
        ),
        pytest.param({("检查项", "A03", "题型"): "合格+数量"}, [], Change.RETYPED, "A03", id="retyped"),
        pytest.param({("检查项", "A03", "等级"): "3"}, [], Change.TERMS, "A03", id="another severity"),
        pytest.param(
            {("检查项", "A03", "显示条件"): "${A02} = 'fail'"}, [], Change.RULE, "A03", id="another condition"
        ),
    ],
)
def test_a_version_is_compared_with_the_one_before(
    store: Store,
    clock: FakeClock,
    brief: Path,
    tmp_path: Path,
    cells: Mapping[tuple[str, str, str], str],
    without: Sequence[str],
    change: Change,
    name: str,
) -> None:
    author = service(store, clock)
    author.publish(author.read(brief))
    placed = {(sheet, row_of(code), column): text for (sheet, code, column), text in cells.items()}
    path = written(tmp_path / "x.xlsx", {**placed, **version("2026-12")}, brief, without)

    sheet = author.read(path)

    assert sheet.findings == ()
    assert sheet.before is not None
    assert [(one.change, one.name) for one in sheet.differences] == [(change, name)]


def test_an_added_item_is_new_and_everything_else_the_same(
    store: Store, clock: FakeClock, brief: Path, tmp_path: Path
) -> None:
    author = service(store, clock)
    author.publish(author.read(written(tmp_path / "old.xlsx", {}, brief, ["C09"])))

    sheet = author.read(written(tmp_path / "new.xlsx", version("2026-12"), brief))

    assert [(one.change, one.name) for one in sheet.differences] == [(Change.ADDED, "C09")]


def test_lists_beside_the_sheet_are_published_with_it_and_read_by_who_fills_it(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    book = {
        "survey": [["type", "name", "label"], ["select_one_from_file shops.csv", "shop", "Shop"]],
        "settings": [["form_id", "form_title", "version"], ["shops", "Shops", "1"]],
    }
    write_workbook(tmp_path / "shops.xlsx", book)
    (tmp_path / "shops.csv").write_text("name,label\na,第一家\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("x", encoding="utf-8")
    author = service(store, clock)

    sheet = author.read(tmp_path / "shops.xlsx")
    author.publish(sheet)

    ((_, body),) = published(store)
    assert (sheet.mode, [photo.name for photo in body.media or ()]) == (SURVEY, ["shops.csv"])
    checklists = Checklists(store)
    (line,) = author.published()
    assert "missing_file" not in {code for code, _ in checklists.load(line.ref).notices}
    assert checklists.want_media() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "missing_list"),
        ("name,label\na,第一家\n".encode("gb18030"), "broken_list"),
        ("编号,label\na,第一家\n".encode(), "list_column"),
        (b"x" * (MAX_BLOB_BYTES + 1), "large_list"),
    ],
)
def test_a_list_nothing_can_be_chosen_from_is_never_published(
    store: Store, clock: FakeClock, tmp_path: Path, content: bytes | None, code: str
) -> None:
    book = {
        "survey": [["type", "name", "label"], ["select_one_from_file shops.csv", "shop", "Shop"]],
        "settings": [["form_id", "form_title", "version"], ["shops", "Shops", "1"]],
    }
    write_workbook(tmp_path / "shops.xlsx", book)
    if content is not None:
        (tmp_path / "shops.csv").write_bytes(content)
    author = service(store, clock)

    sheet = author.read(tmp_path / "shops.xlsx")

    assert [finding.code for finding in sheet.findings if finding.is_error] == [code]
    with pytest.raises(Refused):
        author.publish(sheet)


def test_a_list_that_has_not_come_is_asked_for_and_said(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    test_lists_beside_the_sheet_are_published_with_it_and_read_by_who_fills_it(store, clock, tmp_path)
    ((_, body),) = published(store)
    (photo,) = body.media or (Photo(),)
    store.blobs.path(photo.sha256 or "").unlink()

    checklists = Checklists(store)

    with pytest.raises(InvalidInput) as wrong:
        checklists.load(service(store, clock).published()[0].ref)
    assert wrong.value.reason == "media_not_here"
    assert checklists.want_media() == 1


@pytest.mark.parametrize("path", sorted(CHECKLISTS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_template_is_read_published_and_loaded(store: Store, clock: FakeClock, path: Path) -> None:
    author = service(store, clock)
    sheet = author.read(path)
    assert [one for one in sheet.findings if one.is_error] == []

    author.publish(sheet)

    ((_, body),) = published(store)
    (line,) = author.published()
    assert (line.ref.code, line.is_newest, line.is_waiting) == (body.code, True, True)
    assert Checklists(store).load(line.ref).nodes


def test_the_expanded_sheet_is_a_standard_xlsform_that_gives_the_same_form(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    author = service(store, clock)
    sheet = author.read(XYZB)
    author.export(sheet, tmp_path / "out.xlsx")

    again = author.read(tmp_path / "out.xlsx")

    assert again.errors == 0
    assert sheet.form is not None
    assert again.form is not None
    assert compare(sheet.form, again.form) == ()
    assert list(again.form.nodes) == list(sheet.form.nodes)


def test_a_copy_under_another_name_is_the_same_sheet(
    store: Store, clock: FakeClock, brief: Path, tmp_path: Path
) -> None:
    shutil.copy(brief, tmp_path / "校园.xlsx")
    assert service(store, clock).read(tmp_path / "校园.xlsx").xml == service(store, clock).read(brief).xml
