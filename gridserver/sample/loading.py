"""Fills a server with a sample county: `gridserver sample`."""

from __future__ import annotations

from datetime import timedelta

from gridcore.ids import Rng
from gridserver.clock import stamp
from gridserver.keys import hash_password
from gridserver.loading import load
from gridserver.row import AccountRow, GrantRow, GridRow
from gridserver.sample.cast import PASSWORD
from gridserver.sample.county import County
from gridserver.server import Server


def load_county(server: Server, county: County, rng: Rng) -> int:
    """Load grids, accounts, records and photos in one transaction; give the number of records.

    The demo password is hashed once: one salt for invented people spares a minute of Argon2.
    """
    hashed = hash_password(PASSWORD, server.config.password_cost, rng)
    since = stamp(county.now - timedelta(days=30))
    return load(
        server.store,
        server.blobs,
        rng,
        county.now,
        grids=[GridRow(code=code, name=name) for code, name in county.grids],
        records=county.records,
        accounts=[AccountRow(id=one.user, name=one.name, pw=hashed) for one in county.accounts],
        grants=[
            GrantRow(user=one.user, prefix=prefix, role=role, since=since)
            for one in county.accounts
            for prefix, role in one.grants
        ],
        blobs=county.blobs,
    )
