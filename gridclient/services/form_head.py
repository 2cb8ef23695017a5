"""The questions of a checklist before its items (检查概况): gate, period, weather (DOMAIN 4.2)."""

from __future__ import annotations

from collections.abc import Mapping

from gridcore.forms.live import LiveForm
from gridcore.forms.view import Offer, Shown


class Head:
    """The questions before the items (检查概况): gate, period, weather; a form without one keeps nothing."""

    def __init__(self, live: LiveForm) -> None:
        self._live = live

    @property
    def title(self) -> str:
        """The name of this part of the form, empty without one."""
        return self._live.label(self._group) if self._has_one else ""

    def questions(self) -> tuple[Shown, ...]:
        """The questions as they are to be drawn now."""
        shown = self._live.shown(self._group) if self._has_one else None
        return () if shown is None else shown.children

    def gaps(self) -> tuple[str, ...]:
        """Names of the questions that must be answered and are not, or not rightly."""
        asked = self.questions()
        return tuple(name_of(one) for one in asked if not one.is_valid or (one.is_required and not one.value))

    def word(self, name: str) -> str:
        """The answer to a question in words: the label of the choice, or what was written."""
        value = self.value(name)
        return next((offer.label for offer in self.offers(name) if offer.value == value), value)

    def offers(self, name: str) -> tuple[Offer, ...]:
        """The choices of a question, e.g. `period`, `weather`."""
        path = self._path(name)
        return () if path is None else self._live.choices(path)

    def value(self, name: str) -> str:
        """The answer to a question."""
        path = self._path(name)
        return "" if path is None else self._live.state(path).value

    def give(self, name: str, value: str) -> None:
        """Answer a question."""
        path = self._path(name)
        if path is not None:
            self._live.answer(path, value)

    def fill(self, values: Mapping[str, str]) -> None:
        """Answer several questions; a choice may be given by its label, what is none of the choices is left out."""
        for name, value in values.items():
            offers = self.offers(name)
            match = next((offer.value for offer in offers if value in {offer.value, offer.label}), "")
            if value and (match or not offers):
                self.give(name, match or value)

    @property
    def _group(self) -> str:
        return f"{self._live.form.root.path}/head"

    @property
    def _has_one(self) -> bool:
        return self._group in self._live.form.by_path

    def _path(self, name: str) -> str | None:
        path = f"{self._group}/{name}"
        return path if path in self._live.form.by_path else None


def name_of(question: Shown) -> str:
    """The name of a question of the head."""
    return question.path.rpartition("/")[2]
