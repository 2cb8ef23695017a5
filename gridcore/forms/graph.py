"""Who depends on whom: what to evaluate again after a change, in which order, scoped to the own row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias, TypeVar

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.definition import Control, Dependent, Graph, Itext, NodeDefinition, Rule, Text
from gridcore.forms.xpath.compile import Compiled
from gridcore.forms.xpath.reference import Names, Reference, references

RELEVANT, CALCULATE, COUNT, CHOICES = "relevant", "calculate", "count", "choices"
REQUIRED, READONLY, CONSTRAINT = "required", "readonly", "constraint"
LABEL = "label"
_SHAPING = (RELEVANT, CALCULATE, COUNT, CHOICES)
"""Rules whose outcome other rules can read; the rest only describes."""
_LAST = 1_000_000

K = TypeVar("K")
T = TypeVar("T")


class _Draft(msgspec.Struct, frozen=True):
    """A rule before its rank is known."""

    path: str
    names: Names
    kind: str
    expressions: tuple[Compiled, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What tells rules apart."""
        return self.path, self.kind


def build_graph(nodes: Mapping[str, NodeDefinition], controls: Mapping[str, Control], itext: Itext) -> Graph:
    """Build the graph of nodes and controls by path, with the texts their labels come from.

    Raises InvalidInput (reason `circle`, fact `paths`) where calculations read each other in a circle.
    """
    drafts = [draft for node in nodes.values() for draft in _drafts(node, controls.get(node.path), itext)]
    reads = {draft.key: _reads(draft, nodes) for draft in drafts}
    _refuse_circles(drafts, reads, nodes)
    ranks, looping = _ranks(drafts, reads, nodes)
    rules = {
        draft.key: Rule(draft.path, draft.names, draft.kind, ranks.get(draft.key, _LAST), draft.key in looping)
        for draft in drafts
    }
    direct: dict[str, list[Dependent]] = {}
    deep: dict[str, list[Dependent]] = {}
    for draft in drafts:
        for reference in reads[draft.key]:
            path = "/" + "/".join(reference.path)
            node = nodes.get(path)
            if node is None:
                continue
            is_self = reference.path == draft.names and reference.kept == len(draft.names)
            if is_self and draft.kind in {RELEVANT, CALCULATE}:
                continue
            dependent = Dependent(rules[draft.key], reference.kept, is_self)
            direct.setdefault(path, []).append(dependent)
            if reference.deep and node.children:
                deep.setdefault(path, []).append(dependent)
    by_path: dict[str, list[Rule]] = {}
    for rule in rules.values():
        holder = rule.path.rpartition("/")[0] if rule.kind == COUNT else rule.path
        by_path.setdefault(holder, []).append(rule)
    speaking = tuple(rules[draft.key] for draft in drafts if any(_speaks(each) for each in draft.expressions))
    return Graph(tuple(rules.values()), _frozen(by_path), _frozen(direct), _frozen(deep), speaking)


def _frozen(lists: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(dict.fromkeys(items)) for key, items in lists.items()}


def _speaks(expression: Compiled) -> bool:
    return "jr:choice-name" in expression.source or "jr:itext" in expression.source


def _drafts(node: NodeDefinition, control: Control | None, itext: Itext) -> Iterator[_Draft]:
    bind = node.bind
    for kind, expression in (
        (RELEVANT, bind.relevant),
        (CALCULATE, bind.calculate),
        (COUNT, node.repeat.count if node.repeat is not None else None),
        (REQUIRED, bind.required),
        (READONLY, bind.readonly),
        (CONSTRAINT, bind.constraint),
    ):
        if expression is not None:
            yield _Draft(node.path, node.names, kind, (expression,))
    if control is None:
        return
    if control.itemset is not None:
        yield _Draft(node.path, node.names, CHOICES, (control.itemset.nodes,))
    spoken = tuple(
        part
        for text in (control.label, control.hint)
        if text is not None
        for form in _forms(text, itext)
        for part in form.parts
        if isinstance(part, Compiled)
    )
    if spoken:
        yield _Draft(node.path, node.names, LABEL, spoken)


def _forms(text: Text, itext: Itext) -> Iterator[Text]:
    """A text, or all its forms in all languages."""
    if text.key is None:
        yield text
        return
    for texts in itext.values():
        yield from texts.get(text.key, {}).values()


def _reads(draft: _Draft, nodes: Mapping[str, NodeDefinition]) -> tuple[Reference, ...]:
    found = [reference for expression in draft.expressions for reference in references(expression.tree, draft.names)]
    if draft.kind == CONSTRAINT:
        found.append(Reference(draft.names, len(draft.names), deep=False, own=True))
    known = [reference for reference in found if "/" + "/".join(reference.path) in nodes]
    return tuple(_narrowed(reference, draft.names, nodes) for reference in known)


def _narrowed(reference: Reference, owner: Names, nodes: Mapping[str, NodeDefinition]) -> Reference:
    """Where no repeat lies between, `../a` leads to the reader's own nodes further down than it says."""
    kept = reference.kept
    while kept < len(owner) and reference.path[: kept + 1] == owner[: kept + 1]:
        if kept >= len(reference.path) or nodes["/" + "/".join(owner[: kept + 1])].repeat is not None:
            break
        kept += 1
    return reference if kept == reference.kept else msgspec.structs.replace(reference, kept=kept)


_Key: TypeAlias = tuple[str, str]
"""A rule by path and kind, or all that stands in a group by path and _INSIDE."""
_INSIDE = "inside"


def _inside(nodes: Mapping[str, NodeDefinition], keys: AbstractSet[_Key]) -> dict[_Key, set[_Key]]:
    """Of each group what all in it depends on: one step for a reader of a group, however much the group holds."""
    found: dict[_Key, set[_Key]] = {}
    for node in nodes.values():
        if node.children:
            inner = {(child.path, kind) for child in node.children for kind in _SHAPING}
            groups = {(child.path, _INSIDE) for child in node.children if child.children}
            found[node.path, _INSIDE] = (inner & keys) | groups
    return found


def _refuse_circles(
    drafts: list[_Draft], reads: dict[_Key, tuple[Reference, ...]], nodes: Mapping[str, NodeDefinition]
) -> None:
    """Refuse calculations that read themselves; a node may read itself as `.` (the way to keep a value once made)."""
    calculated = {draft.key for draft in drafts if draft.kind == CALCULATE}
    follows = _inside(nodes, calculated)
    for draft in drafts:
        if draft.kind != CALCULATE:
            continue
        follows[draft.key] = read = set[_Key]()
        for reference in reads[draft.key]:
            path = "/" + "/".join(reference.path)
            if reference.wild:
                continue
            if path == draft.path and not reference.own and reference.kept == len(draft.names):
                raise InvalidInput(field=path, reason="circle", paths=(path,))
            key = (path, CALCULATE)
            if key in calculated and key != draft.key:
                read.add(key)
            if reference.deep and (path, _INSIDE) in follows:
                read.add((path, _INSIDE))
    for group in components(follows):
        paths = tuple(sorted(path for path, kind in group if kind == CALCULATE))
        if len(paths) > 1:
            raise InvalidInput(field=paths[0], reason="circle", paths=paths)


def _ranks(
    drafts: list[_Draft], reads: dict[_Key, tuple[Reference, ...]], nodes: Mapping[str, NodeDefinition]
) -> tuple[dict[_Key, int], set[_Key]]:
    """Ranks so that a rule comes after all that it reads: values, and the relevance of what holds them.

    Beside them the rules that read what they change.
    """
    looping = set[_Key]()
    shaping = {draft.key for draft in drafts if draft.kind in _SHAPING}
    before = _inside(nodes, shaping)
    known = shaping | set(before)
    for draft in drafts:
        if draft.key not in shaping:
            continue
        wanted = set[_Key]()
        for reference in reads[draft.key]:
            path = "/" + "/".join(reference.path)
            wanted.update((path, kind) for kind in _SHAPING)
            if reference.deep:
                wanted.add((path, _INSIDE))
            for depth in range(1, len(reference.path)):
                above = "/" + "/".join(reference.path[:depth])
                wanted.update({(above, RELEVANT), (above, COUNT)})
        if draft.key in wanted:
            looping.add(draft.key)
        before[draft.key] = {key for key in wanted if key in known and key != draft.key}
    groups = components(before)
    looping.update(key for group in groups if len(group) > 1 for key in group)
    return {key: rank for rank, group in enumerate(groups) for key in group}, looping


def components(before: dict[K, set[K]]) -> list[list[K]]:
    """Strongly connected components, each after those it depends on (Tarjan, without recursion)."""
    index: dict[K, int] = {}
    low: dict[K, int] = {}
    stack: list[K] = []
    on_stack: set[K] = set()
    found: list[list[K]] = []
    for start, first in before.items():
        if start in index:
            continue
        work: list[tuple[K, Iterator[K]]] = [(start, iter(first))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            key, rest = work[-1]
            step = next((other for other in rest if other not in index or other in on_stack), None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == index[key]:
                    at = stack.index(key)
                    found.append(stack[at:])
                    on_stack.difference_update(stack[at:])
                    del stack[at:]
            elif step in index:
                low[key] = min(low[key], index[step])
            else:
                index[step] = low[step] = len(index)
                stack.append(step)
                on_stack.add(step)
                work.append((step, iter(before[step])))
    return found
