"""`POST /v1/password`: a person changes the own password; the old one is asked again (SYNC 10, 15)."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from gridcore.ids import Rng
from gridcore.password import weakness
from gridcore.wire import Done, NewPassword, Reply, Request
from gridserver.clock import Clock
from gridserver.handle.caller import caller_of
from gridserver.handle.problem import Declined, json_reply, too_many
from gridserver.keys import hash_password, is_password
from gridserver.row import AccountRow
from gridserver.server import Server


def password(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Change it. Sent again after a lost reply it is changed already, and that is said the same way.

    Tokens stay good: they are signed for devices, not for a password. Raises Declined: wrong_password, too_many,
    malformed (also a new password against the rules).
    """
    now = clock.now()
    caller = caller_of(request, db, now)
    try:
        ask = msgspec.json.decode(request.body, type=NewPassword)
    except msgspec.DecodeError:
        raise Declined("malformed") from None
    user = caller.account.id
    if weakness(ask.new, user, ask.old) is not None:
        raise Declined("malformed")
    if seconds := db.guesses.wait(user, now):
        raise too_many(seconds)
    with db.store.reading() as read:
        account = read.account(user)
    if not _knows(account, ask.old, db):
        if not _knows(account, ask.new, db):
            db.guesses.failed(user, now)
            raise Declined("wrong_password")
        return json_reply(Done())
    hashed = hash_password(ask.new, db.config.password_cost, rng)
    with db.store.writing() as work:
        stands = work.account(user)
        if stands is None or account is None or stands.pw != account.pw:
            raise Declined("wrong_password")  # changed by somebody else in this very moment
        work.put_account(replace(stands, pw=hashed))
    db.guesses.passed(user)
    return json_reply(Done())


def _knows(account: AccountRow | None, said: str, db: Server) -> bool:
    return is_password(said, account.pw if account else None, db.config.password_cost)
