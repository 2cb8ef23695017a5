"""A store with a published form in it, and the page that fills it."""

from __future__ import annotations

import base64
import hashlib

from backports import zstd

from gridclient.base.resources import resource
from gridclient.services.checklists import Checklists
from gridclient.services.drafts import Drafts
from gridclient.services.gnss import Gnss, SerialGnss
from gridclient.services.surveys import Surveys
from gridclient.store import Store
from gridclient.ui.pages.surveys import SurveysPage
from gridclient.ui.runner import TaskRunner
from gridcore.checklist import Checklist
from gridcore.pinyin import Pinyin
from tests.clock import FakeClock
from tests.services.place import WORKER, furnish, server_rows

FORM = "f1"


def readings() -> Pinyin:
    """The table of readings as the program ships it."""
    tables = (resource("pinyin", name).read_text("utf-8") for name in ("pinyin.tsv", "surnames.tsv"))
    return Pinyin.from_text(*tables)


def publish(store: Store, xform: bytes, title: str, version: str = "2026-11") -> None:
    """Lay a version of a form into a store as a page of the server brings it."""
    checklist = Checklist(
        code="SHOP",
        version=version,
        title=title,
        mode="survey",
        sha256=hashlib.sha256(xform).hexdigest(),
        xform=base64.b64encode(zstd.compress(xform)).decode(),
        published_at=f"{version}-01T09:00:00+08:00",
    )
    server_rows(store, ("checklist", FORM + version, checklist))


def build(store: Store, xform: bytes, title: str) -> dict[str, str]:
    """A grid with a household and a place, and a published form; gives the ids by name."""
    ids = furnish(store)
    publish(store, xform, title)
    return ids


def surveys(store: Store, clock: FakeClock) -> Surveys:
    """The service, for a grid worker."""
    return Surveys(store, WORKER, clock, Drafts(store), Checklists(store))


def page(store: Store, clock: FakeClock, runner: TaskRunner, gnss: Gnss | None = None) -> SurveysPage:
    """The page."""
    return SurveysPage(surveys(store, clock), clock, runner, readings(), gnss or SerialGnss(list))
