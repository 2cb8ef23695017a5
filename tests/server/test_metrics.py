"""`/metrics`: right numbers, for those who run the server only, and nothing of anybody in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from litestar.testing import TestClient

from gridcore.errors import StoreBusy
from gridserver.handle.metrics import PURPOSE
from gridserver.meter import SLOTS, Meter
from gridserver.web import make_app
from tests.server.town import G1, G2, Town, seeded

ROOT = Path(__file__).parents[2]


def scrape(town: Town) -> dict[str, float]:
    """The series without the process, by name."""
    reply = town.call("GET", "/metrics", authorization=f"Bearer {town.keys.mac_of(PURPOSE)}")
    assert reply.status == 200
    return series(reply.body.decode())


def series(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pairs = [re.sub(r'process="[\da-f-]+",?', "", line).replace("{}", "").rsplit(" ", 1) for line in lines]
    assert len({name for name, _ in pairs}) == len(pairs), "a series is told once"
    return {name: float(value) for name, value in pairs}


def create(record: str, grid: str = G1, **body: Any) -> dict[str, Any]:
    return {"op": "create", "kind": "person", "id": record, "grid": grid, "set": body}


def test_transactions_notes_rows_and_bytes_are_counted(town: Town) -> None:
    li = town.laptop("li")
    person = li.id()
    line = li.line(1, create(person, phone="1"))
    li.push_lines(line)
    li.call("POST", "/v1/push", li.sealed(1, "", line))
    li.do({"op": "set", "kind": "person", "id": person, "grid": G1, "set": {"phone": ["0", "2"]}})
    li.do(create(li.id(), G2))
    li.pull()
    town.clock.advance(minutes=2)
    first = {"content_range": "bytes 0-2/5"}
    assert li.call("PUT", f"/v1/blobs/{G1}/{'a' * 64}", b"abc", **first).status == 202

    found = scrape(town)

    assert found['gridserver_txs_total{answer="applied",reason=""}'] == 2
    assert found['gridserver_txs_total{answer="refused",reason="forbidden"}'] == 1
    assert found['gridserver_txs_total{answer="repeated",reason=""}'] == 1
    assert found['gridserver_notes_total{note="conflict"}'] == 1
    assert found["gridserver_pull_rows_total"] == 2
    assert found['gridserver_blob_bytes_total{way="in"}'] == 3
    assert found["gridserver_open_uploads"] == 1
    assert found["gridserver_database_ready"] == 1
    assert found["gridserver_last_commit_age_seconds"] == 120


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer x", "Grid {}", "Bearer {}0"])
def test_without_the_token_the_path_is_not_there(town: Town, given: str) -> None:
    reply = town.call("GET", "/metrics", authorization=given.format(town.keys.mac_of(PURPOSE)))

    assert reply == town.call("GET", "/nothing")


def test_a_token_of_a_device_opens_nothing(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    for scheme in ("Grid", "Bearer"):
        assert town.call("GET", "/metrics", authorization=f"{scheme} {li.token}").status == 404


@pytest.mark.fault(68)
def test_nothing_of_anybody_is_in_it(town: Town) -> None:
    """Ids, grids, people, values, paths: whatever was sent, the text holds words of the program alone."""
    li = town.laptop("li")
    person = li.id()
    li.do(create(person, name="王小明", id_no="610702199001011234"))
    li.call("GET", f"/v1/history/{G1}/{person}")
    with TestClient(make_app(town.server, town.clock, town.rng)) as web:
        web.get("/v1/王小明/610702199001011234")
        web.request("王", "/v1/hello")
        answer = web.get("/metrics", headers={"authorization": f"Bearer {town.keys.mac_of(PURPOSE)}"})

    for canary in ("王", "6107", person, li.device, "li", *[town.keys.id]):
        assert not re.search(rf"\b{canary}", answer.text), canary


def test_requests_are_counted_by_call_and_status_with_how_long_they_took(town: Town) -> None:
    with TestClient(make_app(town.server, town.clock, town.rng)) as web:
        assert [web.get(path).status_code for path in ("/v1/hello", "/v1/hello", "/v1/nothing")] == [200, 200, 404]
        assert web.get(f"/v1/blobs/{G1}/{'a' * 64}").status_code == 401
        assert web.post("/v1/push", content=b"x", headers={"content-encoding": "zstd"}).status_code == 400
        assert web.delete("/v1/push").status_code == 405
        answer = web.get("/metrics", headers={"authorization": f"Bearer {town.keys.mac_of(PURPOSE)}"})
        found = series(answer.text)

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert found['gridserver_requests_total{call="GET /v1/hello",status="200"}'] == 2
    assert found['gridserver_requests_total{call="other",status="404"}'] == 1
    assert found['gridserver_requests_total{call="GET /v1/blobs/",status="401"}'] == 1
    assert found['gridserver_requests_total{call="POST /v1/push",status="400"}'] == 1
    assert found['gridserver_requests_total{call="other",status="405"}'] == 1
    assert found['gridserver_request_seconds_count{call="GET /v1/hello"}'] == 2
    assert found['gridserver_request_seconds_bucket{call="GET /v1/hello",le="+Inf"}'] == 2
    assert found['gridserver_request_seconds_sum{call="GET /v1/hello"}'] > 0


def test_a_database_that_does_not_answer_is_told_and_the_rest_too(town: Town) -> None:
    class Mute:
        def reading(self) -> NoReturn:
            raise StoreBusy

        writing = reading

        def close(self) -> None:
            """Nothing is open."""

    li = town.laptop("li")
    li.do(create(li.id()))
    town.server.store = Mute()

    found = scrape(town)

    assert found["gridserver_database_ready"] == 0
    assert found['gridserver_txs_total{answer="applied",reason=""}'] == 1


def test_buckets_grow_to_the_count(town: Town) -> None:
    for seconds in (0.001, 0.02, 0.02, 99.0):
        town.server.meter.took("gridserver_request_seconds", seconds, call="x")

    found = scrape(town)

    name = 'gridserver_request_seconds_bucket{{call="x",le="{}"}}'
    assert [found[name.format(bound)] for bound in ("0.005", "0.01", "0.025", "10.0", "+Inf")] == [1, 1, 3, 3, 4]
    assert found['gridserver_request_seconds_count{call="x"}'] == 4


OTHER = """
import sys
from pathlib import Path
from gridserver.clock import system_rng
from gridserver.meter import Meter
meter = Meter.open(Path(sys.argv[1]), system_rng)
for _ in range(5):
    meter.count("c", way="in")
print("counted", flush=True)
sys.stdin.read()
"""


def test_each_process_counts_for_itself_and_any_tells_all(tmp_path: Path) -> None:
    ours = Meter.open(tmp_path, seeded(1))
    ours.count("c", 2, way="in")
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"counted\n"

        told = {name.partition("-")[0]: counted for name, counted in ours.told().items()}
        assert told == {str(os.getpid()): {"c|way=in": 2}, str(other.pid): {"c|way=in": 5}}
        other.kill()
    assert list(ours.told().values()) == [{"c|way=in": 2}]
    assert [path.name for path in tmp_path.iterdir()] == list(ours.told())


def test_processes_of_one_number_on_several_machines_or_in_containers_count_apart(tmp_path: Path) -> None:
    meters = [Meter.open(tmp_path, seeded(seed)) for seed in range(3)]
    for many, meter in enumerate(meters, 1):
        meter.count("c", many)

    for meter in meters:
        assert sorted(counted["c"] for counted in meter.told().values()) == [1, 2, 3]


def test_a_meter_that_is_full_loses_names_and_breaks_nothing() -> None:
    meter = Meter()
    for number in range(SLOTS + 5):
        meter.count("c", n=str(number))

    assert len(meter.told()[str(os.getpid())]) == SLOTS


def test_the_command_line_tells_the_token(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gridserver", "metrics-token", "--data", str(tmp_path)]
    told = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)]

    assert re.fullmatch(r"[0-9a-f]{64}\n", told[0])
    assert told[0] == told[1]
