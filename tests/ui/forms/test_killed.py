"""A cut of power while somebody is at a widget, for every kind of widget (FORMS 4, PRODUCT "Nothing typed is lost")."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.filling import attachment_name
from gridclient.ui.forms.field import PAUSE_MS
from tests.clock import FakeClock
from tests.services.place import open_store

LATEST_MS = 400
"""After the last key, everything typed is on the disk."""
BUSY_SECONDS = 1.0
"""What a busy machine may need on top."""

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


@pytest.mark.parametrize(("name", "deed", "kept"), WIDGETS)
def test_an_answer_survives_a_kill(tmp_path: Path, clock: FakeClock, name: str, deed: str, kept: str) -> None:
    assert PAUSE_MS < LATEST_MS
    body, _ = killed_at(tmp_path, clock, name, deed)
    assert found(body["values"], name) == kept


@pytest.mark.parametrize(("name", "deed", "kept"), HALF)
def test_what_is_no_answer_yet_survives_a_kill(
    tmp_path: Path, clock: FakeClock, name: str, deed: str, kept: str
) -> None:
    body, _ = killed_at(tmp_path, clock, name, deed)
    (text, _reason), *others = [typed for key, typed in body["typed"].items() if key.endswith(f"/{name}")]
    assert (text, others) == (kept, [])


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        pytest.param("front", "paste", id="photo"),
        pytest.param("paper", "file {folder}/lease.pdf", id="file"),
        pytest.param("sign", "draw", id="signature"),
        pytest.param("plan", "draw", id="drawing"),
        pytest.param("marked", "paste|draw", id="annotation"),
    ],
)
def test_a_file_or_drawing_survives_a_kill(tmp_path: Path, clock: FakeClock, name: str, deed: str) -> None:
    body, files = killed_at(tmp_path, clock, name, deed.format(folder=tmp_path))
    assert found(body["values"], name) in files
    if "draw" in deed:
        (state,) = body["strokes"].values()
        assert [len(stroke) for stroke in state["strokes"]] == [3]


def killed_at(folder: Path, clock: FakeClock, name: str, deed: str) -> tuple[dict[str, Any], set[str]]:
    """Kill a program whose person is at a widget; gives the draft it leaves, and the names of its files."""
    command = [sys.executable, "-m", "tests.ui.forms.typist", str(folder), name, deed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline() == "typed\n"
        time.sleep(LATEST_MS / 1000 + BUSY_SECONDS)
        typist.kill()
    store = open_store(folder, clock)
    drafts = Drafts(store)
    (line,) = [line for line in drafts.lines() if line.kind == "survey"]
    files = {attachment_name(photo) for photo in drafts.photos(line.id)}
    store.close()
    return dict(line.body), files


def found(values: Any, name: str) -> str:
    """The answer of that name, wherever it stands; of rows the first."""
    if isinstance(values, list):
        return found(values[0], name) if values else ""
    if name in values:
        return str(values[name])
    inner = (found(value, name) for value in values.values() if isinstance(value, dict | list))
    return next((one for one in inner if one), "")
