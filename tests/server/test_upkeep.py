"""Erasure by law, and uploads nobody ends (SYNC 12, 15)."""

from __future__ import annotations

import hashlib
import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gridcore.errors import InvalidInput
from gridcore.ids import derived_id
from gridcore.wire import chain, decode_push_reply
from gridserver.cli import main, open_server
from gridserver.erased import Erased
from gridserver.row import GridRow, Pushed, Row, ServerStore
from gridserver.store import SqlStore
from gridserver.upkeep import erase, erase_again, tidy
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


def bodies(town: Town, *records: str) -> set[str]:
    with town.server.store.reading() as read:
        return {row.body for record in records for row in read.places(record)}


def sent_bytes(town: Town) -> bytes:
    """What the server keeps of all that was ever sent to it."""
    with town.server.store.writing() as work:
        return b"".join(row.bytes for device in work.devices() for row in work.txs(device.id, 1, 100))


def test_a_photo_goes_from_every_grid_its_record_ever_was_in(family: Family) -> None:
    town, li, household, _ = family
    zhao = town.laptop("zhao", seed=5)
    assert zhao.do({"op": "move", "kind": "household", "id": household, "grid": G1, "to": G2}).st == "applied"
    assert zhao.call("GET", f"/v1/blobs/{G2}/{NAME}").status == 200

    erase(town.server, household, town.clock.now(), town.rng)

    assert [li.call("GET", f"/v1/blobs/{G1}/{NAME}").status, zhao.call("GET", f"/v1/blobs/{G2}/{NAME}").status] == [
        404,
        404,
    ]
    assert not list(town.folder.rglob(NAME))


def test_a_photo_taken_out_of_its_record_before_goes_too(town: Town) -> None:
    li = town.laptop("li")
    household, person = li.id(), li.id()
    li.do(create(household, "household"))
    photos = [{"sha256": NAME, "size": len(PHOTO)}]
    li.do(create(person, "person", household, name=SECRET, photos=photos))
    sent(li, PHOTO)
    out = {"op": "set", "kind": "person", "id": person, "grid": G1, "set": {"photos": [photos, None]}}
    assert li.do(out).st == "applied"

    erase(town.server, household, town.clock.now(), town.rng)

    assert li.call("GET", f"/v1/blobs/{G1}/{NAME}").status == 404
    assert not list(town.folder.rglob(NAME))


def test_a_journal_sent_again_does_not_bring_back_what_was_erased(town: Town) -> None:
    li = town.laptop("li")
    household = li.id()
    line = li.line(1, create(household, "household", address=SECRET))
    first = li.push_lines(line).answers
    erase(town.server, household, town.clock.now(), town.rng)

    anew = town.laptop("li", seed=7)

    assert anew.push_lines(line).answers == first
    assert SECRET.encode() not in sent_bytes(town)
    assert anew.h == chain("", line), "its hash stays"


def test_a_family_that_goes_in_a_circle_is_erased_once(town: Town) -> None:
    li = town.laptop("li")
    household, person = li.id(), li.id()
    with town.server.store.writing() as work:
        for record, kind, parent in ((household, "household", person), (person, "person", household)):
            work.load(rows=[Row(grid=G1, id=record, kind=kind, parent=parent, v=1, seq=1, body='{"name":"a"}')])

    assert erase(town.server, household, town.clock.now(), town.rng) == 2
    assert bodies(town, household, person) == {"{}"}


def test_a_record_that_moves_at_this_moment_is_erased_where_it_went(
    postgres_store: ServerStore, tmp_path: Path
) -> None:
    town = Town(postgres_store, tmp_path / "blobs")
    li = town.laptop("li")
    household = li.id()
    li.do(create(household, "household", address=SECRET))
    with ThreadPoolExecutor(1) as pool:
        with postgres_store.writing() as work:
            device = work.lock_device(li.device)
            assert device is not None
            work.lock_grids([G1, G2])
            (row,) = work.places(household)
            erasing = pool.submit(erase, town.server, household, town.clock.now(), town.rng)
            with pytest.raises(TimeoutError):
                erasing.result(0.5)  # it has seen the record in G1, and waits for that grid
            rows = [replace(row, moved_to=G2, body="{}"), replace(row, grid=G2)]
            work.store(Pushed(rows=rows, changes=[], txs=[], grids=[], blobs=[], device=device))
        assert erasing.result(10) == 1

    assert bodies(town, household) == {"{}"}


def test_what_a_backup_or_a_journal_brings_back_is_erased_again(family: Family, tmp_path: Path) -> None:
    town, li, household, person = family
    erased = Erased(tmp_path)
    with town.server.store.reading() as read:
        before = [row for record in (household, person) for row in read.places(record)]
    erase(town.server, household, town.clock.now(), town.rng, erased)
    assert len(erased.ids()) == 4
    assert erase_again(town.server, erased, town.clock.now(), town.rng) == 0

    with town.server.store.writing() as work:
        work.erase(before, [], [])  # written over, as a restore does
    late = li.id()
    li.do(create(late, "visit", household, text=SECRET))

    assert erase_again(town.server, erased, town.clock.now(), town.rng) == 5
    assert bodies(town, household, person, late) == {"{}"}
    assert SECRET.encode() not in sent_bytes(town)
    assert erase_again(town.server, erased, town.clock.now(), town.rng) == 0


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
    assert (tmp_path / "erased").read_text() == f"{record}\n"
    assert main(["erase", "--again", "--yes", "--data", str(tmp_path)]) == 0
    assert "0 records erased again" in capsys.readouterr().out
    assert main(["erase", record, "--again", "--yes", "--data", str(tmp_path)]) == 1
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
