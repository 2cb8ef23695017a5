"""XForm XML to a FormDefinition; hostile and broken XML is refused (FORMS 1, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.attachment import plant_file, plant_xml
from gridcore.forms.body import Body, absolute, read_body, read_text, setvalues
from gridcore.forms.definition import (
    Action,
    Bind,
    Control,
    Element,
    FormDefinition,
    NodeDefinition,
    Repeat,
    Text,
)
from gridcore.forms.graph import build_graph
from gridcore.forms.item import NAMESPACE
from gridcore.forms.safe_xml import XmlElement, local, namespace, safe_xml
from gridcore.forms.xpath.compile import Compiled, compile_expression
from gridcore.forms.xpath.path import child_name
from gridcore.forms.xpath.value import Node

MAX_NODES = 10_000
"""Most nodes of the record of a form."""
_JAVAROSA = "http://openrosa.org/javarosa"
_EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculate")
_KNOWN_BIND = frozenset({"nodeset", "ref", "type", "id", *_EXPRESSIONS})


def read_form(xml: bytes, files: Mapping[str, bytes] | None = None) -> FormDefinition:
    """Read a published XForm; `files` are its attachments by file name (csv, xml and geojson lists).

    Raises Damaged (reason `not_xml`, `forbidden_xml`, `too_large`, `too_deep`, `not_a_form`) where the file is no form,
    and InvalidInput (field `expression` or a path; reason `syntax`, `too_long`, `too_deep`, `unknown_function`,
    `arity`, `circle`, `unknown_event`, `event_outside_repeat`) where the form breaks its own rules.
    """
    root = safe_xml(xml)
    model, body_xml = _model_and_body(root)
    instances = [child for child in model if local(child) == "instance"]
    primary = next(
        (_first(child) for child in instances if _first(child) is not None and "src" not in child.attrib), None
    )
    if primary is None:
        raise Damaged(reason="not_a_form")
    if (count := sum(1 for _ in primary.iter())) > MAX_NODES:
        raise Damaged(reason="too_large", nodes=count, limit=MAX_NODES)
    itext, languages, default_language = _itext(model)
    body = read_body(body_xml, local(primary))
    notices = list(body.notices)
    binds = _binds(model, local(primary), notices)
    element = _element(primary)
    nodes = _nodes(element, binds, body)
    notices.extend(("unknown_node", path) for path in (*binds, *body.by_path) if path and path not in nodes)
    submission = next((child.get("action", "") for child in model if local(child) == "submission"), "")
    return FormDefinition(
        form_id=primary.get("id") or namespace(primary),
        version=primary.get("version") or primary.get(f"{{{_JAVAROSA}}}version") or "",
        title=_title(root),
        instance=element,
        nodes=nodes,
        controls=body.controls,
        by_path=body.by_path,
        actions=_actions(model, local(primary), body),
        languages=languages,
        default_language=default_language,
        itext=itext,
        graph=build_graph(nodes, body.by_path, itext),
        instances=_secondary(instances, primary, files or {}, notices),
        submission=submission,
        notices=tuple(notices),
    )


def _model_and_body(root: XmlElement) -> tuple[XmlElement, XmlElement]:
    head = next((child for child in root if local(child) == "head"), None)
    body = next((child for child in root if local(child) == "body"), None)
    models = [child for child in head if local(child) == "model"] if head is not None else []
    if local(root) != "html" or body is None or not models:
        raise Damaged(reason="not_a_form")
    return models[0], body


def _title(root: XmlElement) -> str:
    return next(("".join(element.itertext()).strip() for element in root.iter() if local(element) == "title"), "")


def _first(element: XmlElement) -> XmlElement | None:
    return next(iter(element), None)


def _itext(model: XmlElement) -> tuple[dict[str, dict[str, dict[str, Text]]], tuple[str, ...], str]:
    found: dict[str, dict[str, dict[str, Text]]] = {}
    default = ""
    for translation in (child for block in model if local(block) == "itext" for child in block):
        language = translation.get("lang", "")
        if translation.get("default") is not None:
            default = language
        texts = found.setdefault(language, {})
        for text in translation:
            texts[text.get("id", "")] = {value.get("form", ""): read_text(value) for value in text}
    languages = tuple(found)
    return found, languages, default or (languages[0] if languages else "")


def _binds(model: XmlElement, root: str, notices: list[tuple[str, str]]) -> dict[str, Bind]:
    binds: dict[str, Bind] = {}
    for element in model:
        if local(element) != "bind":
            continue
        nodeset = element.get("nodeset") or element.get("ref")
        if not nodeset:
            notices.append(("bind_without_node", element.get("id", "")))
            continue
        path = absolute(nodeset, f"/{root}")
        try:
            binds[path] = _bind(element)
        except InvalidInput as trouble:
            facts = {key: fact for key, fact in trouble.facts.items() if key not in {"field", "reason"}}
            raise InvalidInput(field=path, reason=trouble.reason, **facts) from trouble
    return binds


def _bind(element: XmlElement) -> Bind:
    rules: dict[str, Compiled | None] = {}
    for name in _EXPRESSIONS:
        source = element.get(name, "").strip()
        rules[name] = compile_expression(source) if source else None
    grid: dict[str, str] = {}
    others: dict[str, str] = {}
    messages: dict[str, Text] = {}
    for key, text in element.attrib.items():
        name = key.rpartition("}")[2]
        if key.startswith(f"{{{NAMESPACE}}}"):
            grid[name] = text
        elif name in {"constraintMsg", "requiredMsg", "noAppErrorString"}:
            messages[name] = message(text)
        elif key not in _KNOWN_BIND:
            others[key] = text
    return Bind(
        type=element.get("type", "string").rpartition(":")[2] or "string",
        constraint_message=messages.get("constraintMsg"),
        required_message=messages.get("requiredMsg"),
        preload=element.get(f"{{{_JAVAROSA}}}preload", ""),
        preload_parameter=element.get(f"{{{_JAVAROSA}}}preloadParams", ""),
        grid=grid,
        attributes=others,
        **rules,
    )


def message(text: str) -> Text:
    """A message of a bind: `jr:itext('key')` or the words themselves."""
    text = text.strip()
    if text.startswith("jr:itext("):
        return Text(key=text[len("jr:itext(") :].rstrip(") ").strip(" '\""))
    return Text(parts=(text,))


def _element(xml: XmlElement) -> Element:
    children = tuple(_element(child) for child in xml)
    template = f"{{{_JAVAROSA}}}template"
    return Element(
        name=local(xml),
        tag=xml.tag,
        text="" if children or not (xml.text or "").strip() else xml.text or "",
        attributes={key: text for key, text in xml.attrib.items() if key != template},
        children=children,
        is_template=template in xml.attrib,
    )


def _nodes(root: Element, binds: Mapping[str, Bind], body: Body) -> dict[str, NodeDefinition]:
    """Every node by path, parents before children; rows of one repeat are one node."""
    found: dict[str, NodeDefinition] = {}
    known = set(_paths(root, ""))

    def make(variants: list[Element], names: tuple[str, ...]) -> NodeDefinition:
        path = "/" + "/".join(names)
        repeat_control = body.repeats.get(path)
        found[path] = NodeDefinition(path, names, variants[0].tag, Bind())
        families: dict[str, list[Element]] = {}
        for variant in variants:
            for child in variant.children:
                families.setdefault(child.name, []).append(child)
        children = tuple(make(family, (*names, name)) for name, family in families.items())
        repeat = None if repeat_control is None else _repeat(variants, repeat_control, _count(body, path, known))
        made = NodeDefinition(path, names, variants[0].tag, binds.get(path, Bind()), children, repeat)
        found[path] = made
        return made

    make([root], (root.name,))
    return found


def _paths(element: Element, above: str) -> Iterator[str]:
    yield (path := f"{above}/{element.name}")
    for child in element.children:
        yield from _paths(child, path)


def _count(body: Body, path: str, known: AbstractSet[str]) -> Compiled | None:
    """jr:count of a repeat; a mere name that is no child of the row is a node beside the rows (as JavaRosa)."""
    count = body.counts.get(path)
    name = "" if count is None else child_name(count.tree)
    is_beside = name and f"{path}/{name}" not in known and f"{path.rpartition('/')[0]}/{name}" in known
    return compile_expression(f"../{name}") if is_beside else count


def _repeat(variants: list[Element], control: Control, count: Compiled | None) -> Repeat:
    template = next((variant for variant in variants if variant.is_template), variants[0])
    is_fixed = count is not None or control.attributes.get("noAddRemove", "").strip() in {"true()", "true", "1"}
    return Repeat(template, count, is_fixed)


def _actions(model: XmlElement, root: str, body: Body) -> tuple[Action, ...]:
    bind_paths = {child.get("id", ""): child.get("nodeset", "") for child in model if local(child) == "bind"}
    inside = [action for child in model for action in setvalues(child, "", f"/{root}", bind_paths)]
    actions = [*inside, *body.actions]
    return tuple(msgspec.structs.replace(action, target=absolute(action.target, f"/{root}")) for action in actions)


def _secondary(
    instances: list[XmlElement], primary: XmlElement, files: Mapping[str, bytes], notices: list[tuple[str, str]]
) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for instance in instances:
        name, source = instance.get("id", ""), instance.get("src", "")
        content = _first(instance)
        if content is primary:
            continue
        document = Node("#document", None)
        if source:
            file = source.rpartition("/")[2]
            if file not in files:
                notices.append(("missing_file", file))
            elif not plant_file(document, file, files[file]):
                notices.append(("broken_file", file))
        elif content is not None:
            plant_xml(content, document)
        found[name] = document
    return found
