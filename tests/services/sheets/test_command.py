"""`gridclient checklist check FILE` in a process of its own (FORMS 5)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.sheet_file import read_sheet_file
from tests.services.sheets.faulty import changed, good

ROOT = Path(__file__).parents[3]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "gridclient", "checklist", *map(str, arguments)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=env, timeout=120, check=False)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "visit.xlsx"
    write_workbook(path, changed("form", "survey!E2=是 ;; settings!C2="))
    (tmp_path / "towns.csv").write_text("name,label\n")
    return path


def test_a_mistake_is_one_line_with_its_mend_and_the_code_is_one(faulty: Path) -> None:
    said = run("check", faulty, "--language", "zh")
    assert said.returncode == 1, said.stderr
    assert said.stdout.splitlines() == [
        "[错误] 工作表 survey 单元格 E2（required 列）：这里看不懂 是，要写 yes 或 no",
        "    改为：yes",
        "[提示] 工作表 settings 单元格 C2（version 列）：表单没有 version（版本）",
        "有 1 处错误须改正后才能发布，另有 1 条提示",
    ]
    assert said.stderr == ""
    english = run("check", faulty, "--language", "en").stdout.splitlines()
    assert english[0] == (
        "[Mistake] Worksheet survey, cell E2, column required: 是 is not understood here; it has to be yes or no"
    )


def test_who_reads_only_the_first_line_gets_the_verdict_and_no_trace(faulty: Path) -> None:
    read, write = os.pipe()
    os.close(read)  # gone before anything is said, as `head` is before the rest
    command = [sys.executable, "-m", "gridclient", "checklist", "check", str(faulty), "--language", "en"]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    with os.fdopen(write, "wb") as gone:
        said = subprocess.run(command, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, env=env, timeout=120, check=False)
    assert (said.returncode, said.stderr.decode()) == (1, "")


def test_json_has_codes_places_and_words(faulty: Path) -> None:
    said = run("check", faulty, "--json", "--language", "en")
    told = json.loads(said.stdout)
    assert (said.returncode, told["sound"], told["file"]) == (1, False, "visit.xlsx")
    assert [(each["code"], each["severity"], each["cell"], each["mend"]) for each in told["findings"]] == [
        ("yes_word", "error", "E2", "yes"),
        ("missing_version", "remark", "C2", ""),
    ]


def test_a_sound_sheet_ends_with_nought_and_one_that_is_not_there_with_a_finding(tmp_path: Path) -> None:
    write_workbook(tmp_path / "items.xlsx", good("items"))
    assert run("check", tmp_path / "items.xlsx").returncode == 0
    said = run("check", tmp_path / "nowhere.xlsx", "--json")
    assert (said.returncode, json.loads(said.stdout)["findings"][0]["code"]) == (1, "no_file")


def test_a_sheet_is_exported_as_it_is_and_as_what_it_becomes(tmp_path: Path) -> None:
    source, plain, expanded = (tmp_path / name for name in ("items.xlsx", "plain.xlsx", "expanded.xlsx"))
    write_workbook(source, good("items"))
    assert run("export", source, plain).returncode == 0
    assert run("export", source, expanded, "--expanded").returncode == 0
    assert read_sheet_file(plain.read_bytes()) == read_sheet_file(source.read_bytes())
    assert [sheet.name for sheet in read_sheet_file(expanded.read_bytes()).book.sheets] == [
        "survey", "choices", "settings",
    ]  # fmt: skip
    said = run("export", source, tmp_path / "no" / "where.xlsx")
    assert (said.returncode, said.stdout) == (2, "")
