"""`gridserver`: the server's front door for those who run it; `gridserver --help` lists the verbs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from gridcore.errors import GridError, InvalidInput
from gridcore.roles import Role
from gridserver import account, device, upkeep
from gridserver.blob import BlobFolder
from gridserver.clock import SystemClock, system_rng
from gridserver.config import Config
from gridserver.conformance.command import add_verb
from gridserver.counter import hand_in
from gridserver.erased import Erased
from gridserver.handle.metrics import PURPOSE
from gridserver.keys import ServerKeys
from gridserver.memory import MemoryStore
from gridserver.opening import open_server
from gridserver.row import GridRow
from gridserver.server import Server
from gridserver.serving import Place, serve
from gridserver.web import make_app, openapi

__all__ = ["main", "open_server"]

DATABASE = "GRIDSERVER_DATABASE"
"""Environment variable with the address of the database: other users of a machine can read a command line."""

Verb = Callable[[Server, argparse.Namespace], str | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        said = options.verb(options)
    except GridError as error:
        print(error, file=sys.stderr)
        return 1
    if said:
        print(said)
    return 0


def _database(options: argparse.Namespace) -> str | None:
    return options.database or os.environ.get(DATABASE) or None


def _serve(options: argparse.Namespace) -> None:
    place = Place(
        data=options.data,
        database=_database(options),
        config=Config(name=options.name),
        host=options.host,
        port=options.port,
    )
    serve(place, options.workers, lambda address: print(f"listening {address}", flush=True))


def _on_server(verb: Verb) -> Callable[[argparse.Namespace], str | None]:
    """Give what opens the server of the options, does a verb on it and closes it."""

    def run(options: argparse.Namespace) -> str | None:
        server = open_server(options.data, database=_database(options))
        try:
            return verb(server, options)
        finally:
            server.close()

    return run


def _sample(server: Server, options: argparse.Namespace) -> str:
    from gridserver.sample import make_county  # noqa: PLC0415 - only this verb needs its word lists
    from gridserver.sample.loading import load_county  # noqa: PLC0415 - as above

    county = make_county(options.people, options.seed, SystemClock().now())
    return f"{load_county(server, county, system_rng)} records"


def _add_grid(server: Server, options: argparse.Namespace) -> None:
    with server.store.writing() as work:
        work.put_grid(GridRow(code=options.code, name=options.name))


def _erase(server: Server, options: argparse.Namespace) -> str:
    if not options.yes:
        raise InvalidInput(field="yes", reason="not_confirmed")
    if options.again == (options.record is not None):
        raise InvalidInput(field="record", reason="one_or_again")
    erased, now = Erased(options.data), SystemClock().now()
    if options.again:
        return f"{upkeep.erase_again(server, erased, now, system_rng)} records erased again"
    count = upkeep.erase(server, options.record, now, system_rng, erased)
    return f"{count} records erased; every store is told at its next contact. After a restore: erase --again."


def _tidy(server: Server, options: argparse.Namespace) -> str:  # noqa: ARG001 - one signature for all verbs
    return f"{upkeep.tidy(server, SystemClock().now())} unfinished uploads forgotten"


def _metrics_token(options: argparse.Namespace) -> str:
    return ServerKeys.open(options.data, system_rng).mac_of(PURPOSE)


def _mail(server: Server, options: argparse.Namespace) -> None:
    handed = [hand_in(path, options.out, server, SystemClock(), system_rng) for path in options.files]
    for one in handed:
        print(f"{one.path.name}  {one.reply.name if one.reply is not None else one.problem}")
    bad = sum(one.reply is None for one in handed)
    if bad:
        raise InvalidInput(field="files", reason="refused", count=bad)


def _openapi(options: argparse.Namespace) -> str:  # noqa: ARG001 - one signature for all verbs
    keys = ServerKeys.make(system_rng)
    app = make_app(Server(MemoryStore(), keys, BlobFolder(Path())), SystemClock(), system_rng, documented=True)
    return json.dumps(openapi(app), indent=1, sort_keys=True, ensure_ascii=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gridserver", description="central server of gridclient")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    serving = _verb(verbs, "serve", _serve, "serve until SIGTERM")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=0, help="0: any free one")
    serving.add_argument("--name", default="gridserver", help="shown at enrolment")
    serving.add_argument("--workers", type=_count, default=1, help="processes on the one port; needs PostgreSQL")

    sample = _verb(verbs, "sample", _on_server(_sample), "fill a server with a synthetic county")
    sample.add_argument("--people", type=int, default=1000)
    sample.add_argument("--seed", type=int, default=1)

    grid = verbs.add_parser("grid", help="grids and units").add_subparsers(required=True, metavar="VERB")
    add = _verb(grid, "add", _on_server(_add_grid), "make a grid or unit known")
    add.add_argument("code")
    add.add_argument("--name", default="")

    _account_verbs(verbs.add_parser("account", help="people and roles").add_subparsers(required=True, metavar="VERB"))
    _device_verbs(verbs.add_parser("device", help="their machines").add_subparsers(required=True, metavar="VERB"))

    erase = _verb(verbs, "erase", _on_server(_erase), "erase a record and all that hangs on it, by law (PIPL 47)")
    erase.add_argument("record", nargs="?", help="its id")
    erase.add_argument("--again", action="store_true", help="all that was erased before and that a backup brought back")
    erase.add_argument("--yes", action="store_true", help="it is for good: bodies, photos, what was sent of them")
    _verb(verbs, "tidy", _on_server(_tidy), "forget uploads nobody added to for 30 days; once a day is enough")
    _verb(verbs, "metrics-token", _metrics_token, "print the bearer token that opens /metrics")

    mail = _verb(verbs, "mail", _on_server(_mail), "answer exchange packages without a network; 1 if one was refused")
    mail.add_argument("files", type=Path, nargs="+", metavar="FILE")
    mail.add_argument("--out", type=Path, metavar="DIR", help="folder of the replies (default: beside each file)")

    add_verb(verbs)
    verbs.add_parser("openapi", help="print the OpenAPI document").set_defaults(verb=_openapi)
    return parser


def _account_verbs(verbs: Any) -> None:
    add = _verb(verbs, "add", _on_server(account.add), "add an account, or give it a new password")
    add.add_argument("user")
    add.add_argument("--name", required=True)
    add.add_argument("--stdin", action="store_true", help="read the password from standard input")
    _verb(verbs, "disable", _on_server(account.disable), "let nobody in under this account").add_argument("user")
    _verb(verbs, "enable", _on_server(account.enable), "let it in again").add_argument("user")
    _verb(verbs, "list", _on_server(account.everybody), "accounts and their roles")
    grant = _verb(verbs, "grant", _on_server(account.grant), "give a role over all grids whose code has this prefix")
    end = _verb(verbs, "end", _on_server(account.end), "end a role; unsent work of it is taken for 30 more days")
    for one in (grant, end):
        one.add_argument("user")
        one.add_argument("prefix", help="grid code, unit code, or the first digits of one; empty: everything")
        one.add_argument("role", choices=[str(role) for role in Role])
    grant.add_argument("--until", help="ISO time at which it ends")
    end.add_argument("--at", help="ISO time at which it ends (default: now)")


def _device_verbs(verbs: Any) -> None:
    _verb(verbs, "list", _on_server(device.everyone), "devices by enrolment").add_argument("--user")
    revoke = _verb(verbs, "revoke", _on_server(device.revoke), "wipe a lost device at its next contact")
    revoke.add_argument("device")
    revoke.add_argument("--yes", action="store_true", help="do not ask: what it did not send is lost")
    recover = _verb(verbs, "recover", _on_server(device.recover), "let its owner, with a new password, open its store")
    recover.add_argument("device")
    recover.add_argument("--hours", type=int, default=24, help="how long it may be asked for (default 24)")


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def _verb(verbs: Any, name: str, verb: Any, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    parser.set_defaults(verb=verb)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="data folder: keys and photos")
    parser.add_argument("--database", metavar="URL", help=f"postgresql://...; else {DATABASE}, else SQLite in DIR")
    return parser
