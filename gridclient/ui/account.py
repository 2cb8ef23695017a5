"""Dialogs of the own account: sign in again, another password, records opened with the office; what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridclient.ui.errors import Trouble, Where, trouble_of
from gridclient.ui.gate import Gate, PersonHere
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label
from gridcore.errors import InvalidInput, Offline, SignedOut

translate = QCoreApplication.translate
"""The extractor of words knows this name; any other alias would lose the texts."""

_WIDTH = 440


def enrolled_anew(why: str) -> Trouble:
    """What a person is told once after this PC was registered anew (SYNC 8 T5, 15); `why` as the store keeps it."""
    if why == "recovered":
        what = translate("Account", "Your records were opened again with the help of the office")
    else:
        what = translate("Account", "This PC was registered anew with the centre")
    kept = translate("Account", "Nothing is lost: your work of the last 90 days is sent once more, none of it twice.")
    return Trouble(Where.BANNER, "accent", what, kept)


def password_changed() -> str:
    """What the toast says."""
    return translate("Account", "Password changed, at the centre and on this PC")


def disabled() -> str:
    """What the door says after the centre switched an account off."""
    return translate("Account", "The office has switched your account off. Your records stay on this PC, locked")


def withdrawn() -> str:
    """What the door says after a wipe."""
    return translate("Account", "The office has withdrawn this PC. The records on it were deleted")


def not_all_deleted() -> str:
    """What the door says when something of a wipe is left: a file is held by another program."""
    return translate(
        "Account",
        "The office has withdrawn records on this PC; not all could be deleted. Close other programs, then start again",
    )


class SecretDialog(QDialog):
    """A few passwords and one verb. Enter goes to the next field, then does it; Esc closes, but not while it runs."""

    finished_well = Signal(object)
    """What the verb gave."""

    def __init__(self, runner: TaskRunner, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._is_away = False
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(S24, S16, S24, S16)
        self._column.setSpacing(S12)
        self.fields: dict[str, QLineEdit] = {}
        self._rows: dict[str, FieldRow] = {}

    def build(self, title: str, lead: str, fields: Mapping[str, str], verb: str) -> None:
        """Lay it out: what it is about, the fields by name, the verb and the safe way out."""
        self.setWindowTitle(title)
        self._column.addWidget(label(title, "card"))
        self._column.addWidget(label(lead, ink="second", wrap=True))
        for name, words in fields.items():
            field = QLineEdit(self)
            field.setObjectName(f"{self.objectName()}.{name}")
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            field.textEdited.connect(self._on_edited)
            field.returnPressed.connect(self._on_return)
            self.fields[name], self._rows[name] = field, FieldRow(words, field, above=True)
            self._column.addWidget(self._rows[name])
        self._column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        foot.addStretch(1)
        self.close_button = button(self.tr("Not now"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.go = button(verb, "primary")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.try_now)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go)
        self._column.addLayout(foot)
        next(iter(self.fields.values())).setFocus()

    def work(self, said: Mapping[str, str]) -> Callable[[], object]:
        """Give what is to be done with the fields, off this thread. Raises InvalidInput for what is wrong already."""
        raise NotImplementedError

    def words_of(self, error: Exception, told: Trouble) -> tuple[str, str]:
        """Give the field an error belongs to and the words there."""
        name = (
            error.field if isinstance(error, InvalidInput) and error.field in self.fields else next(iter(self.fields))
        )
        if isinstance(error, Offline):
            return name, self.tr("Can't reach the centre; this needs the network")
        if isinstance(error, SignedOut):
            return name, self.tr("Wrong password")
        return name, told.what

    def try_now(self) -> None:
        """Do it unless something is missing or it runs already."""
        self._on_edited()
        said = {name: field.text() for name, field in self.fields.items()}
        missing = next((name for name, text in said.items() if not text), None)
        if missing is not None:
            self._point(missing, self.tr("The password has to be filled in"))
        elif self.go.isEnabled():
            try:
                do = self.work(said)
            except InvalidInput as wrong:
                self._on_failed(wrong)
                return
            self._busy(True)
            self._runner.sync(self, lambda _progress: do(), self._on_done, failed=self._on_failed)

    def reject(self) -> None:
        """Not while it runs: what the centre was told cannot be called back."""
        if self.go.isEnabled():
            super().reject()

    def put_away(self) -> None:
        """The work behind it ends: close, or once its verb has come to its end, out of sight until then."""
        self._is_away = True
        if self.go.isEnabled():
            self.done(0)
        else:
            self.hide()

    def _on_done(self, given: object) -> None:
        self._busy(False)
        self.accept()
        self.finished_well.emit(given)

    def _on_failed(self, error: Exception) -> None:
        self._busy(False)
        if self._is_away:
            self.done(0)
            return
        told = trouble_of(error)
        if told.where in {Where.DIALOG, Where.NOTHING}:
            self._runner.tell(error, self)
            return
        for field in self.fields.values():
            field.clear()
        self._point(*self.words_of(error, told))

    def _point(self, name: str, words: str) -> None:
        self._rows[name].set_error(words)
        theme.polish(self.fields[name], invalid="true")
        self.fields[name].setAccessibleDescription(words)
        self.fields[name].setFocus()

    def _on_edited(self) -> None:
        for name, row in self._rows.items():
            row.set_error("")
            theme.polish(self.fields[name], invalid="false")
            self.fields[name].setAccessibleDescription("")

    def _on_return(self) -> None:
        after = next((field for field in self.fields.values() if not field.text()), None)
        if after is not None and after is not self.sender():
            after.setFocus()
        else:
            self.try_now()

    def _busy(self, on: bool) -> None:
        self.go.setEnabled(not on)
        self.close_button.setEnabled(not on)
        for field in self.fields.values():
            field.setReadOnly(on)


class SignInAgain(SecretDialog):
    """Over the work: the centre does not know this PC (any more). What was typed stays behind the dialog."""

    def __init__(self, gate: Gate, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(runner, "again", parent)
        self._gate = gate
        self.build(
            self.tr("Sign in again"),
            self.tr("The centre does not know this PC any more. Your password registers it anew; nothing is lost."),
            {"password": self.tr("Password")},
            self.tr("Sign in"),
        )

    def work(self, said: Mapping[str, str]) -> Callable[[], object]:
        """Register this PC anew."""
        password = said["password"]
        return lambda: self._gate.sign_in_again(password)


class ChangePassword(SecretDialog):
    """Another password, at the centre and on this PC."""

    def __init__(self, gate: Gate, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(runner, "password", parent)
        self._gate = gate
        self.build(
            self.tr("Change the password"),
            self.tr("Online only. It then holds for the centre and for this PC. 8 characters at least."),
            {"old": self.tr("Password now"), "new": self.tr("New password"), "again": self.tr("New password again")},
            self.tr("Change it"),
        )

    def work(self, said: Mapping[str, str]) -> Callable[[], object]:
        """Change it, once the two new ones are the same."""
        old, new = said["old"], said["new"]
        if said["again"] != new:
            raise InvalidInput(field="again", reason="not_the_same")
        return lambda: self._gate.change_password(old, new)

    def words_of(self, error: Exception, told: Trouble) -> tuple[str, str]:
        """A lost answer may have changed it: say what to do."""
        if isinstance(error, SignedOut):
            return "old", self.tr("The centre knows another password of yours. The office can give you a new one")
        if isinstance(error, Offline) and error.facts.get("reason") in {"timeout", "cut"}:
            return "old", self.tr("No answer of the centre. Change it once more with the same two passwords")
        return super().words_of(error, told)


class OpenAgain(SecretDialog):
    """At the door: the password is forgotten, or this PC lost its key; the office has given a new password."""

    def __init__(self, gate: Gate, runner: TaskRunner, person: PersonHere, parent: QWidget | None = None) -> None:
        super().__init__(runner, "open_again", parent)
        self._gate, self._person = gate, person
        lead = self.tr(
            "The office gives {name} a new password and opens this PC for 24 hours. Then type it here, online. "
            "Everything on this PC is kept, also what was not sent."
        )
        self.build(
            self.tr("Forgot password"),
            lead.format(name=person.name),
            {"password": self.tr("New password from the office")},
            self.tr("Open my records"),
        )

    def work(self, said: Mapping[str, str]) -> Callable[[], object]:
        """Ask the centre for the key of the records."""
        user, password = self._person.user, said["password"]
        return lambda: self._gate.recover(user, password)
