"""XML from outside, parsed so that it can do no harm."""

from __future__ import annotations

from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from gridcore.errors import Damaged

__all__ = ["XmlElement", "local", "namespace", "safe_xml"]

MAX_BYTES = 4 * 1024 * 1024
"""Largest XForm read (the WHO verbal autopsy form has 0.7 MiB)."""
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 200
"""Most attributes of one element."""
MAX_ATTRIBUTE_TEXT = 1_500_000
"""Most characters of all attributes: that is where the expressions of a form stand (WHO's have 0.4 million)."""
MAX_LEVELS = 64
"""Deepest nesting of elements."""


class _Limited(TreeBuilder):
    """Builds the tree and stops at the first element too many, so that a hostile file costs what an honest one does."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self._count = 0
        self._text = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> XmlElement:
        """Open an element."""
        self._level += 1
        self._count += 1
        if self._level > MAX_LEVELS:
            raise Damaged(reason="too_deep", limit=MAX_LEVELS)
        if self._count > MAX_ELEMENTS:
            raise Damaged(reason="too_large", elements=self._count, limit=MAX_ELEMENTS)
        self._text += sum(map(len, attrs.values()))
        if len(attrs) > MAX_ATTRIBUTES or self._text > MAX_ATTRIBUTE_TEXT:
            raise Damaged(reason="too_large", attributes=len(attrs), characters=self._text)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> XmlElement:
        """Close an element."""
        self._level -= 1
        return super().end(tag)


def safe_xml(xml: bytes) -> XmlElement:
    """Parse without entities, document types and external references, within limits of size and depth.

    Raises Damaged, reason `not_xml`, `forbidden_xml` (fact `kind`), `too_large` or `too_deep` (fact `limit`).
    """
    if len(xml) > MAX_BYTES:
        raise Damaged(reason="too_large", size=len(xml), limit=MAX_BYTES)
    parser = DefusedXMLParser(target=_Limited(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(xml)
        root: XmlElement = parser.close()
    except DefusedXmlException as trouble:
        raise Damaged(reason="forbidden_xml", kind=type(trouble).__name__) from trouble
    except (ParseError, ValueError, LookupError) as trouble:
        raise Damaged(reason="not_xml") from trouble
    return root


def local(element: XmlElement) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: XmlElement) -> str:
    """The namespace of an element, '' without one."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""
