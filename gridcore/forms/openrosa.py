"""Finished records as OpenRosa submits them: instance XML with `meta/instanceID`, and what such a file says of itself.

OpenRosa Metadata Schema (`http://openrosa.org/xforms`): instanceID names the record, deprecatedID the one it replaces.
Nothing is evaluated here: what a record holds is written, and what is written is read, letter by letter (FORMS 4).
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import cast
from xml.sax.saxutils import escape

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.definition import FormDefinition, NodeDefinition
from gridcore.forms.instance import FormNode, Instance
from gridcore.forms.record import fill, xml_of
from gridcore.forms.safe_xml import local, safe_xml
from gridcore.ids import derived_id, is_id

UUID = "uuid:"
_META = "http://openrosa.org/xforms"
_INSTANCE_ID = re.compile(r"<((?:\w+:)?)instanceID>[^<]*</\1instanceID>|<((?:\w+:)?)instanceID/>")
_ROOT_END = re.compile(r"</[^<>]*>\s*\Z")


class Submission(msgspec.Struct, frozen=True):
    """What the head of an instance says: which form and version it is of, which record it is, which one it replaces."""

    form_id: str
    version: str
    record: str
    replaces: str = ""


def submission_xml(form: FormDefinition, values: Mapping[str, object], record: str, replaces: str = "") -> bytes:
    """The instance XML of a finished record, `values` being its JSON; `replaces` is the record it corrects.

    Raises InvalidInput, reason `no_place` (fact `paths`), for a value the form has no node for: it would be lost.
    """
    tree = Instance(form, random.Random(0))  # noqa: S311 - ids of rows, which XML has not
    lost = [path for path in fill(tree, values) if not _is_leaf(form, path)]
    if lost:
        raise InvalidInput(field="values", reason="no_place", paths=len(lost))
    _keep_only(tree.root, values)
    return _with_ids(xml_of(tree.root, finished=True).decode(), record, replaces).encode()


def read_submission(xml: bytes) -> Submission:
    """What an instance XML says of itself.

    Raises Damaged (as `safe_xml`) and InvalidInput: field `instanceID`, reason `missing` or `not_a_uuid`.
    """
    root = safe_xml(xml)
    ids: dict[str, str] = {}
    for element in root.iter():
        if local(element) in {"instanceID", "deprecatedID"}:
            ids.setdefault(local(element), (element.text or "").strip())
    given = ids.get("instanceID", "") or root.get("instanceID", "")
    if not given:
        raise InvalidInput(field="instanceID", reason="missing")
    replaced = ids.get("deprecatedID", "")
    return Submission(
        form_id=root.get("id", "") or local(root),
        version=root.get("version", ""),
        record=_record(given),
        replaces=_record(replaced) if replaced else "",
    )


def with_row_ids(form: FormDefinition, values: Mapping[str, object], record: str) -> dict[str, object]:
    """The JSON of an instance with an id for every row: XML has none, and two readings of one file give the same."""
    return _with_row_ids(form.root, values, record)


def _record(given: str) -> str:
    record = given.removeprefix(UUID).lower()
    if not is_id(record):
        raise InvalidInput(field="instanceID", reason="not_a_uuid")
    return record


def _is_leaf(form: FormDefinition, path: str) -> bool:
    """Whether a value that does not fit its type has a node all the same: it is written as it stands."""
    definition = form.nodes.get(re.sub(r"\[\d+\]", "", path))
    return definition is not None and definition.is_leaf


def _keep_only(node: FormNode, values: Mapping[str, object]) -> None:
    """Let live what the record holds: an absent answer is absent in XML, an empty one is empty."""
    for definition in node.definition.children:
        value, nodes = values.get(definition.name), node.rows(definition.name)
        if definition.repeat is not None:
            rows = cast("Sequence[object]", value) if isinstance(value, list) else ()
            given = [cast("Mapping[str, object]", row) for row in rows if isinstance(row, Mapping)]
            for child, row in zip(nodes, given, strict=False):
                child.is_live = True
                _keep_only(child, row)
            for child in nodes[len(given) :]:
                child.is_live = False
        elif isinstance(value, Mapping):
            for child in nodes:
                child.is_live = True
                _keep_only(child, cast("Mapping[str, object]", value))
        else:
            for child in nodes:
                child.is_live = isinstance(value, str)
                child.text = child.answer = value if isinstance(value, str) else ""


def _with_ids(xml: str, record: str, replaces: str) -> str:
    """The instance with its own id, and that of the record it replaces behind it."""
    deprecated = f"{UUID}{replaces}" if replaces else ""

    def ids(prefix: str) -> str:
        text = f"<{prefix}instanceID>{escape(UUID + record)}</{prefix}instanceID>"
        return text + (f"<{prefix}deprecatedID>{escape(deprecated)}</{prefix}deprecatedID>" if deprecated else "")

    if _INSTANCE_ID.search(xml):
        return _INSTANCE_ID.sub(lambda match: ids(match[1] or match[2] or ""), xml, count=1)
    if "</meta>" in xml:
        return xml.replace("</meta>", f"{ids('')}</meta>", 1)
    meta = f'<orx:meta xmlns:orx="{_META}">{ids("orx:")}</orx:meta>'
    return _ROOT_END.sub(lambda match: meta + match[0], xml)


def _with_row_ids(definition: NodeDefinition, values: Mapping[str, object], key: str) -> dict[str, object]:
    known = {child.name: child for child in definition.children}
    found: dict[str, object] = {}
    for name, value in values.items():
        inner = known.get(name)
        if inner is not None and isinstance(value, list):
            found[name] = [_row(inner, row, key, f"{name}[{at}]") for at, row in enumerate(cast("list[object]", value))]
        elif inner is not None and isinstance(value, Mapping):
            found[name] = _with_row_ids(inner, cast("Mapping[str, object]", value), key)
        else:
            found[name] = value
    return found


def _row(definition: NodeDefinition, row: object, key: str, place: str) -> dict[str, object]:
    row_key = derived_id(key, place)
    values = cast("Mapping[str, object]", row) if isinstance(row, Mapping) else dict[str, object]()
    return {"@row": row_key.replace("-", "")[:16], **_with_row_ids(definition, values, row_key)}
