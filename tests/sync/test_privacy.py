"""No word a person typed gets into a log, an address, a header or the name of a file (FAULTS 68)."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from gridclient.base.logs import Masked
from gridcore.wire import Lost, Reply, Request
from gridserver.decide import rule
from tests.conftest import Logs
from tests.server.town import G1, G2
from tests.sync.deeds import Open, delete, edit, losing, make, move, photo, shown, syncing

CANARIES = ("金丝雀", "Canarybird", "13955512345", "139 5551 2345")
TEXT = " ".join(CANARIES)


@pytest.mark.fault(68)
def test_nothing_typed_is_in_a_log_an_address_or_a_file_name(
    laptop: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    """A day with a lost line, a conflict, a refusal, a bug of the server, a broken photo and a foreign server."""
    logs.expect("gridserver.handle.push", "refused as internal")
    caplog.set_level(logging.DEBUG)
    li, zhao = laptop("li"), laptop("zhao")
    asked: list[Request] = []

    def listen(request: Request) -> Reply | Lost:
        asked.append(request)
        return li.reach(request)

    li.wire = listen
    home = make(li, "household", note=TEXT, address=TEXT)
    one = make(li, "person", home, name=TEXT, phone=CANARIES[2])
    with li.store.write("visit.save") as work:
        taken = work.attach(G1, home, TEXT.encode(), f"{TEXT}.jpg", TEXT, None)
        work.create("visit", {"text": TEXT, "photos": [taken]}, grid=G1, parent=home)
    li.store.drafts.keep("visit", TEXT, {"text": TEXT})
    runs = syncing(li)
    runs.run()
    losing(li, "/v1/push")
    edit(li, "household", home, note=(TEXT, f"{TEXT} 2"))
    runs.run()
    li.wire = listen
    zhao.synced()
    edit(zhao, "household", home, note=(TEXT, f"{TEXT} 3"))
    zhao.synced()
    runs.run()
    broken = photo(li, home, TEXT.encode() * 2)
    li.store.blobs.path(broken).write_bytes(TEXT.encode())

    def bug(*_: object) -> None:
        raise KeyError(TEXT)

    with monkeypatch.context() as patch:
        patch.setattr(rule, "_merge", bug)
        edit(li, "person", one, note=(None, TEXT))
        runs.run()
    delete(li, "person", one)
    move(zhao, home, G2)
    zhao.synced()
    runs.run()
    li.wire = lambda _request: Reply(status=200, headers={"grid-server": TEXT})
    make(li, "household", note=TEXT)
    runs.run()
    li.store.close()

    assert (shown(zhao, "household", home) or {})["note"].startswith("金丝雀"), "the day took place"
    said = [Masked().format(record) for record in caplog.records]
    raw = [record.getMessage() for record in caplog.records if record.name.startswith("grid")]
    named = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    sent = [f"{request.method} {request.path} {request.headers}" for request in asked]
    assert raw
    assert len(named) > 5
    assert len(sent) > 10
    for canary in CANARIES:
        assert not [text for text in (*said, *raw, *named, *sent) if canary in text], canary
