"""A live form as frozen pictures of its controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypedDict

from gridcore.forms.definition import Control, Text
from gridcore.forms.host import FormHost
from gridcore.forms.instance import FormNode
from gridcore.forms.view import Offer, Shown

_OTHER, _OTHER_LABEL, _BEHIND = "other", "Other", "_other"
_ASKS_OTHER: Final = Text(parts=("Specify other.",))
"""What the converter makes of `or_other` whatever the language: a choice, and a question that asks which."""


class _Words(TypedDict):
    label: str
    hint: str
    appearance: tuple[str, ...]


class Drawing:
    """Draws controls of one record."""

    def __init__(self, engine: FormHost) -> None:
        """Draw from the nodes and the language of this host."""
        self._engine = engine
        self._form = engine.form

    def offers(self, control: Control, node: FormNode) -> tuple[Offer, ...]:
        """The choices of a control at a node, with labels of the present language."""
        offered = [(value, label(self._engine)) for value, label in self._engine.offers(control, node)]
        if not self._asks_other(f"{control.path}{_BEHIND}"):
            return tuple(Offer(value, label) for value, label in offered)
        return tuple(Offer(value, label, (value, label) == (_OTHER, _OTHER_LABEL)) for value, label in offered)

    def draw_all(self, controls: tuple[Control, ...], start: FormNode) -> Iterator[Shown]:
        """Controls as they are to be drawn under a node."""
        for control in controls:
            if not control.path:
                yield Shown(
                    "group", "", children=tuple(self.draw_all(control.children, start)), **self._words(control, start)
                )
                continue
            definition = self._form.nodes.get(control.path)
            if definition is None:
                continue
            if control.kind == "repeat":
                yield self._shown_rows(control, start)
                continue
            shared = len(start.definition.names)
            node = next(self._engine.tree.reach(definition.names, start, shared), None)
            if definition.repeat is not None:
                inner = tuple(self.draw_all(control.children, start))
                yield Shown("group", control.path, children=inner, **self._words(control, start))
            elif node is not None and node.is_live:
                yield self.draw(control, node)

    def _shown_rows(self, control: Control, start: FormNode) -> Shown:
        definition = self._form.nodes[control.path]
        parent = next(self._engine.tree.reach(definition.names[:-1], start, len(start.definition.names)), start)
        rows = tuple(
            Shown("row", row.path, row_id=row.row_id, children=tuple(self.draw_all(control.children, row)))
            for row in parent.rows(definition.name)
            if row.is_live
        )
        is_fixed = definition.repeat is not None and definition.repeat.is_fixed
        return Shown("repeat", f"{parent.path}/{definition.name}", children=rows, is_fixed=is_fixed)

    def _words(self, control: Control, node: FormNode) -> _Words:
        return {
            "label": self._engine.say(control.label, node),
            "hint": self._engine.say(control.hint, node),
            "appearance": control.appearance,
        }

    def draw(self, control: Control, node: FormNode) -> Shown:
        """One control at a node."""
        bind = node.definition.bind
        return Shown(
            kind=control.kind,
            path=node.path,
            type=node.definition.bind.type,
            value=node.value if node.definition.is_leaf else "",
            is_required=node.is_required,
            is_readonly=node.is_readonly,
            is_valid=node.is_valid,
            message="" if node.is_valid else self._engine.say(bind.constraint_message, node),
            media=control.media,
            attributes=control.attributes,
            grid=bind.grid,
            choices=self.offers(control, node),
            children=tuple(self.draw_all(control.children, node)),
            is_other=control.path.removesuffix(_BEHIND) in self._form.by_path and self._asks_other(control.path),
            **self._words(control, node),
        )

    def _asks_other(self, path: str) -> bool:
        asked = self._form.by_path.get(path) if path.endswith(_BEHIND) else None
        return asked is not None and asked.kind == "input" and asked.label == _ASKS_OTHER
