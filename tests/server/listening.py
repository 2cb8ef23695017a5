"""What a server says to its database, word by word: past SQLAlchemy too, where it goes to the driver as text."""

from __future__ import annotations

from typing import Any

import psycopg
from sqlalchemy import event

from gridserver.row import ServerStore
from gridserver.store import SqlStore


def listen(store: ServerStore) -> list[str]:
    """Give a list that each statement is added to from now on; nothing is, in the dictionary twin."""
    said: list[str] = []
    if not isinstance(store, SqlStore):
        return said

    class Listening(psycopg.Cursor[Any]):
        def execute(self, query: Any, *args: Any, **named: Any) -> Any:
            if query != ";":  # whether the connection lives
                said.append(str(query))
            return super().execute(query, *args, **named)

    def check_out(driver: Any, *_: object) -> None:
        driver.cursor_factory = Listening

    if store.engine.dialect.name == "postgresql":
        event.listen(store.engine, "checkout", check_out)
    else:
        event.listen(store.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    return said
