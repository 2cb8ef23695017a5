"""The expressions of a sheet, looked at with our own parser: what is no grammar, and what cannot be meant (FORMS 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.check.chinese import NO, YES
from gridcore.forms.check.slip import (
    QUOTED,
    REFERENCE,
    Slip,
    mended,
    missing_operand,
    open_quote,
    slips,
    straightened,
    unbalanced,
)
from gridcore.forms.check.table import narrow, nearest
from gridcore.forms.xpath.compile import FUNCTIONS, compile_expression
from gridcore.forms.xpath.regex.pattern import pattern_trouble
from gridcore.forms.xpath.tree import Binary, Call, Chain, Expr, Literal, Logical, Number, Path, parts

EXPRESSIONS: Final = (
    "relevant", "constraint", "calculation", "required", "readonly", "choice_filter", "repeat_count", "trigger",
)  # fmt: skip
"""Columns of `survey` that hold an expression."""
_SWITCH: Final = frozenset({"yes", "no", "true", "false"})
_WORD: Final = re.compile(r"[^\W\d]+|[√✓×✗]")
_SIGN: Final = re.compile(r"(<=|>=|!=|==|=|<|>)\s*")
_DATE: Final = re.compile(r"(?<![\w'\"-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w'\"-])")
_COMPARED: Final = re.compile(
    r"^(?P<left>.*?)(?P<one><=?|>=?)\s*(?P<middle>\$\{[^{}]*\}|\.)\s*(?P<two><=?|>=?)(?P<right>.*)$"
)
_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "=", "!="})
_LOOSE: Final = re.compile(
    r"\$\{([^{}]*)(?:$|(?=\{))|\$\{(?:\s+([^{}]*?)\s*|([^{}]*?)\s+)\}|\$([^\W\d]\w*)"
    r"|(?<![$＄￥])\{\s*([^\W\d]\w*)\s*\}"
)
"""References left open, with blanks inside, without their brackets or without their sign."""
_ROOT: Final = "_"


class Known(msgspec.Struct, frozen=True):
    """What expressions can speak of: names, and of selects the values of their list by name and by label."""

    names: frozenset[str]
    doubled: frozenset[str] = frozenset()
    """Names that stand more than once, so that nobody can refer to them."""
    values: Mapping[str, frozenset[str]] = {}
    labels: Mapping[str, Mapping[str, str]] = {}
    """Name of a select -> label of a choice -> its value."""
    multiple: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    """Columns of `choices`, which a choice_filter speaks of; none where they are those of a file."""
    offers: bool = True
    """False once enough words were offered: thousands of slips have one cause."""


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong in a cell: code, 0-based place, what stands there, the whole cell as it should be or ''."""

    code: str
    at: int
    word: str = ""
    mend: str = ""


def check_expression(column: str, text: str, known: Known) -> list[Fault]:
    """Everything wrong in one cell; `column` is what it means (relevant, constraint, ...)."""
    word = text.strip()
    if column not in {"calculation", "trigger", "repeat_count", "choice_filter"} and word.lower() in _SWITCH:
        return []
    if column in {"required", "readonly"} and _WORD.fullmatch(word) and word not in known.names:
        # A converter takes any other word for the name of a node that is not there: never required, and silent.
        mend = "yes" if word.lower() in YES else "no" if word.lower() in NO else nearest(word, ("yes", "no"))
        return [Fault("yes_word", 0, word, mend)]
    text, curled = straightened(text)
    whole = mended(text)
    found = [Fault(slip.code, slip.at, slip.found, whole) for slip in _first_of_each(slips(text))]
    if column == "constraint" and (sign := _SIGN.match(mended(word))):
        found = [Fault("missing_dot", 0, sign[1], f". {mended(word)}")]
    elif column != "constraint" and word.startswith("=") and not word.startswith("=="):
        found = [Fault("leading_equals", 0, "=", mended(word[1:]))]
    if found:
        # The names are looked at as they will stand there: one save more for the author would be one too many.
        names = (fault for fault in _names(whole, known) if fault.word)
        found += (msgspec.structs.replace(fault, at=max(0, text.find(fault.word))) for fault in names)
    found = found or list(_grammar(column, text, known))
    if any(fault.mend == whole for fault in found):
        return found  # what is to be written there has straight quotes, too
    return [*(Fault(slip.code, slip.at, slip.found, whole) for slip in curled), *found]


def check_text(text: str, known: Known) -> list[Fault]:
    """Everything wrong in the references of a label, hint or message."""
    found: list[Fault] = []
    for match in re.finditer(r"[$＄￥]\s?[{｛]\s*([^{}｛｝$＄]*?)\s*[}｝]", text):
        if match[0][0] != "$" or "｛" in match[0] or "｝" in match[0]:
            mend = f"{text[: match.start()]}${{{narrow(match[1])}}}{text[match.end() :]}"
            found.append(Fault("full_width", match.start(), match[0], mend))
    for match in _LOOSE.finditer(text):
        name = next((part for part in match.groups() if part), "").strip().split(" ")[0]
        start, end = match.span(0)
        is_near = name not in known.names and match[0].startswith("${") and known.offers
        meant = nearest(name, known.names) if is_near else name if name in known.names else ""
        if meant or match[0].startswith("${"):
            end = start + 2 + len(name) if match[1] else end
            mend = f"{text[:start]}${{{meant}}}{text[end:]}" if meant else ""
            found.append(Fault("bad_reference", start, match[0], mend))
    return found or list(_names(text, known))


def _first_of_each(found: list[Slip]) -> Iterable[Slip]:
    """One slip of each kind: the mend of the cell puts every one of them right."""
    first: dict[str, Slip] = {}
    for slip in found:
        first.setdefault(slip.code, slip)
    return first.values()


def reads(text: str) -> frozenset[str]:
    """The names an expression refers to."""
    return frozenset(match[1].strip() for match in REFERENCE.finditer(text))


def tree_of(text: str) -> Expr | None:
    """The tree of an expression with its references as paths under `_`; None where it is no expression."""
    try:
        return compile_expression(_plain(text)).tree
    except InvalidInput:
        return None


def _plain(text: str) -> str:
    """References as absolute paths, of the same length, so that places in it are places in the cell."""
    return REFERENCE.sub(lambda match: f"/{_ROOT}/{match[1].replace('#', '_')}", text)


def _names(text: str, known: Known) -> Iterator[Fault]:
    for match in REFERENCE.finditer(text):
        name = match[1].strip().removeprefix("last-saved#")
        if name in known.doubled:
            yield Fault("ambiguous_name", match.start(), name)
        elif name not in known.names:
            near = nearest(name, known.names) if known.offers else ""
            yield Fault("unknown_name", match.start(), name, text.replace(match[1], near, 1) if near and name else "")


def _grammar(column: str, text: str, known: Known) -> Iterator[Fault]:
    yield from _names(text, known)
    if column == "trigger":
        if not re.fullmatch(r"\s*\$\{[^{}]*\}(?:\s*,\s*\$\{[^{}]*\})*\s*", text):
            name = nearest(text.strip(), known.names, 0.9)
            yield Fault("bad_trigger", 0, text.strip(), f"${{{name}}}" if name else "")
        return
    try:
        tree = compile_expression(_plain(text)).tree
    except InvalidInput as wrong:
        yield _ungrammatical(text, wrong)
        return
    yield from _meaning(column, tree, text, known)


def _ungrammatical(text: str, wrong: InvalidInput) -> Fault:
    at, function = wrong.facts.get("at"), str(wrong.facts.get("function", ""))
    place = at if isinstance(at, int) else 0
    if wrong.reason == "unknown_function":
        near = nearest(function, FUNCTIONS)
        return Fault(wrong.reason, place, function, text.replace(f"{function}", near, 1) if near else "")
    if wrong.reason != "syntax":
        return Fault(wrong.reason, place, function or text[:80])
    if (quote := open_quote(text)) >= 0:
        return Fault("open_quote", quote, text[quote:], _if_grammar(text.rstrip() + text[quote]))
    if (bracket := unbalanced(text)) is not None:
        return Fault("unbalanced", bracket[0], text[bracket[0]], _if_grammar(bracket[1]))
    for operand_at, mend in missing_operand(text):
        return Fault("missing_operand", operand_at, text[operand_at:], _if_grammar(mend))
    return Fault("syntax", place, text[place:])


def _if_grammar(mend: str) -> str:
    return mend if mend and tree_of(mend) is not None else ""


def _meaning(column: str, tree: Expr, text: str, known: Known) -> Iterator[Fault]:
    """What is grammar and still cannot be meant."""
    blank = QUOTED.sub(lambda match: " " * len(match[0]), text)
    for match in _DATE.finditer(blank):
        day = f"date('{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}')"
        yield Fault("bare_date", match.start(), match[0], f"{text[: match.start()]}{day}{text[match.end() :]}")
    stack = [tree]
    while stack:
        piece = stack.pop()
        stack.extend(parts(piece))
        match piece:
            case Path():
                yield from _bare(column, piece, text, known)
            case Binary():
                yield from _compared(piece, text, known)
            case Chain() if all(operator in _COMPARISONS for operator, _ in piece.links):
                yield Fault("chained_comparison", piece.at, text[piece.at :], _unchained(text))
            case Logical():
                yield from _constant(piece, text)
            case Call():
                yield from _called(piece, text, known)
            case _:
                pass


def _bare(column: str, path: Path, text: str, known: Known) -> Iterator[Fault]:
    """A word without quotes, brackets or ${}: a converter takes it for a node that is not there."""
    if any(step.name == "node()" and step.axis == "descendant-or-self" for step in path.steps):
        yield Fault("not_portable", path.at, "//")
    if path.absolute or path.base is not None or len(path.steps) != 1 or path.steps[0].axis != "child":
        return
    word = path.steps[0].name
    if word == "*":
        return
    before, after = text[: path.at], text[path.at + len(word) :]
    if column == "choice_filter":
        if known.columns and word not in known.columns:
            near = nearest(word, known.columns)
            code = "unknown_filter_column" if near else "bare_text"
            yield Fault(code, path.at, word, f"{before}{near}{after}" if near else f"{before}'{word}'{after}")
    elif word in known.names:
        yield Fault("bare_name", path.at, word, f"{before}${{{word}}}{after}")
    elif word in FUNCTIONS:
        yield Fault("bare_function", path.at, word, f"{before}{word}(){after}")
    elif word.lower() in {"null", "none", "nil", "empty", "blank"}:
        yield Fault("null_word", path.at, word, f"{before}''{after}")
    else:
        yield Fault("bare_text", path.at, word, f"{before}'{word}'{after}")


def _compared(piece: Binary, text: str, known: Known) -> Iterator[Fault]:
    if piece.operator not in {"=", "!="}:
        return
    if isinstance(piece.left, Path) and isinstance(piece.right, Path) and piece.left.steps == piece.right.steps:
        word = piece.right.steps[-1].name if piece.right.steps else "."
        is_named = not piece.right.absolute and word in known.names
        mend = f"{text[: piece.right.at]}${{{word}}}{text[piece.right.at + len(word) :]}" if is_named else ""
        yield Fault("compared_with_itself", piece.at, word, mend)
    for one, other in ((piece.left, piece.right), (piece.right, piece.left)):
        name = _referred(one)
        if not name or not isinstance(other, Literal) or not other.value:
            continue
        if name in known.multiple:
            pattern = rf"\$\{{\s*{re.escape(name)}\s*\}}\s*{piece.operator}\s*(['\"]{re.escape(other.value)}['\"])"
            wrapped = r"selected(${%s}, \1)" % name  # noqa: UP031 - braces and backslashes of the pattern itself
            mend = re.sub(pattern, wrapped if piece.operator == "=" else f"not({wrapped})", text, count=1)
            yield Fault("multiple_equals", piece.at, name, mend if mend != text else "")
        yield from _listed(name, other, text, known)


def _listed(name: str, literal: Literal, text: str, known: Known) -> Iterator[Fault]:
    values = known.values.get(name)
    if values is None or literal.value in values:
        return
    near = known.labels.get(name, {}).get(literal.value) or (nearest(literal.value, values) if known.offers else "")
    quote = text[literal.at]
    old, new = f"{quote}{literal.value}{quote}", f"{quote}{near}{quote}"
    mend = text[: literal.at] + text[literal.at :].replace(old, new, 1) if near else ""
    yield Fault("not_in_list" if near else "never_in_list", literal.at, literal.value, mend)


def _constant(piece: Logical, text: str) -> Iterator[Fault]:
    """`${a} = 'x' or 'y'`: a text alone is always true."""
    for before, term in zip((None, *piece.terms), piece.terms, strict=False):
        if isinstance(term, Literal | Number):
            mend = ""
            if isinstance(before, Binary) and (left := re.match(r"\$\{[^{}]*\}|\.", text[_start(before.left) :])):
                mend = f"{text[: term.at]}{left[0]} {before.operator} {text[term.at :]}"
            yield Fault("constant_condition", term.at, str(term.value), mend)


def _start(expr: Expr) -> int:
    return expr.at


def _called(call: Call, text: str, known: Known) -> Iterator[Fault]:
    function = FUNCTIONS.get(call.name)
    if function is not None and not function.portable:
        yield Fault("not_portable", call.at, call.name)
    if call.name == "selected" and len(call.arguments) == 2 and isinstance(call.arguments[0], Literal):
        mend = re.sub(
            r"selected\(\s*('[^']*'|\"[^\"]*\")\s*,\s*(\$\{[^{}]*\})\s*\)", r"selected(\2, \1)", text, count=1
        )
        yield Fault("swapped_arguments", call.at, call.name, mend if mend != text else "")
    if call.name == "jr:choice-name" and len(call.arguments) == 2 and _referred(call.arguments[1]):
        at = call.arguments[1].at
        end = text.index("}", at) + 1
        yield Fault("choice_name_argument", at, text[at:end], f"{text[:at]}'{text[at:end]}'{text[end:]}")
    if call.name == "selected" and len(call.arguments) == 2 and isinstance(call.arguments[1], Literal):
        yield from _listed(_referred(call.arguments[0]), call.arguments[1], text, known)
    pattern = call.arguments[1] if call.name == "regex" and len(call.arguments) == 2 else None
    if isinstance(pattern, Literal) and pattern_trouble(pattern.value) is not None:
        yield Fault("bad_regex", pattern.at, pattern.value)


def _unchained(text: str) -> str:
    match = _COMPARED.match(text)
    if match is None:
        return ""
    left, middle, right = match["left"].strip(), match["middle"], match["right"].strip()
    return _if_grammar(f"{left} {match['one']} {middle} and {middle} {match['two']} {right}")


def _referred(expr: Expr) -> str:
    """The name a path under `_` refers to, '' of anything else."""
    if isinstance(expr, Path) and expr.absolute and len(expr.steps) == 2 and expr.steps[0].name == _ROOT:
        return expr.steps[1].name
    return ""
