"""Photos brought in: what may come in, and what a camera wrote into them. No decoding here: headers are read only.

Formats: JPEG (JFIF/Exif), PNG, WebP, as Qt can show them; HEIC is named so that the ui can say what to do. EXIF 2.32 is
read for time, orientation and position. A picture is refused by its dimensions before anybody decodes it (FAULTS 54).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime

from gridcore.errors import Damaged, InvalidInput
from gridcore.wire import MAX_BLOB_BYTES

MOST_PIXELS = 100_000_000
"""No camera in use makes more; a picture that claims more is not decoded."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the headers say: format `jpeg` | `png` | `webp`, size in pixels, when and where it was taken.

    `orientation` is 1 to 8 as EXIF counts; `taken_at` is the camera's local time as ISO text; `lat` and `lng` in
    integers of 1e-7 degree.
    """

    kind: str
    width: int
    height: int
    orientation: int = 1
    taken_at: str | None = None
    lat: int | None = None
    lng: int | None = None


def read(data: bytes) -> Picture:
    """Read the headers of a picture.

    Raises Damaged with reason `not_an_image`, `heic`, `cut`, and InvalidInput(field="photo") with reason `too_large` or
    `too_many_pixels`.
    """
    if len(data) > MAX_BLOB_BYTES:
        raise InvalidInput(field="photo", reason="too_large", bytes=len(data))
    try:
        picture = _read(data)
    except (struct.error, IndexError) as cut:
        raise Damaged(reason="cut") from cut
    if picture.width <= 0 or picture.height <= 0:
        raise Damaged(reason="cut")
    if picture.width * picture.height > MOST_PIXELS:
        raise InvalidInput(field="photo", reason="too_many_pixels", width=picture.width, height=picture.height)
    return picture


def _read(data: bytes) -> Picture:
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        width, height = struct.unpack(">II", data[16:24])
        return Picture("png", width, height)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        raise Damaged(reason="heic")
    raise Damaged(reason="not_an_image")


def _webp(data: bytes) -> Picture:
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    elif chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (value & 0x3FFF for value in struct.unpack("<HH", data[26:30]))
    return Picture("webp", width, height)


_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data: bytes) -> Picture:
    at, found = 2, _Exif()
    while True:
        if data[at] != 0xFF:
            raise Damaged(reason="cut")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _NO_LENGTH:
            at += 2
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\x00\x00":
            found = _exif(data[at + 10 : at + 2 + length])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("jpeg", width, height, found.orientation, found.taken_at, found.lat, found.lng)
        at += 2 + length


@dataclass(frozen=True, slots=True)
class _Exif:
    orientation: int = 1
    taken_at: str | None = None
    lat: int | None = None
    lng: int | None = None


def _exif(block: bytes) -> _Exif:
    """Read a TIFF block; a broken one is no reason to refuse the picture."""
    try:
        order = {b"II": "<", b"MM": ">"}[block[:2]]
        (first,) = struct.unpack(order + "I", block[4:8])
        main = _directory(block, order, first)
        more = _directory(block, order, _whole(main, 0x8769)) if 0x8769 in main else {}
        gps = _directory(block, order, _whole(main, 0x8825)) if 0x8825 in main else {}
    except (KeyError, struct.error, IndexError):
        return _Exif()
    turned = main.get(0x0112)
    return _Exif(
        turned if isinstance(turned, int) and 1 <= turned <= 8 else 1,
        _time(more.get(0x9003) or main.get(0x0132)),
        _degrees(gps.get(2), gps.get(1), "S"),
        _degrees(gps.get(4), gps.get(3), "W"),
    )


_Value = int | str | tuple[float, ...] | None
_MOST_ENTRIES = 200


def _directory(block: bytes, order: str, at: int) -> dict[int, _Value]:
    (count,) = struct.unpack(order + "H", block[at : at + 2])
    found: dict[int, _Value] = {}
    for number in range(min(count, _MOST_ENTRIES)):
        entry = block[at + 2 + 12 * number : at + 14 + 12 * number]
        tag, kind, size = struct.unpack(order + "HHI", entry[:8])
        found[tag] = _value(block, order, kind, size, entry[8:12])
    return found


def _value(block: bytes, order: str, kind: int, size: int, inline: bytes) -> _Value:
    (offset,) = struct.unpack(order + "I", inline)
    if kind == 2:
        raw = inline[:size] if size <= 4 else block[offset : offset + min(size, 64)]
        return raw.split(b"\x00")[0].decode("ascii", "replace")
    if kind == 3:
        return int(struct.unpack(order + "H", inline[:2])[0])
    if kind == 4:
        return int(offset)
    if kind == 5 and size == 3:
        parts = struct.unpack(order + "6I", block[offset : offset + 24])
        return tuple(parts[at] / parts[at + 1] if parts[at + 1] else 0.0 for at in (0, 2, 4))
    return None


def _whole(entries: dict[int, _Value], tag: int) -> int:
    value = entries[tag]
    return value if isinstance(value, int) else 0


def _time(text: _Value) -> str | None:
    try:
        # The camera writes its local time without a zone, and so it is kept.
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 - see above
    except ValueError:
        return None


def _degrees(value: _Value, side: _Value, negative: str) -> int | None:
    if not isinstance(value, tuple):
        return None
    whole, minutes, seconds = value
    degrees = whole + minutes / 60 + seconds / 3600
    return round(degrees * 1e7) * (-1 if side == negative else 1)
