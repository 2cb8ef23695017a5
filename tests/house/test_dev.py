"""The one command of the project: what it lists, what it counts, how it ends."""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING

import pytest

import dev

if TYPE_CHECKING:
    from pathlib import Path

VERBS = [
    "demo",
    "test",
    "fix",
    "bench",
    "shots",
    "build",
    "translate",
    "server",
    "simulate",
    "kill",
    "soak",
    "contract",
    "conformance",
]


def test_without_a_verb_each_verb_is_listed_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    assert re.findall(r"^  (\w+) +\w.*[.]$", capsys.readouterr().out, re.MULTILINE) == VERBS


def test_a_verb_that_is_not_there_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["dance"]) == 2
    assert "there is no verb dance" in capsys.readouterr().out


def test_every_verb_has_its_module() -> None:
    for module, _ in dev.MODULES.values():
        assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize(
    ("output", "summary"),
    [
        ("x\n==== 3 passed in 0.10s ====\n", ("==== 3 passed in 0.10s ====", 3, 0)),
        ("\x1b[31m= 1 failed, 2 passed, 4 skipped, 2 errors in 61.2s (0:01:01) =\x1b[0m", (None, 2, 3)),
        ("= 1 error in 0.1s =", (None, 0, 1)),
        ("= no tests ran in 0.01s =", (None, 0, 0)),
        ("Segmentation fault", ("", 0, 0)),
    ],
)
def test_the_counts_are_those_of_pytest(output: str, summary: tuple[str | None, int, int]) -> None:
    line, passed, failed = dev.summary_of(output)

    assert (passed, failed) == summary[1:]
    assert summary[0] is None or line == summary[0]


@pytest.mark.parametrize(
    ("body", "code", "last"),
    [
        ("assert True", 0, "1 passed, 0 failed"),
        ("assert False", 1, "0 passed, 1 failed"),
        ("import os; os._exit(3)", 1, "0 passed, 1 failed"),
        ("...\n\ndef test_broken(no_such_fixture): ...", 1, "1 passed, 1 failed"),
    ],
    ids=["passes", "fails", "dies", "has an error"],
)
def test_the_last_line_and_the_exit_code_tell_the_truth(
    body: str, code: int, last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = tmp_path / "test_sample.py"
    sample.write_text(f"def test_it():\n    {body}\n", "utf-8")
    monkeypatch.setattr(dev, "prepare", lambda: None)  # this very environment is the one to run in

    assert dev.main(["test", "-p", "no:cacheprovider", str(sample)]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_the_lock_pins_uv_by_hash() -> None:
    assert re.match(r"uv==[\d.]+ .*\n +--hash=sha256:[0-9a-f]{64}", dev.locked("uv"))
    assert len(re.findall(r"^\S", dev.locked("uv"), re.MULTILINE)) == 1
    with pytest.raises(dev.Stopped, match=r"is not in requirements\.lock"):
        dev.locked("no-such-package")


def test_a_library_the_system_lacks_is_seen() -> None:
    assert not dev.is_loadable("libno-such-library.so.9")
