"""The body of an XForm: controls, choices, texts, and the actions that stand in controls."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.definition import Action, Choice, Control, Itemset, Text
from gridcore.forms.safe_xml import XmlElement, local
from gridcore.forms.xpath.compile import Compiled, compile_expression
from gridcore.forms.xpath.path import child_name

_JAVAROSA = "http://openrosa.org/javarosa"
_EVENTS = "http://www.w3.org/2001/xml-events"
_KINDS = frozenset({"input", "select1", "select", "rank", "trigger", "upload", "range", "group", "repeat"})
_TEXTS = frozenset({"label", "hint", "item", "itemset", "value", "setvalue", "help", "alert"})
_CONDITION = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_NEW_ROW = "odk-new-repeat"
_ACTIONS = frozenset({"setvalue", "setgeopoint", "recordaudio"})
_KNOWN_EVENTS = frozenset(
    {
        "odk-instance-first-load", "odk-instance-load", _NEW_ROW, "xforms-value-changed", "xforms-ready",
        "xforms-revalidate", "jr-insert",
    }
)  # fmt: skip
_ALIASES = {"secret": "input", "textarea": "input"}


class Body(msgspec.Struct, frozen=True):
    """What the body says: controls in order, by path, the repeats with their counts, actions, notices."""

    controls: tuple[Control, ...]
    by_path: Mapping[str, Control]
    repeats: Mapping[str, Control]
    counts: Mapping[str, Compiled]
    actions: tuple[Action, ...]
    notices: tuple[tuple[str, str], ...]


def absolute(path: str, base: str) -> str:
    """A path of bind or action, relative ones against `base`; conditions are dropped."""
    path = _CONDITION.sub("", path.strip())
    names = [] if path.startswith("/") else [name for name in base.split("/") if name]
    for name in path.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in {"", ".", "current()"}:
            names.append(name.rpartition(":")[2])
    return "/" + "/".join(names)


def read_text(element: XmlElement) -> Text:
    """A label, hint or translated value: its text with `output` elements as expressions, or its itext key."""
    reference = element.get("ref", "").strip()
    if reference.startswith("jr:itext("):
        inner = reference[len("jr:itext(") : reference.rfind(")")].strip()
        if inner[:1] in {"'", '"'}:
            return Text(key=inner.strip("'\""))
        return Text(key_expression=compile_expression(inner))
    if reference:
        return Text(parts=(compile_expression(reference),))
    parts: list[str | Compiled] = [element.text or ""]
    for child in element:
        if local(child) == "output":
            parts.append(compile_expression((child.get("value") or child.get("ref") or "''").strip()))
        else:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return Text(parts=tuple(part for part in parts if part != ""))


def read_body(body: XmlElement, root: str) -> Body:
    """Read every control. Raises InvalidInput for an expression that is none."""
    reader = _Reader(root)
    controls = reader.children(body, f"/{root}")
    return Body(controls, reader.by_path, reader.repeats, reader.counts, tuple(reader.actions), tuple(reader.notices))


def setvalues(element: XmlElement, source: str, base: str, bind_paths: Mapping[str, str] | None = None) -> list[Action]:
    """The setvalue action in an element, if it is one; its target may be named by the id of a bind.

    Raises InvalidInput, reason `unknown_event` or `event_outside_repeat`, of an action that could never run.
    """
    if local(element) not in _ACTIONS:
        return []
    events = (element.get("event") or element.get(f"{{{_EVENTS}}}event") or "").split()
    unknown = [event for event in events if event not in _KNOWN_EVENTS]
    if unknown:
        raise InvalidInput(field=source or base, reason="unknown_event", event=unknown[0])
    if not source and events == [_NEW_ROW]:
        raise InvalidInput(field=base, reason="event_outside_repeat", event=_NEW_ROW)
    if local(element) != "setvalue":
        return []
    named = (bind_paths or {}).get(element.get("bind", ""), "")
    written = target = (element.get("ref") or element.get("target") or named).strip()
    if not target.startswith("/"):
        target = f"{base}/{target}"
    value = element.get("value", "").strip()
    return [
        Action(
            frozenset(events),
            target,
            compile_expression(value) if value else None,
            "" if value else (element.text or ""),
            source,
            compile_expression(written) if "[" in written else None,
        )
    ]


class _Reader:
    """Collects controls on one walk over the body."""

    def __init__(self, root: str) -> None:
        self._root = root
        self.by_path: dict[str, Control] = {}
        self.repeats: dict[str, Control] = {}
        self.counts: dict[str, Compiled] = {}
        self.actions: list[Action] = []
        self.notices: list[tuple[str, str]] = []

    def children(self, parent: XmlElement, base: str) -> tuple[Control, ...]:
        found: list[Control] = []
        for element in parent:
            name = _ALIASES.get(local(element), local(element))
            if name in _KINDS:
                found.append(self._control(element, name, base))
            elif name and name not in _TEXTS:
                self.notices.append(("unknown_control", name))
        return tuple(found)

    def _control(self, element: XmlElement, kind: str, base: str) -> Control:
        path = self._path(element, base)
        inner = path or base
        texts = {local(child): child for child in element if local(child) in {"label", "hint"}}
        for child in element:
            self.actions.extend(setvalues(child, path, inner))
        control = Control(
            kind=kind,
            path=path,
            label=read_text(texts["label"]) if "label" in texts else None,
            hint=read_text(texts["hint"]) if "hint" in texts else None,
            appearance=tuple(element.get("appearance", "").split()),
            media=element.get("mediatype", ""),
            choices=_choices(element),
            itemset=_itemset(element),
            attributes={key.rpartition("}")[2]: text for key, text in element.attrib.items()},
            children=self.children(element, inner) if kind in {"group", "repeat"} else (),
        )
        if path and (kind != "group" or path not in self.by_path):
            self.by_path.setdefault(path, control)
        if kind == "repeat" and path:
            self.repeats[path] = control
            count = element.get(f"{{{_JAVAROSA}}}count", "").strip()
            if count:
                self.counts[path] = compile_expression(count)
        return control

    def _path(self, element: XmlElement, base: str) -> str:
        reference = (element.get("ref") or element.get("nodeset") or "").strip()
        if not reference:
            return ""
        return absolute(reference, base)


def _choices(element: XmlElement) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for item in element:
        if local(item) != "item":
            continue
        pieces = {local(child): child for child in item}
        value = (pieces["value"].text or "").strip() if "value" in pieces else ""
        found.append(Choice(value, read_text(pieces["label"]) if "label" in pieces else Text(parts=(value,))))
    return tuple(found)


def _itemset(element: XmlElement) -> Itemset | None:
    itemset = next((child for child in element if local(child) == "itemset"), None)
    if itemset is None:
        return None
    pieces = {local(child): child for child in itemset}
    value = pieces["value"].get("ref", "name") if "value" in pieces else "name"
    label = read_text(pieces["label"]) if "label" in pieces else Text(parts=(compile_expression(value),))
    compiled = compile_expression(value.strip())
    return Itemset(compile_expression(itemset.get("nodeset", "").strip()), compiled, label, child_name(compiled.tree))
