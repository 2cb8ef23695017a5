"""Chinese and English: translators, Qt's own words, and number and date forms, switched while running (UI 6)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import platformdirs
import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gridclient.base.resources import resource


class Lang(StrEnum):
    """The languages of the window; papers stay Chinese."""

    CHINESE = "zh"
    ENGLISH = "en"


class TranslationMissing(Exception):
    """The words of a language are not there and cannot be made: an incomplete installation."""


SOURCES = {Lang.CHINESE: "gridclient_zh_CN.ts"}
"""The words of each language but English, which the source itself speaks."""

_installed: list[QTranslator] = []
"""A translator lives only as long as Python holds it."""


def system_language() -> Lang:
    """Chinese on a Chinese system, English elsewhere."""
    return Lang.CHINESE if QLocale.system().language() == QLocale.Language.Chinese else Lang.ENGLISH


def load(app: QCoreApplication, language: Lang, cache: Path | None = None) -> None:
    """Speak `language` from now on; open windows hear LanguageChange. Raises TranslationMissing.

    `cache` is a folder for the compiled words when the installation has only their source (default: the user's own).
    """
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    if language is Lang.CHINESE:
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        _install(app, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_zh_CN.qm"))
        _install(app, compiled(language, cache))
    else:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def compiled(language: Lang, cache: Path | None = None) -> Path:
    """The .qm of a language: the one beside the source unless it is older, else one made now and kept in `cache`."""
    source = resource("translations", SOURCES[language])
    built = source.with_suffix(".qm")
    if built.is_file() and not (source.is_file() and source.stat().st_mtime > built.stat().st_mtime):
        return built
    if not source.is_file():
        raise TranslationMissing(language)
    folder = cache or platformdirs.user_cache_path("gridclient", appauthor=False)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    made = folder / f"{source.stem}-{digest}.qm"
    if not made.is_file():
        _compile(source, made)
    return made


def _compile(source: Path, target: Path) -> None:
    """Make the .qm with the tool of the Qt wheel; a half-written file is never found under the final name."""
    tool = Path(PySide6.__path__[0], "lrelease.exe" if sys.platform == "win32" else "lrelease")
    if not tool.is_file():
        raise TranslationMissing(str(tool))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    made = subprocess.run(  # noqa: S603 - our own tool, our own file, no shell
        [str(tool), "-silent", str(source), "-qm", str(draft)], check=False, capture_output=True
    )
    if made.returncode != 0 or not draft.is_file():
        raise TranslationMissing(str(source))
    draft.replace(target)


def _install(app: QCoreApplication, path: Path) -> None:
    translator = QTranslator()
    if not translator.load(str(path)):
        raise TranslationMissing(str(path))
    app.installTranslator(translator)
    _installed.append(translator)
