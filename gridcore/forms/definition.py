"""A published checklist as frozen data: nodes, binds, controls, lists, texts, actions (FORMS 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from gridcore.forms.xpath.compile import Compiled
from gridcore.forms.xpath.reference import Names
from gridcore.forms.xpath.value import Node


class Text(msgspec.Struct, frozen=True):
    """A label, hint or message: pieces of text and expressions to be filled in, or the key of a translated text.

    `key` is a fixed itext key, `key_expression` one computed for each choice.
    """

    parts: tuple[str | Compiled, ...] = ()
    key: str | None = None
    key_expression: Compiled | None = None


class Bind(msgspec.Struct, frozen=True):
    """The rules of one node. Expressions are compiled; None where there is none."""

    type: str = "string"
    relevant: Compiled | None = None
    required: Compiled | None = None
    readonly: Compiled | None = None
    constraint: Compiled | None = None
    calculate: Compiled | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str = ""
    preload_parameter: str = ""
    grid: Mapping[str, str] = {}
    """Bind attributes in the items' namespace, by local name (FORMS 3): item, role, basis, severity, ..."""
    attributes: Mapping[str, str] = {}
    """Every other bind attribute this engine does not know, as `{namespace}name`."""


class Element(msgspec.Struct, frozen=True):
    """An element of the instance as published: what a new record or a new row starts with."""

    name: str
    tag: str
    """`{namespace}name` as it is written back."""
    text: str = ""
    attributes: Mapping[str, str] = {}
    children: tuple[Element, ...] = ()
    is_template: bool = False


class NodeDefinition(msgspec.Struct, frozen=True):
    """One node of the record: its path without positions, its rules, its children in order."""

    path: str
    names: tuple[str, ...]
    tag: str
    bind: Bind
    children: tuple[NodeDefinition, ...] = ()
    repeat: Repeat | None = None
    """Set where the node is a row of a repeat."""

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.names[-1]

    @property
    def is_leaf(self) -> bool:
        """True of a node that holds an answer."""
        return not self.children and self.repeat is None


class Repeat(msgspec.Struct, frozen=True):
    """How rows of a repeat come: the row a new one is made of, and the expression of their number."""

    template: Element
    count: Compiled | None = None
    is_fixed: bool = False
    """True where people may neither add nor remove rows."""


class Choice(msgspec.Struct, frozen=True):
    """One choice written at the control."""

    value: str
    label: Text


class Itemset(msgspec.Struct, frozen=True):
    """Choices from nodes: which nodes, and which children hold value and label."""

    nodes: Compiled
    value: Compiled
    label: Text
    child: str = ""
    """The name of the child that holds the value, where it is as plain as that."""


class Control(msgspec.Struct, frozen=True):
    """One thing a person sees. `kind`: input, select1, select, rank, trigger, upload, range, group, repeat, other."""

    kind: str
    path: str
    """Path of the node without positions; '' for a group that only holds others together."""
    label: Text | None = None
    hint: Text | None = None
    appearance: tuple[str, ...] = ()
    media: str = ""
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    attributes: Mapping[str, str] = {}
    children: tuple[Control, ...] = ()


class Action(msgspec.Struct, frozen=True):
    """setvalue: at one of the events, `target` gets the value of the expression, or the text.

    `source` is the path of the control or repeat it stands in, '' in the model. `chosen` gives the node to set, from
    where the action stands, when its path has conditions (`/data/row[position() = 1]/x`).
    """

    events: frozenset[str]
    target: str
    value: Compiled | None
    text: str = ""
    source: str = ""
    chosen: Compiled | None = None


Itext: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Text]]]
"""Language -> key -> form ('' plain, `image`, `short`, ...) -> text."""


class Rule(msgspec.Struct, frozen=True):
    """One expression of one node: the path of the node, what it decides, and its rank in the order of evaluation.

    `is_looping`: its outcome changes what it reads (a number of rows that asks for the last row).
    """

    path: str
    names: Names
    kind: str
    rank: int
    is_looping: bool = False


class Dependent(msgspec.Struct, frozen=True):
    """A rule that reads something; only the instances that share the first `kept` names with it are touched."""

    rule: Rule
    kept: int
    is_self: bool


class Graph(msgspec.Struct, frozen=True):
    """The dependency graph of a form."""

    rules: tuple[Rule, ...]
    """All rules in the order of the document."""
    by_path: dict[str, tuple[Rule, ...]]
    """The rules of each node."""
    direct: dict[str, tuple[Dependent, ...]]
    """Path -> rules that read it."""
    deep: dict[str, tuple[Dependent, ...]]
    """Path of a group -> rules that read anything inside."""
    by_language: tuple[Rule, ...]
    """Rules whose outcome changes with the language."""


class FormDefinition(msgspec.Struct, frozen=True):
    """A checklist ready to be filled. Made by xform.read_form; shared by every record of it."""

    form_id: str
    version: str
    title: str
    instance: Element
    nodes: Mapping[str, NodeDefinition]
    """Every node by path, in the order of the document."""
    controls: tuple[Control, ...]
    by_path: Mapping[str, Control]
    """The (first) control of a path."""
    actions: tuple[Action, ...]
    languages: tuple[str, ...]
    default_language: str
    itext: Itext
    graph: Graph
    instances: Mapping[str, Node]
    """Secondary instances by id: their documents, never changed."""
    submission: str = ""
    instance_name: str = ""
    notices: tuple[tuple[str, str], ...] = ()
    """What the engine ignores: (code, detail), e.g. ("unknown_control", "secret")."""

    @property
    def root(self) -> NodeDefinition:
        """The root node."""
        return self.nodes["/" + self.instance.name]
