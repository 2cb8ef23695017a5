"""The server of the simulator: in process, over a database and a photo store that can be killed and put back."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from gridcore.wire import Reply, Request
from gridserver.clock import stamp
from gridserver.config import Config
from gridserver.handle import route
from gridserver.row import GrantRow
from gridserver.server import Server
from tests.server.town import CONFIG, G1, START, Town
from tests.simulation.backend import Backup, Fragile, MemoryBlobs, back_up, make_store, restore

USERS = ("li", "zhao", "sun", "wang")
"""Two workers of the first grid, the office over both, the worker of the second."""
HOME = {"li": (G1, "grid_worker"), "sun": (G1, "grid_worker")}


class City(Town):
    """A town whose server may stumble."""

    def __init__(self, backend: str, folder: Path) -> None:
        self._open = ExitStack()
        self.fragile = Fragile(make_store(backend, folder, self._open))
        super().__init__(self.fragile, folder / "blobs")
        self.blobs = MemoryBlobs()
        self.employ("sun", G1, "grid_worker")
        self.wake()

    def close(self) -> None:
        """Close the database."""
        self.fragile.close()
        self._open.close()

    def wake(self, *, oldest_protocol: int = 1) -> None:
        """Start the server's program (again): what it kept in memory is gone."""
        config: Config = replace(CONFIG, protocol=(oldest_protocol, max(1, oldest_protocol)))
        self.fragile.hook = None
        self.server = Server(self.fragile, self.keys, self.blobs, config)

    def handle(self, request: Request) -> Reply:
        """Answer one request."""
        return route(request, self.server, self.clock, self.rng)

    def back_up(self) -> tuple[Backup, dict[tuple[str, str], bytes]]:
        """Copy the database and the photos."""
        return back_up(self.fragile.real), dict(self.blobs.whole)

    def restore(self, backup: tuple[Backup, dict[tuple[str, str], bytes]]) -> None:
        """Put a copy back and start again. Rights are not of yesterday: the office has entered them anew."""
        grants = self.grants()
        restore(self.fragile.real, backup[0])
        self.blobs.whole = dict(backup[1])
        self.blobs.drop_partials(self.clock.now())
        self.grant(grants)
        self.wake()

    def grants(self) -> list[GrantRow]:
        """Give all grants of the people of the simulator."""
        with self.fragile.reading() as read:
            return [grant for user in USERS for grant in read.grants(user)]

    def grant(self, grants: Iterable[GrantRow]) -> None:
        """Enter grants, in the place of those they are."""
        with self.fragile.real.writing() as work:
            for grant in grants:
                work.put_grant(grant)
        self.wake(oldest_protocol=self.server.config.protocol[0])

    def enable(self) -> None:
        """Enable every account."""
        with self.fragile.real.writing() as work:
            for user in USERS:
                account = work.account(user)
                if account is not None:
                    work.put_account(replace(account, state="active"))
        self.wake()

    def end(self, user: str) -> None:
        """End every grant of a user now."""
        until = stamp(self.clock.now())
        self.grant([replace(grant, until=until) for grant in self.grants() if grant.user == user and not grant.until])

    def give_back(self, user: str) -> None:
        """Give a user the first rights again."""
        mine = [grant for grant in self.grants() if grant.user == user]
        since = stamp(START - timedelta(days=100))
        first = {"wang": "grid_worker", "zhao": "community_office"}.get(user, "grid_worker")
        now = stamp(self.clock.now())
        ended = [replace(grant, until=grant.until or now) for grant in mine if grant.role != first]
        self.grant([*ended, *(replace(grant, since=since, until=None) for grant in mine if grant.role == first)])
