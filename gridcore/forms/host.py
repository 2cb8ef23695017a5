"""What a record offers its expressions: clock, lists, texts of the present language, choices."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from gridcore.errors import InvalidInput
from gridcore.forms.body import absolute
from gridcore.forms.definition import Control, FormDefinition, Itemset, Text
from gridcore.forms.instance import FormNode, Instance
from gridcore.forms.xpath.compile import Compiled
from gridcore.forms.xpath.reference import Names
from gridcore.forms.xpath.value import MAX_TEXT, Context, Node, Value, as_text

MAX_LOOKS = 1_500_000
"""Most nodes the expressions of one step of filling may look at: some seconds; honest forms need thousands."""
MAX_WEIGHT = 10_000_000
"""Most characters all calculated texts of a record may have."""


class FormHost:
    """The host of the expressions of one record."""

    def __init__(
        self, form: FormDefinition, now: dt.datetime, rng: random.Random, facts: Mapping[str, str], language: str
    ) -> None:
        """Build the record as published."""
        self.form = form
        self.now = now
        self.rng = rng
        self.language = language
        self.tree = Instance(form, rng)
        self.looks = 0
        self._weight = 0
        self.notes: dict[tuple[str, str], None] = {}
        self._facts = {**facts, "version": form.version}

    @property
    def root(self) -> FormNode:
        """The root of the record."""
        return self.tree.root

    @property
    def single(self) -> dict[str, Node]:
        """Nodes that stand in no repeat, by path."""
        return self.tree.single

    def instance(self, name: str) -> Node | None:
        """The document of a secondary instance."""
        return self.form.instances.get(name)

    def fact(self, name: str) -> str:
        """A given fact of device or person, '' if unknown."""
        return self._facts.get(name, "")

    def spend(self, nodes: int) -> None:
        """Count nodes looked at. Raises InvalidInput, reason `too_slow`, beyond MAX_LOOKS."""
        self.looks += nodes
        if self.looks > MAX_LOOKS:
            raise InvalidInput(field="expression", reason="too_slow", limit=MAX_LOOKS)

    def weigh(self, before: str, after: str) -> None:
        """Count what a form writes by itself. Raises InvalidInput, reason `too_large`, beyond MAX_WEIGHT in all."""
        self._weight += len(after) - len(before)
        if self._weight > MAX_WEIGHT:
            raise InvalidInput(field="record", reason="too_large", limit=MAX_WEIGHT)

    def note(self, code: str, context: Node) -> None:
        """Remember a lenient reading: code and path."""
        if isinstance(context, FormNode):
            self.notes[code, context.definition.path] = None

    def itext(self, key: str, context: Node) -> str:
        """A text of the present language; the default language's where it has none."""
        return self.itext_form(key, "", context)

    def itext_form(self, key: str, form: str, context: Node) -> str:
        """One form ('' plain, `image`, `short`, `guidance`) of a text."""
        for language in (self.language, self.form.default_language):
            forms = self.form.itext.get(language, {}).get(key)
            if forms is not None and form in forms:
                return self._fill(forms[form], context)
        return ""

    def say(self, text: Text | None, context: Node) -> str:
        """A label, hint or message filled in for a node, in the present language."""
        if text is None:
            return ""
        if text.key is not None:
            return self.itext(text.key, context)
        if text.key_expression is not None:
            return self.itext(self.text_of(text.key_expression, context), context)
        return self._fill(text, context)

    def _fill(self, text: Text, context: Node) -> str:
        pieces: list[str] = []
        room = MAX_TEXT
        for part in text.parts:
            pieces.append((part if isinstance(part, str) else self.text_of(part, context))[:room])
            room -= len(pieces[-1])
        return "".join(pieces).strip()

    def text_of(self, expression: Compiled, context: Node) -> str:
        """The text of an expression at a node; '' with a note where it is too long."""
        return as_text(self.run(expression, context))

    def run(self, expression: Compiled, context: Node) -> Value:
        """What an expression gives at a node; '' with a note where it would be too long a text."""
        try:
            return expression.run(Context(self, context))
        except InvalidInput as trouble:
            if trouble.reason != "too_long":
                raise
            self.note("too_long", context)
            return ""

    def choice_name(self, value: str, path: str, context: Node) -> str:
        """The label of a choice of the control at a path (relative ones from the context); '' without one."""
        plain = absolute(path, context.definition.path if isinstance(context, FormNode) else "")
        control = self.form.by_path.get(plain)
        if control is None or not value:
            return ""
        node = context
        if isinstance(context, FormNode):
            names = self.form.nodes[plain].names
            node = next(self.tree.reach(names, context, shared_names(names, context.definition.names)), context)
        return next((label(self) for offered, label in self.offers(control, node) if offered == value), "")

    def offers(self, control: Control, node: Node) -> Iterator[tuple[str, Callable[[FormHost], str]]]:
        """The choices a control offers at a node: value, and what gives the label in the present language."""
        for choice in control.choices:
            yield choice.value, partial(_say, choice.label, node)
        if control.itemset is not None:
            for item, value in self.items(control.itemset, node):
                yield value, partial(_say, control.itemset.label, item)

    def items(self, itemset: Itemset, node: Node) -> list[tuple[Node, str]]:
        """The nodes an itemset offers at a node, with their values; without values they are no choices."""
        nodes = self.run(itemset.nodes, node)
        if not isinstance(nodes, list):
            return []
        self.spend(len(nodes))
        values = [(item, self._value_of(item, itemset)) for item in nodes]
        return [(item, value) for item, value in values if value]

    def _value_of(self, item: Node, itemset: Itemset) -> str:
        if not itemset.child:
            return self.text_of(itemset.value, item)
        held = item.named.get(itemset.child)
        return held[0].value if held else ""

    def counting(self, node: FormNode, control: Control) -> str:
        """The part of an answer that its control still offers."""
        if not node.answer or control.itemset is None:
            return node.answer
        nodes = self.run(control.itemset.nodes, node)
        items = nodes if isinstance(nodes, list) else []
        self.spend(len(items) >> 3)
        offered = {self._value_of(item, control.itemset) for item in items}
        chosen = [node.answer] if control.kind == "select1" else node.answer.split()
        return " ".join(choice for choice in chosen if choice in offered)


def _say(text: Text, node: Node, host: FormHost) -> str:
    return host.say(text, node)


def shared_names(one: Names, other: Names) -> int:
    """How many leading names two paths share."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count
