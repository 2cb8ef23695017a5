"""`POST /v1/password`: a person changes the own password; the old one is asked again (SYNC 10, 15)."""

from __future__ import annotations

from msgspec.structs import replace

from gridcore.ids import Rng
from gridcore.password import weakness
from gridcore.wire import Done, NewPassword, Reply, Request
from gridserver import guesses
from gridserver.clock import Clock
from gridserver.handle.caller import Caller, caller_of
from gridserver.handle.problem import Declined, asked_of, json_reply, too_many
from gridserver.keys import hash_password, is_password
from gridserver.password import ChangedPassword
from gridserver.row import AccountRow
from gridserver.server import Server


def password(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Change it. Sent again after a lost reply it is changed already, and that is said the same way.

    Tokens stay good: they are signed for devices, not for a password. Raises Declined: wrong_password, too_many,
    user_disabled, malformed (also a new password against the rules).
    """
    now = clock.now()
    caller = caller_of(request, db, now)
    ask = asked_of(request.body, NewPassword)
    user = caller.account.id
    if weakness(ask.new, user, ask.old) is not None:
        raise Declined("malformed")
    if seconds := guesses.count(db.store, user, now):
        raise too_many(seconds)
    with db.store.reading() as read:
        account = read.account(user)
    if account is None:
        raise Declined("user_disabled")
    if is_password(ask.old, account.pw, db.config.password_cost):
        _change(ask, account, caller, db, rng)
    elif not _is_repeated(ask, account, caller, db):
        raise Declined("wrong_password")
    guesses.forget(db.store, user)
    return json_reply(Done())


def _change(ask: NewPassword, account: AccountRow, caller: Caller, db: Server, rng: Rng) -> None:
    """Change it, unless something else of the account was changed in this very moment: that stays."""
    cost = db.config.password_cost
    pw, pair = hash_password(ask.new, cost, rng), hash_password(_pair(ask), cost, rng)
    with db.store.writing() as work:
        stands = work.lock_account(account.id)
        if stands is None or stands.pw != account.pw:
            raise Declined("wrong_password")
        if stands.state != "active":
            raise Declined("user_disabled")
        work.put_account(replace(stands, pw=pw))
        work.put_changed_password(ChangedPassword(user=account.id, device=caller.device.id, pair=pair, pw=pw))


def _is_repeated(ask: NewPassword, account: AccountRow, caller: Caller, db: Server) -> bool:
    """Say whether this very request was answered before, and stands.

    Old and new together are compared: were the new one alone, each try would be two guesses.
    """
    with db.store.writing() as work:
        changed = work.changed_password(account.id)
    if changed is None or (changed.device, changed.pw) != (caller.device.id, account.pw):
        return False
    return is_password(_pair(ask), changed.pair, db.config.password_cost)


def _pair(ask: NewPassword) -> str:
    return f"{ask.old}\0{ask.new}"
