"""Lists that travel beside a form: csv, xml and geojson files as nodes expressions can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import cast

from gridcore.errors import Damaged
from gridcore.forms.safe_xml import XmlElement, local, safe_xml
from gridcore.forms.xpath.value import Node

MAX_FILE = 16 * 1024 * 1024
"""Largest list file read, in bytes."""


def plant_file(document: Node, name: str, content: bytes) -> bool:
    """Put the rows of a file under a document as `root/item`; an xml file as it is.

    False, and no rows, if the file is broken or too large.
    """
    try:
        if len(content) > MAX_FILE:
            return False
        if name.endswith(".xml"):
            plant_xml(safe_xml(content), document)
        elif name.endswith(".geojson"):
            _plant_places(document, json.loads(content))
        else:
            _plant_table(document, content.decode("utf-8-sig"))
    except (Damaged, ValueError, RecursionError, csv.Error):
        document.children.clear()
        document.named.clear()
        return False
    return True


def plant_xml(xml: XmlElement, parent: Node) -> None:
    """Copy an element and all below it under a node."""
    stack: list[tuple[XmlElement, Node]] = [(xml, parent)]
    while stack:
        element, above = stack.pop()
        attributes = {key.rpartition("}")[2]: text for key, text in element.attrib.items()}
        node = Node(local(element), above, "" if len(element) else element.text or "", attributes)
        stack.extend((child, node) for child in reversed(element))


def _plant_table(document: Node, text: str) -> None:
    table = Node("root", document)
    head = text.partition("\n")[0]
    delimiter = next((sign for sign in ",;\t" if sign in head), ",")
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        item = Node("item", table)
        for column, cell in row.items():
            # A line longer than the head has its rest under None, a shorter one None as its cells.
            if cast("object", column) is not None:
                Node(column.strip(), item, cell if isinstance(cast("object", cell), str) else "")


def _plant_places(document: Node, content: object) -> None:
    """The features of a collection: geometry as `lat lon 0 0` points, id, and the properties."""
    collection = _object(content)
    if collection.get("type") != "FeatureCollection":
        raise Damaged(reason="not_geojson")
    table = Node("root", document)
    for entry in _list(collection.get("features")):
        feature = _object(entry)
        item = Node("item", table)
        Node("geometry", item, _geometry(feature.get("geometry")))
        properties = _object(feature.get("properties") or {})
        if feature.get("id") is not None:
            properties = {"id": feature["id"], **{key: value for key, value in properties.items() if key != "id"}}
        for key, value in properties.items():
            if value is not None:
                Node(key, item, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _geometry(content: object) -> str:
    if content is None:
        return ""
    geometry = _object(content)
    coordinates = _list(geometry.get("coordinates"))
    if geometry.get("type") == "Point":
        return _point(coordinates)
    if geometry.get("type") == "Polygon":
        coordinates = _list(coordinates[0]) if coordinates else []
    elif geometry.get("type") != "LineString":
        return ""
    return "; ".join(_point(_list(point)) for point in coordinates)


def _point(coordinates: list[object]) -> str:
    longitude, latitude = coordinates[:2]
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        raise Damaged(reason="not_geojson")
    return f"{latitude} {longitude} 0 0"


def _object(content: object) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise Damaged(reason="not_geojson")
    return cast("Mapping[str, object]", content)


def _list(content: object) -> list[object]:
    if not isinstance(content, list):
        raise Damaged(reason="not_geojson")
    return cast("list[object]", content)
