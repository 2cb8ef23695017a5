"""What a whole run has to have met: a counter at zero says that the simulator tries less than it claims."""

from __future__ import annotations

from collections.abc import Sequence

from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine
from tests.simulation.truth import Truth


def met(truth: Truth, ledger: Ledger, machines: Sequence[Machine]) -> None:
    """Count what the end of a seed shows: answers, notes, issues, rows of SYNC 18."""
    ledger.reached.update(truth.causes)
    for answers in truth.answers.values():
        for answer in answers:
            ledger.reach(f"answer {answer['st']} {answer.get('reason') or ''}".strip())
            for note in answer.get("notes", ()):
                ledger.reach(f"note {note['note']}")
