"""The items of an inspection in a live form, as pages draw them and services read findings from them (FORMS 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.definition import FormDefinition, NodeDefinition
from gridcore.forms.live import LiveForm
from gridcore.forms.view import Change, Missing, NodeState, Shown

PASS, FAIL, NOT_APPLICABLE = "pass", "fail", "na"
UNCHECKED, PHOTO_MISSING = "unchecked", "photo_missing"
VERDICT, OVERVIEW = "verdict", "overview"
_PHOTO_ROLES = frozenset({"photo", "after", "f"})


class Gap(msgspec.Struct, frozen=True):
    """What is missing at one part of an item.

    `reason`: unchecked (no verdict, or no value where there is none to give), photo_missing, required, constraint,
    choice_gone.
    """

    role: str
    reason: str
    path: str


class Part(msgspec.Struct, frozen=True):
    """One node of an item that is to be seen now."""

    role: str
    path: str
    shown: Shown
    is_within: bool | None = None
    """Whether the number keeps the author's bound (grid:rule); None without a bound or a number. It never blocks."""

    @property
    def value(self) -> str:
        """The answer that counts."""
        return self.shown.value


class ItemState(msgspec.Struct, frozen=True):
    """One item now. `verdict` is '' while it is not checked, and always for an item that has none."""

    code: str
    section: str
    text: str
    basis: str
    has_verdict: bool
    verdict: str
    default_severity: int
    default_limit: int | None
    """Natural days to correct it, 0 at once; None where the item is referred or has no limit."""
    refer: str
    photo_rule: str
    parts: tuple[Part, ...]
    is_answered: bool
    missing: tuple[Gap, ...]

    def part(self, role: str) -> Part | None:
        """The first part with a role, None where it has none or it is not to be seen."""
        return next((part for part in self.parts if part.role == role), None)

    def value(self, role: str) -> str:
        """The answer of the part with a role, '' without one."""
        part = self.part(role)
        return "" if part is None else part.value

    @property
    def photos(self) -> tuple[str, ...]:
        """Attachment names of the photos of what was found."""
        return tuple(part.value for part in self.parts if part.role == "photo" and part.value)


class Progress(msgspec.Struct, frozen=True):
    """How far a section, or all of them, is."""

    total: int
    answered: int
    failed: int
    photos_missing: int


class Section(msgspec.Struct, frozen=True):
    """One section with its items in order; items hidden by their condition are left out."""

    code: str
    title: str
    path: str
    items: tuple[ItemState, ...]
    overview: Part | None
    progress: Progress


class _Plan(msgspec.Struct, frozen=True):
    """Where one item stands in the form."""

    code: str
    section: str
    group: NodeDefinition | None
    nodes: tuple[NodeDefinition, ...]


class ItemsView:
    """Reads the items of one live form; keeps nothing but where they stand."""

    def __init__(self, live: LiveForm) -> None:
        """Look the items up by their grid attributes."""
        self._live = live

    @cached_property
    def _plans(self) -> Mapping[str, _Plan]:
        return _plans(self._live.form)

    @cached_property
    def _overviews(self) -> Mapping[str, NodeDefinition]:
        nodes = self._live.form.nodes.values()
        return {node.bind.grid.get("section", ""): node for node in nodes if node.bind.grid.get("role") == OVERVIEW}

    @property
    def has_items(self) -> bool:
        """False of an ordinary form (a visit, a survey)."""
        return bool(self._plans)

    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        gaps = self._gaps()
        found: dict[str, list[ItemState]] = {}
        for plan in self._plans.values():
            items = found.setdefault(plan.section, [])
            if self._is_asked(plan):
                items.append(self._item(plan, gaps))
        return tuple(self._section(code, tuple(items)) for code, items in found.items())

    def item(self, code: str) -> ItemState:
        """One item, also while it is hidden. Raises InvalidInput, reason `unknown_item`."""
        return self._item(self._plan(code), self._gaps())

    def progress(self) -> Progress:
        """All items counted together."""
        gaps = self._gaps()
        return count([self._item(plan, gaps) for plan in self._plans.values() if self._is_asked(plan)])

    def touched(self, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """Codes of the items that something changed in, in order: what a page draws again."""
        paths = {change.path for change in changes}
        return tuple(
            plan.code
            for plan in self._plans.values()
            if any(node.path in paths for node in plan.nodes) or (plan.group is not None and plan.group.path in paths)
        )

    def pass_section(self, section: str) -> tuple[Change, ...]:
        """`This section all pass`: every item of the section not checked yet passes; verdicts given stay."""
        changes: list[Change] = []
        for plan in self._plans.values():
            lead = plan.nodes[0]
            if plan.section != section or lead.bind.grid.get("role") != VERDICT or not self._is_asked(plan):
                continue
            if not self._live.state(lead.path).value:
                changes.extend(self._live.answer(lead.path, PASS))
        return tuple(changes)

    def _plan(self, code: str) -> _Plan:
        plan = self._plans.get(code)
        if plan is None:
            raise InvalidInput(field="item", reason="unknown_item", code=code)
        return plan

    def _gaps(self) -> Mapping[str, Missing]:
        return {missing.path: missing for missing in self._live.missing()}

    def _is_asked(self, plan: _Plan) -> bool:
        return self._live.state(plan.nodes[0].path).is_relevant

    def _section(self, code: str, items: tuple[ItemState, ...]) -> Section:
        first = next(plan for plan in self._plans.values() if plan.section == code)
        path = self._section_path(first)
        shown = self._live.shown(path) if path else None
        overview = self._overviews.get(code)
        part = None if overview is None else self._part(overview)
        return Section(code, "" if shown is None else shown.label, path, items, part, count(items))

    def _section_path(self, plan: _Plan) -> str:
        inner = plan.group.path if plan.group is not None else plan.nodes[0].path
        return inner.rpartition("/")[0]

    def _item(self, plan: _Plan, gaps: Mapping[str, Missing]) -> ItemState:
        lead = plan.nodes[0]
        states = {node.path: self._live.state(node.path) for node in plan.nodes}
        has_verdict = lead.bind.grid.get("role") == VERDICT
        parts = tuple(part for node in plan.nodes if states[node.path].is_relevant and (part := self._part(node)))
        missing = tuple(_gap(node, lead, gaps[node.path]) for node in plan.nodes if node.path in gaps)
        return ItemState(
            code=plan.code,
            section=plan.section,
            text=self._text(plan),
            basis=lead.bind.grid.get("basis", ""),
            has_verdict=has_verdict,
            verdict=states[lead.path].value if has_verdict else "",
            default_severity=int(_digits(lead.bind.grid.get("severity", "")) or 0),
            default_limit=int(limit) if (limit := _digits(lead.bind.grid.get("limit", ""))) else None,
            refer=lead.bind.grid.get("refer", ""),
            photo_rule=lead.bind.grid.get("photo", ""),
            parts=parts,
            is_answered=_is_answered(plan.nodes, states, has_verdict=has_verdict),
            missing=missing,
        )

    def _text(self, plan: _Plan) -> str:
        path = plan.group.path if plan.group is not None else plan.nodes[0].path
        return self._live.label(path)

    def _part(self, node: NodeDefinition) -> Part | None:
        shown = self._live.shown(node.path)
        if shown is None:
            return None
        rule = node.bind.grid.get("rule", "").strip()
        is_within = self._live.holds(node.path, f". {rule}") if rule and shown.value else None
        return Part(node.bind.grid.get("role", ""), node.path, shown, is_within)


def count(items: list[ItemState] | tuple[ItemState, ...]) -> Progress:
    """Count items."""
    return Progress(
        total=len(items),
        answered=sum(item.is_answered for item in items),
        failed=sum(item.verdict == FAIL for item in items),
        photos_missing=sum(any(gap.reason == PHOTO_MISSING for gap in item.missing) for item in items),
    )


def _plans(form: FormDefinition) -> dict[str, _Plan]:
    """Items in the order of the document: their group, if they have one, and the nodes that hold answers."""
    groups: dict[str, NodeDefinition] = {}
    nodes: dict[str, list[NodeDefinition]] = {}
    for node in form.nodes.values():
        code = node.bind.grid.get("item")
        if not code:
            continue
        if node.is_leaf:
            nodes.setdefault(code, []).append(node)
        else:
            groups.setdefault(code, node)
    return {
        code: _Plan(code, found[0].bind.grid.get("section", ""), groups.get(code), tuple(found))
        for code, found in nodes.items()
    }


def _gap(node: NodeDefinition, lead: NodeDefinition, missing: Missing) -> Gap:
    role = node.bind.grid.get("role", "")
    reason = missing.reason
    if reason == "required":
        reason = UNCHECKED if node is lead else PHOTO_MISSING if role in _PHOTO_ROLES else reason
    return Gap(role, reason, node.path)


def _is_answered(nodes: tuple[NodeDefinition, ...], states: Mapping[str, NodeState], *, has_verdict: bool) -> bool:
    """A verdict answers an item; without one its lead and all its required values do."""
    if not states[nodes[0].path].value:
        return False
    if has_verdict:
        return True
    return all(state.value or not (state.is_required and state.is_relevant) for state in states.values())


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() else ""
