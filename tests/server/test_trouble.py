"""What the database may do to a server: fill up, lock, cut off, stop, be read-only (SYNC 4 S9, FAULTS 13, 19)."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from gridcore.errors import InvalidInput, StoreBusy
from gridcore.wire import Reply, Tx
from gridserver.decide import Decision, Source, Stance, decide
from gridserver.handle import push
from gridserver.row import GridRow
from gridserver.store import SqlStore, open_database
from tests.conftest import Logs
from tests.postgres import Cluster, fresh_database, started
from tests.server.test_push import edit, household
from tests.server.town import G1, Laptop, Town

Interrupt = Callable[[Callable[[], None]], None]


@pytest.fixture
def interrupt(monkeypatch: pytest.MonkeyPatch) -> Interrupt:
    """Lets something happen to the database while a push is being decided."""

    def arrange(happens: Callable[[], None]) -> None:
        def between(read: Source, tx: Tx, stance: Stance) -> Decision:
            happens()
            return decide(read, tx, stance)

        monkeypatch.setattr(push, "decide", between)

    return arrange


@pytest.fixture
def pg_town(postgres_store: SqlStore, tmp_path: Path) -> Town:
    return Town(postgres_store, tmp_path / "blobs")


def engine_of(town: Town) -> Any:
    assert isinstance(town.server.store, SqlStore)
    return town.server.store.engine


def statement(town: Town, text: str) -> None:
    """Say something to the database on a connection that is not the server's."""
    url = engine_of(town).url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(text.encode())


CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def busy_then_whole(town: Town, li: Laptop, trouble: Callable[[], Reply], over: Callable[[], None]) -> None:
    """The contract of S9: 503 with Retry-After, nothing stored; afterwards the same bytes are taken, once."""
    reply = trouble()

    assert (reply.status, int(reply.headers["retry-after"]) > 0) == (503, True)
    over()
    with town.server.store.writing() as work:
        assert (work.grids([G1])[G1].head, work.txs(li.device, 1, 9)) == (1, [work.txs(li.device, 1, 1)[0]])
    pulled = li.pull()
    assert len([line for line in pulled if line.k]) == 1


@pytest.fixture
def written() -> Callable[[Town], tuple[Laptop, bytes]]:
    """A laptop with one tx on the server and the next one sealed."""

    def write(town: Town) -> tuple[Laptop, bytes]:
        li = town.laptop("li")
        li.do(household(li.id()))
        return li, li.sealed(2, li.h, li.line(2, household(li.id())))

    return write


Written = Callable[[Town], tuple[Laptop, bytes]]


@pytest.mark.fault("F47", 13, 19)
@pytest.mark.parametrize("state", ["53100", "53200", "58030", "40P01", "40001", "25006", "XX002"])
def test_what_postgresql_refuses_while_storing_stores_nothing(pg_town: Town, written: Written, state: str) -> None:
    """Raised by the database itself in the middle of S8: disk full, memory, I/O, deadlock, serialization, replica."""
    li, body = written(pg_town)
    statement(
        pg_town,
        f"""CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'planted 王小明' USING ERRCODE = '{state}'; END $$;
        CREATE TRIGGER trouble BEFORE INSERT ON tx EXECUTE FUNCTION trouble()""",
    )

    busy_then_whole(
        pg_town,
        li,
        lambda: li.call("POST", "/v1/push", body),
        lambda: statement(pg_town, "DROP TRIGGER trouble ON tx; DROP FUNCTION trouble"),
    )
    assert li.call("POST", "/v1/push", body).status == 200


@pytest.mark.fault("F47", 19)
def test_a_read_only_postgresql_is_busy_and_still_read(pg_town: Town, written: Written) -> None:
    li, body = written(pg_town)
    name = engine_of(pg_town).url.database
    statement(pg_town, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    engine_of(pg_town).dispose()

    assert li.ask().status == 200
    assert li.call("POST", "/v1/push", body).status == 503
    statement(pg_town, f"BEGIN READ WRITE; ALTER DATABASE {name} RESET ALL; COMMIT")
    engine_of(pg_town).dispose()
    assert li.call("POST", "/v1/push", body).status == 200


@pytest.mark.fault("F47", 19)
@pytest.mark.parametrize("pragma", ["max_page_count = 1", "query_only = ON"], ids=["full", "read-only"])
def test_a_full_or_read_only_sqlite_stores_nothing(sqlite_town: Town, written: Written, pragma: str) -> None:
    li, body = written(sqlite_town)
    body = li.sealed(2, li.h, li.line(2, *(household(li.id(), note="x" * 4000) for _ in range(40))))
    engine = engine_of(sqlite_town)

    def hurt(connection: Any, *_: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA {pragma}")

    def trouble() -> Reply:
        event.listen(engine, "begin", hurt)
        return li.call("POST", "/v1/push", body)

    def over() -> None:
        event.remove(engine, "begin", hurt)
        engine.dispose()

    busy_then_whole(sqlite_town, li, trouble, over)
    assert li.call("POST", "/v1/push", body).status == 200


@pytest.mark.fault(13)
def test_a_backend_killed_while_deciding_stores_nothing_and_heals(
    pg_town: Town, written: Written, interrupt: Interrupt
) -> None:
    li, body = written(pg_town)

    def once() -> None:
        if left.acquire(blocking=False):
            statement(pg_town, CUT)

    left = threading.Semaphore(1)
    interrupt(once)
    busy_then_whole(pg_town, li, lambda: li.call("POST", "/v1/push", body), lambda: None)
    assert li.call("POST", "/v1/push", body).status == 200


@pytest.mark.fault(13)
def test_idle_connections_cut_off_are_replaced_unnoticed(pg_town: Town) -> None:
    li = pg_town.laptop("li")
    for _ in range(3):
        li.do(household(li.id()))
        statement(pg_town, CUT)
        assert len([line for line in li.pull() if line.k]) == 1
        statement(pg_town, CUT)


@pytest.mark.fault("F47")
def test_a_grid_locked_for_too_long_is_busy(tmp_path: Path, written: Written) -> None:
    with fresh_database() as url:
        store = open_database(url, wait=0.2)
        town = Town(store, tmp_path)
        li, body = written(town)
        with store.writing() as work:
            work.lock_grids([G1])
            assert li.call("POST", "/v1/push", body).status == 503
        assert li.call("POST", "/v1/push", body).status == 200
        store.close()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="g") as name:
        Path(name).chmod(0o755)
        with started(Path(name)) as found:
            yield found


@pytest.mark.fault(13)
def test_a_postgresql_killed_and_started_again_heals_by_itself(
    cluster: Cluster, tmp_path: Path, written: Written
) -> None:
    """Answered = durable, unanswered = repeatable."""
    store = open_database(cluster.url())
    town = Town(store, tmp_path)
    li, body = written(town)

    cluster.kill()
    assert li.call("POST", "/v1/push", body).status == 503
    assert li.ask().status == 503
    assert town.call("GET", "/readyz").status == 503
    assert town.call("GET", "/healthz").status == 200
    cluster.start()

    assert li.call("POST", "/v1/push", body).status == 200
    assert len([line for line in li.pull() if line.k]) == 2
    store.close()


@pytest.mark.parametrize("url", ["nonsense://secret@x/y", "secret", "sqlite:///secret", "postgresql://x:secret@[/y"])
@pytest.mark.fault(68)
def test_an_address_that_is_none_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises((InvalidInput, StoreBusy)) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


def test_a_database_nobody_answers_for_is_busy(tmp_path: Path) -> None:
    with pytest.raises(StoreBusy):
        open_database(f"postgresql://postgres@/x?host={tmp_path}")


@pytest.mark.fault("F48", 57)
@pytest.mark.parametrize(
    "op",
    [
        pytest.param({"id": "x\0y"}, id="id with NUL"),
        pytest.param({"grid": "G\0"}, id="grid with NUL"),
        pytest.param({"parent": "\0"}, id="parent with NUL"),
        pytest.param({"kind": "person\0"}, id="kind with NUL"),
        pytest.param({"id": "9" * 9000}, id="long id"),
        pytest.param({"set": {"note": "a\0b", "n\0": "\0", "䶮": "㛃"}}, id="NUL in values and names"),
        pytest.param({"set": {"n": 2**63, "m": -(2**63) - 1}}, id="numbers of more than 64 bits"),
    ],
)
def test_texts_a_column_cannot_hold_stop_no_device(town: Town, op: dict[str, Any]) -> None:
    """Bodies travel as JSON text, so NUL in a value is kept; in a name it names nothing. Never 503 for ever."""
    li = town.laptop("li")
    record = li.id()

    first, second = li.push([household(li.id()) | op], [household(record, note="后")])

    assert second.st == "applied"
    assert first.st == "applied" or first.reason in {
        "invalid",
        "forbidden",
        "unknown_kind",
        "missing_parent",
        "internal",
    }
    li.pull()
    if "n\0" in op.get("set", {}):
        assert {"note": "a\0b", "n\0": "\0", "䶮": "㛃"} in [li.body(one) for one in li.rows]


@pytest.mark.fault(63)
@pytest.mark.parametrize("number", [2**63, -(2**70), 2**64, 10**30])
def test_cursors_no_column_can_hold_are_answered(town: Town, number: int) -> None:
    li = town.laptop("li")
    li.do(household(li.id()))
    li.pull()
    view, cur, head, mark = li.cursors[G1]
    for cursor in ((view, number, head, mark), (view, cur, number, mark), (view, number, number, mark)):
        li.cursors[G1] = cursor
        assert li.ask().status in {200, 400}


@pytest.mark.fault("F23")
def test_a_push_whose_records_went_to_many_grids_is_taken(town: Town) -> None:
    """Each grid met is one that was not locked: not one try per grid, or the device would be sent away for ever."""
    codes = [f"6107261030050{n:02}" for n in range(10, 18)]
    with town.server.store.writing() as work:
        for code in codes:
            work.put_grid(GridRow(code=code))
    li, zhao = town.laptop("li"), town.laptop("zhao")
    houses = [li.id() for _ in codes]
    li.push(*([household(house, note="")] for house in houses))
    zhao.push(
        *(
            [{"op": "move", "kind": "household", "id": h, "grid": G1, "to": c}]
            for h, c in zip(houses, codes, strict=True)
        )
    )

    answers = li.push(*([edit(house, "", "new")] for house in houses))

    assert [(answer.st, answer.notes[0].note) for answer in answers] == [("applied", "moved")] * len(codes)


@pytest.mark.fault(2)
def test_a_tx_sent_twice_in_one_push_counts_once(town: Town) -> None:
    li = town.laptop("li")
    record, tx = li.id(), li.id()
    li.do(household(record, note="1"))

    lines = [li.line(n, edit(record, "1", "2"), {**household(record), "id": li.id()}, tx=tx) for n in (2, 3)]
    answers = li.push_lines(*lines).answers

    assert [answer.at for answer in answers] == [{G1: 2}] * 2
    li.pull()
    assert len(li.rows) == 2


@pytest.mark.fault("F47", 19)
def test_a_full_disk_of_the_photos_is_busy(real_town: Town, logs: Logs, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.expect("gridserver.handle.route", "PUT failed: NotADirectoryError")
    li = real_town.laptop("li")
    real_town.folder.write_bytes(b"in the way")

    reply = li.call("PUT", f"/v1/blobs/{G1}/{'a' * 64}", b"x", content_range="bytes 0-0/2")

    assert (reply.status, "retry-after" in reply.headers) == (503, True)
    with real_town.server.store.reading() as read:
        assert read.upload(li.device, G1, "a" * 64) is None
