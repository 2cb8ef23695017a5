"""What a round says of the right to be here, carried out in the window: wiped, locked, asked, told (SYNC 11, 15)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from gridclient.app.gate import ProgramGate, Swept
from gridclient.app.kept import KeptSettings
from gridclient.app.session import Session
from gridclient.services.packages import PackageRead
from gridclient.store import StoreStatus
from gridclient.sync.round import Report
from gridclient.ui import account
from gridclient.ui.account import ChangePassword, SignInAgain
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from gridcore.errors import GridError, Revoked, ServerRefused, SignedOut


class Admission:
    """Hears the end of every round. `shut` shows nothing of a session any more, `again` starts a round."""

    def __init__(
        self,
        owner: QObject,
        window: MainWindow,
        runner: TaskRunner,
        gate: ProgramGate,
        kept: KeptSettings,
        *,
        shut: Callable[[Session], None],
        again: Callable[[], None],
    ) -> None:
        """Nothing is shown before `take` or `entered`."""
        self._owner, self._window, self._runner, self._gate = owner, window, runner, gate
        self._kept, self._shut, self._again = kept, shut, again
        self._dialog: SignInAgain | None = None
        self._password: ChangePassword | None = None
        self._declined: Session | None = None
        """Who said "not now": asked again by the hand, or after the next unlock."""
        window.sign_in_asked.connect(self.ask)
        window.password_asked.connect(self._on_password_asked)

    def take(self, session: Session, report: Report) -> bool:
        """Do what the end of a round asks for; True when the session is over with it."""
        trouble = report.trouble
        if self.obey(session, trouble):
            return True
        if isinstance(trouble, SignedOut) or _is(trouble, "unknown_device"):
            if session is not self._declined:
                self.ask()
        elif report.enrolled:
            self.entered(session)
        return False

    def read(self, session: Session, read: PackageRead) -> bool:
        """A reply package was read: what the centre orders in it is carried out as after a round."""
        return session is self._gate.session and self.obey(session, read.trouble)

    def obey(self, session: Session, trouble: GridError | None) -> bool:
        """Carry out what the centre orders, in a round or in a reply package; True when the session is over with it."""
        if isinstance(trouble, Revoked):
            self._kept.remember("", "")
            self._window.entry.say(account.withdrawn())
            self._shut(session)
            self._window.start()
            self._runner.write(self._owner, lambda _progress: None, partial(self._on_quiet, session))
            return True
        if _is(trouble, "user_disabled"):
            self._window.entry.say(account.disabled())
            if self._window.person is not None:
                self._window.lock()
            else:
                self._window.sign_out_asked.emit()
            return True
        return False

    def start(self, last_person: str) -> None:
        """Show the door once a wipe that was cut off has come to its end: nobody is let in before."""
        swept, failed = partial(self._on_swept, last_person), partial(self._on_not_swept, last_person)
        self._runner.read(self._owner, self._gate.finish_wipes, swept, failed=failed)

    def entered(self, session: Session) -> None:
        """Tell once what happened to this PC, if something did."""
        self._runner.read(self._owner, session.store.status, partial(self._on_status, session))

    def sync_asked(self) -> None:
        """The person wants a round: who said "not now" before is asked again."""
        self._declined = None
        self._again()

    def ask(self) -> None:
        """Ask the password over the work, once at a time."""
        session = self._gate.session
        if self._dialog is not None or session is None:
            return
        self._dialog = SignInAgain(self._gate, self._runner, self._window)
        self._dialog.finished_well.connect(self._on_signed_in)
        self._dialog.rejected.connect(partial(self._on_declined, session))
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    def close(self) -> None:
        """Take the dialogs away: the session they ask for ends."""
        if self._dialog is not None:
            self._dialog.done(0)
        if self._password is not None:
            self._password.put_away()

    def _on_not_swept(self, last_person: str, error: Exception) -> None:
        self._on_swept(last_person, Swept(0, 0))
        self._runner.tell(error, self._owner)

    def _on_swept(self, last_person: str, swept: Swept) -> None:
        if swept.left:
            self._window.entry.say(account.not_all_deleted())
        elif swept.ended:
            self._window.entry.say(account.withdrawn())
        self._window.start(last_person)
        self._runner.read(self._owner, self._gate.check_vaults, lambda _none: None)

    def _on_status(self, session: Session, status: StoreStatus) -> None:
        if status.re_enrolled is not None and session is self._gate.session and self._window.person is not None:
            self._window.work.banner.tell(account.enrolled_anew(status.re_enrolled))
            seen = session.store.outbox.seen_re_enrolled
            self._runner.write(self._owner, lambda _progress: seen(), lambda _none: None)

    def _on_quiet(self, session: Session, _none: None) -> None:
        """Nothing is written any more: now everything of this person goes."""
        self._runner.sync(self._owner, lambda _progress: self._gate.wipe(session), self._on_wiped)

    def _on_wiped(self, _none: None) -> None:
        self._window.start()

    def _on_password_asked(self) -> None:
        if self._password is not None:
            return
        self._password = ChangePassword(self._gate, self._runner, self._window)
        self._password.finished_well.connect(self._on_password_changed)
        self._password.finished.connect(self._on_password_closed)
        self._password.open()

    def _on_password_changed(self, _none: object) -> None:
        """Told at the door when the program was locked meanwhile: the old password does not open it any more."""
        if self._window.person is None:
            self._window.entry.say(account.password_changed())
        else:
            self._window.say(account.password_changed())

    def _on_password_closed(self, _result: int) -> None:
        self._password = None

    def _on_signed_in(self, _none: object) -> None:
        self._again()
        if self._gate.session is not None:
            self.entered(self._gate.session)

    def _on_declined(self, session: Session) -> None:
        self._declined = session

    def _on_closed(self, _result: int) -> None:
        self._dialog = None


def _is(trouble: GridError | None, name: str) -> bool:
    return isinstance(trouble, ServerRefused) and trouble.facts.get("name") == name
