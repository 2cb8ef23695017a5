"""Erasure by law, and uploads nobody ends (SYNC 12, 15)."""

from __future__ import annotations

import hashlib
import os
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gridcore.errors import InvalidInput
from gridcore.ids import derived_id
from gridcore.wire import chain, decode_push_reply
from gridserver.cli import main, open_server
from gridserver.row import GridRow, Row
from gridserver.store import SqlStore
from gridserver.upkeep import erase, tidy
from tests.server.town import G1, G2, Laptop, Town

SECRET = "王小明"
PHOTO = random.Random(1).randbytes(1000)
NAME = hashlib.sha256(PHOTO).hexdigest()


def create(record: str, kind: str, parent: str | None = None, grid: str = G1, **body: Any) -> dict[str, Any]:
    return {"op": "create", "kind": kind, "id": record, "grid": grid, "parent": parent, "set": body}


def sent(laptop: Laptop, photo: bytes, grid: str = G1) -> None:
    span = f"bytes 0-{len(photo) - 1}/{len(photo)}"
    name = hashlib.sha256(photo).hexdigest()
    assert laptop.call("PUT", f"/v1/blobs/{grid}/{name}", photo, content_range=span).status == 201


Family = tuple[Town, Laptop, str, str]


@pytest.fixture
def family(town: Town) -> Family:
    """A household with a person two people disagree about, and a visit with a photo."""
    li, zhao = town.laptop("li"), town.laptop("zhao")
    household, person, visit = li.id(), li.id(), li.id()
    li.do(create(household, "household", address="东大街 1"))
    li.do(create(person, "person", household, name=SECRET, phone="138"))
    li.do(create(visit, "visit", household, text=f"{SECRET} 在家", photos=[{"sha256": NAME, "size": len(PHOTO)}]))
    sent(li, PHOTO)
    edit = {"op": "set", "kind": "person", "id": person, "grid": G1}
    zhao.do({**edit, "set": {"phone": ["138", "139"]}})
    li.do({**edit, "set": {"phone": ["138", f"{SECRET} 的电话"]}})
    return town, li, household, person


def test_what_is_erased_is_nowhere_and_every_store_is_told(family: Family) -> None:
    town, li, household, person = family
    wang = town.laptop("wang")
    before = li.pull()
    assert {line.id for line in before} >= {household, person}
    refused = wang.do({"op": "set", "kind": "person", "id": person, "grid": G1, "set": {"name": [None, SECRET]}})
    assert refused.st == "refused"

    # the household, its person, its visit, and the issue of the person's phone
    assert erase(town.server, household, town.clock.now(), town.rng) == 4

    gone = {line.id: line.gone for line in li.pull() if line.gone}
    assert gone.keys() >= {household, person, derived_id(person, "phone")}
    assert set(gone.values()) == {"deleted"}
    with town.server.store.writing() as work:
        for device in work.devices():
            lines = work.txs(device.id, 1, 100)
            assert SECRET not in "".join(str(row.bytes, "utf-8") for row in lines)
        bodies = [row.body for record in (household, person) for row in work.places(record)]
    assert bodies == ["{}", "{}"]
    assert li.call("GET", f"/v1/blobs/{G1}/{NAME}").status == 404
    assert not list(town.folder.rglob(NAME))


def test_the_chain_of_an_erased_tx_still_answers_word_for_word(family: Family) -> None:
    town = family[0]
    wang = town.laptop("wang")
    made = wang.id()
    line = wang.line(1, create(made, "household", grid=G2, address=SECRET))
    first = wang.push_lines(line)
    record = first.answers[0]
    with town.server.store.writing() as work:
        device = work.devices("wang")[0]
    erase(town.server, made, town.clock.now(), town.rng)
    again = decode_push_reply(wang.call("POST", "/v1/push", wang.sealed(1, "", line)).body)
    assert again.answers == [record]
    with town.server.store.reading() as read:
        known = read.device(device.id)
    assert known is not None
    assert known.chain == chain("", line)


def test_a_photo_another_record_speaks_of_stays(family: Family) -> None:
    town, li, household, _ = family
    other = li.id()
    li.do(create(other, "household", address="西大街 2"))
    li.do(create(li.id(), "visit", other, photos=[{"sha256": NAME, "size": len(PHOTO)}]))
    erase(town.server, household, town.clock.now(), town.rng)
    assert li.call("GET", f"/v1/blobs/{G1}/{NAME}").status == 200


def test_the_command_erases_only_what_was_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = open_server(tmp_path)
    record = "01900000-0000-7000-8000-000000000001"
    with server.store.writing() as work:
        work.put_grid(GridRow(code=G1))
        work.load(rows=[Row(grid=G1, id=record, kind="household", v=1, seq=1, body='{"address":"a"}')])
    server.close()
    assert main(["erase", record, "--data", str(tmp_path)]) == 1
    assert "not_confirmed" in capsys.readouterr().err
    assert main(["erase", record, "--yes", "--data", str(tmp_path)]) == 0
    assert "1 records erased" in capsys.readouterr().out
    server = open_server(tmp_path)
    with server.store.reading() as read:
        row = read.row(G1, record)
    server.close()
    assert row is not None
    assert (row.body, row.deleted) == ("{}", True)


def test_a_record_nobody_has_cannot_be_erased(town: Town) -> None:
    with pytest.raises(InvalidInput):
        erase(town.server, "01900000-0000-7000-8000-000000000000", town.clock.now(), town.rng)


def test_an_upload_nobody_ends_is_forgotten_after_thirty_days_and_begins_anew(town: Town) -> None:
    li = town.laptop("li")
    path, piece = f"/v1/blobs/{G1}/{NAME}", PHOTO[:400]
    assert li.call("PUT", path, piece, content_range=f"bytes 0-399/{len(PHOTO)}").status == 202
    (partial,) = [found for found in town.folder.rglob(NAME) if found.is_file()]
    touched = town.clock.now().timestamp()
    os.utime(partial, (touched, touched))
    town.clock.advance(hours=24 * 29)
    assert tidy(town.server, town.clock.now()) == 0
    assert partial.exists()
    town.clock.advance(hours=48)
    assert tidy(town.server, town.clock.now()) == 1
    assert not partial.exists()
    with town.server.store.writing() as work:
        assert not work.uploads()
    li.sign_in()
    sent(li, PHOTO)
    if isinstance(town.server.store, SqlStore):
        assert tidy(town.server, town.clock.now() + timedelta(days=100)) == 0
