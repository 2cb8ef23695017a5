"""The filled checklist of an inspection that is done: what passed, what failed, what was counted and measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from gridcore.forms.safe_xml import XmlElement, local, safe_xml
from gridserver.sample.record import Fields

_COUNTED = {
    "A07": "1",
    "C07": "2",
    "C08": "2",
    "D01": "14",
    "D05": "0",
    "D06": "1",
    "E03": "6",
    "E10": "4",
    "E14": "0",
    "F02": "3",
    "F04": "12",
    "F05": "21",
    "F12": "5",
    "G05": "2",
    "J01": "1",
    "J02": "4",
    "K03": "3",
}
_SECOND = {"D01": "14", "D06": "0"}
_SAID = {"B05": "问了三家店主和四名学生，没有向未成年人售卖。", "F09": "保安和学生都说没有。", "J06": "叫应人已公示。"}
_ABSENT = "H"
"""There is no building site near the school: the whole section does not apply."""


def fill_checklist(
    form: bytes, head: Mapping[str, str], failed: Mapping[str, Fields], photos: Mapping[str, str], day: date
) -> Fields:
    """Give the JSON record of the form (FORMS 4).

    Args:
        form: the XForm. head: answers of its first page.
        failed: findings by item. photos: file names by item, `…/after` for those after.
        day: of the inspection.
    """
    root = next(one for one in safe_xml(form).iter() if local(one) == "instance")[0]
    found: Fields = {"head": {local(leaf): head.get(local(leaf), "") for leaf in _child(root, "head")}}
    for section in root:
        name = local(section)
        if len(name) != 1:
            continue
        groups: Fields = {}
        for group in section:
            code = local(group)[:3]
            if len(group):
                values = {local(leaf): _value(local(leaf), code, failed, photos, day) for leaf in group}
                groups[local(group)] = {leaf: value for leaf, value in values.items() if value is not None}
        found[name] = groups
    return found


def _child(element: XmlElement, name: str) -> XmlElement:
    return next(one for one in element if local(one) == name)


def _value(leaf: str, code: str, failed: Mapping[str, Fields], photos: Mapping[str, str], day: date) -> str | None:
    """The answer of one leaf; None where the question does not come up."""
    role = leaf[4:]
    finding = failed.get(code)
    if not role:
        return "fail" if finding else "na" if code[0] == _ABSENT else "pass"
    if code[0] == _ABSENT:
        return None
    asked = {
        "n": _COUNTED.get(code, "2"),
        "n2": _SECOND.get(code, "0"),
        "m": "320",
        "from": "东门",
        "to": "最近一处",
        "method": "straight",
        "t": _SAID.get(code, "无"),
        "d": (day + timedelta(days=190)).isoformat(),
        "c": "all",
        "f": "",
    }
    if role in asked:
        return asked[role]
    return None if finding is None else _of_finding(role, code, finding, photos)


def _of_finding(role: str, code: str, finding: Fields, photos: Mapping[str, str]) -> str | None:
    on_site = finding["measure"] == "on_site"
    return {
        "finding": finding["text"],
        "photo": photos.get(code, ""),
        "severity": str(finding["severity"]),
        "measure": finding["measure"],
        "due": None if on_site else finding.get("due", ""),
        "after": photos.get(f"{code}/after") if on_site else None,
        "party": finding["party"],
    }.get(role, "" if role.startswith("photo") else None)
