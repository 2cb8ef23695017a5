"""What stands before the work: the landscape at the left, unlock or sign-in at the right, look and language below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.account import withdrawn
from gridclient.ui.appearance import Appearance
from gridclient.ui.gate import Gate, PersonHere
from gridclient.ui.landscape import Landscape
from gridclient.ui.runner import TaskRunner
from gridclient.ui.signin import SignInPage
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import S4, S8, S12, S16, S24, Tone
from gridclient.ui.unlock import UnlockPage
from gridclient.ui.widgets.button import show_icon
from gridclient.ui.widgets.label import label

_SIDE = 504
"""Width of the right part in logical pixels at font scale 1; the landscape has the rest."""


class EntryView(QWidget):
    """`unlocked` and `enrolled` carry the PersonHere that may come in."""

    unlocked = Signal(object)
    enrolled = Signal(object)

    def __init__(
        self, gate: Gate, runner: TaskRunner, appearance: Appearance, address: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gate, self._runner, self._appearance, self._address = gate, runner, appearance, address
        self._chosen = ""
        self._people: Sequence[PersonHere] = ()
        self.unlock = UnlockPage(gate, runner)
        self.sign_in = SignInPage(gate, runner)
        self.unlock.unlocked.connect(self.unlocked)
        self.unlock.other_asked.connect(self._on_other)
        self.unlock.withdrawn.connect(self._on_withdrawn)
        self.sign_in.enrolled.connect(self.enrolled)
        self.sign_in.back_asked.connect(self._on_back)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.unlock)
        self.pages.addWidget(self.sign_in)
        self.pages.currentChanged.connect(self._on_page)
        self.notice = label("", tone=Tone.RED, wrap=True)
        self.notice.setObjectName("entry.notice")
        self.notice.hide()
        self.unlocked.connect(self._on_in)
        self.enrolled.connect(self._on_in)
        self._side = QFrame(self)
        self._secret = QFrame(self)
        self._secret.setProperty("frame", "banner")
        self._secret.setProperty("tone", "amber")
        self._secret_mark, self._secret_words = QLabel(self._secret), QLabel(self._secret)
        self._secret_words.setProperty("weight", "bold")
        self._secret_words.setProperty("tone", "amber")
        self._secret_words.setWordWrap(True)
        self.language = self._quiet("entry.language", appearance.switch_language)
        self.large = self._quiet("entry.large", appearance.switch_large)
        self.dark = self._quiet("entry.dark", appearance.switch_dark)
        self._lay_out()
        theme.notifier().changed.connect(self.retranslate)
        self.retranslate()
        self._on_page()

    def start(self, user: str = "") -> None:
        """Ask who is here and show unlock, or sign-in on a fresh PC; `user` is marked."""
        self._chosen = user
        self._runner.read(self, self._gate.people, self._on_people, latest="people")

    def say(self, sentence: str) -> None:
        """Say one sentence above whatever is asked here, until somebody is let in."""
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def ask_sign_in(self) -> None:
        """The page to register somebody on this PC."""
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.start(self._address, can_go_back=bool(self._people))

    def retranslate(self) -> None:
        """Say the words again, in the present size and colours."""
        size = theme.current().size
        self._side.setFixedWidth(round(_SIDE * size.scale))
        self._secret_mark.setPixmap(
            icons.pixmap("warning", "amber", size.icon_row, self.devicePixelRatioF(), weight="fill")
        )
        self._secret_words.setText(self.tr("No state secrets on this PC."))
        other = QLocale.Language.English if theme.language().startswith("zh") else QLocale.Language.Chinese
        self.language.setText(QLocale(other).nativeLanguageName() if other is QLocale.Language.Chinese else "English")
        show_icon(self.language, "translate", "ink2", size.icon_caption)
        self.language.setAccessibleName(self.tr("Language"))
        self.large.setText(self.tr("Large"))
        show_icon(self.large, "text-aa", "ink2", size.icon_caption)
        is_dark = theme.current().name == "dark"
        self.dark.setText(self.tr("Light") if is_dark else self.tr("Dark"))
        show_icon(self.dark, "sun" if is_dark else "moon", "ink2", size.icon_caption)
        self.unlock.retranslate()
        self.sign_in.retranslate()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "dark"):
            self.retranslate()

    def _on_people(self, people: Sequence[PersonHere]) -> None:
        self._people = people
        if people:
            self.pages.setCurrentWidget(self.unlock)
            self.unlock.show_people(people, self._chosen)
        else:
            self.ask_sign_in()

    def _on_page(self) -> None:
        """Only the page in front asks for height; a hidden taller one would push it up."""
        policy = QSizePolicy.Policy
        for page in (self.unlock, self.sign_in):
            shown = page is self.pages.currentWidget()
            page.setSizePolicy(policy.Preferred, policy.Preferred if shown else policy.Ignored)
        self.unlock.forgot.setVisible(self.pages.currentWidget() is self.unlock)
        self.pages.updateGeometry()

    def _on_in(self, _person: object) -> None:
        self.say("")

    def _on_withdrawn(self) -> None:
        self.say(withdrawn())
        self.start()

    def _on_other(self) -> None:
        self.ask_sign_in()

    def _on_back(self) -> None:
        self.start(self._chosen)

    def _quiet(self, name: str, do: object) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        warn = QHBoxLayout(self._secret)
        warn.setContentsMargins(S12, S8, S12, S8)
        warn.setSpacing(S8)
        warn.addWidget(self._secret_mark)
        warn.addWidget(self._secret_words, 1)
        looks = QHBoxLayout()
        looks.setSpacing(S4)
        looks.addWidget(self.unlock.forgot)
        looks.addStretch(1)
        for button in (self.language, self.large, self.dark):
            looks.addWidget(button)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * S24 + S8, S24, 2 * S24 + S8, 0)
        column.addStretch(5)
        column.addWidget(self.notice)
        column.addSpacing(S12)
        column.addWidget(self.pages)
        column.addStretch(4)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        self._side.setProperty("frame", "pane")
        below = QVBoxLayout()
        below.setContentsMargins(2 * S24 + S8, S12, 2 * S24 + S8, S16)
        below.setSpacing(S8)
        below.addWidget(self._secret)
        below.addLayout(looks)
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(scroll, 1)
        right.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Landscape(self), 1)
        row.addWidget(self._side)
