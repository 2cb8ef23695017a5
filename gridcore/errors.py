"""The error tree of the product: codes and facts, no words (the ui finds the words).

GridError
├── InvalidInput      a field holds what a rule forbids: shown at the field
├── Refused           a rule forbids the step: state, role or legal limit
├── Cancelled         the person stopped a long job; nothing was changed
├── Offline           no server that is ours was reached; a state, not a fault
│   └── Timeout       the server was reached and did not answer in time
├── WrongServer       the address leads to the server of another city
├── SignedOut         the server wants a sign-in again
├── Revoked           the server took this device's rights away, signed: its records are to be wiped
├── UpgradeRequired   the server speaks only newer protocols
├── ServerRefused     a problem document that is none of the above
├── Locked            the vault is locked, or the password is wrong
├── KeyringTrouble    the keyring is missing, locked or lost its entry
├── StoreBusy         another program holds the store
├── StoreBroken       the store file is damaged or not readable with its key
├── TooNew            the store was written by a newer program
├── DiskFull          no room left; what was typed is kept
├── Damaged           a file brought in is not what it says it is
│   └── BadPackage    an exchange package is refused whole
└── NoPlace           the folder a file is to be written to is gone or cannot be written to
"""

from __future__ import annotations

from typing import ClassVar


class GridError(Exception):
    """Root of every error this product raises on purpose: a code and facts."""

    code: ClassVar[str] = "error"

    def __init__(self, **facts: object) -> None:
        """Keep the facts; they are numbers, codes and ids, never personal data."""
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class InvalidInput(GridError):
    """A field holds what a rule forbids. Facts: field, reason."""

    code = "invalid_input"

    def __init__(self, *, field: str, reason: str, **facts: object) -> None:
        """Name the field and the reason code."""
        super().__init__(field=field, reason=reason, **facts)
        self.field = field
        self.reason = reason


class Refused(GridError):
    """A rule forbids it: state, role or legal limit. Facts: step, state, role, reason."""

    code = "refused"


class Cancelled(GridError):
    """The person stopped a long job; the open transaction rolled back."""

    code = "cancelled"


class Offline(GridError):
    """No server that is ours was reached (SYNC 10: a reply without Grid-Server is a captive portal). Fact: reason."""

    code = "offline"


class Timeout(Offline):
    """The server was reached but did not answer in time."""

    code = "timeout"


class WrongServer(GridError):
    """The address leads to another server than the one enrolled at; nothing was sent. Facts: expected, found."""

    code = "wrong_server"


class SignedOut(GridError):
    """The server wants a password again; work is kept."""

    code = "signed_out"


class Revoked(GridError):
    """An order to wipe this device, signed by the server key pinned at enrolment (SYNC 15)."""

    code = "revoked"


class UpgradeRequired(GridError):
    """The server speaks only newer protocols. Facts: minimum, ours."""

    code = "upgrade_required"


class ServerRefused(GridError):
    """The server answered with a problem document (RFC 9457). Facts: name, status."""

    code = "server_refused"


class Locked(GridError):
    """The vault is locked: wrong password, too many tries, lease over. Facts: reason, tries_left, wait_seconds."""

    code = "locked"


class KeyringTrouble(GridError):
    """The keyring is missing, locked, or does not hold what was put there. Fact: reason."""

    code = "keyring"


class StoreBusy(GridError):
    """Another program holds the store."""

    code = "store_busy"


class StoreBroken(GridError):
    """The store file is damaged, or its key does not open it. Facts: reason, kept."""

    code = "store_broken"


class TooNew(GridError):
    """The store was written by a newer program. Facts: found, known."""

    code = "too_new"


class DiskFull(GridError):
    """No room left on the disk; nothing was half written."""

    code = "disk_full"


class Damaged(GridError):
    """A file brought in (photo, package, sheet) is not what it says it is. Facts: reason."""

    code = "damaged"


class BadPackage(Damaged):
    """An exchange package is refused whole, nothing of it was used (SYNC 13). Facts: reason, and what was found.

    Reasons: `not_a_package`, `unknown_format`, `too_large`, `cut`, `altered` (changed on its way, or not by whom it
    says), `malformed`, `wrong_kind` (a request where a reply belongs, or the other way), `wrong_server`,
    `wrong_device`, `changed` (a file changed while it was packed).
    """

    code = "bad_package"

    @property
    def reason(self) -> str:
        """The reason code."""
        return str(self.facts.get("reason", ""))


class NoPlace(GridError):
    """A folder or stick cannot take a file; nothing was half written. Fact: reason `gone`, `full`, `read_only`."""

    code = "no_place"
