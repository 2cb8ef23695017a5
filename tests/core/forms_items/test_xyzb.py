"""The committed checklist XYZB against DOMAIN 4.2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import pytest

from gridcore.forms.item import EN, ZH

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "resources" / "checklists"
XF = "{http://www.w3.org/2002/xforms}"
GRID = "{urn:gridclient:items}"

# Typed from DOMAIN 4.2: code, type, severity, limit with referral.
DOMAIN = """
A01 P+M 3 R 文旅/市监
A02 P+M 3 R 文旅
A03 P 1 3
A04 P 3 0 + R
A05 P 2 R
A06 P 2 R 公安
A07 N+P 1 3
A08 P 2 0 + R 市监
B01 P+M 3 R 烟草
B02 P+M 2 R 市监/商务
B03 P+M 2 R 民政/体育
B04 P 1 0
B05 P+T 3 0 + R
B06 P 2 R
C01 P+M 2 0
C02 P+D 2 7
C03 P 3 0 + R
C04 P 1 7
C05 P 2 3
C06 P 3 R
C07 N+P 2 15
C08 N+P 1 0 R 城管
C09 P 1 0
D01 N,N 1 7
D02 P 1 7
D03 P 2 15
D04 P 2 7
D05 N 2 R 派出所
D06 N,N 2 R 综治中心
E01 P 2 30 R 交警
E02 P 1 30 R
E03 P+N 2 30 R
E04 P 1 30 R
E05 P 2 30 R
E06 P 1 15 R
E07 P 2 15
E08 P 1 15
E09 P 1 30 R
E10 N+P 2 0
E11 P 1 15
E12 P 2 0 R 交警
E13 P 3 0 R
E14 N+P 3 0 R 交通
E15 P 1 0
F01 P 3 15
F02 N 3 15
F03 P 2 3
F04 P+N 3 3
F05 P+N 2 7
F06 P 2 15
F07 P 1 15 R 公安
F08 P 2 0 R
F09 P+T 3 0 R
F10 P 3 0 R
F11 P 2 7
F12 P+N 1 3
G01 P 3 0
G02 P 3 0
G03 P 3 7
G04 P 3 0
G05 P+N 3 3 R 住建
G06 P+D 2 3
G07 P 2 15
G08 P 3 0 R 应急/公安
H01 P+N 2 7
H02 P 1 3
H03 P 1 3
H04 P 1 7
H05 P 2 0
H06 P 3 0
H07 P 1 0
H08 P 2 0
I01 P+M 3 R 供电
I02 P 2 7 R
I03 P 3 0 R 住建
I04 P 2 7
I05 P 2 3 R
I06 M 2 R
I07 P 1 7 R
J01 N 1 -
J02 P+N 2 7
J03 P 3 15
J04 P 1 3
J05 P 3 R 水利
J06 P+T 3 3
J07 P 3 0
K01 P 2 R 文旅
K02 P 2 0
K03 N+P 2 R 教育
K04 P 2 R 卫健
K05 P 1 3
K06 P 1 7
K07 C - -
K08 T+F - -
"""
LINES = [line.split(" ", 3) for line in DOMAIN.strip().splitlines()]
ROLES = {"P": "verdict", "N": "n", "M": "m", "T": "t", "C": "c", "D": "d", "F": "f"}


@pytest.fixture(scope="module")
def xform() -> Element:
    root: Element | None = defusedxml.ElementTree.fromstring((FOLDER / "XYZB.xml").read_text(encoding="utf-8"))
    assert root is not None
    return root


@pytest.fixture(scope="module")
def binds(xform: Element) -> Mapping[str, Element]:
    """Node name -> its bind."""
    return {bind.get("nodeset", "").rpartition("/")[2]: bind for bind in xform.iter(f"{XF}bind")}


def test_the_domain_has_94_items_and_so_has_the_form(binds: Mapping[str, Element]) -> None:
    codes = [item for bind in binds.values() if (item := bind.get(f"{GRID}item")) and not bind.get(f"{GRID}role")]

    assert codes == [code for code, *_ in LINES]
    assert len(codes) == 94
    assert Counter(code[0] for code in codes) == dict(
        zip("ABCDEFGHIJK", (8, 6, 9, 6, 15, 12, 8, 8, 7, 7, 8), strict=True)
    )


@pytest.mark.parametrize(("code", "kind", "severity", "limit"), LINES, ids=[code for code, *_ in LINES])
def test_an_item_is_as_the_domain_has_it(
    code: str, kind: str, severity: str, limit: str, binds: Mapping[str, Element]
) -> None:
    mine = {name: bind for name, bind in binds.items() if bind.get(f"{GRID}item") == code}
    roles = Counter(role.removesuffix("2") for bind in mine.values() if (role := bind.get(f"{GRID}role")))
    typed = Counter(ROLES[part] for part in kind.replace(",", "+").split("+"))
    lead = next(bind for bind in mine.values() if bind.get(f"{GRID}basis") or bind.get(f"{GRID}photo"))
    days, _, department = limit.replace("+ ", "").partition("R")

    assert {role: count for role, count in roles.items() if role in ROLES.values()} == typed
    assert lead.get(f"{GRID}severity", "-") == severity
    assert lead.get(f"{GRID}limit", "") == days.strip(" -")
    assert ("R" in limit) == (lead.get(f"{GRID}refer") is not None)
    assert lead.get(f"{GRID}refer", "").startswith(department.strip())
    assert roles["photo"] == (5 if "P" in kind else 0)
    assert lead.get("required") == "true()"


def test_eight_items_have_no_verdict(binds: Mapping[str, Element]) -> None:
    without = {code for code, *_ in LINES if code not in binds}

    assert without == {"D01", "D05", "D06", "F02", "I06", "J01", "K07", "K08"}


def test_only_national_or_printed_rules_are_set(binds: Mapping[str, Element]) -> None:
    rules = {name: rule for name, bind in binds.items() if (rule := bind.get(f"{GRID}rule"))}

    assert rules == {
        "A01_m": ">=200",
        "E03_n": ">=6",
        "F02_n": ">= /XYZB/head/guards_min ",
        "F05_n": ">=30",
        "F12_n": ">=5",
        "G05_n": "<=4",
        "H01_n": ">=1.8",
    }


def test_the_head_asks_what_the_domain_names(xform: Element) -> None:
    data = next(node for node in xform.iter() if node.get("id") == "XYZB")

    assert [child.tag.removeprefix(XF) for child in data] == ["head", *"ABCDEFGHIJK", "meta"]
    assert [child.tag.removeprefix(XF) for child in data[0]] == [
        *("school", "stage", "boarding", "students", "gate", "period"),
        *("weather", "agency", "officers", "partners", "escort", "guards_min"),
    ]


def test_both_languages_have_every_word(xform: Element) -> None:
    words = {
        translation.get("lang"): {text.get("id"): text.findtext(f"{XF}value") for text in translation}
        for translation in xform.iter(f"{XF}translation")
    }

    assert set(words) == {ZH, EN}
    assert set(words[ZH]) == set(words[EN])
    assert all(words[ZH].values())
    assert [text for text in words[EN].values() if not (text and text.isascii())] == []
