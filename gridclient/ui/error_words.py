"""The sentences of the error reporter: what happened, and what is kept and helps (UI 6)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gridcore.errors import GridError, InvalidInput

Words = tuple[str, str]
"""What happened, and what is kept and what to do."""


def of(error: GridError) -> Words:
    """The words of an error of our tree."""
    return _WORDS[error.code](error) if error.code in _WORDS else _unknown(error)


def bug() -> Words:
    """The words for a mistake of ours."""
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "Something broke on our side. Your draft is kept"),
        tr("ErrorReporter", "The report holds no personal data. Copy it and give it to the support."),
    )


def way(name: str) -> str:
    """The button of a way out."""
    tr = QCoreApplication.translate
    return {
        "backup.restore": tr("ErrorReporter", "Restore a backup"),
        "program.update": tr("ErrorReporter", "Update the program"),
        "photos.clear": tr("ErrorReporter", "Clear old photos"),
        "report.copy": tr("ErrorReporter", "Copy the report"),
        "again": tr("ErrorReporter", "Try again"),
        "go.sync": tr("ErrorReporter", "Open Sync"),
    }.get(name, "")


def _invalid(error: GridError) -> Words:
    tr = QCoreApplication.translate
    reason = error.reason if isinstance(error, InvalidInput) else ""
    known = {
        "required": tr("ErrorReporter", "This has to be filled in"),
        "missing": tr("ErrorReporter", "This has to be filled in"),
        "empty": tr("ErrorReporter", "This has to be filled in"),
        "unchecked": tr("ErrorReporter", "This item is not answered yet"),
        "photo_missing": tr("ErrorReporter", "This item failed; one photo is missing"),
        "too_long": tr("ErrorReporter", "This is too long; shorten it"),
        "in_the_future": tr("ErrorReporter", "This time has not come yet; check it"),
        "not_a_date": tr("ErrorReporter", "There is no such date; check it"),
        "not_a_number": tr("ErrorReporter", "A number belongs here"),
        "out_of_range": tr("ErrorReporter", "This number is outside what is possible; check it"),
        "check_digit": tr("ErrorReporter", "The last digit does not fit the number. You can save it and check later"),
        "unknown_code": tr("ErrorReporter", "This is not in the list; choose one of it"),
    }
    what = known.get(reason) or tr("ErrorReporter", "This does not fit here; check it")
    return what, tr("ErrorReporter", "Everything typed is kept.")


def _refused(error: GridError) -> Words:
    tr = QCoreApplication.translate
    known = {
        "role": (
            tr("ErrorReporter", "Your post does not take this step"),
            tr("ErrorReporter", "Nothing was changed. What you may do now is listed beside the record."),
        ),
        "state": (
            tr("ErrorReporter", "This record has moved on meanwhile"),
            tr("ErrorReporter", "What you wrote is kept. Open the record again to see where it stands."),
        ),
        "online_only": (
            tr("ErrorReporter", "This step is only taken online"),
            tr("ErrorReporter", "Nothing was changed. It can be done once connected."),
        ),
        "sent": (
            tr("ErrorReporter", "Already sent, so it can't be taken back"),
            tr("ErrorReporter", "You can add a supplement."),
        ),
        "signed": (
            tr("ErrorReporter", "A signed document can't be changed"),
            tr("ErrorReporter", "You can void it and write a new one."),
        ),
        "nothing_to_undo": (
            tr("ErrorReporter", "There is nothing left to undo"),
            tr("ErrorReporter", "All records stand as they are."),
        ),
    }
    return known.get(str(error.facts.get("reason", ""))) or (
        tr("ErrorReporter", "This is not allowed here"),
        tr("ErrorReporter", "Nothing was changed. What you may do now is listed beside the record."),
    )


def _cancelled(_error: GridError) -> Words:
    return "", ""


def _offline(error: GridError) -> Words:
    tr = QCoreApplication.translate
    if error.facts.get("reason") == "portal":
        return (
            tr("ErrorReporter", "Connected, but the network asks you to sign in first"),
            tr("ErrorReporter", "Your records are on this PC."),
        )
    return tr("ErrorReporter", "Can't reach the centre"), tr("ErrorReporter", "Your records are on this PC.")


def _timeout(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The centre answers too slowly"),
        tr("ErrorReporter", "Your records are on this PC; it is tried again by itself."),
    )


def _wrong_server(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "This address leads to the centre of another city"),
        tr("ErrorReporter", "Nothing was sent. Your records are on this PC. Check the address with the office."),
    )


def _signed_out(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The centre wants your password again"),
        tr("ErrorReporter", "Nothing is lost; you go on where you were."),
    )


def _upgrade(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The centre needs a newer program"),
        tr("ErrorReporter", "Records stay on this PC and are sent after the update."),
    )


def _server_refused(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The centre did not accept this; it is kept here"),
        tr("ErrorReporter", "The page Sync says which record it is and what can be done."),
    )


def _locked(error: GridError) -> Words:
    tr = QCoreApplication.translate
    reason, left = error.facts.get("reason"), _whole(error.facts.get("tries_left"))
    minutes = -(-_whole(error.facts.get("wait_seconds")) // 60)
    kept = tr("ErrorReporter", "Records not yet sent are always kept.")
    if reason == "lease":
        return (
            tr("ErrorReporter", "The time of offline use is over"),
            tr("ErrorReporter", "Your records are still here; connect once to open them."),
        )
    if minutes:
        return tr("ErrorReporter", "Too many wrong passwords; try again in {n} min").format(n=minutes), kept
    if left == 1:
        return tr("ErrorReporter", "Wrong password, 1 try left"), kept
    if left:
        return tr("ErrorReporter", "Wrong password, {n} tries left").format(n=left), kept
    return tr("ErrorReporter", "Wrong password"), kept


def _keyring(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The key store of this PC does not answer"),
        tr("ErrorReporter", "Your records are kept; your password still opens them. Sign in to the PC again if asked."),
    )


def _store_busy(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "Another program holds the records"),
        tr("ErrorReporter", "What you typed is kept. Close the other program, or wait and try again."),
    )


def _store_broken(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The records on this PC are damaged"),
        tr("ErrorReporter", "What was sent is safe in the centre. The last backup holds what was not sent."),
    )


def _too_new(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "A newer program wrote these records"),
        tr("ErrorReporter", "Nothing was changed. Update this program to open them."),
    )


def _disk_full(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "The disk is full; this was not saved yet"),
        tr("ErrorReporter", "What you typed is still on the screen. Free some space, then save again."),
    )


def _damaged(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return (
        tr("ErrorReporter", "This file is damaged or not what its name says"),
        tr("ErrorReporter", "Nothing was taken in. Ask for the file again."),
    )


def _unknown(_error: GridError) -> Words:
    tr = QCoreApplication.translate
    return tr("ErrorReporter", "That did not work"), tr("ErrorReporter", "Everything typed is kept.")


def _whole(fact: object) -> int:
    return int(fact) if isinstance(fact, int | float) else 0


_WORDS: dict[str, Callable[[GridError], Words]] = {
    "invalid_input": _invalid,
    "refused": _refused,
    "cancelled": _cancelled,
    "offline": _offline,
    "timeout": _timeout,
    "wrong_server": _wrong_server,
    "signed_out": _signed_out,
    "upgrade_required": _upgrade,
    "server_refused": _server_refused,
    "locked": _locked,
    "keyring": _keyring,
    "store_busy": _store_busy,
    "store_broken": _store_broken,
    "too_new": _too_new,
    "disk_full": _disk_full,
    "damaged": _damaged,
}
