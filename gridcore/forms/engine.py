"""Evaluation: a dirty set worked off in the order of the graph until nothing changes."""

from __future__ import annotations

import datetime as dt
import heapq
import math
import random
from collections.abc import Callable, Mapping

from gridcore.errors import InvalidInput
from gridcore.forms.definition import Dependent, FormDefinition, NodeDefinition, Rule
from gridcore.forms.graph import CALCULATE, CHOICES, CONSTRAINT, COUNT, LABEL, READONLY, RELEVANT, REQUIRED
from gridcore.forms.host import FormHost
from gridcore.forms.instance import MAX_ROWS, FormNode
from gridcore.forms.lexical import to_lexical
from gridcore.forms.xpath.compile import Compiled
from gridcore.forms.xpath.reference import Names
from gridcore.forms.xpath.value import MAX_TEXT, Value, as_boolean, as_number

MAX_TURNS = 2 * MAX_ROWS
"""How often one rule of one node may run in one settling (rules that chase each other through rows end here)."""
_COST = 10
"""What one rule costs beside the nodes it looks at, in looks."""
_TRUTHS = frozenset({"true", "false"})
ROWS = "rows"
VALUE = "value"


def _holder(rule: Rule) -> Names:
    """Where a rule runs: at its node; the number of rows at the parent of the rows."""
    return rule.names[:-1] if rule.kind == COUNT else rule.names


class Engine(FormHost):
    """The dirty set of one record, and what each kind of rule does."""

    def __init__(
        self, form: FormDefinition, now: dt.datetime, rng: random.Random, facts: Mapping[str, str], language: str
    ) -> None:
        """Build the record as published; nothing is evaluated yet."""
        super().__init__(form, now, rng, facts, language)
        self.changed: dict[FormNode, set[str]] = {}
        self.on_value: Callable[[FormNode], None] = lambda _node: None
        self.on_row: Callable[[FormNode], None] = lambda _row: None
        self._heap: list[tuple[int, int, FormNode, Rule]] = []
        self._waiting: set[tuple[int, str, str]] = set()
        self._turns: dict[tuple[int, str, str], int] = {}
        self._serial = 0
        self.is_settling = False
        self.is_reopening = False
        self._grown: set[FormNode] = set()
        self.fresh: list[FormNode] = []
        """What this step of filling made: nothing below was ever typed."""
        self._flooded: dict[int, set[int]] = {}
        """Rule -> nodes below which it is already wanted everywhere, until it runs."""
        self._record_id = form.nodes.get(f"{form.root.path}/meta/instanceID")
        self._work: dict[str, Callable[[FormNode, Rule], None]] = {
            RELEVANT: self._relevant,
            CALCULATE: self._calculate,
            COUNT: self._count,
            CHOICES: self._choices,
            REQUIRED: self._required,
            READONLY: self._readonly,
            CONSTRAINT: self._constraint,
            LABEL: self._label,
        }

    def touch(self, node: FormNode, kind: str) -> None:
        """Note for the change list that something of a node changed."""
        self.changed.setdefault(node, set()).add(kind)

    def want(self, node: FormNode, rule: Rule) -> None:
        """Put a rule of a node into the dirty set."""
        key = (id(node), rule.kind, rule.path)
        if key not in self._waiting:
            self._waiting.add(key)
            self._serial += 1
            heapq.heappush(self._heap, (rule.rank, self._serial, node, rule))

    def want_all(self, start: FormNode) -> None:
        """Put every rule of a node and of all below it into the dirty set."""
        for node in start.walk():
            for rule in self.form.graph.by_path.get(node.definition.path, ()):
                self.want(node, rule)

    def _stands(self, node: FormNode) -> bool:
        """Whether what a node holds stands over its calculation.

        What a person wrote over a calculation stands until what that reads changes, and opening the record again is
        no change.
        """
        definition = node.definition
        is_asked = definition.path in self.form.by_path and definition.bind.readonly is None
        return self.is_reopening and node.is_kept and is_asked

    def ask_rows(self, node: FormNode) -> None:
        """An answer was given in a last row: a number of rows that asks for one more after it is looked at again."""
        row, parent = node, node.above
        while parent is not None:
            for rule in self.form.graph.by_path.get(parent.definition.path, ()):
                is_rows = rule.kind == COUNT and rule.is_looping and rule.path == row.definition.path
                if is_rows and parent.named[row.name][-1] is row:
                    self.want(parent, rule)
            row, parent = parent, parent.above

    def tell(self, node: FormNode) -> None:
        """A node reads differently now: put the rules that read it into the dirty set."""
        dependents = self.form.graph.direct.get(node.definition.path, ())
        self.spend(len(dependents) >> 2)
        for dependent in dependents:
            self._want_dependent(node, dependent)
        self._tell_around(node, node.above)

    def _tell_around(self, node: FormNode, start: FormNode | None) -> None:
        """Something inside `start` and the groups around it changed: those that read everything in them are dirty."""
        deep = self.form.graph.deep
        at = start if deep else None
        while at is not None:
            dependents = deep.get(at.definition.path, ())
            self.spend(len(dependents) >> 2)
            for dependent in dependents:
                self._want_dependent(node, dependent)
            at = at.above

    def _want_dependent(self, node: FormNode, dependent: Dependent) -> None:
        rule = dependent.rule
        anchor: FormNode | None = node
        for _ in range(len(node.definition.names) - max(dependent.kept, 1)):
            anchor = anchor.above if anchor is not None else None
        if id(anchor) in self._flooded.get(id(rule), ()):
            return
        is_all = True
        for target in self.tree.reach(_holder(rule), node, dependent.kept):
            if target is not node or dependent.is_self or rule.kind not in {RELEVANT, CALCULATE}:
                self.want(target, rule)
            else:
                is_all = False
        if is_all:
            self._flooded.setdefault(id(rule), set()).add(id(anchor))

    def tell_rows(self, parent: FormNode, definition: NodeDefinition) -> None:
        """Rows came or went: everything that reads the repeat or anything in it, in every row here, is dirty."""
        stack = [definition]
        graph = self.form.graph
        depth = len(parent.definition.names)
        while stack:
            at = stack.pop()
            stack.extend(at.children)
            for dependent in (*graph.direct.get(at.path, ()), *graph.deep.get(at.path, ())):
                for target in self.tree.reach(_holder(dependent.rule), parent, min(dependent.kept, depth)):
                    self.want(target, dependent.rule)
        self._tell_around(parent, parent)

    def forget(self, start: FormNode) -> None:
        """Nodes are gone: their rules shall not run."""
        self._flooded.clear()
        gone = {id(node) for node in start.walk()}
        for node in start.walk():
            self.changed.pop(node, None)
        self._heap = [entry for entry in self._heap if id(entry[2]) not in gone]
        heapq.heapify(self._heap)
        self._waiting = {key for key in self._waiting if key[0] not in gone}

    def settle(self) -> None:
        """Work off the dirty set. Raises InvalidInput, reason `too_slow` or `too_large`; the set is given up then."""
        self.is_settling = True
        self._turns.clear()
        self._grown.clear()
        try:
            while self._heap:
                _rank, _serial, node, rule = heapq.heappop(self._heap)
                key = (id(node), rule.kind, rule.path)
                self._waiting.discard(key)
                self._flooded.pop(id(rule), None)
                turns = self._turns[key] = self._turns.get(key, 0) + 1
                self.spend(_COST)
                if turns <= MAX_TURNS:
                    self._work[rule.kind](node, rule)
        finally:
            self._heap.clear()
            self._waiting.clear()
            self._flooded.clear()
            self._turns.clear()
            self.is_settling = False

    def lexical(self, expression: Compiled, node: FormNode) -> str:
        """What an expression gives, as the node stores it; '' with a note where it is too long."""
        return self._written(self.run(expression, node), node)

    def _written(self, value: Value, node: FormNode) -> str:
        text = to_lexical(value, node.definition.bind.type)
        if len(text) <= MAX_TEXT:
            return text
        self.note("too_long", node)
        return ""

    def _relevant(self, node: FormNode, _rule: Rule) -> None:
        expression = node.definition.bind.relevant
        node.is_own_relevant = expression is None or as_boolean(self.run(expression, node))
        self.spread_life(node)

    def spread_life(self, start: FormNode) -> None:
        """Carry relevance down: a node lives if its parent does and its own rule holds."""
        stack = [start]
        while stack:
            node = stack.pop()
            above = node.above
            is_live = node.is_own_relevant and not node.is_beyond and (above is None or above.is_live)
            if is_live != node.is_live:
                node.is_live = is_live
                self.touch(node, RELEVANT)
                self.tell(node)
                stack.extend(node.below)

    def _calculate(self, node: FormNode, _rule: Rule) -> None:
        expression = node.definition.bind.calculate
        if expression is None or (node.definition is self._record_id and node.text):
            return  # a record has one id for ever, also where the form calculates it by uuid()
        value = self.run(expression, node)
        text = node.text if self._stands(node) else self._written(value, node)
        is_truth = isinstance(value, bool) and text in _TRUTHS
        kind = "boolean" if is_truth else node.definition.bind.type
        if text != node.text:
            self.weigh(node.text, text)
            node.kind, node.text, node.answer = kind, text, text
            self.touch(node, VALUE)
            self.tell(node)
            self.on_value(node)
        elif kind != node.kind:
            node.kind = kind
            self.tell(node)

    def _count(self, parent: FormNode, rule: Rule) -> None:
        """Make as many rows as jr:count says; rows beyond it are kept and marked (FORMS 2)."""
        definition = self.form.nodes[rule.path]
        repeat = definition.repeat
        if repeat is None or repeat.count is None:
            return
        rows = parent.rows(definition.name)
        stand_in = rows[0] if rows else self.tree.stand_in(parent, definition)
        number = as_number(self.run(repeat.count, stand_in))
        wanted = 0 if math.isnan(number) or number < 0 else int(min(number, MAX_ROWS))
        if rule.is_looping and wanted > len(rows):
            # It asks for a row more as long as the last one does not say that it is the last: one step of filling
            # gives it rows once, else it would never end, and the next come when the last row is filled; opening a
            # record again gives it none.
            if parent in self._grown or (self.is_reopening and rows):
                wanted = len(rows)
            self._grown.add(parent)
        for _ in range(wanted - len(rows)):
            try:
                row = self.tree.add_row(parent, definition)
            except InvalidInput:
                self.note("too_many_rows", parent)
                break
            self.want_all(row)
            self.touch(row, ROWS)
            self.fresh.append(row)
            self.on_row(row)
        if wanted > len(rows):
            self.tell_rows(parent, definition)
        for at, row in enumerate(parent.rows(definition.name)):
            if row.is_beyond != (at >= wanted):
                row.is_beyond = at >= wanted
                self.spread_life(row)

    def shed(self) -> None:
        """Take rows beyond their count out of what this step made: they were published, and nobody filled them."""
        blank: dict[FormNode, None] = {}
        stack, self.fresh = self.fresh, []
        while stack:
            node = stack.pop()
            if node.is_beyond:
                blank[node] = None
            else:
                stack.extend(node.below)
        for row in blank:
            parent = row.above
            if parent is not None:
                self.tree.remove_row(row)
                self.forget(row)
                self.touch(parent, ROWS)
                self.tell_rows(parent, row.definition)
        if blank:
            self.settle()

    def _choices(self, node: FormNode, _rule: Rule) -> None:
        """An answer no longer offered does not count; it is kept and counts again when it is offered again."""
        control = self.form.by_path.get(node.definition.path)
        self.touch(node, CHOICES)
        if control is None or control.itemset is None or node.definition.bind.calculate is not None:
            return
        text = self.counting(node, control)
        if text != node.text:
            node.text = text
            self.touch(node, VALUE)
            self.tell(node)
            self.on_value(node)

    def _required(self, node: FormNode, _rule: Rule) -> None:
        expression = node.definition.bind.required
        is_required = expression is not None and as_boolean(self.run(expression, node))
        if is_required != node.is_required:
            node.is_required = is_required
            self.touch(node, REQUIRED)

    def _readonly(self, node: FormNode, _rule: Rule) -> None:
        expression = node.definition.bind.readonly
        is_readonly = expression is not None and as_boolean(self.run(expression, node))
        if is_readonly != node.is_own_readonly:
            node.is_own_readonly = is_readonly
            for below in node.walk():
                self.touch(below, READONLY)

    def _constraint(self, node: FormNode, _rule: Rule) -> None:
        expression = node.definition.bind.constraint
        is_valid = expression is None or node.value == "" or as_boolean(self.run(expression, node))
        if is_valid != node.is_valid:
            node.is_valid = is_valid
            self.touch(node, CONSTRAINT)

    def _label(self, node: FormNode, _rule: Rule) -> None:
        self.touch(node, LABEL)
