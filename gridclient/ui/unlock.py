"""Unlock: the people with records on this PC, and a password (UI 5 "Unlock")."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.account import OpenAgain
from gridclient.ui.errors import Where, trouble_of
from gridclient.ui.gate import Gate, PersonHere
from gridclient.ui.roles import role_name
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import FOCUS, LINE, RADIUS_CONTROL, S2, S4, S8, S12
from gridclient.ui.when import number
from gridclient.ui.widgets.button import show_icon
from gridcore.errors import Locked, Revoked


class PersonCard(QAbstractButton):
    """One person: avatar letter, name, role and grid, what waits. Arrows walk as in any group of choices."""

    picked = Signal()
    """Chosen with Enter or the mouse: the password is next."""

    def __init__(self, person: PersonHere, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.setObjectName(f"person.{person.user}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._second, self._waits = "", ""
        self.retranslate()

    def retranslate(self) -> None:
        """Say role and what waits again."""
        role = role_name(self.person.role)
        self._second = self.tr("{role} · {grid}").format(role=role, grid=self.person.grid) if self.person.grid else role
        self._waits = self._words_of_waiting()
        self.setText(self.person.name)
        self.setAccessibleName(self.tr(", ").join((self.person.name, self._second, self._waits)))
        self.update()

    def sizeHint(self) -> QSize:
        """A row of two lines."""
        return QSize(theme.current().size.row * 4, theme.current().size.row + S2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses and goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.setChecked(True)
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses and goes on."""
        super().mouseReleaseEvent(event)
        if self.isChecked():
            self.picked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Chosen: accent border on its soft ground."""
        size = theme.current().size
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        pen = FOCUS if self.hasFocus() else LINE
        painter.setPen(QPen(theme.colour("accent" if chosen or self.hasFocus() else "line"), pen))
        painter.setBrush(theme.colour("accentsoft" if chosen else "surface"))
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        disc = QRectF(S12, (self.height() - size.avatar_large) / 2, size.avatar_large, size.avatar_large)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if chosen else "greysoft"))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour("onaccent" if chosen else "grey"))
        painter.setFont(theme.font("card"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.person.name[:1])
        self._paint_words(painter, disc)
        painter.end()

    def _paint_words(self, painter: QPainter, disc: QRectF) -> None:
        caption = theme.font("caption")
        metrics = QFontMetrics(caption)
        waits = metrics.horizontalAdvance(self._waits) + S2
        place = QRectF(self.width() - waits - S12, 0, waits, self.height())
        painter.setFont(caption)
        painter.setPen(theme.colour("ink3"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._waits)
        left = disc.right() + S12
        room = place.x() - left - S8
        second = metrics.elidedText(self._second, Qt.TextElideMode.ElideRight, int(room))
        lower = QRectF(left, disc.center().y(), room, disc.height() / 2)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, second)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("ink"))
        upper = QRectF(left, disc.y(), room, disc.height() / 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.person.name)

    def _words_of_waiting(self) -> str:
        if not self.person.waiting:
            return self.tr("Everything sent")
        return self.tr("{n} waiting").format(n=number(self.person.waiting))


class Hint(QWidget):
    """A small icon and a caption that wraps."""

    def __init__(self, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._token = icon, token
        self._mark = QLabel(self)
        self._words = QLabel(self)
        self._words.setProperty("kind", "second")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def say(self, words: str) -> None:
        """Show these words; empty hides the whole line."""
        size = theme.current().size.icon_caption
        self._mark.setPixmap(icons.pixmap(self._icon_name, self._token, size, self.devicePixelRatioF()))
        self._words.setText(words)
        self.setVisible(bool(words))


class UnlockPage(QWidget):
    """`unlocked` carries the PersonHere whose records are open now."""

    unlocked = Signal(object)
    other_asked = Signal()
    withdrawn = Signal()
    """The centre ordered this person's records to be wiped, and they were."""

    def __init__(self, gate: Gate, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate, self._runner = gate, runner
        self.cards: list[PersonCard] = []
        self._title, self.lead = QLabel(self), QLabel(self)
        self._title.setProperty("kind", "title")
        self.lead.setProperty("ink", "second")
        self.lead.setWordWrap(True)
        self._people = QVBoxLayout()
        self._people.setSpacing(S8)
        self._other = QPushButton(self)
        self._other.setObjectName("unlock.other")
        self._other.setProperty("kind", "link")
        self._other.clicked.connect(self.other_asked)
        self._label = QLabel(self)
        self._label.setProperty("ink", "second")
        self.password = QLineEdit(self)
        self.password.setObjectName("unlock.password")
        self.password.setProperty("measure", "large")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        # Until it is known whose password this is, nothing typed could be kept.
        self.password.setEnabled(False)
        self.password.returnPressed.connect(self._on_unlock)
        self._eye = self.password.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self._label.setBuddy(self.password)
        self.error = QLabel(self)
        self.error.setProperty("kind", "error")
        self.error.setWordWrap(True)
        self.go = QPushButton(self)
        self.go.setObjectName("unlock.go")
        self.go.setProperty("kind", "primary")
        self.go.setProperty("measure", "large")
        self.go.clicked.connect(self._on_unlock)
        self._lease = Hint("calendar-check", "green", self)
        self._tries = Hint("info", "ink2", self)
        self.forgot = QPushButton(self)
        self.forgot.setObjectName("unlock.forgot")
        self.forgot.setProperty("kind", "link")
        self.forgot.clicked.connect(self._on_forgot)
        self._lay_out()
        self.retranslate()

    def show_people(self, people: Sequence[PersonHere], chosen: str = "") -> None:
        """Show who has records here; the one who worked last, or `chosen`, is marked."""
        for card in self.cards:
            self._people.removeWidget(card)
            card.deleteLater()
        self.cards = [PersonCard(person, self) for person in people]
        before: QWidget | None = None
        for card in self.cards:
            self._people.addWidget(card)
            card.toggled.connect(self._on_person)
            card.picked.connect(self.password.setFocus)
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card
        if before is not None:
            QWidget.setTabOrder(before, self._other)
        marked = next(
            (card for card in self.cards if card.person.user == chosen), self.cards[0] if self.cards else None
        )
        if marked is not None:
            marked.setChecked(True)
        self.password.clear()
        self._eye.setChecked(False)
        self._say_error("")
        self.retranslate()
        self.password.setEnabled(bool(people))
        self.password.setFocus()

    @property
    def person(self) -> PersonHere | None:
        """Who is marked."""
        return next((card.person for card in self.cards if card.isChecked()), None)

    def retranslate(self) -> None:
        """Say the words again."""
        self._title.setText(self.tr("Unlock"))
        n = len(self.cards)
        self.lead.setText(
            self.tr("This PC holds the records of {n} people, each encrypted, none sees the other's.").format(n=n)
            if n > 1
            else self.tr("Your records on this PC are encrypted; your password opens them.")
        )
        self._other.setText(self.tr("Sign in as somebody else (online once)"))
        show_icon(self._other, "user-plus", "accent", theme.current().size.icon)
        self._label.setText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self._on_eye(self._eye.isChecked())
        self.go.setText(self.tr("Unlock"))
        self.forgot.setText(self.tr("Forgot password"))
        self._tries.say(self.tr("5 wrong passwords lock for 10 minutes; records not yet sent are always kept"))
        self._say_lease()
        for card in self.cards:
            card.retranslate()

    def _say_lease(self) -> None:
        person = self.person
        days = person.lease_days if person is not None else None
        if days is None:
            self._lease.say("")
        elif days <= 0:
            self._lease.say(
                self.tr("The time of offline use is over. Your records are here; connect once to open them")
            )
        else:
            self._lease.say(self.tr("{n} days of offline use left; one connection renews them").format(n=days))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self._title)
        column.addWidget(self.lead)
        column.addSpacing(S8)
        column.addLayout(self._people)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(S4)
        column.addWidget(self._label)
        column.addWidget(self.password)
        column.addWidget(self.error)
        column.addWidget(self.go)
        column.addSpacing(S4)
        column.addWidget(self._lease)
        column.addWidget(self._tries)
        column.addStretch(1)

    def _say_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        theme.polish(self.password, invalid="true" if words else "false")
        self.password.setAccessibleDescription(words)

    def _on_person(self) -> None:
        self._say_error("")
        self._say_lease()

    def _on_eye(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.password.setEchoMode(mode.Normal if shown else mode.Password)
        self._eye.setIcon(icons.icon("eye" if shown else "eye-slash", "ink2", theme.current().size.icon))
        self._eye.setText(self.tr("Hide the password") if shown else self.tr("Show the password"))
        self._eye.setToolTip(self._eye.text())

    def _on_forgot(self) -> None:
        person = self.person
        if person is None:
            return
        dialog = OpenAgain(self._gate, self._runner, person, self)
        dialog.finished_well.connect(self._on_unlocked)
        dialog.open()

    def _on_unlock(self) -> None:
        person, password = self.person, self.password.text()
        if person is None or not self.go.isEnabled():
            return
        if not password:
            self._say_error(self.tr("The password has to be filled in"))
            self.password.setFocus()
            return
        self.go.setEnabled(False)
        self._runner.read(
            self, lambda: self._gate.unlock(person.user, password), self._on_unlocked, failed=self._on_failed
        )

    def _on_unlocked(self, person: PersonHere) -> None:
        self.go.setEnabled(True)
        self.password.clear()
        self._say_error("")
        self.unlocked.emit(person)

    def _on_failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.password.clear()
        self.password.setFocus()
        if isinstance(error, Revoked):
            self.withdrawn.emit()
            return
        told = trouble_of(error)
        if told.where in {Where.DIALOG, Where.NOTHING}:
            self._runner.tell(error, self)
        elif isinstance(error, Locked) and error.facts.get("reason") != "lease" and not error.facts.get("cut_off"):
            self._say_error(told.what)
        else:
            self._say_error(self.tr("{what}. {kept}").format(what=told.what, kept=told.kept))
