"""`python3 dev.py shots DIR`: pictures of every page, in both languages and both themes, and of large type.

A worker and an officer of the sample county sign in at a real server; what is pictured is the real program.
"""

from __future__ import annotations

import argparse
import os
import shutil
import struct
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.author import row_of, written
from tests.stories.stage import ROOT, Central, Client, Failed, sample
from tests.ui.forms import every

PEOPLE = 2000
USERS = {"zhangmin": "", "lizhengyang": "officer-"}
"""Who signs in, and how the names of their pictures begin."""
OFFICE, AUTHOR = "qinyue", "hanlei"
"""The office that carries packages of others; who publishes checklists for the county."""
FAULTS = {
    ("检查项", row_of("A03"), "显示条件"): "${A01}＝“fail”",
    ("检查项", row_of("A05"), "等级"): "严重",
    ("设置", 2, "版本"): "2026-11",
}
"""What a sheet on its author's table says wrongly."""
SIZE = (1366, 768)
LARGE_PAGES = ("today", "households", "sync", "settings", "surveys")
README_PICTURE, MOST_BYTES = ROOT / "docs" / "today.png", 300_000


@dataclass(frozen=True, slots=True)
class Look:
    """How the program looks in a picture; `ratio` is the number of pixels of the screen to one of the design."""

    language: str = "zh"
    theme: str = "light"
    scale: float = 1.0
    ratio: float = 1.0
    only: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What stands in the names of the files."""
        large = f"-{self.scale:g}x" if self.scale != 1 else ""
        return f"{self.language}-{self.theme}{large}" + (f"-{self.ratio:g}dpr" if self.ratio != 1 else "")


LOOKS = [Look(language, theme) for language in ("zh", "en") for theme in ("light", "dark")]
LARGE = [Look(scale=1.3, only=LARGE_PAGES), Look(ratio=1.5, only=LARGE_PAGES)]


def main(arguments: list[str] | None = None) -> int:
    """Make the pictures; 1 when one of them could not be made."""
    parser = argparse.ArgumentParser(prog="dev.py shots", description="Pictures of every page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", action="store_true", help="renew the picture of the README, too")
    given = parser.parse_args(arguments)
    folder: Path = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="shots-") as work, _served(Path(work)) as address:
            _picture_author(address, Path(work), folder)
            for user, begins in USERS.items():
                _picture_all(user, begins, address, Path(work), folder)
            _picture_courier(address, Path(work), folder)
        if given.readme:
            _renew_readme(folder)
    except Failed as failed:
        print(f"no picture: {failed}", file=sys.stderr, flush=True)
        return 1
    return 0


@contextmanager
def _served(work: Path) -> Generator[str]:
    sample(work / "centre", PEOPLE)
    central = Central(work / "centre")
    try:
        yield central.address
    finally:
        central.stop()


def _picture_all(user: str, begins: str, address: str, work: Path, folder: Path) -> None:
    """Sign in once, then open the program anew for each look."""
    profile = work / user
    first = Client(profile)
    try:
        if not begins:
            _take(first, folder / "signin-zh-light.png", Look())
        first.do("sign_in", address=address, user=user)
    finally:
        first.close()
    for look in [*LOOKS, *([] if begins else LARGE)]:
        with _open(profile, look) as client:
            if not begins and not look.only:
                _take(client, folder / f"unlock-{look.name}.png", look)
            client.do("unlock")
            for page in client.do("pages")["pages"]:
                if not look.only or page in look.only:
                    _take(client, folder / f"{begins}{page}-{look.name}.png", look, page)
            if begins:
                client.do("check")
                _take(client, folder / f"check-{look.name}.png", look)
                continue
            _picture_form(client, look, folder)
            if not look.only:
                client.do("history")
                _take(client, folder / f"history-{look.name}.png", look)


def _picture_form(client: Client, look: Look, folder: Path) -> None:
    """The form with every control, section by section."""
    client.do("fill")
    for place, code in enumerate(client.do("sections")["sections"], 1):
        client.do("section", code=code)
        _take(client, folder / f"form-{place}-{look.name}.png", look)


def _picture_author(address: str, work: Path, folder: Path) -> None:
    """Who writes checklists: publishes a form, then has a sheet with mistakes on the table."""
    form, faulty = every.write(work), work / "校园周边检查表.xlsx"
    written(faulty, FAULTS)
    first = Client(work / AUTHOR)
    try:
        first.do("sign_in", address=address, user=AUTHOR)
        first.do("author", sheet=str(form), publish=True)
        first.do("sync")
    finally:
        first.close()
    for look in [*LOOKS, *LARGE]:
        with _open(work / AUTHOR, look) as client:
            client.do("unlock")
            _take(client, folder / f"checklists-{look.name}.png", look, "checklists")
            for name, sheet in (("author", faulty), ("author-form", form)):
                client.do("author", sheet=str(sheet))
                _take(client, folder / f"{name}-{look.name}.png", look)


def _picture_courier(address: str, work: Path, folder: Path) -> None:
    """The office that carries packages of others."""
    first = Client(work / OFFICE)
    try:
        first.do("sign_in", address=address, user=OFFICE)
    finally:
        first.close()
    for look in LOOKS:
        with _open(work / OFFICE, look) as client:
            client.do("unlock")
            client.do("courier")
            _take(client, folder / f"courier-{look.name}.png", look)


@contextmanager
def _open(profile: Path, look: Look) -> Generator[Client]:
    """Open the program; Qt reads the ratio of the screen from the environment of the process."""
    before = os.environ.get("QT_SCALE_FACTOR")
    os.environ["QT_SCALE_FACTOR"] = f"{look.ratio:g}"
    try:
        client = Client(profile, language=look.language, theme=look.theme, scale=look.scale)
    finally:
        if before is None:
            del os.environ["QT_SCALE_FACTOR"]
        else:
            os.environ["QT_SCALE_FACTOR"] = before
    try:
        yield client
    finally:
        client.close()


def _take(client: Client, path: Path, look: Look, page: str = "") -> None:
    """Take one picture. Raises Failed when it has not the size it should have."""
    client.do("shot", path=str(path), page=page)
    wanted = tuple(round(side * look.ratio) for side in SIZE)
    if picture_size(path) != wanted:
        raise Failed(f"{path.name}: {picture_size(path)} pixels, not {wanted}")
    print(path.name, flush=True)


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG file, from its header."""
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def _renew_readme(folder: Path) -> None:
    picture = folder / "today-zh-light.png"
    if not picture.exists():
        raise Failed("there is no page of today")
    if picture.stat().st_size > MOST_BYTES:
        raise Failed(f"{picture.name}: {picture.stat().st_size:,} bytes are too many for the README")
    shutil.copyfile(picture, README_PICTURE)


if __name__ == "__main__":
    raise SystemExit(main())
