"""Packages over the counter: `gridserver mail` answers what people brought on sticks, without HTTP (SYNC 13)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gridcore.errors import DiskFull, StoreBroken, StoreBusy
from gridcore.ids import Rng
from gridserver.clock import Clock
from gridserver.handle.mail import answer_package
from gridserver.handle.problem import Declined
from gridserver.server import Server

SUFFIX, REPLY_SUFFIX = ".gridpkg", ".reply.gridpkg"


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a file: where its reply lies, or the name of the problem (`unreadable` where it lies)."""

    path: Path
    reply: Path | None = None
    problem: str = ""


def hand_in(path: Path, out: Path | None, server: Server, clock: Clock, rng: Rng) -> Handed:
    """Answer one package file; the reply is written whole beside it or into `out`. Never raises for a bad file."""
    target = (out or path.parent) / (path.name.removesuffix(SUFFIX) + REPLY_SUFFIX)
    try:
        with path.open("rb") as file:
            reply = answer_package(file, os.fstat(file.fileno()).st_size, server, clock.now(), rng)
        _write(target, reply)
    except Declined as declined:
        return Handed(path, problem=declined.problem.name)
    except (StoreBusy, StoreBroken, DiskFull):
        return Handed(path, problem="busy")
    except OSError:
        return Handed(path, problem="unreadable")
    return Handed(path, target)


def _write(target: Path, reply: bytes) -> None:
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        file.write(reply)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
