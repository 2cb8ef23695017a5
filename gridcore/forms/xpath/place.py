"""Functions of points, lines and areas on the globe."""

from __future__ import annotations

import math
from itertools import pairwise

from gridcore.forms.xpath.function import Function, eager
from gridcore.forms.xpath.value import Value, as_text

EARTH = 6_378_100.0
"""Radius of the globe in metres (as the reference engines have it)."""


def _points(values: tuple[Value, ...]) -> list[tuple[float, float]] | None:
    """Latitude and longitude in radians of every point; None if one of them is none."""
    texts: list[str] = []
    for value in values:
        for text in [node.value for node in value] if isinstance(value, list) else [as_text(value)]:
            texts.extend(part for part in text.split(";") if part.strip())
    points: list[tuple[float, float]] = []
    for text in texts:
        pieces = text.split()
        try:
            latitude, longitude = float(pieces[0]), float(pieces[1])
        except (IndexError, ValueError):
            return None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        points.append((math.radians(latitude), math.radians(longitude)))
    return points


def distance(*values: Value) -> float:
    """Length in metres of the way along the points; no number if one is no point or there are less than two."""
    points = _points(values)
    if points is None or len(points) < 2:
        return math.nan
    return sum(_leg(one, other) for one, other in pairwise(points))


def _leg(one: tuple[float, float], other: tuple[float, float]) -> float:
    (latitude, longitude), (latitude2, longitude2) = one, other
    half = (
        math.sin((latitude2 - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(latitude2) * math.sin((longitude2 - longitude) / 2) ** 2
    )
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def area(*values: Value) -> float:
    """Area in square metres inside the points; 0 of less than three."""
    points = _points(values)
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    ring = [*points, points[0]]
    twice = sum(
        (longitude2 - longitude) * (2 + math.sin(latitude) + math.sin(latitude2))
        for (latitude, longitude), (latitude2, longitude2) in pairwise(ring)
    )
    return abs(twice) * EARTH * EARTH / 2


def geofence(point: Value, shape: Value) -> bool:
    """True if the point lies inside the shape (even-odd rule)."""
    at, ring = _points((point,)), _points((shape,))
    if not at or not ring or len(ring) < 3:
        return False
    latitude, longitude = at[0]
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        crosses = (lon1 > longitude) != (lon2 > longitude)
        if crosses and latitude < (lat2 - lat1) * (longitude - lon1) / (lon2 - lon1) + lat1:
            inside = not inside
    return inside


PLACE: tuple[Function, ...] = (
    eager("distance", 1, None, distance),
    eager("area", 1, None, area),
    eager("geofence", 2, 2, geofence),
)
