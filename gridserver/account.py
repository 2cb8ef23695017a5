"""`gridserver account`: people, their passwords and roles."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from datetime import datetime

from msgspec.structs import replace

from gridcore.errors import InvalidInput
from gridcore.password import weakness
from gridserver.clock import CHINA, SystemClock, stamp, system_rng
from gridserver.keys import hash_password
from gridserver.row import AccountRow, GrantRow
from gridserver.server import Server


def add(server: Server, options: Namespace) -> None:
    """Add an account, or give it a new name and password."""
    password = sys.stdin.readline().rstrip("\n") if options.stdin else getpass.getpass()
    reason = weakness(password, options.user)
    if reason is not None:
        raise InvalidInput(field="password", reason=reason)
    hashed = hash_password(password, server.config.password_cost, system_rng)
    with server.store.writing() as work:
        known = work.lock_account(options.user)
        state = "active" if known is None else known.state
        work.put_account(AccountRow(id=options.user, name=options.name, pw=hashed, state=state))


def disable(server: Server, options: Namespace) -> None:
    """Let nobody in under an account."""
    _put_state(server, options.user, "disabled")


def enable(server: Server, options: Namespace) -> None:
    """Let a disabled account in again."""
    _put_state(server, options.user, "active")


def _put_state(server: Server, user: str, state: str) -> None:
    with server.store.writing() as work:
        account = work.lock_account(user)
        if account is None:
            raise InvalidInput(field="user", reason="unknown")
        work.put_account(replace(account, state=state))


def grant(server: Server, options: Namespace) -> None:
    """Give a role over all grids whose code begins with a prefix, from now on."""
    until = None if options.until is None else _time("until", options.until)
    with server.store.writing() as work:
        if work.account(options.user) is None:
            raise InvalidInput(field="user", reason="unknown")
        since = stamp(SystemClock().now())
        work.put_grant(GrantRow(user=options.user, prefix=options.prefix, role=options.role, since=since, until=until))


def end(server: Server, options: Namespace) -> str:
    """End a role, now or at a time. What was recorded under it is still taken for 30 days (SYNC 15)."""
    at = stamp(SystemClock().now()) if options.at is None else _time("at", options.at)
    with server.store.writing() as work:
        found = [
            held for held in work.grants(options.user) if (held.prefix, held.role) == (options.prefix, options.role)
        ]
        if not found:
            raise InvalidInput(field="grant", reason="unknown")
        work.put_grant(replace(found[0], until=at))
    return f"{options.role} of {options.user} over {options.prefix or 'everything'} ends {at}; 30 days of grace follow"


def everybody(server: Server, options: Namespace) -> str:  # noqa: ARG001 - one signature for all verbs
    """List accounts with their roles, one account a line, its roles below."""
    lines: list[str] = []
    with server.store.reading() as read:
        for account in read.accounts():
            lines.append(f"{account.id}\t{account.name}\t{account.state}")
            lines += [
                f"\t{held.role}\t{held.prefix or '*'}\tsince {held.since}"
                + ("" if held.until is None else f"\tuntil {held.until}")
                for held in read.grants(account.id)
            ]
    return "\n".join(lines)


def _time(field: str, text: str) -> str:
    """Give a time as it is stored; one without an offset is the city's own."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(field=field, reason="no_time") from None
    return stamp(at if at.tzinfo else at.replace(tzinfo=CHINA))
