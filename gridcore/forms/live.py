"""A checklist while it is filled (FORMS 1-2): answers in, changes and a frozen view out."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping

from gridcore.errors import InvalidInput
from gridcore.forms.action import FIRST_LOAD, LOAD, Actions, preload
from gridcore.forms.definition import Control, FormDefinition
from gridcore.forms.drawing import Drawing
from gridcore.forms.engine import ROWS, Engine
from gridcore.forms.graph import LABEL
from gridcore.forms.instance import FormNode
from gridcore.forms.lexical import trouble_of
from gridcore.forms.record import Data, data_of, fill, xml_of
from gridcore.forms.view import Change, Missing, NodeState, Offer, Shown
from gridcore.forms.xpath.compile import compile_expression
from gridcore.forms.xpath.value import Context, as_boolean


class LiveForm:
    """One record being filled.

    `now` is the frozen present (an aware datetime) and `rng` the given randomness; `facts` are `deviceid`, `username`
    and the like. With `data` (as `data()` gave it) a kept record is opened again, else a new one begins, whose
    instanceID becomes `uuid:` and the given `record_id`.
    """

    def __init__(
        self,
        form: FormDefinition,
        *,
        now: dt.datetime,
        rng: random.Random,
        facts: Mapping[str, str] | None = None,
        language: str | None = None,
        data: Mapping[str, object] | None = None,
        record_id: str = "",
    ) -> None:
        """Open the form.

        Raises InvalidInput: reason `too_many_rows` if `data` has more rows than a form may, `too_slow` if the form's
        expressions look at more nodes than any honest one does.
        """
        self.form = form
        self._engine = Engine(form, now, rng, facts or {}, language or form.default_language)
        self._actions = Actions(self._engine)
        self._drawing = Drawing(self._engine)
        self.lost: tuple[str, ...] = fill(self._engine.tree, data) if data is not None else ()
        """Paths of kept answers this version of the form has no place for."""
        if data is None:
            preload(self._engine, record_id)
            self._engine.fresh.append(self._engine.root)
        self._engine.is_reopening = data is not None
        self._engine.want_all(self._engine.root)
        self._engine.settle()
        self._engine.is_reopening = False
        if data is not None:
            self._actions.forget()
        self._actions.load(FIRST_LOAD | LOAD if data is None else LOAD)
        self._engine.settle()
        self._taken()

    @property
    def language(self) -> str:
        """The present language."""
        return self._engine.language

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What was read leniently: (code, path), e.g. ("no_such_date", "/data/born")."""
        return tuple(self._engine.notes)

    def answer(self, path: str, value: str) -> tuple[Change, ...]:
        """Give an answer ('' takes it back), say what changed; an answer that breaks its constraint is kept and marked.

        Raises InvalidInput with the path as field; reason `unknown_path`, `not_a_question`, `readonly`, `calculated`,
        `not_an_integer`, `not_a_number`, `not_a_date`, `not_a_date_time`, `not_a_time`, `not_a_boolean`,
        `not_a_place`, `too_long`, `forbidden_character`; and `too_slow` or `too_large`, with the answer kept, when
        the form has more to do than any honest one.
        """
        node = self._engine.tree.find(path)
        if not node.definition.is_leaf:
            raise InvalidInput(field=path, reason="not_a_question")
        control = self.form.by_path.get(node.definition.path)
        if node.is_readonly:
            raise InvalidInput(field=path, reason="readonly")
        if control is None and node.definition.bind.calculate is not None:
            raise InvalidInput(field=path, reason="calculated")
        reason = trouble_of(value, node.definition.bind.type)
        if reason is not None:
            raise InvalidInput(field=path, reason=reason)
        if control is not None and control.kind in {"select", "rank"}:
            value = " ".join(value.split())
        self._engine.looks = 0
        self._actions.store(node, value)
        return self._changes()

    def add_row(self, path: str, row_id: str | None = None) -> tuple[Change, ...]:
        """Add a row behind the last of the repeat at `path`.

        Raises InvalidInput, reason `no_repeat`, `fixed_rows` or `too_many_rows`.
        """
        parent, definition = self._engine.tree.place_of_rows(path)
        if definition.repeat is not None and definition.repeat.is_fixed:
            raise InvalidInput(field=path, reason="fixed_rows")
        self._engine.looks = 0
        row = self._engine.tree.add_row(parent, definition, row_id)
        self._engine.touch(row, ROWS)
        self._engine.fresh.append(row)
        self._engine.want_all(row)
        self._engine.tell_rows(parent, definition)
        self._engine.settle()
        self._actions.new_row(row)
        self._actions.follow()
        return self._changes()

    def remove_row(self, path: str) -> tuple[Change, ...]:
        """Remove the row at `path` (/data/house[2]). Raises InvalidInput: `no_repeat`, `fixed_rows`, `unknown_path`."""
        row = self._engine.tree.find(path)
        parent, definition = row.above, row.definition
        if definition.repeat is None or parent is None:
            raise InvalidInput(field=path, reason="no_repeat")
        if definition.repeat.is_fixed:
            raise InvalidInput(field=path, reason="fixed_rows")
        self._engine.looks = 0
        self._engine.tree.remove_row(row)
        self._engine.forget(row)
        self._engine.touch(parent, ROWS)
        self._engine.tell_rows(parent, definition)
        self._engine.settle()
        self._actions.follow()
        return self._changes()

    def set_language(self, language: str) -> tuple[Change, ...]:
        """Show another language; answers stay. Raises InvalidInput, reason `unknown_language`."""
        if language not in self.form.languages:
            raise InvalidInput(field="language", reason="unknown_language")
        self._engine.looks = 0
        self._engine.language = language
        for node in self._engine.root.walk():
            if node.definition.path in self.form.by_path:
                self._engine.touch(node, LABEL)
        for rule in self.form.graph.by_language:
            for node in self._engine.tree.reach(rule.names, self._engine.root, 0):
                self._engine.want(node, rule)
        self._engine.settle()
        self._actions.follow()
        return self._changes()

    def finish(self, now: dt.datetime) -> tuple[Missing, ...]:
        """Stamp the end of filling, unless something is missing; says what is."""
        missing = self.missing()
        if not missing:
            for node in self._engine.root.walk():
                bind = node.definition.bind
                if bind.preload == "timestamp" and bind.preload_parameter == "end":
                    self._actions.store(node, now.isoformat(timespec="milliseconds"))
            self._engine.changed.clear()
        return missing

    def state(self, path: str) -> NodeState:
        """One node now. Raises InvalidInput, reason `unknown_path`."""
        return _state(self._engine.tree.find(path))

    def states(self) -> Iterator[NodeState]:
        """Every node now, parents first."""
        return (_state(node) for node in self._engine.root.walk())

    def rows(self, path: str) -> tuple[NodeState, ...]:
        """The rows of the repeat at `path` but those beyond its count. Raises InvalidInput, reason `no_repeat`."""
        parent, definition = self._engine.tree.place_of_rows(path)
        return tuple(_state(row) for row in parent.rows(definition.name) if not row.is_beyond)

    def choices(self, path: str) -> tuple[Offer, ...]:
        """What the question at `path` offers now."""
        node = self._engine.tree.find(path)
        control = self.form.by_path.get(node.definition.path)
        self._engine.looks = 0
        return () if control is None else self._drawing.offers(control, node)

    def missing(self) -> tuple[Missing, ...]:
        """What blocks finishing, in the order of the document; only questions people can see count."""
        self._engine.looks = 0
        found: list[Missing] = []
        for node in self._engine.root.walk():
            if not node.is_live or not node.definition.is_leaf or node.definition.path not in self.form.by_path:
                continue
            bind = node.definition.bind
            if node.answer and not node.text:
                found.append(Missing(node.path, "choice_gone"))
            elif node.is_required and not node.text:
                found.append(Missing(node.path, "required", self._engine.say(bind.required_message, node)))
            elif not node.is_valid:
                found.append(Missing(node.path, "constraint", self._engine.say(bind.constraint_message, node)))
        return tuple(found)

    def view(self) -> tuple[Shown, ...]:
        """Everything to be drawn now: relevant controls with labels of the present language, rows and choices.

        Raises InvalidInput, reason `too_slow`, where that is more than anybody can look at; `shown` gives one question.
        """
        self._engine.looks = 0
        return tuple(self._drawing.draw_all(self.form.controls, self._engine.root))

    def shown(self, path: str) -> Shown | None:
        """One question as it is to be drawn, None while it is not relevant."""
        node = self._engine.tree.find(path)
        control = self.form.by_path.get(node.definition.path)
        self._engine.looks = 0
        return self._drawing.draw(control, node) if control is not None and node.is_live else None

    def label(self, path: str) -> str:
        """The label of the question or group at `path` in the present language, also while it is hidden."""
        node = self._engine.tree.find(path)
        control = self.form.by_path.get(node.definition.path)
        self._engine.looks = 0
        return "" if control is None else self._engine.say(control.label, node)

    def words(self, control: Control, path: str) -> tuple[str, str]:
        """Label and hint of a control at a node: of a group without a node of its own, at the node around it."""
        node = self._engine.tree.find(path)
        self._engine.looks = 0
        return self._engine.say(control.label, node), self._engine.say(control.hint, node)

    def holds(self, path: str, expression: str) -> bool | None:
        """Whether an expression is true at a node; None if it is no expression."""
        try:
            compiled = compile_expression(expression)
        except InvalidInput:
            return None
        self._engine.looks = 0
        return as_boolean(compiled.run(Context(self._engine, self._engine.tree.find(path))))

    def data(self, *, finished: bool = False) -> Data:
        """The answers as JSON (FORMS 4); finished: what counts, without what is not relevant."""
        return data_of(self._engine.root, finished=finished)

    def xml(self, *, finished: bool = True) -> bytes:
        """The OpenRosa instance XML."""
        return xml_of(self._engine.root, finished=finished)

    def _changes(self) -> tuple[Change, ...]:
        """What a step of filling changed; AuditedForm notes it as well."""
        return self._taken()

    def _taken(self) -> tuple[Change, ...]:
        self._engine.shed()
        self._actions.follow()
        changed = self._engine.changed
        found = tuple(Change(node.path, frozenset(kinds)) for node, kinds in changed.items())
        changed.clear()
        return found


def _state(node: FormNode) -> NodeState:
    is_leaf = node.definition.is_leaf
    return NodeState(
        path=node.path,
        value=node.value if is_leaf else "",
        answer=node.answer if is_leaf else "",
        is_relevant=node.is_live,
        is_required=node.is_required,
        is_readonly=node.is_readonly,
        is_valid=node.is_valid,
        row_id=node.row_id,
    )
