"""Verbs on checklists and finished records without a window: publish, export, import (FORMS 4)."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from gridclient.app.gate import ProgramGate
from gridclient.app.session import Session, home_of
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.services.authoring import Authoring
from gridclient.services.checklists import Checklists
from gridclient.services.me import Me
from gridclient.services.openrosa import OpenRosa, Report
from gridclient.vault.keyring import SystemKeyring
from gridcore.errors import GridError
from gridcore.roles import Role

Facts = dict[str, object]
_USAGE, _DONE, _WRONG = 2, 0, 1


def with_session(
    profile: Profile, user: str, work: Callable[[Session, Me], Facts], tell: Callable[[Facts], None]
) -> int:
    """Open a person's records with the password from standard input, do the work, tell its facts.

    Gives 0 when the work says no `trouble`, 1 when it does, 2 when the records cannot be opened or the work is refused.
    """
    gate = ProgramGate(profile, SystemClock(), secrets.token_bytes, SystemKeyring())
    gate.finish_wipes()
    try:
        gate.unlock(user, sys.stdin.readline().rstrip("\r\n"))
        session = gate.session
        if session is None:
            return _USAGE
        facts = work(session, _me(session))
    except GridError as error:
        sys.stderr.write(f"{error}\n")
        return _USAGE
    finally:
        gate.lock()
    tell(facts)
    return _WRONG if facts.get("trouble") else _DONE


def publish(session: Session, me: Me, file: Path, mode: str | None) -> Facts:
    """Publish a sheet; with errors in it nothing is published and they are told."""
    authoring = Authoring(session.store, me, SystemClock(), Checklists(session.store))
    sheet = authoring.read(file)
    found = [
        {
            "code": one.code,
            "error": one.is_error,
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "mend": one.mend,
        }
        for one in sheet.findings
    ]
    facts: Facts = {"file": file.name, "findings": found}
    if not sheet.is_ready or sheet.form is None:
        return facts | {"published": False, "trouble": "errors"}
    saved = authoring.publish(sheet, mode or sheet.mode)
    form = sheet.form
    return facts | {"published": True, "checklist": saved.id, "code": form.form_id, "version": form.version}


def export_records(session: Session, me: Me, folder: Path) -> Facts:
    """Write every finished record into a folder, as OpenRosa has it."""
    return _told(OpenRosa(session.store, me, Checklists(session.store)).export(folder))


def import_records(session: Session, me: Me, folder: Path) -> Facts:
    """Take every record of a folder in that is not here yet."""
    return _told(OpenRosa(session.store, me, Checklists(session.store)).read(folder))


def _told(report: Report) -> Facts:
    left = [{"name": one.name, "reason": one.reason} for one in report.troubles]
    return {
        "records": report.records,
        "files": report.files,
        "known": report.known,
        "left_out": left,
        "trouble": "left_out" if left else None,
    }


def _me(session: Session) -> Me:
    known = session.known
    grid, _name = home_of(session.store.status().grids)
    return Me(known.user, known.name, Role(known.role), grid, known.device)
