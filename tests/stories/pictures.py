"""Photos as a phone would take them: invented street scenes, one colour a picture, as JPEG files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

_SCENES = (("#7aa7d8", "#b7774e"), ("#8fb4c9", "#8d7f6b"), ("#9cc2dd", "#a0624a"), ("#6f9cc4", "#7c8a5c"))
WIDTH, HEIGHT = 1600, 1200


def take_pictures(folder: Path) -> list[Path]:
    """Write the photos of the day; gives their paths. Needs no window and no application."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for number, (sky, wall) in enumerate(_SCENES):
        path = folder / f"IMG_{20261124 + number}.jpg"
        if not _scene(sky, wall, number).save(str(path), "JPEG", 88):  # type: ignore[call-overload] # Qt takes text
            raise OSError(path)
        paths.append(path)
    return paths


def _scene(sky: str, wall: str, number: int) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    light = QLinearGradient(0, 0, 0, HEIGHT)
    light.setColorAt(0, QColor(sky))
    light.setColorAt(1, QColor("#eef2f5"))
    painter.fillRect(image.rect(), light)
    for house in range(4):
        left, top = house * 420 - 40 * number, 380 + 60 * ((house + number) % 3)
        painter.fillRect(QRect(left, top, 400, HEIGHT - top), QColor(wall).lighter(100 + 8 * house))
        for row in range(3):
            for column in range(4):
                painter.fillRect(QRect(left + 40 + 90 * column, top + 60 + 150 * row, 54, 84), QColor("#33424f"))
    painter.fillRect(QRect(0, HEIGHT - 220, WIDTH, 220), QColor("#8b8f92"))
    for box in range(3 + number):
        painter.fillRect(QRect(260 + 170 * box, HEIGHT - 330, 150, 130), QColor("#b98b52").darker(100 + 6 * box))
    painter.end()
    return image
