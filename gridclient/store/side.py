"""The side file: the highest numbers ever given, fsynced outside the store (SYNC 7 "Power loss is not kill -9").

Two slots of fixed size are written in turn, each with a check sum, so that a torn write leaves the other one whole.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import msgspec

_SLOT = 512


class Highest(msgspec.Struct, frozen=True, kw_only=True):
    """Of which device, how many txs were ever made, the newest `made`, the last n and document number given."""

    device: str = ""
    turn: int = 0
    pos: int = 0
    made: str = ""
    n: int = 0
    doc: int = 0


class SideFile:
    """Keeps `Highest` beside the store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.highest = self._read()

    def _read(self) -> Highest:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Highest()
        best = Highest()
        for at in (0, _SLOT):
            found = _slot(content[at : at + _SLOT])
            if found is not None and found.turn > best.turn:
                best = found
        return best

    def keep(self, *, device: str, pos: int, made: str, n: int, doc: int) -> None:
        """Write the numbers and wait for the disk; called after the commit that gave them, before anybody uses them."""
        turn = self.highest.turn + 1
        highest = Highest(device=device, turn=turn, pos=pos, made=made, n=n, doc=doc)
        body = msgspec.json.encode(highest)
        slot = f"{zlib.crc32(body):08x}".encode() + body
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.lseek(handle, (turn % 2) * _SLOT, os.SEEK_SET)
            os.write(handle, slot.ljust(_SLOT, b"\n"))
            os.fsync(handle)
        finally:
            os.close(handle)
        self.highest = highest


def _slot(content: bytes) -> Highest | None:
    body = content[8:].rstrip(b"\n\0")
    if not body or content[:8] != f"{zlib.crc32(body):08x}".encode():
        return None
    return msgspec.json.decode(body, type=Highest)
