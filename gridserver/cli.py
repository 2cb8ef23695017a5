"""`gridserver serve | sample | account | grid | openapi`: the server's front door for those who run it."""

from __future__ import annotations

import argparse
import getpass
import json
import signal
import socket
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from msgspec.structs import replace

from gridcore.errors import GridError, InvalidInput
from gridcore.roles import Role
from gridserver.blob import BlobFolder
from gridserver.clock import SystemClock, stamp, system_rng
from gridserver.config import Config
from gridserver.keys import ServerKeys, hash_password
from gridserver.memory import MemoryStore
from gridserver.patience import PatientProtocol
from gridserver.row import AccountRow, GrantRow, GridRow, RecoveryRow
from gridserver.server import Server
from gridserver.store import open_store
from gridserver.web import make_app, openapi


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.verb(options)
    except GridError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def open_server(folder: Path, config: Config | None = None) -> Server:
    """Open (at first make) the server of a data folder: keys, encrypted database, photos."""
    keys = ServerKeys.open(folder, system_rng)
    store = open_store(folder / "server.db", keys.store)
    with store.writing() as work:
        work.put_grid(GridRow(code="common", name="common"))
    return Server(store, keys, BlobFolder(folder / "blobs"), config)


class _Uvicorn(uvicorn.Server):
    """Says when it listens, for whoever started the process to wait for."""

    port = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"listening http://{self.config.host}:{self.port}", flush=True)


def _let_uvicorn_end(number: int, frame: FrameType | None) -> None:
    """Do nothing."""


def _serve(options: argparse.Namespace) -> None:
    server = open_server(options.data, Config(name=options.name))
    # uvicorn raises the signal again once it has stopped: a quiet handler lets the process end by itself, with 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _let_uvicorn_end)
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # The protocol is named because asyncio switches Nagle off for sockets that say TCP, and only for those: without it
    # every small reply waits 40 ms for the other side's delayed acknowledgement.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((options.host, options.port))
        app: Any = make_app(server, SystemClock(), system_rng)
        config = uvicorn.Config(
            app,
            host=options.host,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=65,
            http=PatientProtocol,
        )
        running = _Uvicorn(config)
        running.port = listener.getsockname()[1]
        running.run(sockets=[listener])
    server.close()


def _sample(options: argparse.Namespace) -> None:
    from gridserver.sample import make_county  # noqa: PLC0415 - only this verb needs its word lists
    from gridserver.sample.loading import load_county  # noqa: PLC0415 - as above

    server = open_server(options.data)
    try:
        county = make_county(options.people, options.seed, SystemClock().now())
        print(f"{load_county(server, county, system_rng)} records")
    finally:
        server.close()


def _add_account(options: argparse.Namespace) -> None:
    password = sys.stdin.readline().rstrip("\n") if options.stdin else getpass.getpass()
    if not password:
        raise InvalidInput(field="password", reason="missing")
    server = open_server(options.data)
    hashed = hash_password(password, server.config.password_cost, system_rng)
    with server.store.writing() as work:
        work.put_account(AccountRow(id=options.user, name=options.name, pw=hashed))
    server.close()


def _disable_account(options: argparse.Namespace) -> None:
    server = open_server(options.data)
    with server.store.writing() as work:
        account = work.account(options.user)
        if account is None:
            raise InvalidInput(field="user", reason="unknown")
        work.put_account(replace(account, state="disabled"))
    server.close()


def _grant(options: argparse.Namespace) -> None:
    server = open_server(options.data)
    since = stamp(SystemClock().now())
    with server.store.writing() as work:
        if work.account(options.user) is None:
            raise InvalidInput(field="user", reason="unknown")
        work.put_grant(
            GrantRow(user=options.user, prefix=options.prefix, role=options.role, since=since, until=options.until)
        )
    server.close()


def _recover_device(options: argparse.Namespace) -> None:
    server = open_server(options.data)
    now = SystemClock().now()
    with server.store.writing() as work:
        device = work.device(options.device)
        if device is None or device.revoked is not None:
            raise InvalidInput(field="device", reason="unknown" if device is None else "revoked")
        until = stamp(now + timedelta(hours=options.hours))
        work.put_recovery(RecoveryRow(device=device.id, user=device.user, opened=stamp(now), until=until))
    server.close()
    print(f"device {device.id} of {device.user}: its store key may be asked for once, until {until}")


def _add_grid(options: argparse.Namespace) -> None:
    server = open_server(options.data)
    with server.store.writing() as work:
        work.put_grid(GridRow(code=options.code, name=options.name))
    server.close()


def _openapi(options: argparse.Namespace) -> None:  # noqa: ARG001 - one signature for all verbs
    keys = ServerKeys.make(system_rng)
    app = make_app(Server(MemoryStore(), keys, BlobFolder(Path())), SystemClock(), system_rng, documented=True)
    print(json.dumps(openapi(app), indent=1, sort_keys=True, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gridserver", description="central server of gridclient")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    serve = _verb(verbs, "serve", _serve, "serve a data folder until SIGTERM")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0: any free one")
    serve.add_argument("--name", default="gridserver", help="shown at enrolment")

    sample = _verb(verbs, "sample", _sample, "fill a data folder with a synthetic county")
    sample.add_argument("--people", type=int, default=1000)
    sample.add_argument("--seed", type=int, default=1)

    grid = verbs.add_parser("grid").add_subparsers(required=True, metavar="VERB")
    add = _verb(grid, "add", _add_grid, "make a grid or unit known")
    add.add_argument("code")
    add.add_argument("--name", default="")

    account = verbs.add_parser("account").add_subparsers(required=True, metavar="VERB")
    add = _verb(account, "add", _add_account, "add an account, or give it a new password")
    add.add_argument("user")
    add.add_argument("--name", required=True)
    add.add_argument("--stdin", action="store_true", help="read the password from standard input")
    _verb(account, "disable", _disable_account, "let nobody in under this account").add_argument("user")
    grant = _verb(account, "grant", _grant, "give a role over all grids whose code begins with a prefix")
    grant.add_argument("user")
    grant.add_argument("prefix", help="grid code, unit code, or the first digits of one; empty: everything")
    grant.add_argument("role", choices=[str(role) for role in Role])
    grant.add_argument("--until", help="ISO time at which it ends")

    device = verbs.add_parser("device").add_subparsers(required=True, metavar="VERB")
    recover = _verb(device, "recover", _recover_device, "let its owner, back with a new password, open its store")
    recover.add_argument("device")
    recover.add_argument("--hours", type=int, default=24, help="how long it may be asked for (default 24)")

    verbs.add_parser("openapi", help="print the OpenAPI document").set_defaults(verb=_openapi)
    return parser


def _verb(verbs: Any, name: str, verb: Any, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    parser.set_defaults(verb=verb)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="data folder")
    return parser
