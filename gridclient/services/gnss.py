"""A GNSS receiver at a serial port: which ports there are, and a position read from one (FORMS 2: geopoint).

Standard library only: a port is a file. Linux sets it to 9600 or 4800 baud by termios; on Windows a USB receiver takes
the speed the system remembers for its port.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from gridcore.errors import Damaged
from gridcore.nmea import Fix, fields_of, fix_of

_PATTERNS: Final = ("ttyUSB*", "ttyACM*", "rfcomm*")
_READ_BYTES: Final = 1024
_KEPT: Final = 40
_LISTEN_SECONDS: Final = 8.0
_PAUSE_SECONDS: Final = 0.05
_MOST_WINDOWS_PORTS: Final = 64


class Gnss(Protocol):
    """Where a position comes from."""

    def read(self) -> Fix:
        """A position now; slow work, off the ui thread. Raises Damaged: `no_receiver`, `no_sentences`, `no_fix`."""
        ...


class SerialGnss:
    """The first receiver found at the ports of this PC, or at those given."""

    def __init__(
        self, ports: Callable[[], Sequence[str]] | None = None, *, listen_seconds: float = _LISTEN_SECONDS
    ) -> None:
        self._ports, self._seconds = ports or serial_ports, listen_seconds

    def read(self) -> Fix:
        """Listen to each port until one gives a position.

        Raises Damaged: reason `no_receiver` (no port), `no_sentences` (nothing that speaks NMEA), `no_fix` (it speaks
        and does not know where it is yet: it needs the open sky).
        """
        ports = self._ports()
        if not ports:
            raise Damaged(reason="no_receiver")
        speaks = False
        for port in ports:
            heard: list[str] = []
            with contextlib.suppress(OSError):
                for sentence in _listen(port, self._seconds):
                    if fields_of(sentence) is None:
                        continue
                    speaks = True
                    heard = [*heard[-_KEPT:], sentence]
                    fix = fix_of(heard)
                    if fix is not None and fix.alt is not None:
                        return fix
            fix = fix_of(heard)
            if fix is not None:
                return fix
        raise Damaged(reason="no_fix" if speaks else "no_sentences")


def serial_ports() -> list[str]:
    """The serial ports a receiver may hang on."""
    if sys.platform == "win32":
        return [rf"\\.\COM{number}" for number in range(1, _MOST_WINDOWS_PORTS + 1) if _opens(rf"\\.\COM{number}")]
    return [str(path) for pattern in _PATTERNS for path in sorted(Path("/dev").glob(pattern))]


def _opens(port: str) -> bool:
    try:
        os.close(os.open(port, os.O_RDONLY))
    except OSError:
        return False
    return True


def _listen(port: str, seconds: float) -> Iterator[str]:
    """The lines a port gives within some seconds. Raises OSError where it cannot be opened."""
    end, rest = time.monotonic() + seconds, b""
    flags = os.O_RDONLY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.open(port, flags)
    try:
        _set_speed(file)
        while time.monotonic() < end:
            try:
                got = os.read(file, _READ_BYTES)
            except BlockingIOError:
                got = b""
            if not got:
                time.sleep(_PAUSE_SECONDS)
                continue
            *lines, rest = (rest + got).split(b"\n")
            rest = rest[-_READ_BYTES:]
            yield from (line.decode("ascii", "replace") for line in lines)
    finally:
        os.close(file)


def _set_speed(file: int) -> None:
    if sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 - there is none on Windows

    with contextlib.suppress(termios.error):
        attributes = termios.tcgetattr(file)
        attributes[0] = termios.IGNBRK
        attributes[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
        attributes[3] = 0
        attributes[4] = attributes[5] = termios.B9600
        termios.tcsetattr(file, termios.TCSANOW, attributes)
