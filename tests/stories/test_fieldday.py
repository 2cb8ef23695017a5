"""The field day itself is a test: real processes, real windows, one county."""

from __future__ import annotations

from pathlib import Path

from tests.stories.fieldday import play


def test_a_field_day_holds_from_first_sign_in_to_the_last_photo(tmp_path: Path) -> None:
    told: list[str] = []

    play(tmp_path / "day", tmp_path / "shots", told.append)

    assert "every step held" in told[-1]
    assert len(list((tmp_path / "shots").glob("*.png"))) >= 15
