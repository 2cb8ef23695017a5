"""Sentences of a GNSS receiver (NMEA 0183): where it stands, in WGS-84, and how well it knows (FORMS 2: geopoint)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_METRES_PER_HDOP = 5.0
"""What one unit of HDOP stands for with a plain receiver, where it says nothing better (GST)."""
_MOST = 120
"""A sentence has at most 82 characters; makers write somewhat longer ones."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A position: degrees, metres above the sea, accuracy in metres (None where the receiver does not say)."""

    lat: float
    lon: float
    alt: float | None = None
    accuracy: float | None = None

    @property
    def text(self) -> str:
        """The answer of a geopoint: `lat lon alt accuracy`, unknown ones 0."""
        return f"{self.lat:.7f} {self.lon:.7f} {self.alt or 0:.1f} {self.accuracy or 0:.1f}"


def fields_of(sentence: str) -> list[str] | None:
    """The fields of a sentence from its name on, without the checksum; None where it is none or the sum is wrong."""
    sentence = sentence.strip()
    if not sentence.startswith("$") or len(sentence) > _MOST or not sentence.isascii():
        return None
    inner, star, given = sentence[1:].partition("*")
    if star:
        total = 0
        for letter in inner:
            total ^= ord(letter)
        if given[:2].upper() != f"{total:02X}":
            return None
    return inner.split(",")


def fix_of(sentences: Iterable[str]) -> Fix | None:
    """The newest position some sentences give: GGA, else RMC or GLL; GST says how good it is. None without one."""
    found: Fix | None = None
    accuracy: float | None = None
    for sentence in sentences:
        fields = fields_of(sentence)
        if fields is None or len(fields[0]) < len("GPGGA"):
            continue
        try:
            kind = fields[0][2:]
            if kind == "GST":
                accuracy = max(float(fields[6]), float(fields[7]))
            else:
                found = _fix(kind, fields) or found
        except (ValueError, IndexError):
            continue
    if found is not None and accuracy is not None:
        return Fix(found.lat, found.lon, found.alt, accuracy)
    return found


def _fix(kind: str, fields: list[str]) -> Fix | None:
    if kind == "GGA" and fields[6] not in {"", "0"}:
        lat, lon = _degrees(fields[2], fields[3], 2), _degrees(fields[4], fields[5], 3)
        alt = float(fields[9]) if fields[9] else None
        return Fix(lat, lon, alt, float(fields[8]) * _METRES_PER_HDOP if fields[8] else None)
    if kind == "RMC" and fields[2] == "A":
        return Fix(_degrees(fields[3], fields[4], 2), _degrees(fields[5], fields[6], 3))
    if kind == "GLL" and fields[6] == "A":
        return Fix(_degrees(fields[1], fields[2], 2), _degrees(fields[3], fields[4], 3))
    return None


def _degrees(text: str, side: str, whole: int) -> float:
    """`3304.0560`, N: degrees of `whole` digits, then minutes. Raises ValueError where it is none."""
    degrees = int(text[:whole]) + float(text[whole:]) / 60
    if side not in {"N", "S", "E", "W"} or degrees > (90 if whole == len("33") else 180):
        raise ValueError(text)
    return -degrees if side in {"S", "W"} else degrees
