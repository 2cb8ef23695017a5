"""setvalue: what a form sets by itself when it is opened, a row is new, or a value changed (FORMS 2)."""

from __future__ import annotations

from collections import deque

from gridcore.forms.definition import Action
from gridcore.forms.engine import VALUE, Engine
from gridcore.forms.host import shared_names
from gridcore.forms.instance import FormNode
from gridcore.forms.xpath.moment import LOCAL

FIRST_LOAD = frozenset({"odk-instance-first-load", "xforms-ready"})
LOAD = frozenset({"odk-instance-load"})
NEW_ROW = "odk-new-repeat"
VALUE_CHANGED = "xforms-value-changed"
MAX_CHAIN = 500
"""Most actions that may follow one answer (two that trigger each other end here)."""


class Actions:
    """Stores answers, and runs the actions that follow from them."""

    def __init__(self, engine: Engine) -> None:
        """Listen to the engine's changed values."""
        self._engine = engine
        self._by_source: dict[str, list[Action]] = {}
        self._new_row: dict[str, list[Action]] = {}
        for action in engine.form.actions:
            if VALUE_CHANGED in action.events:
                self._by_source.setdefault(action.source, []).append(action)
            if NEW_ROW in action.events:
                self._new_row.setdefault(action.source, []).append(action)
        self._waiting: deque[tuple[Action, FormNode, bool]] = deque()
        engine.on_value = self._value_changed
        engine.on_row = self.new_row

    def forget(self) -> None:
        """Run none of what waits: a record that is opened again has had its actions."""
        self._waiting.clear()

    def store(self, node: FormNode, value: str) -> None:
        """Put an answer into a node, settle, and run what follows."""
        self._put(node, value)
        self._engine.ask_rows(node)
        self._engine.settle()
        self.follow()

    def load(self, events: frozenset[str]) -> None:
        """Run the actions of opening; those inside rows once for every row."""
        engine = self._engine
        for action in engine.form.actions:
            if not action.events & events:
                continue
            definition = engine.form.nodes.get(action.target)
            if definition is None:
                continue
            chosen = self._chosen(action, engine.root)
            targets = engine.tree.reach(definition.names, engine.root, 0) if chosen is None else chosen
            for target in list(targets):
                self._run(action, target)
            engine.settle()

    def new_row(self, row: FormNode) -> None:
        """Run the actions of a new row."""
        engine = self._engine
        for action in self._new_row.get(row.definition.path, ()):
            self._waiting.append((action, row, True))
        if engine.form.actions and not engine.is_settling:
            self.follow()

    def follow(self) -> None:
        """Run the actions that changed values and new rows have triggered, until none is left.

        Those of rows that came together run together, before anything is calculated anew.
        """
        done = 0
        while self._waiting and done < MAX_CHAIN:
            action, source, is_of_row = self._waiting.popleft()
            done += not is_of_row
            definition = self._engine.form.nodes.get(action.target)
            if definition is None:
                continue
            chosen = self._chosen(action, source)
            kept = shared_names(definition.names, source.definition.names)
            targets = self._engine.tree.reach(definition.names, source, kept) if chosen is None else iter(chosen)
            target = next(targets, None)
            if target is not None:
                self._run(action, target)
            if not (self._waiting and self._waiting[0][2]):
                self._engine.settle()
        self._waiting.clear()

    def _chosen(self, action: Action, source: FormNode) -> list[FormNode] | None:
        """The nodes a path with conditions leads to; None where the action's path has none."""
        if action.chosen is None:
            return None
        nodes = self._engine.run(action.chosen, source)
        return [node for node in nodes if isinstance(node, FormNode)] if isinstance(nodes, list) else []

    def _value_changed(self, node: FormNode) -> None:
        for action in self._by_source.get(node.definition.path, ()):
            self._waiting.append((action, node, False))

    def _run(self, action: Action, target: FormNode) -> None:
        value = action.text.strip() if action.value is None else self._engine.lexical(action.value, target)
        self._engine.weigh(target.answer, value)
        self._put(target, value)

    def _put(self, node: FormNode, value: str) -> None:
        engine = self._engine
        before = node.text
        node.answer = value
        control = engine.form.by_path.get(node.definition.path)
        node.text = value if control is None else engine.counting(node, control)
        if node.text != before:
            engine.touch(node, VALUE)
            engine.tell(node)
            self._value_changed(node)


def preload(engine: Engine, record_id: str) -> None:
    """Fill what a new record knows by itself: start, today, device and person, its id."""
    for node in engine.root.walk():
        bind = node.definition.bind
        if bind.preload == "timestamp" and bind.preload_parameter == "start":
            node.answer = node.text = engine.now.isoformat(timespec="milliseconds")
        elif bind.preload == "date":
            node.answer = node.text = engine.now.astimezone(LOCAL).date().isoformat()
        elif bind.preload == "property":
            node.answer = node.text = engine.fact(bind.preload_parameter)
        elif (bind.preload == "uid" or node.definition.path.endswith("/meta/instanceID")) and record_id:
            node.answer = node.text = f"uuid:{record_id}"
