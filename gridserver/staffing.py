"""What a write transaction says of people and their devices, and how it inserts and upserts anything at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from gridserver import schema
from gridserver.password import ChangedPassword, GuessRow
from gridserver.row import AccountRow, DeviceRow, GrantRow, RecoveryRow
from gridserver.snapshot import SqlReading, storable
from gridserver.statement import Statement, bulk

_LOCK_DEVICE = Statement(lambda _: select(schema.device).where(schema.device.c.id == bindparam("id")).with_for_update())
_SOME = 100
"""Names forgotten at a time."""


def _columns(values: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(values, name) for name in values.__struct_fields__}


class SqlStaffing(SqlReading):
    """The part of a write transaction that is about people."""

    def lock_device(self, device: str) -> DeviceRow | None:
        """Give a device, locked: by BEGIN IMMEDIATE on SQLite, by its row on PostgreSQL."""
        if not storable(device):
            return None
        return _LOCK_DEVICE.first(self.db, DeviceRow, id=device)

    def lock_account(self, user: str) -> AccountRow | None:
        """Give an account, locked likewise."""
        if not storable(user):
            return None
        query = select(schema.account).where(schema.account.c.id == user).with_for_update()
        found = self.db.execute(query).mappings().first()
        return None if found is None else AccountRow(**found)

    def put_device(self, device: DeviceRow) -> None:
        """Insert or replace a device."""
        self._upsert(schema.device, [device])

    def add_device(self, device: DeviceRow) -> DeviceRow:
        """Insert a device unless its public key is enrolled already; give the one that stands."""
        statement = self._insertion(schema.device).on_conflict_do_nothing(index_elements=["ed25519"])
        self.db.execute(statement, [_columns(device)])
        return self.device_by_key(device.ed25519) or device

    def recovery(self, device: str) -> RecoveryRow | None:
        """Give the last recovery opened for a device."""
        query = select(schema.recovery).where(schema.recovery.c.device == device)
        found = self.db.execute(query).mappings().first()
        return None if found is None else RecoveryRow(**found)

    def put_recovery(self, recovery: RecoveryRow) -> None:
        """Insert or replace the recovery of a device."""
        self._upsert(schema.recovery, [recovery])

    def put_account(self, account: AccountRow) -> None:
        """Insert or replace an account."""
        self._upsert(schema.account, [account])

    def changed_password(self, user: str) -> ChangedPassword | None:
        """Give the last change of a password by its owner."""
        table = schema.password_change
        found = self.db.execute(select(table).where(table.c.user == user)).mappings().first()
        return None if found is None else ChangedPassword(**found)

    def put_changed_password(self, changed: ChangedPassword) -> None:
        """Insert or replace it."""
        self._upsert(schema.password_change, [changed])

    def lock_guesses(self, name: str, at: float) -> GuessRow:
        """Give the passwords tried for a name, locked: made or written over with itself, since it may go any moment."""
        table = schema.guess
        made = self._insertion(table).values(name=name, many=0, at=at)
        made = made.on_conflict_do_update(index_elements=["name"], set_={"many": table.c.many}).returning(*table.c)
        return GuessRow(**self.db.execute(made).mappings().one())

    def put_guesses(self, guesses: GuessRow) -> None:
        """Replace a locked count."""
        self._upsert(schema.guess, [guesses])

    def drop_guesses(self, name: str) -> None:
        """Forget a name."""
        self.db.execute(delete(schema.guess).where(schema.guess.c.name == name))

    def forget_guesses(self, before: float) -> None:
        """Forget some names last tried before a time; passing over those that others hold, nobody waits in a circle."""
        table = schema.guess
        old = select(table.c.name).where(table.c.at < before).limit(_SOME).with_for_update(skip_locked=True)
        self.db.execute(delete(table).where(table.c.name.in_(old)))

    def put_grant(self, grant: GrantRow) -> None:
        """Insert or replace a grant."""
        self._upsert(schema.scope_grant, [grant])

    def _insert(self, table: Table, rows: Sequence[msgspec.Struct]) -> None:
        bulk(table).run(self.db, rows)

    def _upsert(self, table: Table, rows: Sequence[msgspec.Struct], keep: tuple[str, ...] = ()) -> None:
        bulk(table, keep).run(self.db, rows)

    def _insertion(self, table: Table) -> Any:
        return (postgresql if self.db.dialect.name == "postgresql" else sqlite).insert(table)
