"""The office carries packages of others to the centre and their replies back (SYNC 13). A generator, like a round.

The courier can neither read nor alter what it carries; it signs in as itself, the package speaks for its own device.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from gridclient.base.durable import durable
from gridclient.base.packages import Carried
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.sync.call import Peer, call, meet
from gridcore.errors import BadPackage, GridError, NoPlace, Offline, ServerRefused, WrongServer
from gridcore.package import REPLY, REQUEST, Envelope, mark_of, read_envelope
from gridcore.wire import MAIL_PATH, Lost, Reply, Request

REPLY_SUFFIX = ".reply.gridpkg"
_SECONDS = 600.0


def reply_name(name: str) -> str:
    """Give the name of the file that answers a package file."""
    return name.removesuffix(".gridpkg") + REPLY_SUFFIX


def carry(
    peer: Peer, files: Sequence[Path], out: Path | None = None, *, progress: Progress = NO_PROGRESS
) -> Generator[Request, Reply | Lost, tuple[Carried, ...]]:
    """Hand in package files one by one; each reply lies beside its file, or in the folder `out`.

    What was answered before is not handed in again, so a journey that broke off goes on where it was. One bad file
    does not stop the others; without the centre the rest is told as Offline. Raises what the courier's own sign-in
    raises (`call`), before anything is handed in.
    """
    told: list[Carried] = []
    offline: Offline | None = None
    yield from meet(peer)
    yield from _knock(peer)
    for number, path in enumerate(files):
        progress.step(number, len(files), "mail")
        if offline is not None:
            told.append(Carried(path, trouble=offline))
            continue
        try:
            told.append((yield from _one(peer, path, (out or path.parent) / reply_name(path.name))))
        except Offline as gone:
            offline = gone
            told.append(Carried(path, trouble=gone))
        except GridError as trouble:
            told.append(Carried(path, trouble=trouble))
    return tuple(told)


def _knock(peer: Peer) -> Generator[Request, Reply | Lost, None]:
    """Sign in with an empty package, so that no file is sent twice and no stranger's body has to be read."""
    try:
        yield from call(peer, Request(method="POST", path=MAIL_PATH, seconds=30))
    except ServerRefused as refused:
        if refused.facts["name"] != "not_a_package":
            raise


def _one(peer: Peer, path: Path, target: Path) -> Generator[Request, Reply | Lost, Carried]:
    asked, mark, body = _read(path)
    if asked.server_id != peer.server:
        raise WrongServer(expected=peer.server, found=asked.server_id)
    if asked.kind != REQUEST:
        raise BadPackage(reason="wrong_kind", found=asked.kind)
    if _answers(target, asked, mark):
        return Carried(path, target, was_done=True)
    headers = {"content-type": "application/octet-stream"}
    reply = yield from call(peer, Request(method="POST", path=MAIL_PATH, headers=headers, body=body, seconds=_SECONDS))
    with durable(target) as file:
        file.write(reply.body)
    if not _answers(target, asked, mark):
        # Not what was asked for: a reply that was cut, though its frame was not.
        target.unlink(missing_ok=True)
        raise Offline(reason="cut")
    return Carried(path, target)


def _read(path: Path) -> tuple[Envelope, str, bytes]:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            envelope, mark = read_envelope(file, size), mark_of(file, size)
            file.seek(0)
            return envelope, mark, file.read(size)
    except OSError as wrong:
        raise NoPlace(reason="gone") from wrong


def _answers(target: Path, asked: Envelope, mark: str) -> bool:
    """Say whether the file at a place is the whole reply to a request, as far as it shows outside.

    A centre older than this program does not say which request it answered; then device and number have to do.
    """
    try:
        with target.open("rb") as file:
            found = read_envelope(file, os.fstat(file.fileno()).st_size)
    except (OSError, BadPackage):
        return False
    ours = (REPLY, asked.device, asked.server_id, asked.ask)
    return found.of in {"", mark} and (found.kind, found.device, found.server_id, found.ask) == ours
