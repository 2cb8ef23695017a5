"""Every component in every state on one page, for looking at (UI 4). The data is invented; no service is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.gallery_record import (
    ANSWERS,
    answer,
    cards,
    conflict,
    history,
    line_of,
    notices,
    photos,
    progress,
    rows,
    sections,
)
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S12, S16, Tone
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.choice import ChoiceChips, Option, Segmented
from gridclient.ui.widgets.column import Card, Disc, ScrollColumn
from gridclient.ui.widgets.field import FieldRow, MaskedValue, Switch, stacked
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Avatar, KeyCap, LogoMark, Pill
from gridclient.ui.widgets.shape import ShapeMark
from gridclient.ui.widgets.tabs import Tabs
from gridclient.ui.widgets.tile import ActionTile


def gallery() -> QWidget:
    """The page. Give it a window of at least 1366 x 768 and let it scroll."""
    ground = QFrame()
    ground.setProperty("frame", "ground")
    outer = QVBoxLayout(ground)
    outer.setContentsMargins(0, 0, 0, 0)
    page = ScrollColumn()
    outer.addWidget(page)
    columns = QHBoxLayout()
    columns.setSpacing(S16)
    page.body.addLayout(columns)
    for families in (
        (buttons, pills, chips, choices, fields, actions, progress, history),
        (rows, answer, photos, conflict, cards, sections, notices),
    ):
        column = QVBoxLayout()
        column.setSpacing(S12)
        columns.addLayout(column, 1)
        for family in families:
            column.addWidget(family())
        column.addStretch(1)
    ground.setWindowTitle("Gallery")
    return ground


def buttons() -> QWidget:
    """Buttons of every kind, at rest and disabled; labels of every kind."""
    card = Card("Buttons", "kinds")
    card.body.addLayout(
        line_of(
            button("记走访", "primary", "note-pencil"),
            button("上报事件", icon="megaphone"),
            button("编辑", "quiet", "pencil-simple"),
            button("打开", "link"),
            button("删除", "danger", "trash"),
            icon_button("printer", "Print"),
        )
    )
    off = button("完成检查", "primary", "check")
    off.setEnabled(False)
    quiet = button("看全文")
    quiet.setEnabled(False)
    card.body.addLayout(line_of(off, quiet, KeyCap("Ctrl K"), KeyCap("Esc"), LogoMark()))
    card.body.addWidget(label("页面标题 Page title", "title"))
    card.body.addWidget(label("卡片标题 Card title", "card"))
    card.body.addWidget(label("正文 14 px，姓名 㛃䶮𠅤“老街桌游” Wang's 138****2206"))
    card.body.addWidget(label("第二行 13 px", "second"))
    card.body.addWidget(label("说明 12 px", "caption"))
    return card


def pills() -> QWidget:
    """Pills of every tone, every shape, avatars."""
    card = Card("Pills, shapes, avatars")
    card.body.addLayout(
        line_of(
            Pill("人户一致", shape=Shape.DONE),
            Pill("1 处改动待上传", shape=Shape.WAITING),
            Pill("重点户", Tone.AMBER),
            Pill("未成年"),
        )
    )
    card.body.addLayout(
        line_of(
            Pill("将到期", shape=Shape.SOON),
            Pill("逾期 1", shape=Shape.LATE),
            Pill("有冲突", shape=Shape.CONFLICT),
            Pill("不合格 5", shape=Shape.FAILED),
            Pill("搁置", shape=Shape.PARKED),
            Pill("待回执", Tone.ACCENT, Shape.NONE),
        )
    )
    card.body.addLayout(line_of(*(ShapeMark(shape) for shape in Shape)))
    card.body.addLayout(
        line_of(
            Avatar("王"),
            Avatar("张", "solid"),
            Avatar("秦", "grey"),
            Avatar("李", size="avatar_small"),
            Avatar("张", "solid", "avatar_large"),
            Disc("cloud-slash", Tone.GREY, small=True),
        )
    )
    return card


def chips() -> QWidget:
    """Filter chips: one of several, and several at once; tabs."""
    card = Card("Chips and tabs")
    one = ChipGroup()
    one.show_lines(
        [
            ChipLine("all", "全部", 312),
            ChipLine("due", "要走访", 6),
            ChipLine("alone", "独居", 18),
            ChipLine("let", "出租", 41),
        ]
    )
    one.set_checked(frozenset({"all"}))
    many = ChipGroup(exclusive=False)
    many.show_lines([ChipLine(word, word) for word in ("逾期", "消防", "本周", "Straight line")])
    many.set_checked(frozenset({"逾期", "Straight line"}))
    card.body.addWidget(one)
    card.body.addWidget(many)
    tabs = Tabs("Parts of the household")
    for word in ("住户情况", "房屋", "事件 2", "附件 3"):
        tabs.addTab(word)
    card.body.addWidget(tabs)
    card.body.addWidget(separator())
    return card


def choices() -> QWidget:
    """Three-way answers in every state, choice chips, native ticks and radios, the switch."""
    card = Card("Choices")
    for value in (None, "pass", "fail", "na"):
        answer_row = Segmented(ANSWERS, "A01")
        answer_row.set_value(value)
        card.body.addWidget(answer_row, alignment=Qt.AlignmentFlag.AlignLeft)
    grade = ChoiceChips([Option(word, word) for word in ("一般", "较大", "重大")], "等级")
    grade.set_value("一般")
    card.body.addWidget(grade)
    ticked, radio = QCheckBox("膝盖疼好些没有"), QRadioButton("直线")
    ticked.setChecked(True)
    radio.setChecked(True)
    card.body.addLayout(line_of(ticked, QCheckBox("儿子电话换了没有"), radio, QRadioButton("步行")))
    on, off = Switch("当场办好了"), Switch("深色")
    on.setChecked(True)
    row = line_of(on)
    row.insertLayout(1, stacked("当场办好了（自办自结）", "小事当场劝好、收好就在这里记结果"))
    row.addWidget(off)
    card.body.addLayout(row)
    return card


def fields() -> QWidget:
    """Fields: ordinary, wrong, read only, disabled, many lines, masked, and the find box."""
    card = Card("Fields")
    find = QLineEdit()
    find.setProperty("field", "find")
    find.setPlaceholderText("找人、户、地址、场所、任务号，汉字拼音都行")
    card.body.addWidget(find)
    card.body.addWidget(FieldRow("地点", QLineEdit("柳湾小区 5 栋 2 单元 一楼门厅"), "从住户选，或在地图上点"))
    wrong = FieldRow("证件号", QLineEdit("61072619990230"))
    wrong.set_error("证件号里的日期不存在，可以先存，回头核对")
    card.body.addWidget(wrong)
    fixed = QLineEdit("公安为准")
    fixed.setReadOnly(True)
    card.body.addWidget(FieldRow("姓名", fixed))
    source = QComboBox()
    source.addItems(["网格员巡查", "热线"])
    card.body.addWidget(FieldRow("来源", source))
    text = QPlainTextEdit("门厅里 2 辆电动车从住户家拉线充电，插线板放在纸箱上。")
    text.setFixedHeight(52)
    card.body.addWidget(FieldRow("情况", text, above=True))
    card.body.addWidget(FieldRow("证件号", MaskedValue("证件号", "610726********0035", "0035")))
    return card


def actions() -> QWidget:
    """What I may do now: ready, queued, refused; and a tile of Today."""
    card = Card("Action tiles")
    card.body.addWidget(ActionTile("house-line", "记走访", "一分钟一户", keys="Ctrl 1"))
    card.body.addWidget(ActionTile("check-square-offset", "反馈（申请结案）", "离线可办·要处置后照片", "ready"))
    card.body.addWidget(ActionTile("clock-clockwise", "申请再延期", "先排队，联网后由值班长定", "queued"))
    card.body.addWidget(ActionTile("seal-check", "结案", "由值班长办，要联网", "refused"))
    return card
