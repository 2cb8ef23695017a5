"""What expressions give, the nodes they read, and the conversions between them."""

from __future__ import annotations

import datetime as dt
import math
import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol, TypeAlias

from gridcore.forms.xpath.moment import Moment, parse_moment

MAX_TEXT = 100_000
"""Longest text an answer, a calculation or a whole group gives, in characters."""
TOLERANCE = 1e-12
"""Numbers nearer than this are equal, so that `0.1 + 0.2 = 0.3` holds as people expect."""

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


class Node:
    """An element an expression can read: of the record, or of a list that travels with the form."""

    __slots__ = ("attributes", "by_child", "children", "is_live", "kind", "name", "named", "parent", "text")

    def __init__(
        self, name: str, parent: Node | None, text: str = "", attributes: dict[str, str] | None = None
    ) -> None:
        """Make a node and hang it under its parent."""
        self.name = name
        self.parent = parent
        self.text = text
        self.kind = "string"
        self.attributes = attributes or {}
        self.children: list[Node] = []
        self.named: dict[str, list[Node]] = {}
        self.by_child: dict[tuple[str, str], dict[str, list[Node]]] | None = None
        self.is_live = True
        if parent is not None:
            parent.children.append(self)
            parent.named.setdefault(name, []).append(self)

    @property
    def value(self) -> str:
        """The text as expressions read it: a node that is not relevant reads as empty; a group as all its text."""
        if not self.is_live:
            return ""
        if not self.children:
            return self.text
        pieces: list[str] = []
        size = 0
        for child in self.children:
            pieces.append(child.value)
            size += len(pieces[-1])
            if size > MAX_TEXT:
                break
        return "".join(pieces)

    def having(self, name: str, child: str, text: str) -> list[Node]:
        """The children of a name of which a child of another name has this text; those without such a child have ''.

        Remembered, so it is for lists that travel with a form and never change.
        """
        if self.by_child is None:
            self.by_child = {}
        known = self.by_child.get((name, child))
        if known is None:
            known = self.by_child[name, child] = {}
            for node in self.named.get(name, []):
                for key in dict.fromkeys(inner.value for inner in node.named.get(child, [])) or ("",):
                    known.setdefault(key, []).append(node)
        return known.get(text, [])


Value: TypeAlias = "str | float | bool | Moment | list[Node]"


class Host(Protocol):
    """What an expression may ask of the form it runs in; time and randomness are given."""

    @property
    def now(self) -> dt.datetime:
        """The frozen present, with its offset."""
        ...

    @property
    def rng(self) -> random.Random:
        """The given source of randomness."""
        ...

    @property
    def root(self) -> Node:
        """The root element of the record."""
        ...

    @property
    def single(self) -> dict[str, Node]:
        """Nodes that stand in no repeat, by path."""
        ...

    def instance(self, name: str) -> Node | None:
        """The root of a secondary instance."""
        ...

    def choice_name(self, value: str, path: str, context: Node) -> str:
        """The label of a choice of the control at `path`, in the present language."""
        ...

    def itext(self, key: str, context: Node) -> str:
        """A text of the present language."""
        ...

    def fact(self, name: str) -> str:
        """A fact of device or person (`deviceid`, `username`), or the form's `version`; '' if not given."""
        ...

    def spend(self, nodes: int) -> None:
        """Count nodes looked at. Raises InvalidInput, reason `too_slow`, when an expression looks at too many."""
        ...

    def note(self, code: str, context: Node) -> None:
        """Remember that something was read leniently (a day that does not exist)."""
        ...


class Context:
    """Where an expression runs: context node, the node it belongs to, position in a predicate."""

    __slots__ = ("current", "host", "node", "position", "size")

    def __init__(self, host: Host, node: Node, current: Node | None = None, position: int = 1, size: int = 1) -> None:
        """Make a context; `current` is the node the expression belongs to."""
        self.host = host
        self.node = node
        self.current = node if current is None else current
        self.position = position
        self.size = size


Closure: TypeAlias = Callable[[Context], Value]


def as_text(value: Value) -> str:
    """XPath string(): not-a-number is the empty text, a date its ISO form, a nodeset its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, list):
        return value[0].value if value else ""
    return number_text(value)


def number_text(number: float) -> str:
    """A number without exponent; whole numbers without a point; not-a-number is ''."""
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def as_number(value: Value) -> float:
    """XPath number(): the empty text and all that is no number give not-a-number; a date gives its days."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, Moment):
        return value.number
    text = as_text(value).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    if isinstance(value, list) and value and value[0].kind == "boolean" and text in {"true", "false"}:
        return 1.0 if text == "true" else 0.0
    moment = parse_moment(text)
    return math.nan if moment is None else moment.number


def as_boolean(value: Value) -> bool:
    """XPath boolean(): of a single node it is the truth of its typed value (a boolean or number holding 0 is false)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, Moment):
        return True
    if not isinstance(value, list):
        return value != 0.0 and not math.isnan(value)
    if len(value) != 1:
        return bool(value)
    text = value[0].value
    if value[0].kind == "boolean":
        return text not in {"", "0", "false"}
    if value[0].kind in {"int", "decimal"}:
        return as_boolean(as_number(text))
    return text != ""


def as_moment(value: Value) -> Moment | None:
    """The date a value holds, if it holds one."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, float | bool):
        return None
    text = as_text(value)
    return parse_moment(text) if len(text) >= 8 and text[4:5] == "-" else None
