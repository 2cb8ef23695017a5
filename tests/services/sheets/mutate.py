"""Mutated sheets: whatever a file holds, checking it raises nothing and stays within 5 s and 200 MB (FORMS 6).

`python -m tests.services.sheets.mutate 10000 [SEED]` runs the whole; the short form is in test_mutated.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TypeAlias

from gridclient.services.checklist_check import check_file
from gridclient.services.checklist_sheet import write_workbook
from resources.checklists.make import tables
from tests.conformance_forms.replay import FOLDER
from tests.services.sheets.faulty import good

Tables: TypeAlias = dict[str, list[list[str]]]
MOST_SECONDS, MOST_MEGABYTES = 5.0, 200
ROOT = Path(__file__).parents[3]
PUBLIC = FOLDER / "xlsx"
NASTY = (
    "",
    " ",
    "是",
    "（",
    "）",
    "((((",
    "'",
    '"',
    "${",
    "}",
    "${}",
    "${name}",
    "${a",
    "＄｛a｝",
    "=",
    "==",
    "//",
    "[",
    "]",
    "\u200b",
    "\ufeff",
    "\U0001f600",
    "\x0b",
    "a" * 70_000,
    "(" * 5_000,
    "not(" * 3_000,
    "1+" * 20_000 + "1",
    "${age}" * 4_000,
    "if(1, 2, 3)",
    "1 div 0",
    "regex(., '((a+)+)+$')",
    "#REF!",
    "TRUE",
    "3.0",
    "-1",
    "1e999",
    "2026-13-45",
    "١٢٣",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "begin loop over",
    "select_one",
    "select_one yn or_other",
    "select_multiple",
    "rank x",
    "range",
    "calculate",
    "检查项",
    "检查项 A",
    "表头",
    "label::",
    "::",
    "::::",
    "：：",
    "label::中文 (zh)",
    "name",
    "type",
    "bind::relevant",
    "bind::",
    "media::image",
    "instance::x",
    "合格+",
    "数量>=${",
    "单选:",
    "A01",
    "A",
    "meta",
    "xml",
    "start=1 end=",
    "start=a",
    "columns-",
    "search('x')",
    "and",
    "or 1 or",
    "${a} = ${b} = ${c}",
    "<b>&amp;</b>",
    "]]>",
    "&#0;",
)


def sources() -> list[bytes | Tables]:
    """Our good sheets and checklists, and the public sheets where they are."""
    found: list[bytes | Tables] = [good("form"), good("items")] * 4
    checklists = [path for path in sorted((ROOT / "resources" / "checklists").glob("*.tsv")) if path.stem != "XYZB"]
    found += [tables(path.read_text("utf-8")) for path in checklists]
    if PUBLIC.is_dir():
        found += [
            path.read_bytes() for path in sorted(PUBLIC.rglob("*")) if path.is_file() and path.stat().st_size < 60_000
        ]
    return found


def mutated(source: bytes | Tables, rng: random.Random, folder: Path) -> bytes:
    """A file made of a source with some things changed: cells, rows, names, or bytes."""
    if isinstance(source, bytes):
        return _bytes(source, rng)
    found = {name: [list(row) for row in rows] for name, rows in source.items()}
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        _cells(found, rng)
    if rng.random() < 0.25:
        made = io.StringIO()
        writer = csv.writer(made)
        for name, rows in found.items():
            writer.writerow([name])
            writer.writerows(["", *row] for row in rows)
        data = made.getvalue().encode("utf-8", "replace")
        return _bytes(data, rng) if rng.random() < 0.5 else data
    path = folder / "mutated.xlsx"
    cut = {name: [[cell[:32_000] for cell in row] for row in rows] or [[""]] for name, rows in found.items()}
    write_workbook(path, cut)
    data = path.read_bytes()
    return _parts(data, rng) if rng.random() < 0.4 else data


def _cells(found: Tables, rng: random.Random) -> None:
    if not found:
        return
    name = rng.choice(list(found))
    rows = found[name]
    if not rows:
        return
    row = rng.randrange(0 if rng.random() < 0.3 else min(1, len(rows) - 1), len(rows))
    match rng.randrange(9):
        case 0:
            rows.insert(row, list(rng.choice(rows)))
        case 1 if len(rows) > 1:
            rows.pop(row)
        case 2:
            rng.shuffle(rows)
        case 3:
            found[rng.choice(("survey", "choices", "settings", "检查项", "选项", "设置", name.upper(), "x"))] = (
                found.pop(name)
            )
        case 4:
            column = rng.randrange(max(len(rows[0]), 1))
            for each in rows:
                del each[column : column + 1]
        case 5:
            rows[row].extend(rng.choice(NASTY) for _ in range(3))
        case _ if rows[row]:
            column = rng.randrange(len(rows[row]))
            text, nasty = rows[row][column], rng.choice(NASTY)
            at = rng.randrange(len(text) + 1)
            rows[row][column] = rng.choice((nasty, text[:at] + nasty + text[at:], text[:at]))
        case _:
            rows[row].append(rng.choice(NASTY))


def _parts(data: bytes, rng: random.Random) -> bytes:
    """An xlsx with one part of it changed and packed again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _bytes(part, rng) if name == chosen else part)
    return made.getvalue()


def _bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 10, 100))):
        at = rng.randrange(len(changed) + 1)
        match rng.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del changed[at : at + rng.randrange(1, 50)]
            case 2:
                changed[at:at] = changed[at : at + rng.randrange(1, 200)]
            case _:
                changed[at : at + 2] = rng.choice((b"\xff\xff", b"\0\0", b"\xff\x7f", b"<<", b'"/', b"99"))
    return bytes(changed)


def run(count: int, seed: int, folder: Path) -> tuple[float, float]:
    """Check so many mutated files; gives the longest seconds of one and how many MB this process grew by."""
    rng = random.Random(seed)
    found = sources()
    for source in found[:2]:
        check_file(mutated(source, random.Random(0), folder), "warm.xlsx", frozenset())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worst = 0.0
    for number in range(count):
        data = mutated(rng.choice(found), rng, folder)
        start = time.perf_counter()
        try:
            check_file(data, rng.choice(("a.xlsx", "a.xls", "a.csv", "")), frozenset())
        except BaseException:
            (folder / "raised.bin").write_bytes(data)
            sys.stderr.write(f"number {number} of seed {seed}: {folder / 'raised.bin'}\n")
            raise
        took = time.perf_counter() - start
        if took > MOST_SECONDS:
            (folder / f"slow{number}.bin").write_bytes(data)
        worst = max(worst, took)
    return worst, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> int:
    """Run and print; 1 where a file took too long or too much."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start = time.perf_counter()
    worst, grown = run(count, seed, Path(tempfile.mkdtemp(prefix="mutated")))
    spent = time.perf_counter() - start
    sys.stdout.write(f"{count} files in {spent:.0f} s, the longest {worst:.2f} s, {grown:.0f} MB grown\n")
    return int(worst > MOST_SECONDS or grown > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())
