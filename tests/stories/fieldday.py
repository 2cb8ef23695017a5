"""One field day: a worker, two inspectors and an office, offline and back, on three machines and a server.

Every step is a real window in a real process; a step that does not hold ends the story. Each prints one line of facts.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.stories.pictures import take_pictures
from tests.stories.stage import Central, Client, Failed, sample

PEOPLE, GRID_CODE = 3_000, 15
WORKER, OFFICER, OFFICE = "zhangmin", "lizhengyang", "qinyue"
VISIT = "老人按时服药，楼道灯还没修好"
NOTE = "这一句还没写完，电就断了"
HAZARD = "消防通道堆放纸箱，堵住单元门"
PHONE_WORKER, PHONE_OFFICE = "13800002206", "13800002260"


@dataclass(slots=True)
class Day:
    """What the steps share."""

    folder: Path
    shots: Path
    say: Callable[[str], None]
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    clients: dict[str, Client] = field(default_factory=dict[str, Client])
    central: Central | None = None
    number: int = 0

    def step(self, what: str, **facts: Any) -> None:
        """Tell a step that held."""
        self.number += 1
        told = "  ".join(f"{name}={value}" for name, value in facts.items())
        self.say(f"{self.number:2d}  {what}{'  ' if told else ''}{told}")

    def open(self, who: str) -> Client:
        """Open the window of a machine."""
        self.clients[who] = Client(self.folder / who)
        return self.clients[who]

    def shot(self, name: str) -> str:
        """Where a picture of this name goes."""
        return str(self.shots / f"{name}.png")


def holds(claim: bool, what: str) -> None:
    """End the story unless a claim holds."""
    if not claim:
        raise Failed(what)


def play(folder: Path, shots: Path, say: Callable[[str], None]) -> None:
    """Play the whole day in `folder`, pictures into `shots`. Raises Failed at the step that does not hold."""
    day = Day(folder, shots, say)
    start = time.monotonic()
    try:
        for step in STEPS:
            step(day)
    finally:
        with ExitStack() as ends:  # every one of them ends, though another ends badly
            if day.central is not None:
                ends.callback(day.central.stop)
            for client in day.clients.values():
                ends.callback(client.close)
    for who, client in day.clients.items():
        holds(not client.warned(), f"nothing to warn of at {who}: {client.warned()}")
    say(f"    every step held, {time.monotonic() - start:.0f} s")


def the_centre_opens(day: Day) -> None:
    """The server with the sample county."""
    said = sample(day.folder / "centre", PEOPLE)
    day.central = Central(day.folder / "centre")
    day.facts["port"] = day.central.port
    day.step("the centre serves a synthetic county", people=PEOPLE, made=said)


def everybody_signs_in(day: Day) -> None:
    """First sync of one grid by the worker; the officers' and the office's machines likewise."""
    assert day.central is not None
    prints: set[str] = set()
    for who in (WORKER, OFFICER, OFFICE):
        facts = day.open(who).do("sign_in", address=day.central.address, user=who)
        prints.add(facts["fingerprint"])
        holds(facts["in_step"], f"{who} is in step after the first sync")
        if who == WORKER:
            holds(facts["households"] > 200, "a whole grid of households")
            day.clients[who].do("shot", path=day.shot("first-page"))
        holds(who != OFFICER or facts["people"] == 0, "an officer gets no people")
        del facts["fingerprint"]
        day.step(f"{who} signs in and syncs for the first time", **facts)
    holds(len(prints) == 1, "everybody saw the same fingerprint")


def nothing_is_readable(day: Day) -> None:
    """No file of any profile holds readable text of the grid, nor an open picture."""
    looked = 0
    for who in (WORKER, OFFICER, OFFICE):
        looked += _scan(day.folder / who)
    day.step("no file of the profiles holds readable text or an open picture", files=looked)


CANARIES = ("钟鼓楼小区", "单元", "小学", "消防", "走访", "阿姨", VISIT, NOTE, HAZARD, PHONE_WORKER, "户主", "13800")
MAGIC = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\x89PNG", b"SQLite format 3")


def _scan(profile: Path) -> int:
    files = [each for each in profile.rglob("*") if each.is_file()]
    for each in files:
        data = each.read_bytes()
        for words in CANARIES:
            holds(words.encode() not in data and words.encode("utf-16-le") not in data, f"{each.name} hides {words}")
        for magic in MAGIC:
            holds(magic not in data, f"{each.name} is sealed")
    return len(files)


def the_server_is_stopped(day: Day) -> None:
    """The network goes."""
    assert day.central is not None
    day.central.stop()
    day.central = None
    facts = day.clients[WORKER].do("sync")
    holds(not facts["online"], "the worker is offline")
    day.step("the server is stopped", link=facts["link"])


def the_worker_records(day: Day) -> None:
    """Offline: a visit with a photo, a corrected phone number, a reported hazard with two photos."""
    worker = day.clients[WORKER]
    pictures = take_pictures(day.folder / "camera")
    done = worker.do("visit", photo=str(pictures[0]), words=VISIT, path=day.shot("visit"))
    holds(VISIT in (done["words"] or ""), "the words of the visit are kept")
    day.facts |= {"household": done["household"], "visit_photo": done["photo"], "pictures": pictures}
    day.step("an offline visit with a photo", visit=done["visit"][:8])
    phone = worker.do("change_phone", household=done["household"], phone=PHONE_WORKER, path=day.shot("household-edit"))
    holds(phone["after"] == PHONE_WORKER and phone["before"] != PHONE_WORKER, "the number is corrected")
    day.facts["person"] = phone["person"]
    day.step("a corrected phone number", before=phone["before"][-4:], after=phone["after"][-4:])
    two = [str(path) for path in pictures[1:3]]
    event = worker.do("report", photos=two, title=HAZARD, address="钟鼓楼小区3栋1单元", path=day.shot("report"))
    holds(event["state"] == "REPORTED" and len(event["photos"]) == 2, "the hazard is reported with two photos")
    day.facts["event"] = event
    day.step("a reported hazard with two photos", number=event["number"], state=event["state"])
    for page in worker.do("pages")["pages"]:
        worker.do("shot", page=page, path=day.shot(f"worker-{page}"))


def the_power_fails(day: Day) -> None:
    """Kill -9 in the middle of typing a note; start again, unlock offline: the note is there."""
    worker = day.clients[WORKER]
    begun = worker.do("begin_note", words=NOTE)
    worker.kill()
    worker = day.open(WORKER)
    worker.do("shot", path=day.shot("unlock"))
    opened = worker.do("unlock")
    found = worker.do("find_note", household=begun["household"], path=day.shot("note-after-kill"))
    holds(found["note"] == NOTE, f"the note is there after kill -9, not {found['note']!r}")
    day.step("kill -9 while a note was typed; unlocked offline, the note is there", waiting=opened["waiting"])
    _scan(day.folder / WORKER)


def the_officers_inspect(day: Day) -> None:
    """Two officers on another machine carry out the school check offline and finish it."""
    officer = day.clients[OFFICER]
    done = officer.do(
        "inspect", photos=[str(path) for path in day.facts["pictures"]], shots=str(day.shots), second="赵敏"
    )
    holds(done["answered"] == 94, "all 94 items are answered")
    left = officer.do("results", inspection=done["inspection"])
    holds(left["state"] == "RECORDED" and left["items"] == 94, "the inspection is recorded")
    holds(len(left["rectifications"]) == 3 and all(due for _, _, due in left["rectifications"]), "three with due dates")
    holds([kind for kind, _ in left["tasks"]] == ["reinspection"], "one re-inspection task")
    holds(len(left["photos"]) >= 3, "a photo of every failed item")
    day.facts |= {"inspection": done["inspection"], "finding_photos": left["photos"]}
    day.step(
        "two officers carry out the school check offline",
        answered=done["answered"],
        failed=left["failed"],
        measured=done["measured"],
        rectifications=len(left["rectifications"]),
        tasks=len(left["tasks"]),
        due=min(due for _, _, due in left["rectifications"]),
    )


def the_office_changes_the_number(day: Day) -> None:
    """Meanwhile the office, on a third machine, changes the same phone number."""
    office = day.clients[OFFICE]
    done = office.do("change_phone", household=day.facts["household"], phone=PHONE_OFFICE)
    holds(done["after"] == PHONE_OFFICE, "the office changed it, too")
    day.step("the office changes the same number", after=done["after"][-4:])


def all_sync(day: Day) -> None:
    """The server is back; all sync, in an order that makes a conflict: the worker's machine is switched on last."""
    day.clients.pop(WORKER).close()
    day.central = Central(day.folder / "centre", day.facts["port"])
    order: dict[str, dict[str, Any]] = {}
    for who in (OFFICE, OFFICER, WORKER):
        if who == WORKER:
            day.open(who).do("unlock")
        facts = day.clients[who].do("sync")
        holds(facts["online"], f"{who} is online")
        order[who] = facts
        sent = {name: facts[name] for name in ("sent", "received", "photos", "conflicts")}
        day.step(f"{who} syncs", **sent)
    holds(order[WORKER]["conflicts"] == 1, "the second number meets a conflict")


def the_conflict_is_solved(day: Day) -> None:
    """It is shown, solved with the keyboard, and gone everywhere."""
    worker, office = day.clients[WORKER], day.clients[OFFICE]
    seen = worker.do("conflict", path=day.shot("conflict"))
    holds((seen["mine"], seen["theirs"]) == (PHONE_WORKER, PHONE_OFFICE), "both numbers are shown")
    holds(office.do("sync")["conflicts"] == 1, "the office sees it, too")
    solved = worker.do("solve", side="mine")
    holds(solved["keys"] <= 3, "at most three keys")
    worker.do("sync")
    for who in (OFFICE, OFFICER, WORKER):
        holds(day.clients[who].do("sync")["conflicts"] == 0, f"no conflict at {who}")
    for client in (worker, office):
        holds(client.do("phone", person=day.facts["person"])["phone"] == PHONE_WORKER, "the chosen number stands")
    day.step("the conflict is shown, solved with the keyboard, and gone everywhere", keys=solved["keys"])


def nothing_waits(day: Day) -> None:
    """Nothing waits anywhere; stores and server hold the same records by their sums."""
    for who, client in day.clients.items():
        facts = client.do("sync")
        holds(facts["in_sync"] and facts["waiting"] == 0 and facts["parked"] == 0, f"nothing waits at {who}: {facts}")
    for who, client in day.clients.items():
        told = client.do("verify")
        holds(not told["mismatched"] and not told["trouble"], f"the sums of {who} and the centre agree")
    held = {who: client.do("sums") for who, client in day.clients.items()}
    mine, theirs = held[WORKER]["sums"], held[OFFICE]["sums"]
    # Units above are seen through different roles; a grid's own records are the same for worker and office.
    shared = sorted(grid for grid in set(mine) & set(theirs) if len(grid) == GRID_CODE or grid == "common")
    holds(_grid_of(day) in shared and mine[_grid_of(day)][0] > 200, "the whole grid of the worker is compared")
    differ = [grid for grid in shared if mine[grid] != theirs[grid]]
    holds(not differ, f"worker and office hold the same of {differ}")
    records = {who: sum(count for count, _ in each["sums"].values()) for who, each in held.items()}
    day.step("nothing waits anywhere; stores and server agree by their sums", **records)
    day.clients[WORKER].do("shot", page="sync", path=day.shot("sync-all-arrived"))


def the_photos_arrive(day: Day) -> None:
    """Photos arrive byte for byte at the office's machine."""
    office, grid = day.clients[OFFICE], _grid_of(day)
    wanted = [day.facts["visit_photo"], *day.facts["event"]["photos"], *day.facts["finding_photos"]]
    originals = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in day.facts["pictures"]}
    for sha256 in dict.fromkeys(wanted):
        came = office.do("fetch_photo", grid=grid, sha256=sha256, size=originals[sha256].stat().st_size)
        holds(came["sha256"] == sha256 and came["bytes"] == originals[sha256].stat().st_size, "byte for byte")
    day.step("the photos arrive byte for byte", photos=len(set(wanted)))


def _grid_of(day: Day) -> str:
    sums: dict[str, Any] = day.clients[WORKER].do("sums")["sums"]
    return next(grid for grid in sums if len(grid) == GRID_CODE)


STEPS: tuple[Callable[[Day], None], ...] = (
    the_centre_opens,
    everybody_signs_in,
    nothing_is_readable,
    the_server_is_stopped,
    the_worker_records,
    the_power_fails,
    the_officers_inspect,
    the_office_changes_the_number,
    all_sync,
    the_conflict_is_solved,
    nothing_waits,
    the_photos_arrive,
)

__all__ = ["STEPS", "Day", "play"]
