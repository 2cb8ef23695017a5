"""`--self-check`: what a built program has to bring along, tried for real (store, fonts, translations, data, TLS)."""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from collections.abc import Callable
from pathlib import Path

import certifi
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from gridclient.app.session import read_pinyin
from gridclient.app.window import make_application
from gridclient.base.clock import SystemClock
from gridclient.base.resources import resource
from gridclient.services import code_tables
from gridclient.store import Store
from gridclient.ui import language
from gridclient.ui.language import Lang
from gridclient.ui.style import fonts, icons
from gridclient.vault.keys import Keys
from gridcore.deadlines import WorkingCalendar
from gridcore.household import Household


def self_check() -> int:
    """Try each part, print one line each; 0 when all are well."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    checks: dict[str, Callable[[], object]] = {
        "store": _store,
        "fonts": _fonts,
        "icons": lambda: icons.logo(32),
        "translations": lambda: _translations(app),
        "data": _data,
        "tls": _tls,
    }
    failed = 0
    for name, check in checks.items():
        try:
            check()
        except Exception as error:  # noqa: BLE001 - whatever is missing is to be named
            failed += 1
            print(f"{name}: {type(error).__name__} {error}")  # noqa: T201 - a check prints
        else:
            print(f"{name}: ok")  # noqa: T201
    return 1 if failed else 0


def _store() -> None:
    keys, clock, rng = Keys.new(secrets.token_bytes), SystemClock(), secrets.token_bytes
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for create in (True, False):
            store = Store.open(
                place / "s.db", keys.store, clock=clock, rng=rng, files=keys.files(rng), side=place, create=create
            )
            if create:
                with store.write("check") as work:
                    work.create("household", Household(address="Hànzhōng"), grid="check")
            else:
                with store.read() as reading:
                    (found,) = reading.all("household")
                if found.body != Household(address="Hànzhōng"):
                    raise ValueError("the store gave back something else")
            store.close()


def _fonts() -> None:
    """What `fonts.load` gave to Qt is there by name."""
    missing = {fonts.FAMILY, fonts.FAMILY_LATIN} - set(QFontDatabase.families())
    if missing:
        raise fonts.FontMissing(*sorted(missing))


def _translations(app: QApplication) -> None:
    """Our own words and those of Qt's own buttons change with the language."""
    said = [("EntryView", "Large"), ("QPlatformTheme", "Cancel")]
    language.load(app, Lang.CHINESE)
    silent = [f"{context}: {source}" for context, source in said if app.translate(context, source) == source]
    if silent:
        raise language.TranslationMissing(*silent)


def _data() -> None:
    """Readings of names, code tables, working calendar, regions and checklists."""
    read_pinyin()
    code_tables.shipped()
    WorkingCalendar.from_years(path.read_bytes() for path in resource("calendar").glob("*.json"))
    for folder, pattern in (("calendar", "*.json"), ("checklists", "*.xml"), ("codes", "*.json"), ("regions", "*.csv")):
        if not any(resource(folder).glob(pattern)):
            raise FileNotFoundError(f"{folder}/{pattern}")


def _tls() -> None:
    """The bundle `requests` trusts must load, and so must the system's own."""
    ssl.create_default_context(cafile=certifi.where())
    ssl.create_default_context()
