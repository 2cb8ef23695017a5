"""Passwords at the server: how often one may be tried, the own one changed, several callers at once (SYNC 15)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from gridcore.wire import Enrol, NewPassword, Reply, encode
from gridserver import guesses, schema
from gridserver.blob import BlobFolder
from gridserver.guesses import MOST
from gridserver.keys import hash_password
from gridserver.row import ServerStore
from gridserver.server import Server
from gridserver.store import SqlStore
from tests.server.test_concurrency import at_once
from tests.server.town import CHEAP, CONFIG, PASSWORD, Laptop, Town, problem

NEW = "new battery staple"


def sign_in(town: Town, password: str, user: str = "li") -> int:
    ask = Enrol(user=user, ed25519="ab" * 32, x25519="cd" * 32, password=password)
    return town.call("POST", "/v1/devices", encode(ask)).status


def change(laptop: Laptop, old: str, new: str) -> Reply:
    return laptop.call("POST", "/v1/password", encode(NewPassword(old=old, new=new)))


def signed_in(town: Town, user: str = "li", seed: int = 0) -> Laptop:
    found = town.laptop(user, seed)
    found.sign_in()
    return found


@pytest.mark.fault(43)
def test_who_tries_many_at_the_same_moment_gets_no_more_of_them(real_town: Town) -> None:
    statuses = at_once(*(partial(sign_in, real_town, f"guess {n}") for n in range(12)))

    assert sorted(statuses) == [401] * MOST + [429] * (12 - MOST)


@pytest.mark.fault(43)
def test_all_processes_of_a_server_count_together(real_town: Town, tmp_path: Path) -> None:
    ours = real_town.server
    other = Server(ours.store, ours.keys, BlobFolder(tmp_path), CONFIG)
    statuses: list[int] = []
    for turn in range(MOST + 1):
        real_town.server = (ours, other)[turn % 2]
        statuses.append(sign_in(real_town, "guess"))

    assert statuses == [401] * MOST + [429]


def test_tries_are_forgotten_once_the_password_was_right_and_after_ten_minutes(town: Town) -> None:
    for _ in range(2):
        assert [sign_in(town, "guess") for _ in range(MOST - 1)] == [401] * (MOST - 1)
        assert sign_in(town, PASSWORD) == 200
    for _ in range(2):
        assert [sign_in(town, "guess") for _ in range(MOST + 1)] == [401] * MOST + [429]
        town.clock.advance(seconds=601)


def test_names_nobody_has_fill_no_table(real_town: Town) -> None:
    store = real_town.server.store
    assert isinstance(store, SqlStore)
    for number in range(120):
        assert guesses.count(store, f"nobody {number}", real_town.clock.now()) == 0
    real_town.clock.advance(minutes=11)
    for _ in range(2):
        guesses.count(store, "li", real_town.clock.now())

    with store.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(schema.guess)).scalar_one() == 1


def test_the_new_password_of_a_change_is_no_second_guess(town: Town) -> None:
    """A signed-in machine in the wrong hands: naming the right password as the new one tells nothing."""
    li = signed_in(town)

    assert [change(li, "a guess", PASSWORD).status for _ in range(MOST)] == [403] * MOST
    assert change(li, "a guess", PASSWORD).status == 429


def test_a_change_sent_again_is_answered_the_same_but_only_this_very_one(town: Town) -> None:
    li, other = signed_in(town), signed_in(town, seed=1)
    assert [change(li, PASSWORD, NEW).status for _ in range(2)] == [200, 200]

    assert problem(change(li, "another old one", NEW)).name == "wrong_password"
    assert problem(change(li, PASSWORD, f"{NEW}!")).name == "wrong_password"
    assert problem(change(other, PASSWORD, NEW)).name == "wrong_password"
    assert change(li, NEW, PASSWORD).status == 200
    assert change(li, PASSWORD, NEW).status == 200
    assert sign_in(town, NEW) == 200


def test_a_change_sent_again_after_the_office_gave_another_password_changes_nothing(town: Town) -> None:
    li = signed_in(town)
    assert change(li, PASSWORD, NEW).status == 200
    with town.server.store.writing() as work:
        account = work.lock_account("li")
        assert account is not None
        work.put_account(replace(account, pw=hash_password("of the office", CHEAP, town.rng)))

    assert problem(change(li, PASSWORD, NEW)).name == "wrong_password"
    assert sign_in(town, "of the office") == 200


def test_a_password_changed_while_the_account_is_disabled_leaves_it_disabled(
    postgres_store: ServerStore, tmp_path: Path
) -> None:
    town = Town(postgres_store, tmp_path / "blobs")
    li = signed_in(town)
    with ThreadPoolExecutor(1) as pool:
        with postgres_store.writing() as work:
            account = work.lock_account("li")
            assert account is not None
            changing = pool.submit(change, li, PASSWORD, NEW)
            with pytest.raises(TimeoutError):
                changing.result(0.5)  # it knows the old password, and waits for the account
            work.put_account(replace(account, state="disabled"))
        assert problem(changing.result(10)).name == "user_disabled"

    with postgres_store.reading() as read:
        assert read.account("li") == replace(account, state="disabled")
