"""A central server as a process on a data folder: furnished, started, killed, started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from gridserver import cli
from gridserver.clock import SystemClock, stamp, system_rng
from gridserver.keys import hash_password
from gridserver.row import AccountRow, GrantRow, GridRow
from gridserver.server import Server
from tests.server.town import CHEAP, COMMUNITY, G1, G2, PASSWORD, TOWN

ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0

_PATIENT = """
import sys
from gridserver import cli, patience
patience.PatientProtocol.head_seconds = {seconds}
raise SystemExit(cli.main(sys.argv[1:]))
"""

Person = tuple[str, str, str]
"""User, prefix of the grids granted, role."""
PEOPLE: Sequence[Person] = (
    ("li", G1, "grid_worker"),
    ("wang", G2, "grid_worker"),
    ("zhao", COMMUNITY, "community_office"),
)


class Site:
    """The data folder of a server and, while it runs, its process."""

    def __init__(self, folder: Path, database: str | None = None, people: Sequence[Person] = PEOPLE) -> None:
        """Furnish a folder; `database` is the address of a PostgreSQL that is to have the records."""
        self.folder, self.database = folder, database
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        server = self.open()
        since = stamp(SystemClock().now() - timedelta(days=1))
        with server.store.writing() as work:
            for code, name in ((TOWN, "镇"), (COMMUNITY, "社区"), (G1, "一"), (G2, "二")):
                work.put_grid(GridRow(code=code, name=name))
            for user, prefix, role in people:
                hashed = hash_password(PASSWORD, CHEAP, system_rng)
                work.put_account(AccountRow(id=user, name=f"name of {user}", pw=hashed))
                work.put_grant(GrantRow(user=user, prefix=prefix, role=role, since=since, until=None))
        server.close()

    def open(self) -> Server:
        """Open the data folder in this process; closing is the caller's."""
        return cli.open_server(self.folder, database=self.database)

    @property
    def target(self) -> str:
        """Host and port of the process."""
        return self.url.removeprefix("http://")

    def start(self, *arguments: str) -> Site:
        """Start the process and wait until it listens."""
        return self._run("-m", "gridserver", "serve", "--data", str(self.folder), *arguments)

    def start_patient(self, seconds: float) -> Site:
        """Start a process that waits so long for the head of a request."""
        return self._run("-c", _PATIENT.format(seconds=seconds), "serve", "--data", str(self.folder))

    def _run(self, *arguments: str) -> Site:
        command = [sys.executable, "-W", "error"]
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1", **({cli.DATABASE: self.database} if self.database else {})},
            start_new_session=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("listening http://127.0.0.1:"), said
        self.url = said.split()[1]
        return self

    def end(self, number: signal.Signals = signal.SIGTERM) -> str:
        """End the process and give what it said; a process that ends by itself ends well, or this fails."""
        assert self.process is not None
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)  # with all its workers
        else:
            self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=_PATIENCE)
        code, self.process = self.process.returncode, None
        assert code == (-number if number is signal.SIGKILL else 0), (code, said)
        return said

    def close(self) -> None:
        """Kill what still runs."""
        if self.process is not None:
            self.end(signal.SIGKILL)
