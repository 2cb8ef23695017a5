"""Sign in once, online: the address of the centre, who answers there, then name and password (SYNC 15)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridclient.base.status import Link
from gridclient.ui.errors import Trouble, Where, trouble_of
from gridclient.ui.gate import Gate, PersonHere, ServerSeen
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S4, S8, S12, S16


class SignInPage(QWidget):
    """`enrolled` carries the PersonHere that now has a place on this PC; the first sync follows."""

    enrolled = Signal(object)
    back_asked = Signal()

    def __init__(self, gate: Gate, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate, self._runner = gate, runner
        self._server: ServerSeen | None = None
        self._title, self._lead = QLabel(self), QLabel(self)
        self._title.setProperty("kind", "title")
        self._lead.setProperty("ink", "second")
        self._lead.setWordWrap(True)
        self._address_label, self.address = self._field("address")
        self.check = QPushButton(self)
        self.check.setObjectName("signin.check")
        self.check.setProperty("measure", "large")
        self.seen = QFrame(self)
        self.seen.setProperty("frame", "inset")
        self.server_name, self._print_head, self.fingerprint, self._hint = (QLabel(self.seen) for _ in range(4))
        self.fingerprint.setObjectName("signin.fingerprint")
        self.same = QCheckBox(self.seen)
        self.same.setObjectName("signin.same")
        self._user_label, self.user = self._field("user")
        self._password_label, self.password = self._field("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.error = QLabel(self)
        self.error.setProperty("kind", "error")
        self.error.setWordWrap(True)
        self.go = QPushButton(self)
        self.go.setObjectName("signin.go")
        self.go.setProperty("kind", "primary")
        self.go.setProperty("measure", "large")
        self.back = QPushButton(self)
        self.back.setObjectName("signin.back")
        self.back.setProperty("kind", "link")
        self._lay_out()
        self.address.returnPressed.connect(self._on_check)
        self.address.textEdited.connect(self._on_address)
        self.check.clicked.connect(self._on_check)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.back_asked)
        self._show_server(None)
        self.retranslate()

    def start(self, address: str = "", *, can_go_back: bool = False) -> None:
        """Begin, with the address of last time if there is one."""
        self.back.setVisible(can_go_back)
        self.address.setText(address)
        self.password.clear()
        self._say_error("")
        self._show_server(None)
        self.address.setFocus()

    def retranslate(self) -> None:
        """Say the words again."""
        self._title.setText(self.tr("Sign in"))
        self._lead.setText(self.tr("This needs the network once. After that everything works offline."))
        for label, field, words in (
            (self._address_label, self.address, self.tr("Address of the centre")),
            (self._user_label, self.user, self.tr("User name")),
            (self._password_label, self.password, self.tr("Password")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        self.check.setText(self.tr("Check"))
        self._print_head.setText(self.tr("Fingerprint"))
        self._hint.setText(self.tr("Compare it once with the one from the office; from then on this PC remembers it."))
        self.same.setText(self.tr("The fingerprint is the same"))
        self.go.setText(self.tr("Sign in"))
        self.back.setText(self.tr("Back to unlock"))
        self._show_server(self._server)

    def _field(self, name: str) -> tuple[QLabel, QLineEdit]:
        label, field = QLabel(self), QLineEdit(self)
        label.setProperty("ink", "second")
        label.setBuddy(field)
        field.setObjectName(f"signin.{name}")
        field.setProperty("measure", "large")
        return label, field

    def _lay_out(self) -> None:
        seen = QVBoxLayout(self.seen)
        seen.setContentsMargins(S16, S12, S16, S12)
        seen.setSpacing(S4)
        self.server_name.setProperty("weight", "bold")
        self._print_head.setProperty("kind", "caption")
        self._hint.setProperty("kind", "caption")
        self._hint.setWordWrap(True)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setWordWrap(True)
        for label in (self.server_name, self._print_head, self.fingerprint, self._hint):
            seen.addWidget(label)
        seen.addWidget(self.same)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        column.addSpacing(S8)
        column.addWidget(self._address_label)
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self.address, 1)
        row.addWidget(self.check)
        column.addLayout(row)
        column.addWidget(self.seen)
        for widget in (self._user_label, self.user, self._password_label, self.password, self.error, self.go):
            column.addWidget(widget)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _show_server(self, server: ServerSeen | None) -> None:
        self._server = server
        self.seen.setVisible(server is not None)
        if server is None:
            self.same.setChecked(False)
            return
        self.server_name.setText(self.tr("{name} ({city})").format(name=server.name, city=server.city))
        self.fingerprint.setText(" ".join(_in_fours(server.fingerprint)))

    def _say_error(self, words: str, field: QLineEdit | None = None) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        for each in (self.address, self.user, self.password):
            theme.polish(each, invalid="true" if each is field else "false")
            each.setAccessibleDescription(words if each is field else "")
        if field is not None:
            field.setFocus()

    def _on_address(self) -> None:
        self._show_server(None)

    def _on_check(self) -> None:
        address = self.address.text().strip()
        if not address:
            self._say_error(self.tr("The address of the centre has to be filled in"), self.address)
            return
        self._say_error("")
        self.check.setEnabled(False)
        self._runner.read(
            self, lambda: self._gate.check_server(address), self._on_seen, failed=self._on_check_failed, latest="server"
        )

    def _on_seen(self, server: ServerSeen) -> None:
        self.check.setEnabled(True)
        self._show_server(server)
        self.same.setFocus()

    def _on_check_failed(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._show_trouble(error, self.address)

    def _on_go(self) -> None:
        """What is missing is pointed at, in order; only then the door is knocked at."""
        server = self._server
        if server is None:
            self._say_error(self.tr("Check the address first"), self.address)
        elif not self.same.isChecked():
            self._say_error(self.tr("Compare the fingerprint and tick that it is the same"))
            self.same.setFocus()
        elif not self.user.text().strip():
            self._say_error(self.tr("The user name has to be filled in"), self.user)
        elif not self.password.text():
            self._say_error(self.tr("The password has to be filled in"), self.password)
        elif self.go.isEnabled():
            self._enroll(server, self.user.text().strip(), self.password.text())

    def _enroll(self, server: ServerSeen, user: str, password: str) -> None:
        self._say_error("")
        self.go.setEnabled(False)
        self._runner.sync(
            self,
            lambda progress: self._gate.enroll(server, user, password, progress),
            self._on_enrolled,
            failed=self._on_enroll_failed,
        )

    def _on_enrolled(self, person: PersonHere) -> None:
        self.go.setEnabled(True)
        self.password.clear()
        self.enrolled.emit(person)

    def _on_enroll_failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._show_trouble(error, self.password)

    def _show_trouble(self, error: Exception, field: QLineEdit) -> None:
        told: Trouble = trouble_of(error)
        if told.where in {Where.DIALOG, Where.NOTHING}:
            self._runner.tell(error, self)
        elif told.where is Where.BADGE and told.link is not Link.PORTAL:
            self._say_error(self.tr("Can't reach the centre. Check the network and the address"), field)
        elif told.where is Where.SIGN_IN:
            self._say_error(self.tr("User name or password is wrong"), field)
        else:
            self._say_error(told.what, field)


def _in_fours(fingerprint: str) -> list[str]:
    """Groups of four are what people can compare."""
    plain = fingerprint.replace(":", "").replace(" ", "")
    return [plain[at : at + 4] for at in range(0, len(plain), 4)]
