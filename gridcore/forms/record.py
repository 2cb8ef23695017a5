"""Answers as JSON and as OpenRosa instance XML (FORMS 4). Leaf values are strings; rows carry their id in JSON only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast
from xml.sax.saxutils import escape, quoteattr

from gridcore.errors import InvalidInput
from gridcore.forms.definition import FormDefinition, NodeDefinition
from gridcore.forms.instance import FormNode, Instance
from gridcore.forms.lexical import trouble_of
from gridcore.forms.safe_xml import XmlElement, local, safe_xml

_XFORMS = "http://www.w3.org/2002/xforms"
_PREFIXES = {"http://openrosa.org/xforms": "orx", "http://openrosa.org/javarosa": "jr"}
Data: TypeAlias = dict[str, object]
"""Answers as JSON: name -> text, or Data of a group, or a list of Data of the rows of a repeat."""
ROW = "@row"
"""Key of the row id in the JSON of a row; no XML name can be the same."""


def data_of(node: FormNode, *, finished: bool) -> Data:
    """The children of a node: a text for an answer, a dict for a group, a list of dicts for the rows of a repeat.

    A draft holds every answer given; a finished record what counts, without what is not relevant.
    """
    found: Data = {}
    for definition in node.definition.children:
        nodes = [child for child in node.rows(definition.name) if child.is_live or not finished]
        if definition.repeat is not None:
            found[definition.name] = [{ROW: row.row_id, **data_of(row, finished=finished)} for row in nodes]
        elif nodes and definition.children:
            found[definition.name] = data_of(nodes[0], finished=finished)
        elif nodes:
            found[definition.name] = nodes[0].text if finished else nodes[0].answer
    return found


def fill(tree: Instance, data: Mapping[str, object]) -> tuple[str, ...]:
    """Put the answers of `data` into a fresh instance; gives the paths for which the form has no place.

    Raises InvalidInput, reason `too_many_rows`, beyond the limit.
    """
    lost: list[str] = []
    _fill(tree, tree.root, data, lost)
    return tuple(lost)


def _fill(tree: Instance, node: FormNode, data: Mapping[str, object], lost: list[str]) -> None:
    known = {child.name: child for child in node.definition.children}
    lost.extend(f"{node.path}/{name}" for name in data if name not in known and name != ROW)
    for name, definition in known.items():
        if name in data:
            _fill_one(tree, node, definition, data[name], lost)


def _fill_one(tree: Instance, parent: FormNode, definition: NodeDefinition, value: object, lost: list[str]) -> None:
    path = f"{parent.path}/{definition.name}"
    if definition.repeat is not None and isinstance(value, list):
        for row in parent.rows(definition.name):
            tree.remove_row(row)
        for entry in cast("list[object]", value):
            if isinstance(entry, Mapping):
                answers = cast("Mapping[str, object]", entry)
                row_id = answers.get(ROW)
                row = tree.add_row(parent, definition, row_id if isinstance(row_id, str) else None)
                _fill(tree, row, answers, lost)
        return
    nodes = parent.rows(definition.name)
    if definition.children and isinstance(value, Mapping) and nodes:
        _fill(tree, nodes[0], cast("Mapping[str, object]", value), lost)
    elif definition.is_leaf and isinstance(value, str) and nodes:
        if trouble_of(value, definition.bind.type) is None:
            nodes[0].answer = nodes[0].text = value
            nodes[0].is_kept = True
        else:
            lost.append(path)
    else:
        lost.append(path)


def xml_of(root: FormNode, *, finished: bool) -> bytes:
    """The instance XML as OpenRosa submits it, with the form's id and version at the root."""
    own = root.definition.tag[1:].partition("}")[0] if root.definition.tag.startswith("{") else ""
    spaces = _Spaces(own)
    pieces: list[str] = []
    _write(root, spaces, pieces, finished=finished)
    head = f" xmlns={quoteattr(own)}" if own not in {"", _XFORMS} else ""
    head += "".join(f" xmlns:{prefix}={quoteattr(space)}" for space, prefix in spaces.prefixes.items())
    pieces.insert(1, head)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(pieces)).encode()


class _Spaces:
    """Prefixes of the namespaces met while writing; the root's own has none."""

    def __init__(self, own: str) -> None:
        self._own = own
        self.prefixes: dict[str, str] = {}

    def name(self, tag: str, *, is_attribute: bool = False) -> str:
        """A tag `{namespace}name` as it is written."""
        if not tag.startswith("{"):
            return tag
        space, _, name = tag[1:].partition("}")
        if not is_attribute and space in {self._own, _XFORMS}:
            return name
        prefix = self.prefixes.get(space)
        if prefix is None:
            prefix = self.prefixes[space] = _PREFIXES.get(space, f"ns{len(self.prefixes) + 1}")
        return f"{prefix}:{name}"


def _write(node: FormNode, spaces: _Spaces, pieces: list[str], *, finished: bool) -> None:
    name = spaces.name(node.definition.tag)
    pieces.append(f"<{name}")
    for key, value in node.attributes.items():
        pieces.append(f" {spaces.name(key, is_attribute=True)}={quoteattr(value)}")
    pieces.append(">")
    if node.definition.children:
        for definition in node.definition.children:
            for child in node.rows(definition.name):
                if child.is_live or not finished:
                    _write(child, spaces, pieces, finished=finished)
    else:
        text = node.text if finished else node.answer
        pieces.append(escape(text, {"\r": "&#13;"}))
    pieces.append(f"</{name}>")


def read_instance(xml: bytes, form: FormDefinition) -> Data:
    """The `data` of an instance XML. Raises Damaged (see safe_xml) or InvalidInput, reason `not_this_form`.

    Rows get no id here: XML has none; LiveForm makes new ones.
    """
    root = safe_xml(xml)
    if local(root) != form.root.name:
        raise InvalidInput(field="/", reason="not_this_form", expected=form.form_id)
    return _read(root, form.root)


def _read(element: XmlElement, definition: NodeDefinition) -> Data:
    found: Data = {}
    children: dict[str, list[XmlElement]] = {}
    for child in element:
        children.setdefault(local(child), []).append(child)
    for inner in definition.children:
        given = children.pop(inner.name, [])
        if inner.repeat is not None:
            found[inner.name] = [_read(row, inner) for row in given]
        elif given and inner.children:
            found[inner.name] = _read(given[0], inner)
        elif given:
            found[inner.name] = given[0].text or ""
    for name, strangers in children.items():
        if name:
            found[name] = "".join(strangers[0].itertext())
    return found
