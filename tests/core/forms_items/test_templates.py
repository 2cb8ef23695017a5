"""The eight further checklists of DOMAIN 4.3: as the domain has them, made again, and filled to their end."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from gridclient.services.checklist_sheet import convert_book, export_expanded, export_sheet
from gridclient.services.sheet_file import read_sheet_file
from gridcore.forms.definition import FormDefinition
from gridcore.forms.item import EN, ZH
from gridcore.forms.items_view import ItemsView
from gridcore.forms.record import read_instance
from gridcore.forms.xform import read_form
from tests.core.forms.sample import NOW, open_definition
from tests.core.forms_items.filling import fill_to_the_end

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "resources" / "checklists"
CODES = sorted(path.stem for path in FOLDER.glob("*.tsv"))

# Typed from DOMAIN 4.3: number, type, severity, limit with referral; `?` where the domain leaves it open.
DOMAIN = {
    "JXCS": "01P17 02P17 03P17 04P30 05P23 06P23 07P27 08P37 09P2+15 10P3+30 11P27 12P30 13P?? 14P30 15P20",
    "CZFW": "01NN-- 02P2+15 03P2+15 04P2+15 05P3+30 06P27 07P1+15 08P27 09P30 10P30 11P17 12P2R",
    "RQAQ": "01P30 02P30 03P30 04P33 05P23 06P33 07P37 08P23 09P27 10P23 11P30 12P17 13P?? 14P?? 15P?? 16P?? 17P??",
    "GDYC": "01P?3 02P?3 03P?3 04P?3 05P?3 06P?3 07P?3 08P?3 09P30 10P?3 11T--",
    "SPXC": "01P?? 02P30 03P17 04P23 05P27 06P13 07P23 08N20 09P17 10P13 11P17",
    "HDFX": "01NC-- 02P30 03P2+15 04P23 10P3R 05P23 06P23 07P30 08NNN-- 09P23 11T--",
    "ZJFW": "01CT-- 02NNC-- 03P3R 04P30 05P30 06P30 07P27 08N-- 09C-- 10P3R 11DT-- 12C--",
}
ROLES = {"verdict": "P", "n": "N", "n2": "N", "n3": "N", "c": "C", "t": "T", "d": "D"}
WISHES = {
    "RQAQ": {"site": "dining"},
    "ZJFW": {"A01_c": "business", "has_report": "yes"},
    "HDFX": {"weather": "heavy"},
    "GDYC": {"alert": "red"},
}


def load(code: str) -> FormDefinition:
    return read_form((FOLDER / f"{code}.xml").read_bytes())


def test_there_are_the_school_check_and_eight_further_ones() -> None:
    assert sorted(["XYZB", "DJLR", *DOMAIN]) == CODES


def test_what_is_committed_is_what_is_made(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "resources.checklists.make", str(tmp_path)], cwd=ROOT, check=True)

    for code in CODES:
        made, kept = ((folder / f"{code}.xlsx").read_bytes() for folder in (tmp_path, FOLDER))
        assert read_sheet_file(made) == read_sheet_file(kept), code
        made_xml, kept_xml = (
            canonicalize((folder / f"{code}.xml").read_text("utf-8")) for folder in (tmp_path, FOLDER)
        )
        assert made_xml == kept_xml, code


@pytest.mark.parametrize("code", DOMAIN)
def test_the_items_are_as_the_domain_has_them(code: str) -> None:
    leads: dict[str, dict[str, str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for node in load(code).nodes.values():
        item, role = node.bind.grid.get("item"), node.bind.grid.get("role", "")
        if item and node.is_leaf:
            leads.setdefault(item, dict(node.bind.grid))
            kinds.setdefault(item, Counter())[ROLES.get(role, "")] += 1
    wanted = DOMAIN[code].split()
    assert [item[1:] for item in leads] == [text[:2] for text in wanted]
    for (item, lead), text in zip(leads.items(), wanted, strict=True):
        types = "".join(char for char in text[2:] if char in "PNCTD")
        severity, limit = text[2 + len(types) : 3 + len(types)], text[3 + len(types) :].lstrip("+")
        assert not Counter(types) - kinds[item], item
        assert ("P" in types) == bool(kinds[item]["P"]), item
        if severity not in "?-":
            assert lead.get("severity") == severity, item
        if limit == "R":
            assert "limit" not in lead, item
            assert lead["refer"], item
        elif limit not in "?-":
            assert lead.get("limit") == limit, item
        assert lead["basis"], item


@pytest.mark.parametrize("code", CODES)
def test_both_languages_have_every_word(code: str) -> None:
    form = load(code)
    assert (set(form.languages), form.default_language, form.notices) == ({ZH, EN}, ZH, ())
    for key in form.itext[ZH]:
        chinese, english = (form.itext[language][key][""].parts for language in (ZH, EN))
        assert "".join(part for part in chinese if isinstance(part, str)).strip("- "), key
        assert "".join(part for part in english if isinstance(part, str)).isascii(), key


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("verdict", ["pass", "fail"])
def test_it_is_filled_to_its_end_and_comes_back_from_its_xml(code: str, verdict: str) -> None:
    form = load(code)
    live = open_definition(form)
    for path in [node.path for node in form.nodes.values() if node.repeat is not None]:
        live.add_row(path)
    fill_to_the_end(live, {"verdict": verdict, **WISHES.get(code, {})})

    assert live.finish(NOW) == ()
    items = ItemsView(live)
    progress = items.progress()
    assert progress.answered == progress.total
    checked = [item for section in items.sections() for item in section.items if item.has_verdict]
    assert progress.failed == (len(checked) if verdict == "fail" else 0)
    assert all(item.photos for item in checked) == (verdict == "fail" or not checked)
    again = open_definition(form, data=read_instance(live.xml(), form))
    assert again.xml() == live.xml()
    assert again.missing() == ()


def test_a_home_is_asked_other_items_than_a_restaurant() -> None:
    live = open_definition(load("RQAQ"))
    live.answer("/RQAQ/head/site", "home")
    assert [item.code for section in ItemsView(live).sections() for item in section.items] == [
        f"B{number}" for number in range(13, 18)
    ]


def test_the_flood_patrol_mixes_items_and_questions_and_counts_who_did_not_answer() -> None:
    live = open_definition(load("HDFX"))
    live.answer("/HDFX/head/weather", "rain")
    for number, answered in enumerate(("yes", "no", "no"), 1):
        if number > 1:
            live.add_row("/HDFX/household")
        live.answer(f"/HDFX/household[{number}]/answered", answered)
    assert live.state("/HDFX/missed_all").value == "2"
    assert "2" in live.label("/HDFX/missed_note")
    assert len(ItemsView(live).sections()) == 3


def test_a_photo_of_a_person_is_asked_only_with_consent() -> None:
    live = open_definition(load("DJLR"))
    assert not live.state("/data/photo").is_relevant
    live.answer("/data/consent", "yes")
    assert live.state("/data/photo").is_relevant
    live.answer("/data/seen", "met")
    live.answer("/data/home/hazards", "none gas")
    assert not live.state("/data/home/hazards").is_valid


@pytest.mark.parametrize("code", CODES)
def test_a_sheet_exported_before_and_after_expansion_makes_the_same_form(code: str, tmp_path: Path) -> None:
    book = read_sheet_file((FOLDER / f"{code}.xlsx").read_bytes()).book
    export_sheet(book, tmp_path / "before.xlsx")
    export_expanded(book, tmp_path / "after.xlsx")

    before, after = (read_sheet_file((tmp_path / f"{name}.xlsx").read_bytes()).book for name in ("before", "after"))
    assert before == book
    assert after.sheet("检查项") is None
    kept = canonicalize((FOLDER / f"{code}.xml").read_text("utf-8"))
    assert canonicalize(convert_book(after).xml) == kept
    assert canonicalize(convert_book(before).xml) == kept
