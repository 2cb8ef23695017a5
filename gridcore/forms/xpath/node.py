"""Functions of nodes: rows, lists that travel with the form, the form's own facts."""

from __future__ import annotations

import hashlib
import math
import uuid

from gridcore.forms.xpath.function import Function, aware, eager
from gridcore.forms.xpath.reference import generic
from gridcore.forms.xpath.tree import Expr, Path
from gridcore.forms.xpath.value import Closure, Context, Node, Value, as_number, as_text

_PRIME = 2_147_483_647
_FACTOR = 16_807


def names_of(node: Node) -> tuple[str, ...]:
    """The names from the root down to a node."""
    names: list[str] = []
    at: Node | None = node
    while at is not None:
        names.append(at.name)
        at = at.parent
    return tuple(reversed(names))


def chain_of(node: Node) -> list[Node]:
    """The nodes from the root down to a node."""
    chain: list[Node] = []
    at: Node | None = node
    while at is not None:
        chain.append(at)
        at = at.parent
    chain.reverse()
    return chain


def count(nodes: Value) -> float:
    """How many nodes there are."""
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def count_non_empty(nodes: Value) -> float:
    """How many nodes are answered."""
    return float(sum(1 for node in nodes if node.value != "")) if isinstance(nodes, list) else 0.0


def position(ctx: Context, *nodes: Value) -> Value:
    """The 1-based place in the predicate; of a node its place among its rows (of several rows, the own one)."""
    if not nodes:
        return float(ctx.position)
    found = nodes[0]
    if not isinstance(found, list) or not found:
        return math.nan
    node = found[0]
    if len(found) > 1:
        own = {id(at) for at in chain_of(ctx.current)}
        node = next((at for at in found if id(at) in own), node)
    return float(node.parent.named[node.name].index(node) + 1) if node.parent is not None else 1.0


def _once(_trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
    only = closures[0]
    return lambda ctx: ctx.current.text or only(ctx)


def _current(_trees: tuple[Expr, ...], _closures: tuple[Closure, ...]) -> Closure:
    return lambda ctx: [ctx.current]


def instance(ctx: Context, name: Value) -> Value:
    """The document of a list that travels with the form; nothing for an unknown one."""
    found = ctx.host.instance(as_text(name))
    return [] if found is None else [found]


def _indexed_repeat(trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
    target, groups = trees[0], trees[1::2]

    def run(ctx: Context) -> Value:
        context = names_of(ctx.node)
        wanted: dict[tuple[str, ...], float] = {}
        for tree, index in zip(groups, closures[2::2], strict=False):
            names = generic(tree, context) if isinstance(tree, Path) else None
            if names is not None:
                wanted[names] = as_number(index(ctx))
        names = generic(target, context) if isinstance(target, Path) else None
        return [] if names is None else _row_node(ctx, names, wanted)

    return run


def _row_node(ctx: Context, names: tuple[str, ...], wanted: dict[tuple[str, ...], float]) -> Value:
    """Walk down the names, taking the wanted row where one is named and the own row elsewhere."""
    own = chain_of(ctx.current)
    at = ctx.host.root
    if names[:1] != (at.name,):
        return []
    for depth in range(1, len(names)):
        rows = at.named.get(names[depth], [])
        index = wanted.get(names[: depth + 1])
        if index is not None:
            if not 1 <= index <= len(rows):
                return []
            at = rows[int(index) - 1]
        elif rows:
            at = own[depth] if depth < len(own) and own[depth] in rows else rows[0]
        else:
            return []
    return [at] if at.is_live else []


def randomize(ctx: Context, nodes: Value, seed: Value = "") -> Value:
    """The nodes in another order; with a seed always in the same one."""
    if not isinstance(nodes, list):
        return nodes
    shuffled = list(nodes)
    if seed == "" or (isinstance(seed, list) and not seed):
        state = ctx.host.rng.randrange(1, _PRIME)
    else:
        state = int(math.fmod(_seed(seed), _PRIME))
        state = state if state > 0 else state + _PRIME - 1
    for at in range(len(shuffled)):
        state = state * _FACTOR % _PRIME
        other = int(state / _PRIME * (at + 1))
        shuffled[at], shuffled[other] = shuffled[other], shuffled[at]
    return shuffled


def _seed(value: Value) -> float:
    """The number a seed stands for: 0 of an unanswered one; of a text the first 8 bytes of its SHA-256, as JavaRosa."""
    number, text = as_number(value), as_text(value)
    if not math.isnan(number) and not math.isinf(number):
        return float(int(number))
    return float(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)) if text else 0.0


def pulldata(ctx: Context, name: Value, wanted: Value, key: Value, value: Value) -> Value:
    """One column of the row of a list whose key column holds the value; '' if there is none."""
    document = ctx.host.instance(as_text(name))
    if document is None or not document.children:
        return ""
    column, key_column, sought = as_text(wanted), as_text(key), as_text(value)
    rows = [row for row in document.children[0].having("item", key_column, sought) if key_column in row.named]
    cells = rows[0].named.get(column) if rows else None
    return cells[0].value if cells else ""


def choice_name(ctx: Context, value: Value, path: Value) -> Value:
    """The label of a choice of the control whose path stands in the second argument."""
    return ctx.host.choice_name(as_text(value), as_text(path).strip(), ctx.current)


def _uuid(ctx: Context, *length: Value) -> Value:
    """A random UUID, or a random text of so many letters and digits."""
    if length:
        size = as_number(length[0])
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
        return "".join(ctx.host.rng.choice(letters) for _ in range(int(size) if 0 < size <= 1000 else 0))
    return str(uuid.UUID(int=ctx.host.rng.getrandbits(128), version=4))


def string_length(ctx: Context, *value: Value) -> Value:
    """How many UTF-16 units, as every reference engine counts; of the context node without an argument."""
    return len(as_text(value[0] if value else [ctx.node]).encode("utf-16-le", "surrogatepass")) / 2


def normalize_space(ctx: Context, *value: Value) -> Value:
    """The text with single blanks between words and none around."""
    return " ".join(as_text(value[0] if value else [ctx.node]).split())


def local_name(nodes: Value) -> str:
    """The name of the first node."""
    return nodes[0].name if isinstance(nodes, list) and nodes else ""


def last(ctx: Context) -> Value:
    """How many nodes the predicate chooses from."""
    return float(ctx.size)


def itext(ctx: Context, key: Value) -> Value:
    """A text of the present language."""
    return ctx.host.itext(as_text(key), ctx.node)


def _random(ctx: Context) -> Value:
    return ctx.host.rng.random()


def version(ctx: Context) -> Value:
    """The version of the form."""
    return ctx.host.fact("version")


def fact(ctx: Context, name: Value) -> Value:
    """A fact of device or person."""
    return ctx.host.fact(as_text(name))


NODE: tuple[Function, ...] = (
    eager("count", 1, 1, count, of_nodes=True),
    eager("count-non-empty", 1, 1, count_non_empty, of_nodes=True),
    aware("position", 0, 1, position, of_nodes=True),
    aware("last", 0, 0, last, portable=False),
    Function("once", 1, 1, _once),
    Function("current", 0, 0, _current),
    aware("instance", 1, 1, instance),
    Function("indexed-repeat", 3, 7, _indexed_repeat),
    aware("randomize", 1, 2, randomize, of_nodes=True),
    aware("pulldata", 4, 4, pulldata),
    aware("jr:choice-name", 2, 2, choice_name),
    aware("jr:itext", 1, 1, itext),
    aware("uuid", 0, 1, _uuid),
    aware("random", 0, 0, _random),
    aware("version", 0, 0, version),
    aware("property", 1, 1, fact),
    eager("local-name", 1, 1, local_name, portable=False, of_nodes=True),
    aware("string-length", 0, 1, string_length),
    aware("normalize-space", 0, 1, normalize_space),
)
