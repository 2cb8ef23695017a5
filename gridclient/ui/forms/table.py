"""Which widget a question gets: one table of controls, types and appearances (FORMS 2)."""

from __future__ import annotations

from typing import Final

from gridclient.services.questionnaire import Shown
from gridclient.ui.forms.control import Bench, Control, Make
from gridclient.ui.forms.files import file_control, photo_control
from gridclient.ui.forms.finding import MANY, dropdown_control, search_control
from gridclient.ui.forms.moment import clock_control, day_control, moment_control
from gridclient.ui.forms.options import options_control, table_head_control, table_row_control, tick_control
from gridclient.ui.forms.place import place_control
from gridclient.ui.forms.sketch import sketch_control
from gridclient.ui.forms.text import note_control, number_control, range_control, text_control, value_control

_SELECTS: Final[tuple[tuple[frozenset[str], Make], ...]] = (
    (frozenset({"label"}), table_head_control),
    (frozenset({"list-nolabel", "list"}), table_row_control),
    (frozenset({"autocomplete"}), search_control),
    (frozenset({"minimal"}), dropdown_control),
    (frozenset({"likert"}), options_control),
)
"""Appearances of choices, the first that is met counts; without one all choices stand there, many are searched."""
_DRAWN: Final = frozenset({"signature", "draw", "annotate"})
_INPUTS: Final[dict[str, Make]] = {
    "int": number_control,
    "integer": number_control,
    "long": number_control,
    "decimal": number_control,
    "date": day_control,
    "time": clock_control,
    "dateTime": moment_control,
    "geopoint": place_control,
}
"""By the type of the bind; every other type is text, which the engine still checks."""
_KINDS: Final[dict[str, Make]] = {
    "trigger": tick_control,
    "range": range_control,
    "rank": note_control,
    "other": note_control,
}
"""By the kind of the control; what comes later (FORMS 2) is shown and cannot be answered."""
HEAD_APPEARANCE: Final = "label"


def make_of(shown: Shown) -> Make:
    """What makes the widget of a question as it is to be drawn now."""
    words = frozenset(shown.appearance)
    if shown.kind in {"select", "select1"}:
        if shown.is_readonly and HEAD_APPEARANCE not in words:
            return value_control
        found = next((make for names, make in _SELECTS if names & words), None)
        return found or (search_control if len(shown.choices) > MANY else options_control)
    if shown.is_readonly:
        return value_control if shown.value or shown.type not in {"string", ""} else note_control
    if shown.kind == "upload":
        if not shown.media.startswith("image"):
            return file_control
        return sketch_control if words & _DRAWN else photo_control
    return _KINDS.get(shown.kind) or _INPUTS.get(shown.type, text_control)


def control_of(key: str, shown: Shown, bench: Bench) -> Control:
    """The widget of a question."""
    return make_of(shown)(key, shown, bench)
