"""Programs of other versions on either side (SYNC 2, 16, 18: F52, F53; FAULTS 12)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from gridcore.errors import UpgradeRequired
from gridcore.kinds import KINDS
from gridcore.wire import Lost, Reply, Request
from tests.server import town as by_hand
from tests.server.town import G1, Town
from tests.sync.deeds import Open, edit, in_step, make, shown
from tests.sync.laptop import Laptop


def speaking(at: Laptop, protocol: int) -> None:
    """The laptop names another protocol."""

    def wire(request: Request) -> Reply | Lost:
        return at.reach(replace(request, headers={**request.headers, "grid-protocol": str(protocol)}))

    at.wire = wire


@pytest.mark.fault("F52", 12)
@pytest.mark.parametrize("spoken", range(1, 7))
def test_a_program_some_versions_apart_pushes_always_and_pulls_from_the_least_one_on(
    town: Town, laptop: Open, spoken: int
) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    home = make(li, "household", note="1")
    in_step(li, zhao)
    town.server.config = replace(town.server.config, protocol=(3, 4))
    speaking(li, spoken)
    speaking(zhao, 4)
    edit(li, "household", home, note=("1", "2"))
    report = li.sync()
    zhao.synced()

    assert report.pushed == 1
    assert (shown(zhao, "household", home) or {})["note"] == "2"
    assert isinstance(report.trouble, UpgradeRequired) is (spoken < 3)
    assert (shown(li, "household", home) or {})["note"] == "2", "the data stays usable"
    if spoken < 3:
        assert li.store.status().answered == 1
        speaking(li, 4)
        li.synced()
    assert li.store.status().in_sync


def newer(town: Town, record: str, field: str, seen: Any, new: Any) -> None:
    """A program that knows a field more changes it."""
    other = by_hand.Laptop(town, "li", seed=int.from_bytes(town.rng(3), "big"))
    answer = other.do({"op": "set", "kind": "household", "id": record, "grid": G1, "set": {field: [seen, new]}})
    assert (answer.st, answer.notes) == ("applied", [])


@pytest.mark.fault("F53", 12)
def test_a_field_of_a_newer_program_survives_every_edit_of_an_older_one(town: Town, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    home = make(li, "household", note="1", tags=["独居"])
    li.synced()
    value = {"level": 3, "list": [1, {"a": None}], "text": "智能电表"}
    newer(town, home, "meter", None, value)
    in_step(zhao, li)
    edit(li, "household", home, note=("1", "2"), tags=(["独居"], ["独居", "党员"]))
    in_step(li, zhao)
    newer(town, home, "meter", value, "replaced")
    edit(zhao, "household", home, area=(None, 90))
    in_step(zhao, li)

    for at in (li, zhao):
        found = shown(at, "household", home)
        assert found == {"note": "2", "tags": ("独居", "党员"), "area": 90, "meter": "replaced", "grid": G1}
        assert at.sync(verify=True).mismatched == ()


@pytest.mark.fault(12)
def test_an_op_of_a_kind_the_older_server_does_not_know_is_parked_and_the_rest_goes_on(laptop: Open) -> None:
    li = laptop("li")
    make(li, "household", note="1")
    make(li, "household", note="2")
    with li.store.database.write("test") as connection:
        connection.exec_driver_sql(
            "UPDATE tx SET ops = replace(ops, '\"household\"', '\"drone\"') WHERE pos = (SELECT min(pos) FROM tx)"
        )
    report = li.synced()

    assert (report.pushed, report.parked) == (2, 1)
    (parked,) = li.store.outbox.parked_lines()
    assert (parked.reason, parked.records[0][0]) == ("unknown_kind", "drone")


@pytest.mark.fault(12)
def test_what_an_older_program_did_not_know_comes_with_its_update(town: Town, laptop: Open) -> None:
    """Before the update its pull asked for fewer kinds; after it the view differs and everything is read again."""
    li, zhao = laptop("li"), laptop("zhao")
    home = make(zhao, "household", note="1")
    one = make(zhao, "person", home, name="王小明")
    zhao.synced()

    def knows_less(request: Request) -> Reply | Lost:
        if request.path != "/v1/pull":
            return li.reach(request)
        ask = msgspec.json.decode(request.body)
        ask["kinds"] = [kind for kind in KINDS if "person" not in kind]
        return li.reach(replace(request, body=msgspec.json.encode(ask)))

    li.wire = knows_less
    li.synced()
    edit(li, "household", home, note=("1", "2"))
    li.synced()
    assert (shown(li, "household", home), shown(li, "person", one)) == ({"note": "2", "grid": G1}, None)
    edit(li, "household", home, note=("2", "3"))
    li.wire = li.reach
    li.synced()

    assert shown(li, "person", one) is not None
    assert (shown(li, "household", home) or {})["note"] == "3"
    assert li.sync(verify=True).mismatched == ()
