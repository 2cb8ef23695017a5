"""The front door of the command line: `gridclient` opens the window; every floor can be used without one."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from gridclient.app.check import self_check
from gridclient.app.gate import ProgramGate
from gridclient.app.session import Session
from gridclient.app.verbs import Facts, export_records, import_records, publish, with_session
from gridclient.app.window import run_window
from gridclient.base import logs
from gridclient.base.clock import SystemClock, running_for
from gridclient.base.paths import Profile
from gridclient.services.authoring import MODES, SURVEY
from gridclient.services.me import Me
from gridclient.services.packages import Packages
from gridclient.sync.watch import Spent
from gridclient.ui.language import Lang
from gridclient.vault.keyring import SystemKeyring
from gridcore.errors import GridError, Revoked


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when it did what it says."""
    parser = argparse.ArgumentParser(
        prog="gridclient", description="Yigetong Offline: the work of the grid without a network"
    )
    parser.add_argument("--profile", type=Path, help="the folder of this machine (default: that of your account)")
    parser.add_argument(
        "--self-check", action="store_true", help="check store, fonts, translations, data and TLS, then end"
    )
    parser.add_argument("--until-window", action="store_true", help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(dest="verb")
    sync = verbs.add_parser("sync", help="run one round without a window; the password comes from standard input")
    sync.add_argument("--once", action="store_true", required=True)
    sync.add_argument("--user", required=True)
    sync.add_argument("--json", action="store_true")
    package = verbs.add_parser("package", help="write a package for the office, or read its reply; also past the lease")
    ways = package.add_subparsers(dest="way", required=True)
    for way, words in (("write", "write everything not answered yet"), ("read", "take a reply in")):
        one = ways.add_parser(way, help=f"{words}; the password comes from standard input")
        one.add_argument("file", type=Path)
        one.add_argument("--user", required=True)
        one.add_argument("--json", action="store_true")
    for way, words in (("export", "write finished records"), ("import", "take finished records in")):
        one = verbs.add_parser(way, help=f"{words}; the password comes from standard input")
        one.add_argument("--openrosa", type=Path, metavar="DIR", required=True, help="as ODK Briefcase lays them")
        one.add_argument("--user", required=True)
        one.add_argument("--json", action="store_true")
    _add_checklist(verbs.add_parser("checklist", help="check, publish or write anew the sheet of a checklist"))
    given = parser.parse_args(arguments)
    if given.verb == "checklist" and given.way != "publish":
        return _checklist(given)
    profile = Profile(given.profile.resolve()) if given.profile is not None else Profile.default()
    if given.self_check:
        return self_check()
    logs.start(profile.log)
    if given.verb == "sync":
        return _sync(profile, given.user, as_json=given.json)
    if given.verb == "package":
        return _package(profile, given)
    if given.verb in {"export", "import", "checklist"}:
        return _records(profile, given)
    return run_window(profile, painted=_print_start if given.until_window else None)


def _add_checklist(verb: argparse.ArgumentParser) -> None:
    ways = verb.add_subparsers(dest="way", required=True)
    check = ways.add_parser("check", help="say what is wrong in a sheet (.xlsx, .xls, .csv); 1 when it has a mistake")
    check.add_argument("--json", action="store_true")
    export = ways.add_parser("export", help="write the sheet as .xlsx, as it is or as the standard XLSForm it becomes")
    export.add_argument("--expanded", action="store_true")
    for way in (check, export):
        way.add_argument("file", type=Path)
        way.add_argument("--language", choices=[str(lang) for lang in Lang], help="default: that of the system")
    export.add_argument("target", type=Path)
    publish = ways.add_parser("publish", help="publish a sheet; the password comes from standard input")
    publish.add_argument("file", type=Path)
    publish.add_argument("--user", required=True)
    publish.add_argument("--mode", choices=(*MODES, SURVEY), help="who may fill it (default: what the sheet is)")
    publish.add_argument("--json", action="store_true")


def _records(profile: Profile, given: argparse.Namespace) -> int:
    """Publish a checklist; export or import finished records."""

    def work(session: Session, me: Me) -> Facts:
        if given.verb == "checklist":
            return publish(session, me, given.file, given.mode)
        return (export_records if given.verb == "export" else import_records)(session, me, given.openrosa)

    return with_session(profile, given.user, work, lambda facts: _print_facts(facts, as_json=given.json))


def _checklist(given: argparse.Namespace) -> int:
    from gridclient.app import checklist  # noqa: PLC0415 - the readers of sheets would hold up every start of the window

    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(
            errors="backslashreplace"
        )  # a console that does not know a character of a cell still shows the rest
    _app = checklist.speak(given.language)  # the words live as long as it
    try:
        if given.way == "check":
            checked = checklist.check(given.file)
        else:
            checked = checklist.export(given.file, given.target, expanded=given.expanded)
    except GridError as error:
        print(f"{error}", file=sys.stderr)
        return 2
    is_json = given.way == "check" and given.json
    _say(checklist.as_json(given.file, checked) if is_json else "\n".join(checklist.lines(checked)))
    return 0 if checked.is_sound else 1


def _print_start() -> None:
    """Print the milliseconds from the start of this process to the window; the time to window of the budgets."""
    print(round(running_for() * 1000), flush=True)


def _package(profile: Profile, given: argparse.Namespace) -> int:
    gate = ProgramGate(profile, SystemClock(), secrets.token_bytes, SystemKeyring())
    try:
        with gate.packages_only(given.user, sys.stdin.readline().rstrip("\r\n")) as packages:
            facts = _written(packages, given.file) if given.way == "write" else _read(packages, given.file)
    except GridError as error:
        print(f"{error}", file=sys.stderr)
        return 2
    _print_facts(facts, as_json=given.json)
    return 0 if facts.get("trouble") is None else 1


def _written(packages: Packages, path: Path) -> dict[str, object]:
    written = packages.write(path)
    return {
        "actions": written.txs,
        "actions_left": written.txs_left,
        "photos": written.photos,
        "photos_left": written.photos_left,
        "bytes": written.size,
    }


def _read(packages: Packages, path: Path) -> dict[str, object]:
    read = packages.read(path)
    return {
        "answered": read.answered,
        "parked": read.parked,
        "rows": read.rows,
        "photos_up": read.photos_up,
        "photos_down": read.photos_down,
        "old": read.is_old,
        "more": read.more,
        "trouble": read.trouble.code if read.trouble else "must_enrol" if read.must_enrol else None,
    }


def _print_facts(facts: dict[str, object], *, as_json: bool) -> None:
    _say(
        msgspec.json.encode(facts).decode()
        if as_json
        else "  ".join(f"{name}={value}" for name, value in facts.items())
    )


def _say(text: str) -> None:
    """Print; whoever reads may have read enough (`| head`): then the rest is said to nobody."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # The interpreter flushes once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sync(profile: Profile, user: str, *, as_json: bool) -> int:
    clock = SystemClock()
    gate = ProgramGate(profile, clock, secrets.token_bytes, SystemKeyring())
    gate.finish_wipes()
    try:
        gate.unlock(user, sys.stdin.readline().rstrip("\r\n"))
    except GridError as error:
        print(f"{error}", file=sys.stderr)
        return 2
    session = gate.session
    if session is None:
        return 2
    try:
        start = clock.monotonic()
        report = session.syncing.run()
        seconds = clock.monotonic() - start
        status = session.store.status()
        steps = {str(step): _rounded(spent) for step, spent in session.syncing.spent().items()}
        if report is not None and isinstance(report.trouble, Revoked):
            gate.wipe(session)
    finally:
        gate.lock()
    facts: dict[str, object] = {
        "pushed": report.pushed if report else 0,
        "pulled": report.rows if report else 0,
        "requests": report.requests if report else 0,
        "trouble": report.trouble.code if report and report.trouble else None,
        "waiting": status.waiting + status.sealed,
        "in_sync": status.in_sync,
        "seconds": round(seconds, 3),
    }
    if as_json:
        facts["steps"] = steps
    _print_facts(facts, as_json=as_json)
    return 0 if report is not None and report.in_step else 1


def _rounded(spent: Spent) -> Spent:
    """Give what a step took, its seconds to the tenth of a millisecond."""
    return replace(spent, seconds=round(spent.seconds, 4))


if __name__ == "__main__":
    raise SystemExit(main())
