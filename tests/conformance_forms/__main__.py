"""`python3 dev.py conformance [DIR]`: what our engine does with public forms and cases (FORMS 6)."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.conformance_forms.at_random import mutations
from tests.conformance_forms.conversion import conversions
from tests.conformance_forms.outcome import Outcome
from tests.conformance_forms.replay import FOLDER, Cases, Json, every_form, expressions, hand, initial, traces

FILES: dict[str, tuple[Callable[[Cases, Json], Outcome], float]] = {
    "hand.json": (hand, 1.0),
    "javarosa-traces.json": (traces, 0.97),
    "xpath-expressions.json": (expressions, 1.0),
    "initial-state.json": (initial, 0.98),
    "conversion.json": (conversions, 1.0),
}
"""Case file -> who replays it, and the share of the cases its engines agree on that has to pass."""


def main(arguments: list[str] | None = None) -> int:
    """Replay, print, write; 1 when a file does not reach what it has to."""
    parser = argparse.ArgumentParser(prog="dev.py conformance", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="DIR", help="another folder of cases")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers of each case file")
    parser.add_argument("--verbose", action="store_true", help="each case that failed, was refused or left out")
    parser.add_argument("--mutations", type=int, default=0, metavar="N", help="open N broken forms, too")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the mutations")
    given = parser.parse_args(arguments)
    if not (given.folder / "cases").is_dir():
        print(f"no conformance cases in {given.folder}")
        return 1
    cases = Cases(given.folder)
    reached, counts = True, dict[str, dict[str, int]]()
    for name, (replay, share) in FILES.items():
        content = cases.read(name)
        if content is None:
            print(f"{name:<24} is not in this folder")
            continue
        outcome = replay(cases, content)
        counts[name] = outcome.counts()
        reached &= outcome.share >= share
        show(name, outcome, share, is_verbose=given.verbose)
    forms = every_form(cases)
    show("every form", forms, 1.0, is_verbose=given.verbose)
    if given.mutations:
        sources = [file.read_bytes() for file in cases.forms()]
        mutated = mutations(sources, given.mutations, given.seed)
        show("broken forms", mutated, 1.0, is_verbose=given.verbose)
        reached &= not mutated.failed
    if given.json is not None:
        given.json.write_text(json.dumps(counts, indent=2) + "\n", "utf-8")
    return 0 if reached and not forms.failed else 1


def show(name: str, outcome: Outcome, share: float, *, is_verbose: bool) -> None:
    """Print the numbers of a file, the reasons of what is out of scope, and with `is_verbose` each case."""
    numbers = outcome.counts()
    print(
        f"{name:<24} {numbers['passed']:>4} passed {numbers['failed']:>4} failed {numbers['out_of_scope']:>4} out of "
        f"scope   {outcome.agreed_passed:>4} of {outcome.agreed} agreed: {outcome.share:.2%} of {share:.0%} asked"
    )
    for kind, count in Counter(reason.partition(": ")[0] for reason in outcome.out_of_scope.values()).items():
        print(f"    {count} out of scope: {kind}")
    if is_verbose:
        for case, troubles in outcome.failed.items():
            print(f"    FAILED {case}")
            for trouble in troubles[:5]:
                print(f"        {trouble}")
        for case, reason in outcome.out_of_scope.items():
            print(f"    out of scope {case!r}: {reason}")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # a console may not know every character
    raise SystemExit(main())
