"""A draft and the version of its checklist: on which it is filled, how it is taken over to a newer one (FORMS 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from msgspec import convert, to_builtins

from gridclient.services.drafts import DraftLine
from gridclient.services.filling import Form, Unplaced
from gridclient.services.layout import plain_path
from gridcore.errors import InvalidInput
from gridcore.forms.definition import FormDefinition
from gridcore.forms.live import LiveForm
from gridcore.forms.record import ROW
from gridcore.inspection import Inspection
from gridcore.parts import ChecklistRef


def version_of(draft: DraftLine | None, inspection: Inspection) -> ChecklistRef:
    """Give the version a filling is on: that of its draft once it was moved, else that of the inspection."""
    body: Any = draft.body if draft is not None else None
    kept = cast("Mapping[str, Any]", body).get("checklist") if isinstance(body, dict) else None
    return convert(kept, ChecklistRef) if kept else inspection.checklist or ChecklistRef()


def moved(form: Form, newer: FormDefinition) -> dict[str, Any]:
    """Give the body of a draft on another version of its checklist.

    Every answer that fits is where the new version asks for it; every one that does not is under `unplaced`, with the
    words of its question; so is what was typed there and was no answer. An answer whose choice is gone stays in its
    place and is shown as a gap. Where nothing was answered yet there is nothing to take over: it begins anew.
    """
    body = dict(form.body or {})
    if "values" not in body:
        return body
    values = cast("Mapping[str, object]", body["values"])
    old, new, blank = (
        _open(form, form.definition, values),
        _open(form, newer, values),
        _open(form, form.definition, None),
    )
    lost = [one for path in new.lost for one in _answers(old, blank, values, path)]
    typed = cast("Mapping[str, tuple[str, str]]", body.get("typed") or {})
    gone = {key for key in typed if plain_path(key) not in newer.nodes}
    lost += [Unplaced(key, *_words(old, plain_path(key), typed[key][0])) for key in typed if key in gone]
    known = convert(body.get("unplaced") or (), tuple[Unplaced, ...])
    kept = {one.path: one for one in (*known, *lost)}
    if gone:
        body["typed"] = {key: one for key, one in typed.items() if key not in gone}
    return {**body, "values": new.data(), "unplaced": to_builtins(tuple(kept.values()))}


def _open(form: Form, definition: FormDefinition, values: Mapping[str, object] | None) -> LiveForm:
    return LiveForm(definition, now=form.now, rng=form.rng(), facts=form.facts, data=values, record_id=form.record)


def _answers(old: LiveForm, blank: LiveForm, values: Mapping[str, object], path: str) -> Iterator[Unplaced]:
    """The answers at and below a path the new version does not have.

    What is empty is none; nor is what the form itself presets at a question that is not asked.
    """
    at: object = values
    for name in path.strip("/").split("/")[1:]:
        at = _child(at, name)
    for where, text in _texts(at, path):
        try:
            is_preset = not old.state(where).is_relevant and blank.state(where).answer == text
        except InvalidInput:
            is_preset = False
        if not is_preset:
            yield Unplaced(where, *_words(old, where, text))


def _child(at: object, step: str) -> object:
    name, _, number = step.removesuffix("]").partition("[")
    inner: object = cast("Mapping[str, object]", at).get(name) if isinstance(at, Mapping) else None
    if not number:
        return inner
    rows = cast("list[object]", inner) if isinstance(inner, list) else []
    return rows[int(number) - 1] if int(number) <= len(rows) else None


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, object]", value).items():
            if name != ROW:
                yield from _texts(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for number, row in enumerate(cast("list[object]", value), 1):
            yield from _texts(row, f"{path}[{number}]")


def _words(old: LiveForm, path: str, text: str) -> tuple[str, str, str]:
    """The question in words, the answer, and the answer in words."""
    try:
        choices = {offer.value: offer.label for offer in old.choices(path)}
        said = " ".join(choices.get(one, one) for one in text.split(" ")) if choices else text
        return old.label(path) or path.rpartition("/")[2], text, said
    except InvalidInput:
        return path.rpartition("/")[2], text, text
