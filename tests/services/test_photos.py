"""What may come in as a photo, and what its headers say (FAULTS 54)."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from gridclient.services import photos
from gridcore.errors import Damaged, InvalidInput


def picture(kind: str, width: int = 40, height: int = 30) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind.upper())  # type: ignore[call-overload] # the stub wants bytes, Qt takes text
    return bytes(buffer.data().data())


def exif(order: str) -> bytes:
    """A TIFF block of our own: turned by 90 degrees, 24 November 2026, 10:21:05, 32°30' N 106°15' E."""
    mark = b"II" if order == "<" else b"MM"

    def entry(tag: int, kind: int, count: int, value: int | bytes) -> bytes:
        if isinstance(value, int):
            value = struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value)
        return struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")

    main = [entry(0x0112, 3, 1, 6), entry(0x8769, 4, 1, 60), entry(0x8825, 4, 1, 100)]
    block = mark + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", 3) + b"".join(main) + bytes(4)
    block = block.ljust(60, b"\0") + struct.pack(order + "H", 1) + entry(0x9003, 2, 20, 200)
    gps = [entry(1, 2, 2, b"N\0"), entry(2, 5, 3, 230), entry(3, 2, 2, b"E\0"), entry(4, 5, 3, 254)]
    block = block.ljust(100, b"\0") + struct.pack(order + "H", 4) + b"".join(gps)
    block = block.ljust(200, b"\0") + b"2026:11:24 10:21:05\0"
    block = block.ljust(230, b"\0") + struct.pack(order + "6I", 32, 1, 30, 1, 0, 1)
    return block + struct.pack(order + "6I", 106, 1, 15, 1, 0, 1)


def with_exif(jpeg: bytes, block: bytes) -> bytes:
    segment = b"Exif\0\0" + block
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


@pytest.mark.parametrize(("kind", "found"), [("jpg", "jpeg"), ("png", "png")])
def test_a_picture_says_its_kind_and_size(kind: str, found: str) -> None:
    assert photos.read(picture(kind)) == photos.Picture(found, 40, 30)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_camera_says_when_where_and_how_it_was_held(order: str) -> None:
    taken = photos.read(with_exif(picture("jpg"), exif(order)))

    assert taken == photos.Picture("jpeg", 40, 30, 6, "2026-11-24T10:21:05", 325_000_000, 1_062_500_000)


def test_broken_exif_is_no_reason_to_refuse_a_photo() -> None:
    assert photos.read(with_exif(picture("jpg"), b"II*\0\xff\xff\xff\xff")) == photos.Picture("jpeg", 40, 30)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_an_image"),
        (b"hello, I am a text", "not_an_image"),
        (b"%PDF-1.7 ...", "not_an_image"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"\xff\xd8\xff", "cut"),
        (picture("jpg")[:20], "cut"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "cut"),
    ],
)
def test_what_is_no_photo_is_refused_by_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Damaged) as refused:
        photos.read(data)
    assert refused.value.facts == {"reason": reason}


def test_a_picture_of_sixty_thousand_pixels_a_side_is_refused_before_decoding() -> None:
    bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x02\0\0\0"

    with pytest.raises(InvalidInput) as refused:
        photos.read(bomb)
    assert refused.value.reason == "too_many_pixels"
