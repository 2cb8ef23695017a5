"""A cut of power while somebody is at a widget, for every kind of widget (FORMS 4, PRODUCT "Nothing typed is lost").

What a kill leaves are the files as they lie there: for every kind they are copied while the person is still at the
widget, and opened. Some kinds are killed in truth besides, to see that a kill leaves no less.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.filling import attachment_name
from gridclient.ui.forms.field import PAUSE_MS
from tests.clock import FakeClock
from tests.services.place import open_store

LATEST_MS = 400
"""After the last key, everything typed is on the disk."""
LOOKS = 4
"""How often it is looked for, LATEST_MS after one another: a busy machine is late."""

WIDGETS = [
    # name of the question, what is done, what the draft holds
    pytest.param("name", "老街文具", "老街文具", id="text"),
    pytest.param("story", "门口堆货", "门口堆货", id="text of several lines"),
    pytest.param("staff", "12", "12", id="integer"),
    pytest.param("area", "36.5", "36.5", id="decimal"),
    pytest.param("clean", "8", "8", id="range"),
    pytest.param("open", "key 2", "no", id="select one"),
    pytest.param("quick", "key 1", "yes", id="quick"),
    pytest.param("trade", "key down|key down", "grocery", id="drop-down"),
    pytest.param("columns", "key 3", "stationery", id="columns"),
    pytest.param("likert", "key 3", "good", id="likert"),
    pytest.param("town", "nqx|key enter", "t7", id="search"),
    pytest.param("risks", "key 1|key 3", "fire gas", id="select multiple"),
    pytest.param("towns", "nqx|key enter", "t7", id="search of several"),
    pytest.param("grade_door", "key 2", "fair", id="row of a table"),
    pytest.param("told", "key space", "OK", id="acknowledge"),
    pytest.param("opened", "2019-5-1", "2019-05-01", id="date"),
    pytest.param("closes", "2130", "21:30:00.000+08:00", id="time"),
    pytest.param("seen", "1124|key tab|905", "2026-11-24T09:05:00.000+08:00", id="date and time"),
    pytest.param("where", "32.83, 106.26", "32.83 106.26 0 0", id="position"),
    pytest.param("who", "周立群", "周立群", id="text in a row"),
]
HALF = [
    pytest.param("staff", "12a", "12a", id="a letter in a number"),
    pytest.param("opened", "2019-5", "2019-5", id="half a date"),
    pytest.param("closes", "25:0", "25:0", id="no such time"),
    pytest.param("seen", "1124", "2026-11-24T", id="half a moment"),
    pytest.param("where", "32.83", "32.83 ", id="half a position"),
]


FILES = [
    pytest.param("front", "paste", id="photo"),
    pytest.param("paper", "file {folder}/lease.pdf", id="file"),
    pytest.param("sign", "draw", id="signature"),
    pytest.param("plan", "draw", id="drawing"),
    pytest.param("marked", "paste|draw", id="annotation"),
]


class Left(NamedTuple):
    """A draft as it lies on the disk, and the names of its files."""

    body: dict[str, Any]
    files: set[str]


class Typist:
    """A program whose person is at a widget; it is asked for one after another, each in a store of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.ui.forms.typist"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def goes_to(self, folder: Path, name: str, deed: str) -> None:
        """Have something done at a question of a form of a new store; it stays there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(folder), name, deed]) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "typed\n"

    def kill(self) -> None:
        """As a cut of power does."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module")
def typist() -> Iterator[Typist]:
    started = Typist()
    yield started
    started.kill()


@pytest.mark.parametrize(("name", "deed", "kept"), WIDGETS)
def test_an_answer_is_on_the_disk_while_one_is_at_the_widget(
    typist: Typist, tmp_path: Path, clock: FakeClock, name: str, deed: str, kept: str
) -> None:
    assert PAUSE_MS < LATEST_MS
    typist.goes_to(made(tmp_path), name, deed)
    left = looked(tmp_path, clock, lambda left: found(left.body.get("values", {}), name) == kept)
    assert found(left.body.get("values", {}), name) == kept


@pytest.mark.parametrize(("name", "deed", "kept"), HALF)
def test_what_is_no_answer_yet_is_on_the_disk_while_one_is_at_the_widget(
    typist: Typist, tmp_path: Path, clock: FakeClock, name: str, deed: str, kept: str
) -> None:
    typist.goes_to(made(tmp_path), name, deed)
    left = looked(tmp_path, clock, lambda left: half(left, name) == [kept])
    assert half(left, name) == [kept]


@pytest.mark.parametrize(("name", "deed"), FILES)
def test_a_file_or_drawing_is_on_the_disk_while_one_is_at_the_widget(
    typist: Typist, tmp_path: Path, clock: FakeClock, name: str, deed: str
) -> None:
    typist.goes_to(made(tmp_path), name, deed.format(folder=tmp_path))
    left = looked(tmp_path, clock, lambda left: found(left.body.get("values", {}), name) in left.files)
    assert found(left.body.get("values", {}), name) in left.files
    if "draw" in deed:
        (state,) = left.body["strokes"].values()
        assert [len(stroke) for stroke in state["strokes"]] == [3]


def test_whatever_was_typed_survives_a_kill(tmp_path: Path, clock: FakeClock) -> None:
    deeds = [("name", "老街文具"), ("opened", "2019-5"), ("marked", "paste|draw")]
    for name, deed in deeds:
        program = Typist()
        program.goes_to(made(tmp_path / name), name, deed)
        time.sleep(LATEST_MS * LOOKS / 1000)
        program.kill()
    answer, unfinished, drawing = (opened(tmp_path / name / "here", clock) for name, _ in deeds)

    assert found(answer.body.get("values", {}), "name") == "老街文具"
    assert half(unfinished, "opened") == ["2019-5"]
    assert found(drawing.body.get("values", {}), "marked") in drawing.files


def made(folder: Path) -> Path:
    """A new folder for a store."""
    (folder / "here").mkdir(parents=True)
    return folder / "here"


def looked(folder: Path, clock: FakeClock, is_there: Callable[[Left], bool]) -> Left:
    """What a program killed at this moment would leave; it is looked for again where it is not yet there."""
    left = Left({}, set())
    for look in range(LOOKS):
        time.sleep(LATEST_MS / 1000)
        copy = folder / f"left {look}"
        shutil.copytree(folder / "here", copy)
        left = opened(copy, clock)
        if is_there(left):
            break
    return left


def opened(folder: Path, clock: FakeClock) -> Left:
    """Open the store of a program that is gone."""
    store = open_store(folder, clock)
    drafts = Drafts(store)
    (line,) = [line for line in drafts.lines() if line.kind == "survey"]
    files = {attachment_name(photo) for photo in drafts.photos(line.id)}
    store.close()
    return Left(dict(line.body), files)


def half(left: Left, name: str) -> list[str]:
    """The texts that are no answers yet at a question."""
    return [text for key, (text, _reason) in left.body.get("typed", {}).items() if key.endswith(f"/{name}")]


def found(values: Any, name: str) -> str:
    """The answer of that name, wherever it stands; of rows the first."""
    if isinstance(values, list):
        return found(values[0], name) if values else ""
    if name in values:
        return str(values[name])
    inner = (found(value, name) for value in values.values() if isinstance(value, dict | list))
    return next((one for one in inner if one), "")
