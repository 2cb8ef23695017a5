"""The file itself: whatever is done to it, it is refused whole, with a reason, before anything of it is used (F50)."""

from __future__ import annotations

import hashlib
import io
import random
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from backports import zstd
from msgspec.structs import replace

import gridcore.package as rules
from gridclient.vault.packaging import PackageKeys
from gridcore.errors import BadPackage
from gridcore.package import (
    CHUNK,
    KEY,
    MAX_PARTS,
    REQUEST,
    SIGNATURE,
    TAG,
    Envelope,
    Part,
    open_package,
    read_envelope,
    sealed_size,
    write_package,
)
from gridcore.wire import MAX_PACKAGE_BYTES
from gridserver.handle.mail import answer_package
from gridserver.handle.problem import Declined
from tests.server.town import Town
from tests.sync.deeds import make
from tests.sync.laptop import Laptop, seeded
from tests.sync.post import hand_in, take, write

Open = Callable[[str], Laptop]
ENVELOPE = Envelope(format=0, kind=REQUEST, device="d", server_id="s", made="2026-05-11T09:00:00+08:00", size=0, ask=1)


@pytest.fixture
def li(laptop: Open) -> Laptop:
    found = laptop("li")
    make(found, "household", address="东大街 1")
    return found


def sealed(by: Laptop, to: Laptop, parts: Sequence[Part]) -> bytes:
    out = io.BytesIO()
    reader = PackageKeys(to.keys, to.rng).public
    write_package(out, ENVELOPE, parts, reader=reader, sealer=PackageKeys(by.keys, by.rng))
    return out.getvalue()


def opened(data: bytes, by: Laptop, to: Laptop) -> list[tuple[str, bytes]]:
    maker = bytes.fromhex(by.keys.ed25519_public)
    opener = PackageKeys(to.keys, to.rng)
    return list(open_package(io.BytesIO(data), len(data), maker=maker, opener=opener).parts())


def refused(data: bytes, by: Laptop, to: Laptop) -> str:
    with pytest.raises(BadPackage) as bad:
        opened(data, by, to)
    return bad.value.reason


def resigned(data: bytes, by: Laptop) -> bytes:
    """What somebody who holds the maker's key could do to the outside alone."""
    body = data[:-SIGNATURE]
    digest = hashlib.sha256(body).hexdigest()
    return body + PackageKeys(by.keys, by.rng).sign(f"grid-package|{digest}".encode())


def declined(town: Town, data: bytes) -> str:
    """The problem the centre names; nothing was stored."""
    before = state(town)
    with pytest.raises(Declined) as bad:
        answer_package(io.BytesIO(data), len(data), town.server, town.clock.now(), town.rng)
    assert state(town) == before
    return bad.value.problem.name


def state(town: Town) -> object:
    with town.server.store.reading() as read:
        return {code: (row.head, row.mark) for code, row in read.grids(["common", "610726103005001"]).items()}


def test_what_was_put_in_comes_out_in_order(laptop: Open) -> None:
    li, wang = laptop("li"), laptop("wang")
    data = random.Random(1).randbytes(3 * CHUNK)
    parts = [("push", b"a"), ("pull", b""), ("blob:G:ab:0:9", data), ("want:G:ab", b"z" * (CHUNK - 7))]

    package = sealed(li, wang, [Part.of(name, body) for name, body in parts])

    assert opened(package, li, wang) == parts


@pytest.mark.parametrize("size", [0, 1, CHUNK - 13, CHUNK - 12, CHUNK - 11, CHUNK, 5 * CHUNK])
def test_a_package_is_as_long_as_it_says(laptop: Open, size: int) -> None:
    li = laptop("li")

    package = sealed(li, li, [Part.of("x", bytes(size))])

    envelope = read_envelope(io.BytesIO(package), len(package))
    assert envelope.size == sealed_size(1 + 1 + 8 + size + 1)
    assert opened(package, li, li) == [("x", bytes(size))]


@pytest.mark.fault("F50", 49)
def test_cut_at_every_byte_it_is_refused_and_nothing_is_stored(town: Town, li: Laptop, tmp_path: Path) -> None:
    write(li, tmp_path / "a.gridpkg")
    whole = (tmp_path / "a.gridpkg").read_bytes()

    names = {declined(town, whole[:end]) for end in range(len(whole))}

    assert names == {"not_a_package", "cut"}
    assert declined(town, whole + b"x") == "altered"


@pytest.mark.fault("F50", 49)
def test_a_thousand_flipped_bits_are_refused(town: Town, li: Laptop, tmp_path: Path) -> None:
    write(li, tmp_path / "a.gridpkg")
    whole = (tmp_path / "a.gridpkg").read_bytes()
    draw = random.Random(49)

    names: dict[str, int] = {}
    for _ in range(1000):
        flipped = bytearray(whole)
        flipped[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        name = declined(town, bytes(flipped))
        names[name] = names.get(name, 0) + 1

    assert names["altered"] > 700
    told = ("altered", "cut", "not_a_package", "unknown_format", "wrong_server", "unknown_device", "wrong_kind")
    assert names.keys() <= set(told)


@pytest.mark.fault("F50", 49)
def test_a_reply_cut_anywhere_or_with_a_flipped_bit_changes_nothing(town: Town, li: Laptop, tmp_path: Path) -> None:
    write(li, tmp_path / "a.gridpkg")
    whole = hand_in(town, tmp_path / "a.gridpkg").read_bytes()
    before, draw = li.store.status(), random.Random(50)
    bad = tmp_path / "bad.gridpkg"
    damaged = [whole[:end] for end in range(0, len(whole), 7)]
    for _ in range(1000):
        flipped = bytearray(whole)
        flipped[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
        damaged.append(bytes(flipped))

    for data in damaged:
        bad.write_bytes(data)
        with pytest.raises(BadPackage):
            take(li, bad)

    assert li.store.status() == before


@pytest.mark.fault("F50", 49)
def test_sealed_chunks_are_not_moved_doubled_or_left_out(laptop: Open) -> None:
    """By somebody who can even sign for the maker: the counter in the nonce tells."""
    li, wang = laptop("li"), laptop("wang")
    package = sealed(li, wang, [Part.of("push", random.Random(2).randbytes(4 * CHUNK))])
    start = len(package) - SIGNATURE - read_envelope(io.BytesIO(package), len(package)).size + KEY
    step = CHUNK + TAG
    head, one, two, rest = (
        package[:start],
        *(package[start + at * step :][:step] for at in (0, 1)),
        package[start + 2 * step :],
    )

    assert opened(resigned(package, li), li, wang)
    assert refused(resigned(head + two + one + rest, li), li, wang) == "altered"
    assert refused(resigned(head + one + one + rest, li), li, wang) == "altered"


@pytest.mark.fault("F50")
def test_a_body_under_another_envelope_does_not_open(laptop: Open) -> None:
    """A courier with a device of its own cannot bring the work of another as its own."""
    li, wang = laptop("li"), laptop("wang")
    package = sealed(li, wang, [Part.of("push", b"x")])
    moved = package.replace(b'"device":"d"', b'"device":"e"')

    assert len(moved) == len(package)
    assert refused(moved, li, wang) == "altered"
    assert refused(resigned(moved, wang), wang, wang) == "altered"
    assert refused(package, wang, wang) == "altered"
    assert refused(package, li, li) == "altered"


@pytest.mark.fault("F50", 49)
def test_a_package_is_for_one_server_and_from_one_device(town: Town, laptop: Open, tmp_path: Path) -> None:
    li, wang = laptop("li"), laptop("wang")
    write(li, tmp_path / "li")
    write(wang, tmp_path / "wang")
    li_reply, wang_reply = hand_in(town, tmp_path / "li"), hand_in(town, tmp_path / "wang")
    meta = li.store.outbox.meta()
    with pytest.raises(BadPackage) as other:
        take(li, wang_reply)
    assert (other.value.reason, other.value.facts["found"]) == ("wrong_device", wang.store.outbox.meta().device)
    with pytest.raises(BadPackage) as other:
        take(li, tmp_path / "li")
    assert other.value.reason == "wrong_kind"
    assert declined(town, li_reply.read_bytes()) == "wrong_kind"
    with li.store._rows("test") as rows:
        rows.db.run("UPDATE meta SET server_id = 'elsewhere'")
    with pytest.raises(BadPackage) as other:
        take(li, li_reply)
    assert other.value.reason == "wrong_server"
    write(li, tmp_path / "elsewhere")
    assert declined(town, (tmp_path / "elsewhere").read_bytes()) == "wrong_server"
    with li.store._rows("test") as rows:
        rows.db.run("UPDATE meta SET server_id = ?, device = ?", meta.server_id, li.peer.device[:-1] + "x")
    write(li, tmp_path / "unknown")
    assert declined(town, (tmp_path / "unknown").read_bytes()) == "unknown_device"


@pytest.mark.fault("F50")
def test_a_reply_forged_by_another_server_of_that_name_is_refused(town: Town, li: Laptop, tmp_path: Path) -> None:
    write(li, tmp_path / "a.gridpkg")
    town.server.keys = replace(town.keys, ed25519=seeded(9)(32).hex())
    reply = hand_in(town, tmp_path / "a.gridpkg")

    with pytest.raises(BadPackage) as bad:
        take(li, reply)

    assert bad.value.reason == "altered"


# what a maker with a key of its own may write inside


def liar(by: Laptop, to: Laptop, plain: bytes) -> bytes:
    """A package whose frames are whatever they are."""
    name = "x"
    overhead = 1 + len(name) + 8 + 1
    frames = [Part(name, len(plain) - overhead, lambda: plain)]

    def lie(_parts: Sequence[Part]) -> Iterator[bytes]:
        yield plain

    with pytest.MonkeyPatch.context() as lying:
        lying.setattr(rules, "_frames", lie)
        return sealed(by, to, frames)


HUGE = (1 << 60).to_bytes(8, "big")
LIES = [
    pytest.param(b"\x04push" + HUGE + b"x" * 20, id="a part longer than the package"),
    pytest.param(b"\x04push" + (21).to_bytes(8, "big") + b"x" * 20, id="a part one byte too long"),
    pytest.param(b"\xffpush" + b"x" * 40, id="a name longer than the rest"),
    pytest.param(b"\x04push" + bytes(8) + b"\x04push" + bytes(8) + b"\0", id="a name twice"),
    pytest.param(b"\x04push" + bytes(8) + b"\0" + b"more of it", id="more after the end"),
    pytest.param(b"\x04push" + bytes(8) + b"\x04pull" + bytes(7), id="no end"),
]


@pytest.mark.fault(50)
@pytest.mark.parametrize("plain", LIES)
def test_lengths_that_lie_are_found_before_anything_is_read(laptop: Open, plain: bytes) -> None:
    li = laptop("li")
    package = liar(li, li, plain)

    tracemalloc.start()
    try:
        assert refused(package, li, li) == "malformed"
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


NAMES = ["../x", "/etc/x", "C:x", "a/b", "blob:../..:x", "con.txt", "a\\b", "push ", "Push", "", "x\0y", "x" * 121]


@pytest.mark.fault(50)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_path(laptop: Open, name: str) -> None:
    li = laptop("li")
    frame = bytes([len(name)]) + name.encode() + bytes(8) + b"\0" + b"." * (not name)

    assert refused(liar(li, li, b"\x01x" + bytes(8) + frame), li, li) == "malformed"
    with pytest.raises(ValueError, match="no name"):
        sealed(li, li, [Part.of(name, b"")])


@pytest.mark.fault(50)
def test_a_million_parts_are_refused(laptop: Open) -> None:
    li = laptop("li")
    plain = b"".join(bytes([7]) + f"x:{n:05}".encode() + bytes(8) for n in range(MAX_PARTS + 1)) + b"\0"

    assert refused(liar(li, li, plain), li, li) == "malformed"
    with pytest.raises(BadPackage) as many:
        sealed(li, li, [Part.of(f"x:{n}", b"") for n in range(MAX_PARTS + 1)])
    assert many.value.reason == "too_large"


@pytest.mark.fault(50, 51)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_package"),
        (b"PK\x03\x04../../x", "not_a_package"),
        (zstd.compress(bytes(40_000_000)), "not_a_package"),
        (b"GRIDPKG\x02" + bytes(99), "unknown_format"),
        (b"GRIDPKG\x01\xff\xff\xff\xff" + bytes(99), "altered"),
        (b"GRIDPKG\x01\x00\x00\x00\x10" + b"[" * 99, "altered"),
        (b"GRIDPKG", "cut"),
    ],
)
def test_other_files_are_told_apart(town: Town, data: bytes, reason: str) -> None:
    assert declined(town, data) == reason


@pytest.mark.fault(51)
def test_a_file_above_the_cap_is_not_opened() -> None:
    class Untouched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError(size)

    with pytest.raises(BadPackage) as bad:
        read_envelope(Untouched(), MAX_PACKAGE_BYTES + 1)
    assert bad.value.reason == "too_large"


@pytest.mark.fault(51)
def test_a_large_package_is_read_a_chunk_at_a_time(laptop: Open, tmp_path: Path) -> None:
    li = laptop("li")
    piece = random.Random(3).randbytes(1 << 20)
    path = tmp_path / "large"
    keys = PackageKeys(li.keys, li.rng)
    parts = [Part(f"blob:{n}", len(piece), lambda: piece) for n in range(40)]
    tracemalloc.start()
    try:
        with path.open("wb") as out:
            write_package(out, ENVELOPE, parts, reader=keys.public, sealer=keys)
        with path.open("rb") as file:
            package = open_package(file, path.stat().st_size, maker=bytes.fromhex(li.keys.ed25519_public), opener=keys)
            assert sum(len(data) for _, data in package.parts()) == 40 << 20
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
