"""Tokens to the expression tree: XPath 1.0 grammar, the axes that forms use."""

from __future__ import annotations

from gridcore.errors import InvalidInput
from gridcore.forms.xpath.lexer import Token, syntax, tokens
from gridcore.forms.xpath.tree import Binary, Call, Chain, Expr, Literal, Logical, Negate, Number, Path, Step

MAX_DEPTH = 40
"""Deepest nesting of brackets, calls and predicates taken."""

_LEVELS = (("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_AXES = frozenset(
    {
        "child", "self", "parent", "attribute", "descendant", "descendant-or-self", "ancestor", "ancestor-or-self",
        "preceding-sibling", "following-sibling",
    }
)  # fmt: skip
_NODE_TESTS = frozenset({"node", "text"})
_PARENT = Step("parent", "node()")
_SELF = Step("self", "node()")
_ANY_BELOW = Step("descendant-or-self", "node()")


def parse(text: str) -> Expr:
    """Parse one expression.

    Raises InvalidInput (field `expression`, reason `syntax`, `too_deep` or `too_long`; fact `at`).
    """
    parser = _Parser(text)
    expr = parser.expression()
    if parser.here.kind != "end":
        raise parser.wrong()
    return expr


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._next = 0
        self._depth = 0

    @property
    def here(self) -> Token:
        """The token not yet taken."""
        return self._tokens[self._next]

    def wrong(self, reason: str = "syntax") -> InvalidInput:
        """The refusal at the present token."""
        return syntax(self._text, self.here.at, reason)

    def expression(self) -> Expr:
        """OrExpr."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.wrong("too_deep")
        expr = self._logical("or")
        self._depth -= 1
        return expr

    def _is(self, text: str, kind: str = "symbol") -> bool:
        return self.here.kind == kind and self.here.text == text

    def _take(self, text: str) -> bool:
        if self._is(text):
            self._next += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self.wrong()

    def _logical(self, operator: str) -> Expr:
        at = self.here.at
        terms = [self._logical("and") if operator == "or" else self._binary(0)]
        while self._is(operator, "operator"):
            self._next += 1
            terms.append(self._logical("and") if operator == "or" else self._binary(0))
        return terms[0] if len(terms) == 1 else Logical(operator, tuple(terms), at)

    def _binary(self, level: int) -> Expr:
        if level == len(_LEVELS):
            return self._unary()
        first = self._binary(level + 1)
        at = self.here.at
        links: list[tuple[str, Expr]] = []
        while self.here.kind == "operator" and self.here.text in _LEVELS[level]:
            operator = self.here.text
            self._next += 1
            links.append((operator, self._binary(level + 1)))
        if len(links) < 2:
            return Binary(links[0][0], first, links[0][1], at) if links else first
        return Chain(first, tuple(links), at)

    def _unary(self) -> Expr:
        at, minus = self.here.at, 0
        while self._is("-", "operator"):
            self._next += 1
            minus += 1
        operand = self._union()
        return Negate(operand, at) if minus % 2 else operand

    def _union(self) -> Expr:
        first = self._path()
        at = self.here.at
        links: list[tuple[str, Expr]] = []
        while self._is("|", "operator"):
            self._next += 1
            links.append(("|", self._path()))
        return Chain(first, tuple(links), at) if links else first

    def _path(self) -> Expr:
        at = self.here.at
        if self._is("/") or self._is("//"):
            absolute_below = self._is("//")
            self._next += 1
            steps: list[Step] = [_ANY_BELOW] if absolute_below else []
            if absolute_below or self._at_step():
                self._steps(steps)
            return Path(tuple(steps), absolute=True, at=at)
        if not self._at_primary():
            steps = []
            self._steps(steps)
            return Path(tuple(steps), at=at)
        primary = self._primary()
        predicates = self._predicates()
        steps = []
        if self._is("/") or self._is("//"):
            if self._is("//"):
                steps.append(_ANY_BELOW)
            self._next += 1
            self._steps(steps)
        if not steps and not predicates:
            return primary
        return Path(tuple(steps), base=primary, base_predicates=predicates, at=at)

    def _at_step(self) -> bool:
        return self.here.kind == "name" or (self.here.kind == "symbol" and self.here.text in {".", "..", "@"})

    def _at_primary(self) -> bool:
        kind = self.here.kind
        if kind in {"number", "literal"} or self._is("("):
            return True
        follows = self._tokens[self._next + 1] if kind == "name" else None
        is_call = follows is not None and follows.kind == "symbol" and follows.text == "("
        return is_call and self.here.text not in _NODE_TESTS

    def _primary(self) -> Expr:
        token = self.here
        self._next += 1
        if token.kind == "number":
            return Number(float(token.text), token.at)
        if token.kind == "literal":
            return Literal(token.text, token.at)
        if token.kind == "symbol":
            inner = self.expression()
            self._expect(")")
            return inner
        self._expect("(")
        arguments: list[Expr] = []
        if not self._take(")"):
            arguments.append(self.expression())
            while self._take(","):
                arguments.append(self.expression())
            self._expect(")")
        return Call(token.text, tuple(arguments), token.at)

    def _steps(self, steps: list[Step]) -> None:
        steps.append(self._step())
        while self._is("/") or self._is("//"):
            if self._is("//"):
                steps.append(_ANY_BELOW)
            self._next += 1
            steps.append(self._step())

    def _step(self) -> Step:
        if self._take(".."):
            return Step("parent", "node()", self._predicates()) if self._is("[") else _PARENT
        if self._take("."):
            return Step("self", "node()", self._predicates()) if self._is("[") else _SELF
        axis = "child"
        if self._take("@"):
            axis = "attribute"
        elif self.here.text in _AXES and self._tokens[self._next + 1].text == "::":
            axis = self.here.text
            self._next += 2
        if self.here.kind != "name":
            raise self.wrong()
        name = self.here.text
        self._next += 1
        if name in _NODE_TESTS and self._take("("):
            self._expect(")")
            name += "()"
        return Step(axis, name, self._predicates())

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._take("["):
            found.append(self.expression())
            self._expect("]")
        return tuple(found)
