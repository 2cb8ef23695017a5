"""Location paths to closures: the own row inside repeats, and only nodes that are relevant (FORMS 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from gridcore.forms.xpath.node import chain_of
from gridcore.forms.xpath.tree import Binary, Call, Expr, Literal, Logical, Path, Step, walk
from gridcore.forms.xpath.value import Closure, Context, Node, Value, as_boolean, as_text

_EVERY = frozenset({"*", "node()"})
_CHEAP = 3
"""Handing a node on costs an eighth of looking at it: a shift."""
_ANY = _EVERY | {"text()"}


class _Predicate(msgspec.Struct, frozen=True):
    """A condition of a step. One that asks `child = value` names both, so that a list need not be looked through."""

    run: Closure
    child: str = ""
    value: Closure | None = None


_Predicates: TypeAlias = tuple[_Predicate, ...]


def compile_path(path: Path, closure: Callable[[Expr], Closure]) -> Closure:
    """The closure of a path; `closure` compiles what stands inside it."""
    steps = tuple((step, tuple(_predicate(inner, closure) for inner in step.predicates)) for step in path.steps)
    if path.base is not None:
        return _from_base(
            closure(path.base), tuple(_predicate(inner, closure) for inner in path.base_predicates), steps
        )
    if path.absolute:
        return _from_root(path, steps)
    return _from_context(path, steps)


def _predicate(expr: Expr, closure: Callable[[Expr], Closure]) -> _Predicate:
    run = closure(expr)
    if any(isinstance(piece, Call) and piece.name in {"position", "last"} for piece in walk(expr)):
        return _Predicate(run)
    for term in expr.terms if isinstance(expr, Logical) and expr.operator == "and" else (expr,):
        if isinstance(term, Binary) and term.operator == "=":
            for one, other in ((term.left, term.right), (term.right, term.left)):
                child = child_name(one)
                if child and _is_outside(other):
                    return _Predicate(run, child, closure(other))
    return _Predicate(run)


def child_name(expr: Expr) -> str:
    """The name of a plain child, '' if the expression is something else."""
    if not isinstance(expr, Path) or expr.absolute or expr.base is not None or len(expr.steps) != 1:
        return ""
    step = expr.steps[0]
    return _local(step.name) if step.axis == "child" and not step.predicates and step.name not in _ANY else ""


def _is_outside(expr: Expr) -> bool:
    """Whether an expression reads nothing of the node a condition is about."""
    if isinstance(expr, Literal):
        return True
    if not isinstance(expr, Path) or any(step.predicates for step in expr.steps) or expr.base_predicates:
        return False
    return expr.absolute or (isinstance(expr.base, Call) and expr.base.name == "current")


def _live(ctx: Context, nodes: list[Node]) -> list[Node]:
    ctx.host.spend((len(nodes) >> _CHEAP) + (len(nodes[0].children) if nodes else 0))
    return [node for node in nodes if node.is_live]


def _from_base(base: Closure, predicates: _Predicates, steps: tuple[tuple[Step, _Predicates], ...]) -> Closure:
    def run(ctx: Context) -> Value:
        start = base(ctx)
        if not isinstance(start, list):
            return []
        nodes = _filter(ctx, start, predicates)
        for step, inner in steps:
            nodes = _expand(ctx, nodes, step, inner)
        return _live(ctx, nodes)

    return run


def _from_context(path: Path, steps: tuple[tuple[Step, _Predicates], ...]) -> Closure:
    if path.steps == (Step("self", "node()"),):
        return lambda ctx: [ctx.node] if ctx.node.is_live else []

    def run(ctx: Context) -> Value:
        nodes = [ctx.node]
        for step, inner in steps:
            nodes = _expand(ctx, nodes, step, inner)
        return _live(ctx, nodes)

    return run


def _from_root(path: Path, steps: tuple[tuple[Step, _Predicates], ...]) -> Closure:
    plain = all(step.axis == "child" and not step.predicates for step in path.steps)
    key = "/" + "/".join(_local(step.name) for step in path.steps)

    def run(ctx: Context) -> Value:
        if plain:
            node = ctx.host.single.get(key)
            if node is not None:
                if node.children:
                    ctx.host.spend(len(node.children))
                return [node] if node.is_live else []
        return _live(ctx, _own_rows(ctx, steps))

    return run


def _own_rows(ctx: Context, steps: tuple[tuple[Step, _Predicates], ...]) -> list[Node]:
    """Walk down from the root; a step without predicate that leads to an own ancestor leads to that one only."""
    own = chain_of(ctx.current)
    root = ctx.host.root
    if not steps:
        return [root]
    first, inner = steps[0]
    if first.axis != "child":
        return _rest(ctx, _filter(ctx, [root, *_below(root)], inner), steps[1:])
    if _local(first.name) not in {root.name, "*"}:
        return []
    nodes = _filter(ctx, [root], inner)
    for depth, (step, predicates) in enumerate(steps[1:], 1):
        is_last = depth == len(steps) - 1
        if step.axis == "child" and not predicates and not is_last and depth < len(own):
            ancestor = own[depth]
            if ancestor.name == _local(step.name) and ancestor.parent in nodes:
                nodes = [ancestor]
                continue
        nodes = _expand(ctx, nodes, step, predicates)
    return nodes


def _rest(ctx: Context, nodes: list[Node], steps: tuple[tuple[Step, _Predicates], ...]) -> list[Node]:
    for step, predicates in steps:
        nodes = _expand(ctx, nodes, step, predicates)
    return nodes


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _expand(ctx: Context, nodes: list[Node], step: Step, predicates: _Predicates) -> list[Node]:
    axis = _AXES[step.axis]
    name = _local(step.name)
    if len(nodes) == 1:
        reached = _listed(ctx, nodes[0], name, predicates) if predicates and step.axis == "child" else None
        if reached is None:
            reached = axis(nodes[0], name)
        if step.axis != "child":
            ctx.host.spend(len(reached))
        return _filter(ctx, reached, predicates)
    ctx.host.spend(len(nodes))
    found: list[Node] = []
    seen: set[int] = set()
    for node in nodes:
        for hit in _filter(ctx, axis(node, name), predicates):
            if id(hit) not in seen:
                seen.add(id(hit))
                found.append(hit)
    return found


def _listed(ctx: Context, parent: Node, name: str, predicates: _Predicates) -> list[Node] | None:
    """Of a list that never changes only the nodes the first condition can hold for; None if that is not known."""
    wanted = predicates[0].value
    if wanted is None or type(parent) is not Node or name in _ANY:
        return None
    value = wanted(Context(ctx.host, ctx.node, ctx.current))
    if isinstance(value, str) or (isinstance(value, list) and len(value) <= 1):
        return parent.having(name, predicates[0].child, as_text(value))
    return None


def _filter(ctx: Context, nodes: list[Node], predicates: _Predicates) -> list[Node]:
    for predicate in predicates:
        size = len(nodes)
        ctx.host.spend(size)
        kept: list[Node] = []
        inner = Context(ctx.host, ctx.node, ctx.current, size=size)
        for position, node in enumerate(nodes, 1):
            inner.node, inner.position = node, position
            value = predicate.run(inner)
            is_kept = value == position if type(value) is float else as_boolean(value)
            if is_kept:
                kept.append(node)
        nodes = kept
    return nodes


def _matches(node: Node, name: str) -> bool:
    return name in _EVERY or node.name == name


def _child(node: Node, name: str) -> list[Node]:
    if name == "text()":
        return [node] if node.text else []
    return list(node.children) if name in _EVERY else node.named.get(name, [])


def _below(node: Node) -> list[Node]:
    found: list[Node] = []
    stack = list(reversed(node.children))
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(reversed(at.children))
    return found


def _ancestors(node: Node, name: str) -> list[Node]:
    return [at for at in reversed(chain_of(node)[:-1]) if _matches(at, name)]


def _siblings(node: Node, name: str, *, after: bool) -> list[Node]:
    if node.parent is None:
        return []
    at = node.parent.children.index(node)
    family = node.parent.children[at + 1 :] if after else list(reversed(node.parent.children[:at]))
    return [sibling for sibling in family if _matches(sibling, name)]


def _attribute(node: Node, name: str) -> list[Node]:
    if name == "*":
        return [Node(key, None, text) for key, text in node.attributes.items()]
    return [Node(name, None, node.attributes[name])] if name in node.attributes else []


_AXES: dict[str, Callable[[Node, str], list[Node]]] = {
    "child": _child,
    "self": lambda node, name: [node] if _matches(node, name) else [],
    "parent": lambda node, name: [node.parent] if node.parent is not None and _matches(node.parent, name) else [],
    "attribute": _attribute,
    "descendant": lambda node, name: [at for at in _below(node) if _matches(at, name)],
    "descendant-or-self": lambda node, name: [at for at in [node, *_below(node)] if _matches(at, name)],
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node, name: ([node] if _matches(node, name) else []) + _ancestors(node, name),
    "preceding-sibling": lambda node, name: _siblings(node, name, after=False),
    "following-sibling": lambda node, name: _siblings(node, name, after=True),
}
