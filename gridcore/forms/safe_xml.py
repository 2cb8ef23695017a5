"""XML from outside, parsed so that it can do no harm."""

from __future__ import annotations

from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from gridcore.errors import Damaged

__all__ = ["XmlElement", "local", "namespace", "safe_xml"]

MAX_BYTES = 4 * 1024 * 1024
"""Largest XForm read (the WHO verbal autopsy form has 0.7 MiB)."""
MAX_ELEMENTS = 200_000
MAX_LEVELS = 64
"""Deepest nesting of elements."""


def safe_xml(xml: bytes) -> XmlElement:
    """Parse without entities, document types and external references, within limits of size and depth.

    Raises Damaged, reason `not_xml`, `forbidden_xml` (fact `kind`), `too_large` or `too_deep` (fact `limit`).
    """
    if len(xml) > MAX_BYTES:
        raise Damaged(reason="too_large", size=len(xml), limit=MAX_BYTES)
    try:
        root: XmlElement = fromstring(xml, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as trouble:
        raise Damaged(reason="forbidden_xml", kind=type(trouble).__name__) from trouble
    except (ParseError, ValueError, LookupError) as trouble:
        raise Damaged(reason="not_xml") from trouble
    level, row, count = 0, [root], 0
    while row:
        level, count = level + 1, count + len(row)
        if level > MAX_LEVELS:
            raise Damaged(reason="too_deep", limit=MAX_LEVELS)
        if count > MAX_ELEMENTS:
            raise Damaged(reason="too_large", elements=count, limit=MAX_ELEMENTS)
        row = [child for element in row for child in element]
    return root


def local(element: XmlElement) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: XmlElement) -> str:
    """The namespace of an element, '' without one."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""
