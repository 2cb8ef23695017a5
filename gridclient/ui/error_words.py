"""The sentences of the error reporter: what happened, and what is kept and helps (UI 6)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gridcore.errors import GridError, InvalidInput

translate = QCoreApplication.translate
"""The extractor of words knows this name; any other alias would lose the texts."""

Words = tuple[str, str]
"""What happened, and what is kept and what to do."""


def of(error: GridError) -> Words:
    """The words of an error of our tree."""
    return _WORDS[error.code](error) if error.code in _WORDS else _unknown(error)


def bug() -> Words:
    """The words for a mistake of ours."""
    return (
        translate("ErrorReporter", "Something broke on our side. Your draft is kept"),
        translate("ErrorReporter", "The report holds no personal data. Copy it and give it to the support."),
    )


def way(name: str) -> str:
    """The button of a way out."""
    return {
        "backup.restore": translate("ErrorReporter", "Restore a backup"),
        "program.update": translate("ErrorReporter", "Update the program"),
        "photos.clear": translate("ErrorReporter", "Clear old photos"),
        "report.copy": translate("ErrorReporter", "Copy the report"),
        "again": translate("ErrorReporter", "Try again"),
        "go.sync": translate("ErrorReporter", "Open Sync"),
    }.get(name, "")


def _invalid(error: GridError) -> Words:
    reason = error.reason if isinstance(error, InvalidInput) else ""
    if isinstance(error, InvalidInput) and error.field == "checklist" and reason in {"not_here", "media_not_here"}:
        return (
            translate("ErrorReporter", "This form is not whole on this PC yet"),
            translate("ErrorReporter", "It comes with the next sync. Nothing you wrote is lost."),
        )
    known = {
        "required": translate("ErrorReporter", "This has to be filled in"),
        "missing": translate("ErrorReporter", "This has to be filled in"),
        "empty": translate("ErrorReporter", "This has to be filled in"),
        "unchecked": translate("ErrorReporter", "This item is not answered yet"),
        "photo_missing": translate("ErrorReporter", "This item failed; one photo is missing"),
        "too_long": translate("ErrorReporter", "This is too long; shorten it"),
        "in_the_future": translate("ErrorReporter", "This time has not come yet; check it"),
        "not_a_date": translate("ErrorReporter", "There is no such date; check it"),
        "not_a_number": translate("ErrorReporter", "A number belongs here"),
        "out_of_range": translate("ErrorReporter", "This number is outside what is possible; check it"),
        "check_digit": translate(
            "ErrorReporter", "The last digit does not fit the number. You can save it and check later"
        ),
        "too_large": translate("ErrorReporter", "This photo is too large; 64 MB at most"),
        "too_many_pixels": translate("ErrorReporter", "This photo has too many pixels; take it smaller"),
        "not_https": translate("ErrorReporter", "The address has to begin with https"),
        "malformed": translate("ErrorReporter", "This is no address of a centre; check it"),
        "already_here": translate("ErrorReporter", "This person has records on this PC already; unlock them"),
        "not_here": translate("ErrorReporter", "This person has no records on this PC"),
        "too_short": translate("ErrorReporter", "Too short; 8 characters at least"),
        "same": translate("ErrorReporter", "This is the password you have now; choose another"),
        "like_name": translate("ErrorReporter", "Too much like your user name; choose another"),
        "too_easy": translate("ErrorReporter", "Too easy to guess; choose another"),
        "not_the_same": translate("ErrorReporter", "The two are not the same; type it again"),
        "unknown_code": translate("ErrorReporter", "This is not in the list; choose one of it"),
    }
    what = known.get(reason) or translate("ErrorReporter", "This does not fit here; check it")
    return what, translate("ErrorReporter", "Everything typed is kept.")


def _refused(error: GridError) -> Words:
    known = {
        "role": (
            translate("ErrorReporter", "Your post does not take this step"),
            translate("ErrorReporter", "Nothing was changed. What you may do now is listed beside the record."),
        ),
        "state": (
            translate("ErrorReporter", "This record has moved on meanwhile"),
            translate("ErrorReporter", "What you wrote is kept. Open the record again to see where it stands."),
        ),
        "online_only": (
            translate("ErrorReporter", "This step is only taken online"),
            translate("ErrorReporter", "Nothing was changed. It can be done once connected."),
        ),
        "sent": (
            translate("ErrorReporter", "Already sent, so it can't be taken back"),
            translate("ErrorReporter", "You can add a supplement."),
        ),
        "signed": (
            translate("ErrorReporter", "A signed document can't be changed"),
            translate("ErrorReporter", "You can void it and write a new one."),
        ),
        "not_opened": (
            translate("ErrorReporter", "The office has not opened this PC for you yet"),
            translate("ErrorReporter", "Nothing was changed. Ask there for the new password and to open this PC."),
        ),
        "network_share": (
            translate("ErrorReporter", "Records can't be kept on a network drive"),
            translate("ErrorReporter", "They would be damaged there. Choose a folder on this PC's own disk."),
        ),
        "synced_folder": (
            translate("ErrorReporter", "Records can't be kept in a folder that a cloud drive copies"),
            translate("ErrorReporter", "They would be damaged there. Choose a folder on this PC's own disk."),
        ),
        "nothing_to_undo": (
            translate("ErrorReporter", "There is nothing left to undo"),
            translate("ErrorReporter", "All records stand as they are."),
        ),
    }
    known["online"] = known["online_only"]
    return known.get(str(error.facts.get("reason", ""))) or (
        translate("ErrorReporter", "This is not allowed here"),
        translate("ErrorReporter", "Nothing was changed. What you may do now is listed beside the record."),
    )


def _cancelled(_error: GridError) -> Words:
    return "", ""


def _offline(error: GridError) -> Words:
    if error.facts.get("reason") == "portal":
        return (
            translate("ErrorReporter", "Connected, but the network asks you to sign in first"),
            translate("ErrorReporter", "Your records are on this PC."),
        )
    return translate("ErrorReporter", "Can't reach the centre"), translate(
        "ErrorReporter", "Your records are on this PC."
    )


def _timeout(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The centre answers too slowly"),
        translate("ErrorReporter", "Your records are on this PC; it is tried again by itself."),
    )


def _wrong_server(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "This address leads to the centre of another city"),
        translate("ErrorReporter", "Nothing was sent. Your records are on this PC. Check the address with the office."),
    )


def _signed_out(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The centre wants your password again"),
        translate("ErrorReporter", "Nothing is lost; you go on where you were."),
    )


def _revoked(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The office has withdrawn this PC"),
        translate("ErrorReporter", "The records on it were deleted. What was sent is safe in the centre."),
    )


def _upgrade(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The centre needs a newer program"),
        translate("ErrorReporter", "Records stay on this PC and are sent after the update."),
    )


def _server_refused(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The centre did not accept this; it is kept here"),
        translate("ErrorReporter", "The page Sync says which record it is and what can be done."),
    )


def _locked(error: GridError) -> Words:
    reason, left = error.facts.get("reason"), _whole(error.facts.get("tries_left"))
    minutes = -(-_whole(error.facts.get("wait_seconds")) // 60)
    kept = translate("ErrorReporter", "Records not yet sent are always kept.")
    if error.facts.get("cut_off"):
        kept = translate("ErrorReporter", "A change of your password was cut off: the one before opens this PC.")
    if reason == "lease":
        return (
            translate("ErrorReporter", "The time of offline use is over"),
            translate("ErrorReporter", "Your records are still here; connect once to open them."),
        )
    if minutes:
        return translate("ErrorReporter", "Too many wrong passwords; try again in {n} min").format(n=minutes), kept
    if left == 1:
        return translate("ErrorReporter", "Wrong password, 1 try left"), kept
    if left:
        return translate("ErrorReporter", "Wrong password, {n} tries left").format(n=left), kept
    return translate("ErrorReporter", "Wrong password"), kept


def _keyring(error: GridError) -> Words:
    reason = error.facts.get("reason")
    if reason == "lost":
        return (
            translate("ErrorReporter", "The key store of this PC has lost the key"),
            translate("ErrorReporter", "Nothing was deleted. The office can open them again: see Forgot password."),
        )
    if reason == "missing":
        return (
            translate("ErrorReporter", "The key store of this PC is not there"),
            translate(
                "ErrorReporter", "Your records are kept. Sign in to this PC with your usual account, then try again."
            ),
        )
    return (
        translate("ErrorReporter", "The key store of this PC is locked"),
        translate(
            "ErrorReporter", "Your records are kept. Unlock the key store, or sign in to this PC anew, then try again."
        ),
    )


def _store_busy(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "Another program holds the records"),
        translate("ErrorReporter", "What you typed is kept. Close the other program, or wait and try again."),
    )


def _store_broken(error: GridError) -> Words:
    if error.facts.get("reason") == "vault_damaged":
        return (
            translate("ErrorReporter", "The key file of one person on this PC is damaged"),
            translate(
                "ErrorReporter", "Nothing was deleted; the records stay encrypted. Ask the community office to look."
            ),
        )
    return (
        translate("ErrorReporter", "The records on this PC are damaged"),
        translate("ErrorReporter", "What was sent is safe in the centre. The last backup holds what was not sent."),
    )


def _too_new(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "A newer program wrote these records"),
        translate("ErrorReporter", "Nothing was changed. Update this program to open them."),
    )


def _disk_full(_error: GridError) -> Words:
    return (
        translate("ErrorReporter", "The disk is full; this was not saved yet"),
        translate("ErrorReporter", "What you typed is still on the screen. Free some space, then save again."),
    )


def _damaged(error: GridError) -> Words:
    kept = translate("ErrorReporter", "Nothing was taken in; what you typed is kept. Choose another photo.")
    known = {
        "not_an_image": (translate("ErrorReporter", "This file is no photo"), kept),
        "heic": (
            translate("ErrorReporter", "This is a HEIC photo, which cannot be opened here"),
            translate(
                "ErrorReporter",
                "What you typed is kept. Set the phone's camera to JPEG, or send the photo as JPEG, then add it again.",
            ),
        ),
        "cut": (translate("ErrorReporter", "This photo was not copied whole"), kept),
    }
    return known.get(str(error.facts.get("reason"))) or (
        translate("ErrorReporter", "This file is damaged or not what its name says"),
        translate("ErrorReporter", "Nothing was taken in. Ask for the file again."),
    )


def _bad_package(error: GridError) -> Words:
    """An exchange package is refused whole, for one of these reasons (F50, FAULTS 49-51)."""
    again = translate("ErrorReporter", "Nothing was taken from it. Copy it from the stick again, or write a new one.")
    known = {
        "not_a_package": (
            translate("ErrorReporter", "This file is no sync package"),
            translate("ErrorReporter", "Nothing was taken in. Choose a file that ends in .gridpkg."),
        ),
        "cut": (translate("ErrorReporter", "A piece of the package is missing"), again),
        "altered": (translate("ErrorReporter", "The package was changed on its way"), again),
        "malformed": (translate("ErrorReporter", "The package is damaged inside"), again),
        "changed": (translate("ErrorReporter", "A file changed while the package was written"), again),
        "too_large": (
            translate("ErrorReporter", "The package is too large"),
            translate("ErrorReporter", "Nothing was taken from it. Ask whose it is to write a new one."),
        ),
        "unknown_format": (
            translate("ErrorReporter", "A newer program wrote this package"),
            translate("ErrorReporter", "Nothing was taken from it. Update this program, then read it again."),
        ),
        "wrong_kind": (
            translate("ErrorReporter", "This package goes the other way"),
            translate(
                "ErrorReporter", "Replies (.reply.gridpkg) are read on the PC that asked; the others go to the centre."
            ),
        ),
        "wrong_server": (
            translate("ErrorReporter", "The package belongs to another city"),
            translate("ErrorReporter", "It was left as it is. Give it back to whose it is."),
        ),
        "wrong_device": (
            translate("ErrorReporter", "The package is for another PC"),
            translate("ErrorReporter", "It was left as it is. Read it on the PC whose package it answers."),
        ),
    }
    return known.get(str(error.facts.get("reason"))) or known["malformed"]


def _no_place(error: GridError) -> Words:
    known = {
        "full": (
            translate("ErrorReporter", "There is no room left at that place"),
            translate("ErrorReporter", "Your records are on this PC. Free some space or choose another place."),
        ),
        "read_only": (
            translate("ErrorReporter", "That place may not be written to"),
            translate("ErrorReporter", "Your records are on this PC. Choose another folder or stick."),
        ),
    }
    return known.get(str(error.facts.get("reason"))) or (
        translate("ErrorReporter", "That folder or stick is not there"),
        translate("ErrorReporter", "Your records are on this PC. Plug the stick in, or choose another place."),
    )


def _unknown(_error: GridError) -> Words:
    return translate("ErrorReporter", "That did not work"), translate("ErrorReporter", "Everything typed is kept.")


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
    "revoked": _revoked,
    "upgrade_required": _upgrade,
    "server_refused": _server_refused,
    "locked": _locked,
    "keyring": _keyring,
    "store_busy": _store_busy,
    "store_broken": _store_broken,
    "too_new": _too_new,
    "disk_full": _disk_full,
    "damaged": _damaged,
    "bad_package": _bad_package,
    "no_place": _no_place,
}
