"""The record while it is filled: its nodes, its rows, their paths with positions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping

from gridcore.errors import InvalidInput
from gridcore.forms.definition import Element, FormDefinition, NodeDefinition
from gridcore.forms.xpath.value import Node

MAX_ROWS = 1000
"""Most rows of one repeat in one parent."""
MAX_NODES = 50_000
"""Most nodes of one record: rows in rows in rows end here."""

_STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


class FormNode(Node):
    """A node of the record. `answer` is what was given, `text` what counts now (calculated, still offered).

    `is_kept`: the answer comes from a record that was kept.
    """

    __slots__ = (
        "answer", "definition", "is_beyond", "is_kept", "is_own_readonly", "is_own_relevant", "is_required", "is_valid",
        "row_id",
    )  # fmt: skip

    def __init__(self, definition: NodeDefinition, parent: FormNode | None, element: Element) -> None:
        """Make a node with the text and attributes it was published with."""
        super().__init__(definition.name, parent, element.text, dict(element.attributes))
        self.kind = definition.bind.type
        self.definition = definition
        self.answer = element.text
        self.row_id = ""
        self.is_own_relevant = True
        self.is_beyond = False
        self.is_kept = False
        self.is_required = False
        self.is_own_readonly = False
        self.is_valid = True
        self.is_live = parent is None or parent.is_live

    @property
    def above(self) -> FormNode | None:
        """The parent, as what it is."""
        return self.parent if isinstance(self.parent, FormNode) else None

    @property
    def below(self) -> list[FormNode]:
        """The children, as what they are."""
        return [child for child in self.children if isinstance(child, FormNode)]

    @property
    def is_readonly(self) -> bool:
        """True if its own rule or that of a group around it says so."""
        at: FormNode | None = self
        while at is not None:
            if at.is_own_readonly:
                return True
            at = at.above
        return False

    @property
    def path(self) -> str:
        """The path, with the position of every row: /data/house[2]/name."""
        steps: list[str] = []
        at: FormNode | None = self
        while at is not None:
            if at.definition.repeat is not None and at.parent is not None:
                steps.append(f"{at.name}[{at.parent.named[at.name].index(at) + 1}]")
            else:
                steps.append(at.name)
            at = at.above
        return "/" + "/".join(reversed(steps))

    def walk(self) -> Iterator[FormNode]:
        """This node and all below, parents first."""
        stack: list[FormNode] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.below))

    def rows(self, name: str) -> list[FormNode]:
        """The rows of a repeat under this node."""
        return [row for row in self.named.get(name, []) if isinstance(row, FormNode)]


class Instance:
    """All nodes of one record, by path, with its rows."""

    def __init__(self, form: FormDefinition, rng: random.Random) -> None:
        """Build the record a form starts with."""
        self._form = form
        self._rng = rng
        self._size = 0
        self.single: dict[str, Node] = {}
        self.root = self._plant(form.instance, None, form.root, is_outside=True)

    def _plant(
        self, element: Element, parent: FormNode | None, definition: NodeDefinition, *, is_outside: bool
    ) -> FormNode:
        node = FormNode(definition, parent, element)
        self._size += 1
        is_outside = is_outside and definition.repeat is None
        if is_outside:
            self.single[definition.path] = node
        if definition.repeat is not None:
            node.row_id = self.new_row_id()
        children: Mapping[str, NodeDefinition] = {child.name: child for child in definition.children}
        plain = {child.name for child in element.children if not child.is_template}
        for child in element.children:
            inner = children[child.name]
            if not child.is_template or (inner.repeat is None and child.name not in plain):
                self._plant(child, node, inner, is_outside=is_outside)
        return node

    def new_row_id(self) -> str:
        """A row id no other device makes: 64 random bits."""
        return f"{self._rng.getrandbits(64):016x}"

    def find(self, path: str) -> FormNode:
        """The node of a path; a row without position is the first. Raises InvalidInput, reason `unknown_path`."""
        found = self.single.get(path)
        if isinstance(found, FormNode):
            return found
        at: FormNode | None = None
        for step in path.strip("/").split("/"):
            match = _STEP.fullmatch(step)
            if match is None:
                raise InvalidInput(field=path, reason="unknown_path")
            rows = [self.root] if at is None and match[1] == self.root.name else at.rows(match[1]) if at else []
            index = int(match[2] or 1) - 1
            if not 0 <= index < len(rows):
                raise InvalidInput(field=path, reason="unknown_path")
            at = rows[index]
        if at is None:
            raise InvalidInput(field=path, reason="unknown_path")
        return at

    def place_of_rows(self, path: str) -> tuple[FormNode, NodeDefinition]:
        """Parent node and definition of the repeat at a path. Raises InvalidInput, reason `no_repeat`."""
        parent_path, _, name = path.rpartition("/")
        parent = self.find(parent_path) if parent_path else self.root
        definition = self._form.nodes.get(f"{parent.definition.path}/{name.partition('[')[0]}")
        if definition is None or definition.repeat is None:
            raise InvalidInput(field=path, reason="no_repeat")
        return parent, definition

    def add_row(self, parent: FormNode, definition: NodeDefinition, row_id: str | None = None) -> FormNode:
        """Put a new row behind the last. Raises InvalidInput, reason `too_many_rows`."""
        rows = len(parent.named.get(definition.name, []))
        if definition.repeat is None or rows >= MAX_ROWS or self._size >= MAX_NODES:
            raise InvalidInput(field=definition.path, reason="too_many_rows", limit=MAX_ROWS)
        row = self._plant(definition.repeat.template, parent, definition, is_outside=False)
        if row_id:
            row.row_id = row_id
        places = {child.name: place for place, child in enumerate(parent.definition.children)}
        at = len(parent.children) - 1
        while at > 0 and places[parent.children[at - 1].name] > places[row.name]:
            at -= 1
        parent.children.insert(at, parent.children.pop())
        return row

    def stand_in(self, parent: FormNode, definition: NodeDefinition) -> FormNode:
        """A row that is not there, for an expression that needs one to start from."""
        row = FormNode(definition, None, Element(definition.name, definition.tag))
        row.parent = parent
        return row

    def remove_row(self, row: FormNode) -> None:
        """Take a row out."""
        if row.parent is not None:
            self._size -= sum(1 for _ in row.walk())
            row.parent.children.remove(row)
            row.parent.named[row.name].remove(row)

    def reach(self, names: tuple[str, ...], start: FormNode, kept: int) -> Iterator[FormNode]:
        """Every node at the path `names` that shares its first `kept` names' nodes with `start`."""
        found = self.single.get("/" + "/".join(names))
        if isinstance(found, FormNode):
            yield found
            return
        at: FormNode | None = start
        depth = len(start.definition.names)
        while at is not None and depth > max(kept, 1):
            at, depth = at.above, depth - 1
        row = [at] if at is not None else []
        for name in names[depth:]:
            row = [child for node in row for child in node.rows(name)]
        yield from row
