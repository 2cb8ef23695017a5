"""`python -m tests.processes.worker`: a person at a laptop, as a process that may be killed at any moment.

Opens the person's store as the program does, records visits, edits, events and photos through the services while a
second thread runs rounds, and prints a line of JSON for each thing the services said was saved, after they said so.
The password comes by standard input. With `--heal` nothing is recorded: rounds run until nothing waits, at most three.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import struct
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import msgspec

from gridclient.app.session import Session, open_session
from gridclient.base.clock import Clock, SystemClock
from gridclient.base.durable import write_durably
from gridclient.base.paths import PersonPaths
from gridclient.services.drafts import PhotoDraft
from gridclient.services.events import EventDraft, Events
from gridclient.services.households import HouseholdDraft, Households
from gridclient.services.me import Me
from gridclient.services.people import PersonDraft
from gridclient.services.saved import Saved
from gridclient.services.visits import VisitDraft, Visits
from gridclient.sync import enrol
from gridclient.sync.transport import Transport, drive
from gridclient.vault.keys import Keys
from gridclient.vault.vault import Known
from gridcore.errors import GridError, Offline
from gridcore.household import Household
from gridcore.ids import Rng
from gridcore.roles import Role

MOST_ROUNDS = 3
"""After the last fault the outbox empties in so many rounds (FAULTS 6)."""


def say(**facts: Any) -> None:
    """Tell the parent, at once: what was printed before the kill is read after it."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def open_as_person(folder: Path, address: str, user: str, password: str, clock: Clock, rng: Rng) -> Session:
    """Enrol at the first start, however often it was broken off, and open the store."""
    paths, kept = PersonPaths(folder), folder / "keys.json"
    if not kept.exists():
        new = Keys.new(rng)
        write_durably(kept, msgspec.json.encode((new.store, new.ed25519, new.x25519)))
    keys = Keys(*msgspec.json.decode(kept.read_bytes(), type=tuple[bytes, bytes, bytes]))
    told = folder / "known.json"
    while not told.exists():
        try:
            write_durably(told, msgspec.json.encode(_enrolled(address, user, password, keys, rng)))
        except Offline:
            time.sleep(0.02)
    known = msgspec.structs.replace(msgspec.json.decode(told.read_bytes(), type=Known), address=address)
    return open_session(paths, known, keys, clock=clock, rng=rng, create=not paths.store.exists())


def _enrolled(address: str, user: str, password: str, keys: Keys, rng: Rng) -> Known:
    transport = Transport(address, rng)
    try:
        seen = drive(enrol.hello(), transport)
        told = drive(enrol.enrol(seen, user=user, password=password, keys=keys, rng=rng), transport)
    finally:
        transport.close()
    return Known(
        user=told.user, name=told.name, role=told.role, device=told.device, address=address, server=seen.id,
        server_name=seen.name, server_key=seen.ed25519, server_x25519=seen.x25519, lease_days=told.lease_days,
    )  # fmt: skip


def picture(draw: random.Random, size: int = 0) -> bytes:
    """A PNG of random bytes: so many, or drawn, a few of more than one chunk of an upload."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    size = size or draw.choice((*(900, 5_000) * 4, 60_000, 1_200_000))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", draw.randbytes(size)) + chunk(b"IEND", b"")


class Person:
    """Records without end; every value is one of its own kind."""

    def __init__(self, session: Session, me: Me, clock: Clock, life: str) -> None:
        self._store, self._clock, self._life = session.store, clock, life
        self._draw = random.Random(life)
        self._syncing = session.syncing
        self._homes = Households(session.store, me, clock)
        self._visits = Visits(session.store, me, clock)
        self._events = Events(session.store, me, clock, lambda: False)

    def work(self) -> None:
        """Record until killed."""
        self._add(f"{self._life}/home")
        for number in itertools.count():
            value = f"{self._life}/{number}"
            self._draw.choice((self._add, self._visit, self._visit, self._edit, self._edit, self._report))(value)
            self._syncing.saved()
            time.sleep(self._draw.random() / 10)

    def _add(self, value: str) -> None:
        people = (PersonDraft(new={"name": "甲"}),)
        saved = self._homes.save(HouseholdDraft(new={"address": "三组", "building": value}, people=people))
        self._say("household", saved, "building", value)

    def _visit(self, value: str) -> None:
        home, body = self._some_home()
        photos = tuple(
            PhotoDraft(str(number), picture(self._draw), "1.png")
            for number in range(self._draw.choice((0, 0, 1, 1, 2)))
        )
        draft = VisitDraft(household=home, text=value, seen={"ask_next": body.ask_next})
        saved = self._visits.save(draft, photos)
        self._say("visit", saved, "text", value, [hashlib.sha256(photo.data).hexdigest() for photo in photos])

    def _edit(self, value: str) -> None:
        home, body = self._some_home()
        # A form is open for a while, and others save meanwhile: what was seen at opening goes into the tx.
        time.sleep(self._draw.random() / 50)
        saved = self._homes.save(HouseholdDraft(id=home, seen={"note": body.note}, new={"note": value}))
        self._say("household", saved, "note", value)

    def _report(self, value: str) -> None:
        photo = PhotoDraft("1", picture(self._draw), "1.png")
        draft = EventDraft("10", value, "三组", self._clock.now(), photos=(photo,))
        saved = self._events.report(draft)
        self._say("event", saved, "description", value, [hashlib.sha256(photo.data).hexdigest()])

    def _some_home(self) -> tuple[str, Household]:
        with self._store.read() as reading:
            found = [one for one in reading.all("household") if isinstance(one.body, Household)]
        one = self._draw.choice(found)
        assert isinstance(one.body, Household)
        return one.id, one.body

    def _say(self, kind: str, saved: Saved, field: str, value: str, photos: list[str] | None = None) -> None:
        say(saved=saved.tx, kind=kind, record=saved.id, field=field, value=value, photos=photos or [])


def rounds(session: Session) -> None:
    """Run rounds without end, as the lane of the program does."""
    while True:
        report = session.syncing.run()
        trouble = report.trouble.code if report is not None and report.trouble is not None else ""
        say(round=trouble)
        time.sleep(0.02)


def heal(session: Session, *, verify: bool) -> None:
    """Run rounds until nothing waits, and tell what is left in the store."""
    store, needed, trouble = session.store, 0, ""
    mismatched: tuple[str, ...] = ()
    while needed < MOST_ROUNDS and (needed == 0 or not _is_empty(session)):
        report = session.syncing.run(verify=verify)
        needed += 1
        assert report is not None
        trouble = report.trouble.code if report.trouble is not None else ""
        mismatched = report.mismatched
    status = store.status()
    with store.read() as reading:
        marks = {name: reading.db.value(f"SELECT count(*) FROM {name}") for name in ("tx_rec", "shadow")}
    say(
        rounds=needed, trouble=trouble, empty=_is_empty(session), parked=status.parked, marks=marks,
        mismatched=mismatched, integrity=store.integrity(), behind=status.behind,
    )  # fmt: skip


def _is_empty(session: Session) -> bool:
    status = session.store.status()
    return not any((status.waiting, status.sealed, status.answered, status.blobs_waiting))


def main(arguments: list[str]) -> int:
    """Live one life."""
    parser = argparse.ArgumentParser(prog="tests.processes.worker")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--address", required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--grid", required=True)
    parser.add_argument("--life", required=True, help="seed and prefix of every value of this life")
    parser.add_argument("--heal", action="store_true")
    parser.add_argument("--verify", action="store_true")
    asked = parser.parse_args(arguments)
    password = sys.stdin.readline().rstrip("\n")
    clock, rng = SystemClock(), random.SystemRandom().randbytes
    say(up=True)
    asked.folder.mkdir(parents=True, exist_ok=True)
    try:
        session = open_as_person(asked.folder, asked.address, asked.user, password, clock, rng)
    except GridError as error:
        say(died=str(error))
        return 1
    say(open=True)
    if asked.heal:
        heal(session, verify=asked.verify)
        session.close()
        return 0
    threading.Thread(target=rounds, args=(session,), daemon=True).start()
    me = Me(asked.user, asked.user, Role.GRID_WORKER, asked.grid, session.known.device)
    Person(session, me, clock, asked.life).work()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
