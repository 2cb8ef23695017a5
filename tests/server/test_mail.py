"""`POST /v1/mail` and `gridserver mail`: anybody signed in may bring a package, its own signature gives the rights."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from gridclient.vault.keys import Keys
from gridclient.vault.packaging import PackageKeys
from gridcore.package import REQUEST, Envelope, Part, open_package, write_package
from gridcore.wire import (
    MAX_PACKAGE_TXS,
    MAX_TXS,
    Enrolled,
    Have,
    Reply,
    chain,
    decode_problem,
    decode_pull_lines,
    decode_push_reply,
)
from gridserver import cli
from gridserver.counter import hand_in
from gridserver.handle import mail as mails
from gridserver.keys import ServerKeys
from gridserver.row import Stand
from tests.server.test_blob import NAME, PHOTO
from tests.server.test_push import household
from tests.server.town import G1, Laptop, Town, problem

Parts = dict[str, bytes]


class Sender:
    """A device of a laptop that packs what it would call."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop
        key = laptop.key.private_bytes_raw()
        secret = laptop.rng(32)
        keys = Keys(b"", key, secret)
        laptop.x25519 = keys.x25519_public
        self.keys = PackageKeys(keys, laptop.rng)

    def pack(self, server: ServerKeys, parts: Parts, **changed: object) -> bytes:
        envelope = Envelope(
            format=0, kind=REQUEST, device=self.laptop.device, server_id=server.id, made="2026-05-11T09:00:00+08:00",
            size=0, ask=self.laptop.asked,
        )  # fmt: skip
        out = io.BytesIO()
        made = [Part.of(name, data) for name, data in parts.items()]
        write_package(
            out, replace(envelope, **changed), made, reader=bytes.fromhex(server.public()[1]), sealer=self.keys
        )
        return out.getvalue()

    def read(self, server: ServerKeys, reply: bytes) -> Parts:
        maker = bytes.fromhex(server.public()[0])
        return dict(open_package(io.BytesIO(reply), len(reply), maker=maker, opener=self.keys).parts())


@pytest.fixture
def courier(town: Town) -> Laptop:
    found = town.laptop("zhao")
    found.sign_in()
    return found


@pytest.fixture
def li(town: Town) -> Sender:
    return sender(town, "li")


def sender(town: Town, user: str, seed: int = 5) -> Sender:
    """A laptop enrolled with an X25519 key it can read with."""
    made: list[Sender] = []

    class Reading(Laptop):
        def enrol(self) -> Enrolled:
            made.append(Sender(self))  # the keys first: they are what is enrolled
            return super().enrol()

    Reading(town, user, seed)
    return made[0]


def ask_of(at: Laptop) -> bytes:
    at.asked += 1
    return msgspec.json.encode({"ask": at.asked, "limit": 10, "kinds": ["household"], "grids": at.cursors})


def mail(courier: Laptop, package: bytes) -> Reply:
    return courier.call("POST", "/v1/mail", package)


def push_of(li: Sender, count: int = 1) -> bytes:
    at = li.laptop
    return at.sealed(1, "", *(at.line(n, household(at.id(), note=f"{n}")) for n in range(1, count + 1)))


@pytest.mark.fault("F49")
def test_a_courier_brings_the_work_of_another(town: Town, courier: Laptop, li: Sender) -> None:
    package = li.pack(town.keys, {"push": push_of(li, 3), "pull": ask_of(li.laptop)})

    reply = mail(courier, package)

    assert (reply.status, reply.headers["content-type"]) == (200, "application/octet-stream")
    told = li.read(town.keys, reply.body)
    assert list(told) == ["push:200", "pull:200"]
    answers = decode_push_reply(told["push:200"]).answers
    assert [answer.st for answer in answers] == ["applied"] * 3
    lines = decode_pull_lines(told["pull:200"])
    assert sum(line.k == "household" for line in lines) == 3
    assert (lines[0].next, lines[-1].more) == (4, False)
    with town.server.store.reading() as read:
        assert {stand.by for line in lines if line.k for stand in _history(town, line.id)} == {"li"}
        assert read.device(li.laptop.device)


def _history(town: Town, record: str) -> list[Stand]:
    with town.server.store.writing() as work:
        return list(work.history(record))


@pytest.mark.fault("F02", "F49")
def test_a_package_brought_twice_is_answered_word_for_word(town: Town, courier: Laptop, li: Sender) -> None:
    package = li.pack(town.keys, {"push": push_of(li, 3)})

    first, again = (li.read(town.keys, mail(courier, package).body) for _ in range(2))

    assert decode_push_reply(first["push:200"]).answers == decode_push_reply(again["push:200"]).answers
    with town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == 3


@pytest.mark.fault("F49")
def test_the_limits_of_a_request_and_a_page_do_not_hold(town: Town, courier: Laptop, li: Sender) -> None:
    count = MAX_TXS * 2 + 1
    told = li.read(
        town.keys, mail(courier, li.pack(town.keys, {"push": push_of(li, count), "pull": ask_of(li.laptop)})).body
    )

    assert len(decode_push_reply(told["push:200"]).answers) == count
    lines = decode_pull_lines(told["pull:200"])
    assert (sum(line.k == "household" for line in lines), lines[-1].more) == (count, False)


@pytest.mark.fault(64)
def test_a_package_of_more_actions_than_one_transaction_takes_is_told_so_inside(
    town: Town, courier: Laptop, li: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_PACKAGE_TXS == 20_000
    monkeypatch.setattr(mails, "MAX_PACKAGE_TXS", 3)

    told = [li.read(town.keys, mail(courier, li.pack(town.keys, {"push": push_of(li, n)})).body) for n in (4, 3)]

    assert decode_problem(told[0]["push:413"]).name == "too_large"
    assert len(decode_push_reply(told[1]["push:200"]).answers) == 3


def test_a_stranger_brings_nothing(town: Town, li: Sender) -> None:
    package = li.pack(town.keys, {"push": push_of(li)})

    assert problem(town.call("POST", "/v1/mail", package)).name == "signed_out"
    assert problem(town.call("POST", "/v1/mail", package, authorization="Grid x")).challenge is not None
    with town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == 0


@pytest.mark.fault("F50")
@pytest.mark.parametrize(
    ("changed", "status", "name"),
    [
        ({"server_id": "elsewhere"}, 421, "wrong_server"),
        ({"device": "0199c0de-0000-7000-8000-000000000009"}, 409, "unknown_device"),
        ({"kind": "reply"}, 400, "wrong_kind"),
    ],
)
def test_what_is_not_for_us_is_refused_by_name(
    town: Town, courier: Laptop, li: Sender, changed: dict[str, str], status: int, name: str
) -> None:
    reply = mail(courier, li.pack(town.keys, {"push": push_of(li)}, **changed))

    assert (reply.status, problem(reply).name) == (status, name)
    with town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == 0


@pytest.mark.fault("F50", 61)
def test_a_device_cannot_send_in_the_name_of_another(town: Town, courier: Laptop, li: Sender) -> None:
    wang = sender(town, "wang")

    as_li = wang.pack(town.keys, {"push": push_of(li)}, device=li.laptop.device)
    inside = wang.pack(town.keys, {"push": push_of(li), "pull": ask_of(wang.laptop)})

    assert problem(mail(courier, as_li)).name == "altered"
    told = wang.read(town.keys, mail(courier, inside).body)
    assert decode_problem(told["push:400"]).name == "malformed"
    with town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == 0


@pytest.mark.fault("F49")
def test_a_gap_and_a_fork_travel_inside_and_the_pull_goes_on(town: Town, courier: Laptop, li: Sender) -> None:
    at = li.laptop
    gap = at.sealed(5, chain("", b"x"), at.line(5, household(at.id())))
    told = li.read(town.keys, mail(courier, li.pack(town.keys, {"push": gap, "pull": ask_of(at)})).body)
    assert (decode_problem(told["push:409"]).name, decode_problem(told["push:409"]).next) == ("gap", 1)
    assert decode_pull_lines(told["pull:200"])[0].next == 1

    mail(courier, li.pack(town.keys, {"push": push_of(li)}))
    told = li.read(town.keys, mail(courier, li.pack(town.keys, {"push": push_of(li), "pull": ask_of(at)})).body)
    assert decode_problem(told["push:409"]).name == "forked"


BAD: list[tuple[str, bytes]] = [("pull", b'{"ask"'), ("pull", b'{"\xb6":1}'), ("push", b"\xff"), ("push", b"")]


@pytest.mark.parametrize(("name", "data"), BAD)
def test_a_part_nobody_can_read_is_told_and_stops_nothing(
    town: Town, courier: Laptop, li: Sender, name: str, data: bytes
) -> None:
    parts = {"push": push_of(li), "pull": ask_of(li.laptop)} | {name: data}

    told = li.read(town.keys, mail(courier, li.pack(town.keys, parts)).body)

    assert decode_problem(told[f"{name}:400"]).name == "malformed"
    assert sum(key.endswith(":200") for key in told) == 1


def pieces(whole: bytes, name: str, step: int) -> Parts:
    return {f"blob:{G1}:{name}:{at}:{len(whole)}": whole[at : at + step] for at in range(0, len(whole), step)}


@pytest.mark.fault("F41", "F49")
@pytest.mark.parametrize("begun", [0, 1, len(PHOTO) // 2, len(PHOTO) - 1])
def test_a_photo_comes_in_pieces_from_its_first_byte_wherever_it_was_begun(
    town: Town, courier: Laptop, li: Sender, begun: int
) -> None:
    if begun:
        named = f"bytes 0-{begun - 1}/{len(PHOTO)}"
        assert li.laptop.call("PUT", f"/v1/blobs/{G1}/{NAME}", PHOTO[:begun], content_range=named).status == 202

    package = li.pack(town.keys, pieces(PHOTO, NAME, 300_000))
    told, again = (li.read(town.keys, mail(courier, package).body) for _ in range(2))

    assert list(told) == list(again) == [f"blob:{G1}:{NAME}:201"]
    assert msgspec.json.decode(told[f"blob:{G1}:{NAME}:201"], type=Have).size == len(PHOTO)
    assert town.server.blobs.read(G1, NAME, 0, len(PHOTO)) == PHOTO


def test_half_a_photo_is_kept_and_a_rotten_one_is_not(town: Town, courier: Laptop, li: Sender) -> None:
    half = dict(list(pieces(PHOTO, NAME, 300_000).items())[:2])
    told = li.read(town.keys, mail(courier, li.pack(town.keys, half)).body)
    assert msgspec.json.decode(told[f"blob:{G1}:{NAME}:202"], type=Have).have == 600_000

    wrong = pieces(PHOTO[:-1] + b"?", NAME, 300_000)
    told = li.read(town.keys, mail(courier, li.pack(town.keys, wrong)).body)
    assert decode_problem(told[f"blob:{G1}:{NAME}:422"]).name == "wrong_hash"
    assert town.server.blobs.read(G1, NAME, 0, 9) is None


@pytest.mark.fault("F40")
def test_photos_are_given_to_those_who_hold_the_grid(town: Town, courier: Laptop, li: Sender) -> None:
    mail(courier, li.pack(town.keys, pieces(PHOTO, NAME, 1 << 20)))
    wang = sender(town, "wang")
    asked = {f"want:{G1}:{NAME}": b"", f"want:{G1}:{'a' * 64}": b""}

    ours = li.read(town.keys, mail(courier, li.pack(town.keys, asked)).body)
    others = wang.read(town.keys, mail(courier, wang.pack(town.keys, asked)).body)

    assert ours[f"file:{G1}:{NAME}:200"] == PHOTO
    assert decode_problem(ours[f"file:{G1}:{'a' * 64}:404"]) == decode_problem(others[f"file:{G1}:{NAME}:404"])


def test_names_of_a_newer_program_are_passed_over(town: Town, courier: Laptop, li: Sender) -> None:
    parts = {"later:x": b"?", f"blob:{G1}:{NAME}": b"?", "want:nowhere:zz": b"", "pull": ask_of(li.laptop)}

    told = li.read(town.keys, mail(courier, li.pack(town.keys, parts)).body)

    assert list(told) == ["pull:200"]


# over the counter


def test_the_counter_answers_each_file_and_one_bad_file_stops_none(town: Town, li: Sender, tmp_path: Path) -> None:
    good = li.pack(town.keys, {"push": push_of(li)})
    for name, data in (("a.gridpkg", good), ("b.gridpkg", good[:-1]), ("c.gridpkg", b"letter")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "out").mkdir()

    told = [
        hand_in(tmp_path / name, tmp_path / "out", town.server, town.clock, town.rng)
        for name in ("b.gridpkg", "c.gridpkg", "none.gridpkg", "a.gridpkg")
    ]

    assert [one.problem for one in told] == ["cut", "not_a_package", "unreadable", ""]
    reply = tmp_path / "out" / "a.reply.gridpkg"
    assert told[3].reply == reply
    assert [path.name for path in (tmp_path / "out").iterdir()] == [reply.name]
    assert "push:200" in li.read(town.keys, reply.read_bytes())


def test_the_verb_says_by_its_exit_code_whether_all_were_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    server = cli.open_server(data)
    server.close()
    (tmp_path / "x.gridpkg").write_bytes(b"letter")

    assert cli.main(["mail", str(tmp_path / "x.gridpkg"), "--data", str(data)]) == 1

    said = capsys.readouterr()
    assert said.out == "x.gridpkg  not_a_package\n"
    assert "files" in said.err
