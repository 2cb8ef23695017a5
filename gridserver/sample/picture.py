"""Small drawn street scenes as PNG files, so that photo strips show something without a single real photo."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from gridserver.sample.draw import Draw

WIDTH, HEIGHT = 640, 480
SCENES = ("boxes", "lamp", "hole", "stall", "railing", "water", "crack", "clean")

Colour = tuple[int, int, int]
_WALLS: tuple[Colour, ...] = ((196, 178, 150), (176, 184, 190), (205, 190, 170), (160, 168, 160), (188, 160, 140))
_AWNINGS: tuple[Colour, ...] = ((178, 52, 44), (30, 94, 150), (52, 128, 84), (206, 140, 40))


class _Canvas:
    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH * 3) for _ in range(HEIGHT)]

    def box(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        left, right = max(0, left), min(WIDTH, right)
        if right > left:
            paint = bytes(colour) * (right - left)
            for row in self.rows[max(0, top) : min(HEIGHT, bottom)]:
                row[left * 3 : right * 3] = paint

    def disc(self, x: int, y: int, across: int, down: int, colour: Colour) -> None:
        for step in range(-down, down + 1):
            half = int(across * max(0.0, 1 - (step / down) ** 2) ** 0.5)
            self.box(x - half, y + step, x + half, y + step + 1, colour)

    def line(self, x: int, y: int, to_x: int, to_y: int, width: int, colour: Colour) -> None:
        for step in range(y, to_y):
            middle = x + (to_x - x) * (step - y) // max(1, to_y - y)
            self.box(middle - width // 2, step, middle + width // 2 + 1, step + 1, colour)

    def png(self) -> bytes:
        raw = b"".join(b"\0" + bytes(row) for row in self.rows)
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 6)) + _chunk(b"IEND", b"")
        )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def scene(seed: int, what: str) -> bytes:
    """Draw a street with one thing on it (of SCENES) as a PNG of 640 x 480."""
    draw, canvas = Draw(seed, "picture", what), _Canvas()
    for band in range(24):
        canvas.box(0, band * 10, WIDTH, band * 10 + 10, (168 + band * 2, 194 + band * 2, min(255, 222 + band)))
    canvas.box(0, 240, WIDTH, 330, (132, 142, 148))
    left = -30
    while left < WIDTH:
        width = draw.between(110, 170)
        _house(canvas, draw, left, left + width - 4)
        left += width
    canvas.box(0, 330, WIDTH, 372, (172, 170, 164))
    canvas.box(0, 372, WIDTH, 378, (120, 120, 116))
    canvas.box(0, 378, WIDTH, HEIGHT, (92, 96, 100))
    for dash in range(0, WIDTH, 96):
        canvas.box(dash + 10, 428, dash + 62, 433, (214, 210, 190))
    _thing(canvas, draw, what)
    return canvas.png()


def _house(canvas: _Canvas, draw: Draw, left: int, right: int) -> None:
    top, wall = draw.between(70, 140), draw.one(_WALLS)
    shade: Colour = (wall[0] - 30, wall[1] - 30, wall[2] - 30)
    canvas.box(left, top, right, 330, wall)
    canvas.box(left, top, right, top + 7, shade)
    for floor in range(top + 22, 232, 46):
        for x in range(left + 14, right - 26, 38):
            canvas.box(x - 2, floor - 2, x + 26, floor + 30, shade)
            canvas.box(x, floor, x + 24, floor + 28, (74, 92, 108) if draw.chance(0.8) else (236, 214, 150))
            canvas.box(x + 11, floor, x + 13, floor + 28, shade)
    canvas.box(left + 6, 262, right - 6, 330, (70, 66, 62))
    canvas.box(left + 12, 270, right - 12, 326, (152, 160, 160))
    canvas.box(left, 244, right, 264, draw.one(_AWNINGS))


def _thing(canvas: _Canvas, draw: Draw, what: str) -> None:
    x = draw.between(220, 380)
    painter = _PAINTERS.get(what)
    if painter is not None:
        painter(canvas, x)


def _boxes(canvas: _Canvas, x: int) -> None:
    for dx, dy, size in ((0, 0, 52), (50, 6, 46), (22, -44, 48), (92, 14, 38), (66, -34, 40)):
        left, top, right, bottom = x + dx, 330 + dy, x + dx + size, 330 + dy + size - 4
        canvas.box(left, top, right, bottom, (176, 132, 84))
        canvas.box(left, top, right, top + 4, (142, 100, 60))
        canvas.box(left + size // 2 - 3, top, left + size // 2 + 3, bottom, (214, 190, 140))


def _lamp(canvas: _Canvas, x: int) -> None:
    canvas.box(x, 130, x + 8, 372, (70, 76, 80))
    canvas.box(x, 130, x + 70, 136, (70, 76, 80))
    canvas.box(x + 48, 134, x + 84, 144, (54, 56, 58))


def _hole(canvas: _Canvas, x: int) -> None:
    canvas.disc(x + 40, 420, 60, 20, (70, 72, 74))
    canvas.disc(x + 40, 422, 50, 15, (22, 22, 24))


def _stall(canvas: _Canvas, x: int) -> None:
    canvas.box(x, 268, x + 150, 282, (200, 60, 50))
    canvas.box(x + 6, 282, x + 11, 388, (90, 90, 90))
    canvas.box(x + 140, 282, x + 145, 388, (90, 90, 90))
    canvas.box(x - 4, 338, x + 154, 360, (150, 110, 70))
    for place, colour in enumerate(((72, 140, 60), (210, 70, 50), (230, 170, 60), (90, 150, 70), (170, 70, 110))):
        canvas.disc(x + 16 + place * 29, 334, 13, 9, colour)


def _railing(canvas: _Canvas, x: int) -> None:
    for post in range(0, WIDTH, 44):
        lean = 26 if x - 60 < post < x + 60 else 0
        canvas.line(post + lean, 312, post, 386, 6, (220, 224, 226))
    canvas.box(0, 318, x - 60, 324, (220, 224, 226))
    canvas.box(x + 74, 318, WIDTH, 324, (220, 224, 226))


def _water(canvas: _Canvas, x: int) -> None:
    canvas.disc(x + 30, 420, 190, 34, (128, 146, 160))
    canvas.disc(x + 10, 414, 130, 18, (158, 176, 190))


def _crack(canvas: _Canvas, x: int) -> None:
    for x0, y0, x1, y1 in ((x, 160, x + 18, 210), (x + 18, 210, x - 4, 262), (x - 4, 262, x + 22, 330)):
        canvas.line(x0, y0, x1, y1, 4, (48, 44, 42))


_PAINTERS: dict[str, Callable[[_Canvas, int], None]] = {
    "boxes": _boxes,
    "lamp": _lamp,
    "hole": _hole,
    "stall": _stall,
    "railing": _railing,
    "water": _water,
    "crack": _crack,
}
"""What lies on the street by its name; a clean street has nothing on it."""
