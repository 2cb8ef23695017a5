"""The right of the author's page: the form as it looks on site; what is answered here is thrown away (picture 21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.authoring import Sheet
from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.filling import Filling, Form, ReferralDue, Turn
from gridclient.services.gnss import Gnss
from gridclient.services.questionnaire import Questionnaire
from gridclient.ui.forms.control import Bench
from gridclient.ui.forms.pane import FormPane
from gridclient.ui.inspection.given import HEAD, Desk, Given, Pictured, answer, picture
from gridclient.ui.inspection.head_pane import HeadPane
from gridclient.ui.inspection.section_pane import SectionPane
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16, Tone
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import Option, Segmented
from gridclient.ui.widgets.column import EmptyState
from gridclient.ui.widgets.label import label, separator
from gridcore.errors import InvalidInput
from gridcore.pinyin import Pinyin

DRAFT = "preview"
"""What the pictures of a trial are kept under until they are thrown away."""


class PreviewPane(QFrame):
    """Items as the page of inspections draws them, every other form as that of forms does."""

    finding_asked = Signal(str)
    """The finding about a question is to be shown: its name."""
    tried = Signal()
    """Something was answered."""

    def __init__(
        self,
        runner: TaskRunner,
        drafts: Drafts,
        referral_due: ReferralDue,
        pinyin: Pinyin,
        gnss: Gnss,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._runner, self._drafts, self._clock = runner, drafts, clock
        self._referral_due, self._pinyin, self._gnss = referral_due, pinyin, gnss
        self._filling: Filling | None = None
        self._desk: Desk | None = None
        self._marks: Mapping[str, int] = {}
        self._section = ""
        self._languages: Segmented | None = None
        self._title, self._note = label("", "card"), label("", "caption", wrap=True)
        self.before, self.next = button("", "quiet", "arrow-left"), button("", icon="arrow-right")
        self.rows, self.about, self.form = SectionPane(), HeadPane(), FormPane(runner)
        self._none = EmptyState("clipboard-text", "", "")
        self._foot = QWidget()
        self._front = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def filling(self) -> Filling | None:
        """The items as they are tried, None for another form."""
        return self._filling

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the form of a sheet, at the section that was in front; the answers of the trial before are gone."""
        definition = sheet.form or sheet.preview
        if definition is None:
            return
        self.throw_away()
        self._marks = sheet.marks
        now = self._clock()
        form = Form(definition, now, DRAFT, {"deviceid": "", "username": ""}, {})
        self._filling, section = None, self._section
        if sheet.has_items:
            self._filling = Filling(form, self._referral_due)
            self._filling.set_language(theme.language()[:2])
            self._desk = Desk(self._runner, self._drafts, _photo_draft, {}, {}, now.date(), "")
            self._section = ""
            codes = self._codes()
            self._show_section(section if section in codes else codes[0] if codes else "")
        else:
            self._show_form(Questionnaire(form))
        self._show_languages(definition.languages, self._language())

    def throw_away(self) -> None:
        """Drop the pictures that were put into a trial."""
        drafts = self._drafts

        def work() -> None:
            for _subject, photo in drafts.photos_below(f"{DRAFT}:"):
                drafts.drop_photo(photo)
            for photo in drafts.photos(DRAFT):
                drafts.drop_photo(photo)

        self._runner.write(self, lambda _progress: work(), lambda _none: None)

    def go_to(self, name: str) -> bool:
        """Bring a question of a name to the front; False when the form does not ask it now."""
        filling = self._filling
        if filling is not None and filling.has(name):
            self._show_section(filling.item(name).section)
            self.rows.focus_row(name)
            return True
        form = self.form.form
        if filling is not None or form is None:
            return False
        for section in form.sections():
            for line in form.lines(section.code):
                if line.path.rpartition("/")[2] == name:
                    self.form.go_to_section(section.code)
                    return self.form.sheet.go_to(line.key)
        return False

    def retranslate(self) -> None:
        """Say the words again."""
        self._title.setText(self.tr("Preview"))
        self._note.setText(self.tr("As it looks on site; trial answers are not kept"))
        self.before.setText(self.tr("Section before"))
        self.next.setText(self.tr("Next section"))
        self._none.set_words(
            self.tr("Nothing to try yet"),
            self.tr("The form stands here once the sheet can be read. What keeps it from that is on the left."),
        )
        self.rows.retranslate()
        self.form.retranslate()

    # within

    def _codes(self) -> list[str]:
        filling = self._filling
        if filling is None:
            return []
        head = [HEAD] if filling.head.questions() else []
        return [*head, *(section.code for section in filling.sections())]

    def _show_section(self, code: str) -> None:
        filling, desk = self._filling, self._desk
        if filling is None or desk is None:
            return
        if not code:
            self._front.setCurrentWidget(self._none)
            self._show_foot()
            return
        self._section = code
        if code == HEAD:
            self.about.show_head(filling.head, desk)
            self._front.setCurrentWidget(self.about)
        else:
            self.rows.show_section(filling.section(code), filling.items(code), desk)
            self._mark_rows()
            self._front.setCurrentWidget(self.rows)
        codes = self._codes()
        at = codes.index(code) if code in codes else 0
        self._show_foot()
        self.before.setVisible(at > 0)
        self.next.setVisible(at < len(codes) - 1)

    def _show_foot(self) -> None:
        """A form brings its own foot."""
        has_sections = self._front.currentWidget() in {self.rows, self.about}
        for part in (self._edge, self._foot):
            part.setVisible(has_sections)

    def _mark_rows(self) -> None:
        """A row whose condition is not understood is shown always, and says so."""
        for row in self.rows.rows:
            number = self._marks.get(row.item.code)
            if number is None:
                continue
            line = QHBoxLayout()
            words = self.tr("Row {n} is not understood; it is shown always for now").format(n=number)
            line.addWidget(label(words, "second", tone=Tone.RED, wrap=True), 1)
            show = button(self.tr("Show the error"), "link")
            show.clicked.connect(lambda _checked=False, name=row.item.code: self.finding_asked.emit(name))
            line.addWidget(show)
            row.body.addLayout(line)

    def _show_form(self, form: Questionnaire) -> None:
        files: dict[str, PhotoDraft] = {}
        bench = Bench(
            self._runner,
            self._drafts,
            lambda: DRAFT,
            files,
            form.strokes,
            self._clock,
            self._pinyin,
            self._gnss,
            _no_stamp,
        )
        self.form.show_form(form, bench, None)
        self._front.setCurrentWidget(self.form)
        self._show_foot()

    def _language(self) -> str:
        if self._filling is not None:
            return self._filling.language
        return self.form.form.language if self.form.form is not None else ""

    def _show_languages(self, languages: tuple[str, ...], current: str) -> None:
        if self._languages is not None:
            self._head.removeWidget(self._languages)
            self._languages.hide()
            self._languages.deleteLater()
            self._languages = None
        if len(languages) > 1:
            options = [Option(one, one.partition("(")[0].strip() or one) for one in languages]
            self._languages = Segmented(options, self.tr("Language of the form"))
            self._languages.set_value(current)
            self._languages.chosen.connect(self.show_language)
            self._head.addWidget(self._languages)

    def show_language(self, language: str) -> None:
        """Show the form in one of its languages."""
        if self._filling is not None:
            self._filling.set_language(language)
            self._show_section(self._section)
        else:
            self.form.set_language(language)

    def _on_step(self, by: int) -> None:
        codes = self._codes()
        at = codes.index(self._section) + by if self._section in codes else 0
        if 0 <= at < len(codes):
            self._show_section(codes[at])
            if codes[at] != HEAD and self.rows.rows:
                self.rows.focus_row(self.rows.rows[0 if by > 0 else -1].item.code)

    def _on_given(self, given: Given) -> None:
        filling = self._filling
        if filling is None:
            return
        try:
            turn = answer(filling, given)
        except InvalidInput as wrong:
            self._runner.tell(wrong, self)
            return
        self._take(filling, turn)

    def _on_pictured(self, pictured: Pictured) -> None:
        filling, desk = self._filling, self._desk
        if filling is None or desk is None:
            return
        self._take(filling, picture(filling, pictured, desk))

    def _on_rest(self, section: str) -> None:
        filling = self._filling
        if filling is not None and filling.has_overview(section):
            self._take(filling, filling.pass_section(section))
        else:
            self.rows.ask_overview()

    def _take(self, filling: Filling, turn: Turn) -> None:
        if turn.all:
            self._show_section(self._section)
        for code in turn.items:
            row = self.rows.row(code)
            if row is not None and filling.has(code):
                row.show_item(filling.item(code))
        if self._section not in {"", HEAD}:
            self.rows.show_count(filling.section(self._section))
        self.tried.emit()

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self._on_step(-1))
        self.next.clicked.connect(lambda: self._on_step(1))
        self.rows.given.connect(self._on_given)
        self.rows.pictured.connect(self._on_pictured)
        self.rows.rest_asked.connect(self._on_rest)
        self.rows.section_asked.connect(self._on_step)
        self.about.given.connect(self._on_given)
        self.about.pictured.connect(self._on_pictured)
        self.form.sheet.given.connect(self.tried)

    def _lay_out(self) -> None:
        self.form.show_questions_only()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(S16, 0, S12, S8)
        self._head.setSpacing(S8)
        self._head.addWidget(self._title)
        self._head.addWidget(self._note, 1)
        column.addLayout(self._head)
        column.addWidget(separator())
        for widget in (self._none, self.rows, self.about, self.form):
            self._front.addWidget(widget)
        column.addWidget(self._front, 1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(S12, S8, S16, S8)
        foot.addWidget(self.before)
        foot.addStretch(1)
        foot.addWidget(self.next)
        self._edge = separator()
        column.addWidget(self._edge)
        column.addWidget(self._foot)
        self._show_foot()


def _photo_draft(key: tuple[str, str]) -> str:
    return f"{DRAFT}:{key[0]}:{key[1]}"


def _no_stamp(_photo: PhotoDraft) -> tuple[str, ...]:
    return ()
