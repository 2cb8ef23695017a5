"""The lines of a form as they stand below each other: heads of groups, questions, rows of repeats (FORMS 2).

All lines are laid, those that are not relevant now too: an answer then only shows and hides them. A line has a steady
key, in which rows stand by their id: the path of a question changes when a row before it goes, its key does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gridcore.forms.definition import Control
from gridcore.forms.live import LiveForm

_ROW = re.compile(r"\[@[^\]]*\]")


def plain_path(key: str) -> str:
    """The path of a question in its form, of a key in which rows stand by their ids."""
    return _ROW.sub("", key)


class LineKind(StrEnum):
    """What a line is: head of a group, a question, head of a row, the place where a row is added."""

    GROUP = "group"
    QUESTION = "question"
    ROW = "row"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `depth` counts the rows around it, `number` is that of a row, from 1.

    `holder` is the path whose relevance decides whether it is shown ('' = always). `is_fixed`: the row may not go.
    """

    key: str
    kind: LineKind
    path: str
    control: Control
    depth: int
    holder: str
    number: int = 0
    is_fixed: bool = False
    is_named: bool = True
    """Of the head of a group: whether it has words of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a form: its title is the label of `control` at `path`, or the form's own without one."""

    code: str
    control: Control | None
    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where lines are laid: node path, path of its definition, steady key."""

    path: str
    defined: str
    key: str
    depth: int

    def within(self, control: Control) -> tuple[str, str]:
        """The path and the key of a control's node."""
        rest = control.path.removeprefix(self.defined)
        return self.path + rest, self.key + rest


def lay(live: LiveForm) -> tuple[Part, ...]:
    """Lay a form in sections: each top group with a label is one, loose questions between them are others."""
    root = live.form.root.path
    place = _Place(root, root, root, 0)
    controls = _unwrapped(live.form.controls, live)
    parts: list[Part] = []
    loose: list[Control] = []

    def close_loose() -> None:
        if loose:
            parts.append(Part(str(len(parts) + 1), None, root, tuple(_lines(live, loose, place))))
            loose.clear()

    for control in controls:
        if control.kind == "group" and control.label is not None and not _is_repeat(control, live):
            close_loose()
            path = place.within(control)[0] if control.path else root
            lines = tuple(_lines(live, (control,), place))
            parts.append(Part(str(len(parts) + 1), control, path, lines[1:]))
        else:
            loose.append(control)
    close_loose()
    return tuple(parts)


def _unwrapped(controls: Sequence[Control], live: LiveForm) -> Sequence[Control]:
    """A form whose questions all stand in one group has the sections of that group."""
    while len(controls) == 1 and controls[0].kind == "group" and not _is_repeat(controls[0], live):
        inner = controls[0].children
        if not any(one.kind == "group" and one.label is not None for one in inner):
            break
        controls = inner
    return controls


def _is_repeat(control: Control, live: LiveForm) -> bool:
    """Whether a group is the one that names a repeat."""
    definition = live.form.nodes.get(control.path)
    return definition is not None and definition.repeat is not None


def _lines(live: LiveForm, controls: Sequence[Control], place: _Place) -> Iterator[Line]:
    for control in controls:
        if not control.path:
            yield _head(control, place.path, f"{place.key}#{id(control)}", place.depth, "")
            yield from _lines(live, control.children, place)
            continue
        definition = live.form.nodes.get(control.path)
        if definition is None:
            continue
        path, key = place.within(control)
        if control.kind == "repeat":
            yield from _rows(live, control, path, key, place)
        elif definition.repeat is not None:
            yield _head(control, place.path, f"{key}#head", place.depth, path)
            yield from _lines(live, control.children, place)
        elif control.kind == "group":
            yield _head(control, path, key, place.depth, path)
            yield from _lines(live, control.children, place)
        else:
            yield Line(key, LineKind.QUESTION, path, control, place.depth, path)


def _head(control: Control, path: str, key: str, depth: int, holder: str) -> Line:
    return Line(key, LineKind.GROUP, path, control, depth, holder, is_named=control.label is not None)


def _rows(live: LiveForm, control: Control, path: str, key: str, place: _Place) -> Iterator[Line]:
    repeat = live.form.nodes[control.path].repeat
    is_fixed = repeat is not None and (repeat.is_fixed or repeat.count is not None)
    depth = place.depth + 1
    for number, row in enumerate(live.rows(path), 1):
        row_key = f"{key}[@{row.row_id}]"
        yield Line(row_key, LineKind.ROW, row.path, control, depth, row.path, number, is_fixed)
        yield from _lines(live, control.children, _Place(row.path, control.path, row_key, depth))
    if not is_fixed:
        yield Line(f"{key}[+]", LineKind.ADD, path, control, place.depth, path)
