"""A receiver at a serial port: a real one as far as a program can tell, the other end of a pseudo terminal."""

from __future__ import annotations

import os
import sys
import threading
import time

import pytest

from gridclient.services.gnss import SerialGnss
from gridcore.errors import Damaged

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of Unix")

GGA = b"$GPGGA,023000.00,3249.8000,N,10615.6000,E,1,08,1.2,845.3,M,-32.0,M,,\r\n"
SEARCHING = b"$GPGGA,023000.00,,,,,0,00,99.99,,M,,M,,\r\n"


def heard(*pieces: bytes) -> SerialGnss:
    """A receiver that says these pieces, with a pause between them."""
    ours, theirs = os.openpty()
    port = os.ttyname(theirs)

    def speak() -> None:
        time.sleep(0.1)
        for piece in pieces:
            os.write(ours, piece)
            time.sleep(0.05)

    threading.Thread(target=speak, daemon=True).start()
    return SerialGnss(lambda: [port], listen_seconds=0.8)


def test_a_position_is_read_from_a_port_though_lines_come_in_pieces() -> None:
    fix = heard(b"\x00\xff$GPG", SEARCHING, GGA[:20], GGA[20:]).read()
    assert (round(fix.lat, 6), round(fix.lon, 6), fix.alt) == (32.83, 106.26, 845.3)


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [((SEARCHING, SEARCHING), "no_fix"), ((b"AT\r\nOK\r\n",), "no_sentences"), ((), "no_sentences")],
)
def test_a_port_without_a_position_says_why(pieces: tuple[bytes, ...], reason: str) -> None:
    with pytest.raises(Damaged) as refused:
        heard(*pieces).read()
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize(("ports", "reason"), [([], "no_receiver"), (["/dev/no-such-port"], "no_sentences")])
def test_no_port_and_a_port_that_is_gone(ports: list[str], reason: str) -> None:
    with pytest.raises(Damaged) as refused:
        SerialGnss(lambda: ports, listen_seconds=0.1).read()
    assert refused.value.facts["reason"] == reason
