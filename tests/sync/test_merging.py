"""What two people do to one record, from screen to screen: real stores, the real server (SYNC 5, 18: F07-F24, F27)."""

from __future__ import annotations

import pytest

from gridclient.store.people import People
from gridcore.ids import derived_id
from gridcore.wire import Lost, Reply, Request
from gridserver.decide import rule
from tests.conftest import Logs
from tests.server.town import G1, G2
from tests.sync.deeds import Open, delete, edit, in_step, issue, make, move, shown
from tests.sync.laptop import Laptop


@pytest.fixture
def li(laptop: Open) -> Laptop:
    return laptop("li")


@pytest.fixture
def zhao(laptop: Open) -> Laptop:
    return laptop("zhao")


@pytest.fixture
def home(li: Laptop, zhao: Laptop) -> str:
    """A household both have on their screens."""
    record = make(li, "household", note="old", address="1")
    in_step(li, zhao)
    return record


def note(at: Laptop, record: str) -> object:
    found = shown(at, "household", record)
    return None if found is None else found.get("note")


@pytest.mark.fault("F07", 75)
def test_typing_on_while_the_push_is_under_way_makes_a_later_tx(li: Laptop, zhao: Laptop, home: str) -> None:
    first = edit(li, "household", home, note=("old", "a"))
    second = list[str]()

    def types_meanwhile(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if request.path == "/v1/push" and not second:
            second.append(edit(li, "household", home, note=("a", "b")))
        return reply

    li.wire = types_meanwhile
    li.synced()
    in_step(li, zhao)

    assert second != [first]
    assert (note(li, home), note(zhao, home)) == ("b", "b")
    assert issue(li, "household", home, "note") is None
    assert li.store.status().in_sync


@pytest.mark.fault("F08")
def test_what_changed_under_an_open_form_is_a_conflict_and_not_overwritten(li: Laptop, zhao: Laptop, home: str) -> None:
    opened = note(li, home)
    edit(zhao, "household", home, note=("old", "of zhao"))
    in_step(zhao, li)
    assert note(li, home) == "of zhao"

    edit(li, "household", home, note=(opened, "of li"))
    assert note(li, home) == "of li", "the author sees what was typed"
    in_step(li, zhao)

    for at in (li, zhao):
        found = issue(at, "household", home, "note")
        assert found is not None
        assert (note(at, home), found["lost"], found["cause"]) == ("of zhao", ["of li"], "conflict")


@pytest.mark.fault("F09")
def test_two_change_different_fields_or_one_to_the_same_value(li: Laptop, zhao: Laptop, home: str) -> None:
    edit(li, "household", home, note=("old", "new"), area=(None, 90))
    edit(zhao, "household", home, note=("old", "new"), water=(None, "1"))
    in_step(li, zhao)

    for at in (li, zhao):
        assert shown(at, "household", home) == {
            "note": "new", "area": 90, "water": "1", "address": "1", "grid": G1,
        }  # fmt: skip
        assert at.store.status().conflicts == 0


@pytest.mark.fault("F11")
def test_two_late_edits_of_one_device_lie_in_one_issue(li: Laptop, zhao: Laptop, home: str) -> None:
    edit(zhao, "household", home, note=("old", "of zhao"))
    zhao.synced()
    edit(li, "household", home, note=("old", "1"))
    edit(li, "household", home, note=("1", "2"))
    in_step(li, zhao)

    found = issue(zhao, "household", home, "note")
    assert found is not None
    assert (note(li, home), found["lost"], zhao.store.status().conflicts) == ("of zhao", ["1", "2"], 1)


@pytest.mark.fault("F12")
def test_of_two_different_resolutions_the_second_opens_the_issue_again(li: Laptop, zhao: Laptop, home: str) -> None:
    edit(zhao, "household", home, note=("old", "a"))
    zhao.synced()
    edit(li, "household", home, note=("old", "b"))
    in_step(li, zhao)
    name = derived_id(home, "note")
    for at, value in ((li, "b"), (zhao, "c")):
        with at.store.write("issue.resolve") as work:
            work.set("household", home, {"note": "a"}, {"note": value})
            work.set("issue:household", name, {"state": "open"}, {"state": "done"})
    in_step(li, zhao)

    for at in (li, zhao):
        found = issue(at, "household", home, "note")
        assert found is not None
        assert (note(at, home), found["state"], found["lost"]) == ("b", "open", ["b", "c"])


@pytest.mark.fault("F13")
def test_tags_added_here_and_removed_there_are_as_both_meant(li: Laptop, zhao: Laptop) -> None:
    home = make(li, "household", tags=["低保", "独居"])
    in_step(li, zhao)
    edit(li, "household", home, tags=(["低保", "独居"], ["低保", "独居", "党员"]))
    edit(zhao, "household", home, tags=(["低保", "独居"], ["独居"]))
    in_step(li, zhao)

    for at in (li, zhao):
        assert (shown(at, "household", home) or {})["tags"] == ("独居", "党员")
        assert at.store.status().conflicts == 0


@pytest.mark.fault("F14")
def test_a_point_is_never_half_of_each(li: Laptop, zhao: Laptop) -> None:
    old, east, north = ({"lng": lng, "lat": lat, "crs": "CGCS2000"} for lng, lat in ((1, 1), (9, 1), (1, 9)))
    home = make(li, "household", position=old)
    in_step(li, zhao)
    edit(zhao, "household", home, position=(old, east))
    zhao.synced()
    edit(li, "household", home, position=(old, north))
    in_step(li, zhao)

    for at in (li, zhao):
        found = issue(at, "household", home, "position")
        assert found is not None
        assert ((shown(at, "household", home) or {})["position"], found["lost"]) == (east, [north])


@pytest.mark.fault("F15")
def test_a_workers_change_of_a_name_waits_for_who_owns_it(li: Laptop, zhao: Laptop, home: str) -> None:
    """No role owns a person's name yet, so the office passes a field that some role owns: a task's due day."""
    one = make(li, "person", home, name="王小明")
    task = make(zhao, "task", title="巡查", due="2026-05-20")
    in_step(li, zhao)
    edit(li, "person", one, name=("王小明", "王明"))
    edit(li, "task", task, due=("2026-05-20", "2026-06-01"))
    in_step(li, zhao)

    assert (shown(li, "person", one) or {})["name"] == "王小明"
    for kind, record, field, value in (("person", one, "name", "王明"), ("task", task, "due", "2026-06-01")):
        found = issue(zhao, kind, record, field)
        assert found is not None
        assert (found["cause"], found["lost"]) == ("owned", [value])
    with zhao.store.write("issue.resolve") as work:
        work.set("task", task, {"due": "2026-05-20"}, {"due": "2026-06-01"})
        work.set("issue:task", derived_id(task, "due"), {"state": "open"}, {"state": "done"})
    in_step(zhao, li)

    assert (shown(li, "task", task) or {})["due"] == "2026-06-01"
    assert (issue(li, "task", task, "due") or {})["state"] == "done"


@pytest.mark.fault("F17")
def test_what_somebody_changed_meanwhile_is_not_deleted(li: Laptop, zhao: Laptop, home: str) -> None:
    edit(zhao, "household", home, note=("old", "of zhao"))
    zhao.synced()
    delete(li, "household", home)
    assert shown(li, "household", home) is None
    in_step(li, zhao)

    for at in (li, zhao):
        assert note(at, home) == "of zhao"
        assert (issue(at, "household", home, "deleted") or {})["cause"] == "changed"


@pytest.mark.fault("F18", "F19")
def test_work_at_a_deleted_household_is_kept(li: Laptop, zhao: Laptop, home: str) -> None:
    """The edit lies in an issue, the visit is there with one; the household stays deleted."""
    delete(zhao, "household", home)
    zhao.synced()
    edit(li, "household", home, note=("old", "of li"))
    visit = make(li, "visit", home, text="在家")
    report = li.synced()
    in_step(li, zhao)

    assert report.parked == 0
    for at in (li, zhao):
        assert shown(at, "household", home) is None
        assert (shown(at, "visit", visit) or {})["text"] == "在家"
        found = issue(at, "household", home, "note")
        assert found is not None
        assert (found["cause"], found["lost"]) == ("deleted", ["of li"])
        assert (issue(at, "visit", visit, "parent") or {})["cause"] == "deleted"


@pytest.mark.fault("F20", "F48")
def test_what_built_on_a_refused_tx_is_parked_and_sent_again_in_order(
    li: Laptop, zhao: Laptop, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    """The create meets a bug of the server; after its mending all is sent again, each as a new tx."""
    logs.expect("gridserver.handle.push", "refused as internal")
    other = make(li, "household", note="good")
    home = make(li, "household", note="bug")
    one = make(li, "person", home, name="王小明")
    edit(li, "household", home, note=("bug", "bug 2"))
    real = rule._create

    def broken(work: object, op: object, kind: object) -> None:
        if getattr(op, "id", "") == home:
            raise KeyError("bug")
        real(work, op, kind)  # type: ignore[arg-type] # as it came

    with monkeypatch.context() as patch:
        patch.setattr(rule, "_create", broken)
        report = li.synced()
    parked = li.store.outbox.parked_lines()

    assert (report.pushed, [line.reason for line in parked]) == (4, ["internal", "missing_parent", "unknown_record"])
    assert (shown(li, "household", home), note(li, other)) == (None, "good")
    assert not li.store.status().in_sync
    for line in parked:
        li.store.resend(line.tx)
    in_step(li, zhao)
    for at in (li, zhao):
        assert note(at, home) == "bug 2"
        assert shown(at, "person", one) is not None
    assert li.store.status().in_sync


@pytest.mark.fault("F21")
def test_one_person_recorded_by_two_is_kept_twice_and_found(li: Laptop, zhao: Laptop, home: str) -> None:
    identity = {"id_type": "111", "id_no": "610702199001011234"}
    ids = {make(at, "person", home, name="王小明", identity=identity) for at in (li, zhao)}
    in_step(li, zhao)

    for at in (li, zhao):
        assert {one for one in ids if shown(at, "person", one)} == ids
        (found,) = People(at.store).duplicates()
        assert {person.id for person in found.people} == ids


@pytest.mark.fault("F22")
def test_two_marks_of_one_household_are_one_record(li: Laptop, zhao: Laptop, home: str) -> None:
    """A mark has the id of (order, household), so that two creations meet; the first field value stands."""
    mark = derived_id(make(zhao, "task", title="点名"), home)
    make(li, "task", record=mark, title="在家", source="li")
    make(zhao, "task", record=mark, title="在家", requirement="zhao")
    in_step(li, zhao)

    for at in (li, zhao):
        found = shown(at, "task", mark)
        assert found is not None
        assert (found["title"], found["source"], found["requirement"]) == ("在家", "li", "zhao")
        assert at.store.status().conflicts == 0


@pytest.mark.fault("F23")
def test_work_on_a_household_that_moved_follows_it(laptop: Open, li: Laptop, zhao: Laptop, home: str) -> None:
    wang = laptop("wang")
    move(zhao, home, G2)
    zhao.synced()
    edit(li, "household", home, note=("old", "of li"))
    visit = make(li, "visit", home, text="在家")
    in_step(li, wang, zhao)

    for at in (wang, zhao):
        assert (note(at, home), (shown(at, "visit", visit) or {})["grid"]) == ("of li", G2)
    assert (shown(li, "household", home), shown(li, "visit", visit)) == (None, None)
    assert li.store.status().in_sync


@pytest.mark.fault("F24")
def test_a_household_that_moves_there_and_back_is_there_exactly_once(
    laptop: Open, li: Laptop, zhao: Laptop, home: str
) -> None:
    """Who moves it, who holds both grids and watches, and who holds one of them."""
    watcher = laptop("zhao")
    watcher.synced()
    for to in (G2, G1, G2, G1):
        move(zhao, home, to)
        zhao.synced()
        zhao.peer.page = 1
        watcher.synced()
        li.synced()
        for at in (zhao, watcher):
            assert (shown(at, "household", home) or {})["grid"] == to
        assert (shown(li, "household", home) is not None) is (to == G1)
    for at in (li, zhao, watcher):
        assert at.sync(verify=True).mismatched == ()


@pytest.mark.fault("F27")
def test_what_changes_between_two_pages_comes_with_the_later_one(laptop: Open, li: Laptop) -> None:
    homes = [make(li, "household", note=str(number)) for number in range(4)]
    child = make(li, "person", homes[0], name="王小明")
    li.synced()
    office = laptop("zhao")
    office.peer.page = 2
    seen: list[tuple[bool, object]] = []

    def somebody_types(request: Request) -> Reply | Lost:
        if request.path == "/v1/pull" and shown(office, "household", homes[1]) and not seen:
            seen.append((shown(office, "person", child) is None, note(office, homes[0])))
            edit(li, "household", homes[0], note=("0", "later"))
            edit(li, "household", homes[3], note=("3", "later"))
            li.synced()
        return office.reach(request)

    office.wire = somebody_types
    office.synced()

    assert seen == [(True, "0")]
    assert [note(office, home) for home in homes] == ["later", "1", "2", "later"]
    assert office.sync(verify=True).mismatched == ()
