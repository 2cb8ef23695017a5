"""Sentences of a receiver: positions as the standard writes them, and lines a receiver should not have sent."""

from __future__ import annotations

import pytest

from gridcore.nmea import Fix, fix_of

GGA = "$GNGGA,023000.00,3249.8000,N,10615.6000,E,1,08,1.2,845.3,M,-32.0,M,,*59"
RMC = "$GPRMC,023000.00,A,3249.8000,N,10615.6000,E,0.1,,241126,,,A"
GST = "$GNGST,023000.00,8.2,4.1,3.0,10.0,3.5,4.2,7.0"


def summed(sentence: str) -> str:
    """The sentence with its right checksum."""
    total = 0
    for letter in sentence[1:].partition("*")[0]:
        total ^= ord(letter)
    return f"{sentence.partition('*')[0]}*{total:02X}"


@pytest.mark.parametrize(
    ("sentences", "fix"),
    [
        pytest.param([summed(GGA)], Fix(32.83, 106.26, 845.3, 6.0), id="GGA: position, height, HDOP"),
        pytest.param([RMC], Fix(32.83, 106.26), id="RMC knows no height"),
        pytest.param([summed(GGA), GST], Fix(32.83, 106.26, 845.3, 4.2), id="GST says how good it is"),
        pytest.param(["$GPGLL,3249.8,S,10615.6,W,023000,A"], Fix(-32.83, -106.26), id="south and west"),
        pytest.param([summed(GGA), RMC], Fix(32.83, 106.26), id="the newest counts"),
        pytest.param([GGA.replace("*59", "*00")], None, id="a wrong checksum"),
        pytest.param(["$GNGGA,023000.00,,,,,0,00,99.99,,M,,M,,"], None, id="no fix yet"),
        pytest.param(["$GPRMC,023000.00,V,3249.8,N,10615.6,E,,,241126,,"], None, id="a void RMC"),
        pytest.param(["$GPGGA,1,9949.8,N,10615.6,E,1,8,1,1,M,,M,,"], None, id="no such latitude"),
        pytest.param(
            ["", "$", "$GPGGA", "$GPGGA,,,", "GPGGA,1", "$GPGLL,x,N,y,E,1,A", "\ufffd$" * 80], None, id="noise"
        ),
    ],
)
def test_a_position_is_read(sentences: list[str], fix: Fix | None) -> None:
    found = fix_of(sentences)
    if fix is None or found is None:
        assert found is fix
    else:
        assert (round(found.lat, 6), round(found.lon, 6), found.alt, found.accuracy) == (
            fix.lat, fix.lon, fix.alt, fix.accuracy,
        )  # fmt: skip


def test_a_position_is_a_geopoint() -> None:
    assert Fix(32.83, 106.26, 845.3, 4.2).text == "32.8300000 106.2600000 845.3 4.2"
    assert Fix(32.83, 106.26).text == "32.8300000 106.2600000 0.0 0.0"
