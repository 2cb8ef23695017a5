"""Every code the sample writes has a name in the shipped tables (DOMAIN 2.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import cast

import pytest

from gridcore import codetable
from gridcore.deadlines import BEIJING
from gridserver.sample import make_county
from gridserver.sample.county import RESOURCES

NOW = datetime(2026, 11, 24, 16, 4, tzinfo=BEIJING)
TABLES = codetable.load(path.read_bytes() for path in sorted((RESOURCES / "codes").glob("*.json")))


@pytest.fixture(scope="module")
def written() -> Mapping[str, frozenset[str]]:
    """Give the texts written into each field, as `kind.field`."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in make_county(14_000, 1, NOW).records:
        for name, value in record.body.items():
            values = cast("list[object]", value) if isinstance(value, list) else [value]
            found[f"{record.kind}.{name}"].update(one for one in values if isinstance(one, str))
    return {name: frozenset(values) for name, values in found.items()}


@pytest.mark.parametrize(
    ("field", "table"),
    [
        ("household.tags", "household_tag"),
        ("household.tenure", "occupancy_kind"),
        ("household.structure", "structure"),
        ("household.living_state", "hukou_consistency"),
        ("person.tags", "person_tag"),
        ("person.sex", "sex"),
        ("person.ethnic", "ethnic_group"),
        ("person.marital", "marital_status"),
        ("person.politics", "political_status"),
        ("person.education", "education_level"),
        ("person.relation", "relation_to_head"),
        ("person.person_kind", "person_kind"),
        ("person.hukou_consistency", "hukou_consistency"),
        ("house.use", "house_state"),
        ("house.structure", "structure"),
        ("house.hazard", "hazard_kind"),
        ("occupancy.occupancy_type", "occupancy_kind"),
        ("place.place_type", "nine_small_place"),
        ("place.hazard", "hazard_kind"),
        ("event.category", "category"),
        ("event.subcategory", "category"),
        ("event.level", "event_level"),
        ("event.source", "source"),
        ("event.archive_type", "archive_type"),
        ("event.satisfaction", "satisfaction"),
        ("event.supervise_level", "supervise_level"),
        ("task.source", "source"),
    ],
)
def test_every_code_of_the_sample_has_a_name(field: str, table: str, written: Mapping[str, frozenset[str]]) -> None:
    assert written[field], "the sample writes none"
    assert sorted(code for code in written[field] if TABLES[table].get(code) is None) == []
