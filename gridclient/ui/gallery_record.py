"""The part of the gallery that shows records: lists, answers, photos, conflicts, history, notices. Invented data."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import GroupHead, Mark, Row
from gridclient.ui.models.section import SectionLine
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S6, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.banner import Banner, Toast
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import ChoiceChips, Option, Segmented
from gridclient.ui.widgets.column import Card, EmptyState, inset
from gridclient.ui.widgets.conflict import ConflictRow, KeptBothRow, SideLine
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.field import FieldRow, stacked
from gridclient.ui.widgets.label import label, section_head, separator
from gridclient.ui.widgets.photo import PhotoLine, PhotoState, PhotoStrip
from gridclient.ui.widgets.pill import Avatar, Pill
from gridclient.ui.widgets.progress import ClockRing, ProgressLine
from gridclient.ui.widgets.rows import RowsView
from gridclient.ui.widgets.section_nav import SectionNav
from gridclient.ui.widgets.stepper import StepLine, Stepper, StepState
from gridclient.ui.widgets.timeline import EntryLine, EntryState, Timeline

ANSWERS: Final = (
    Option("pass", "合格", Tone.GREEN, "check"),
    Option("fail", "不合格", Tone.RED, "x"),
    Option("na", "不适用", Tone.GREY),
)
TASKS: Final[tuple[Row | GroupHead, ...]] = (
    GroupHead("先办", "按到期时间排"),
    Row(
        "消防通道堆放纸箱，堵住单元门",
        "核查·汉源街道柳湾小区 3 栋·上报人 李桂兰",
        Shape.LATE,
        marks=(Mark("核查中"),),
        right="逾期·超 1 天 2 小时",
        right_tone=Tone.RED,
    ),
    Row(
        "柳湾河堤护栏松动",
        "核实·滨河路中段·热线转来",
        Shape.SOON,
        marks=(Mark("核实中"),),
        right="将到期·今天 18:00",
        right_tone=Tone.AMBER,
        waiting=True,
    ),
    Row(
        "柳湾小学周边巡查",
        "巡查·每周一次·上次 11月17日",
        Shape.IN_TIME,
        marks=(Mark("待办"),),
        right="按时·11月25日",
        right_tone=Tone.GREEN,
    ),
    Row("二组自建房裂缝复看", "柳湾村二组 27 号", Shape.NONE, marks=(Mark("挂账"),), right="停表·11月30日复看"),
)
HOUSEHOLDS: Final[tuple[Row | GroupHead, ...]] = (
    Row(
        "陈德福",
        "柳湾小区 2 栋 2 单元 102",
        note="2 人",
        marks=(Mark("重点户", Tone.AMBER),),
        right="今天要走访",
        right_tone=Tone.AMBER,
        tall=True,
    ),
    Row(
        "王建国",
        "柳湾小区 3 栋 1 单元 201",
        note="4 人",
        marks=(Mark("待上传", shape=Shape.WAITING),),
        right="今天 09:12 走访",
        tall=True,
    ),
    Row(
        "赵春生",
        "柳湾小区 3 栋 2 单元 602",
        note="3 人",
        marks=(Mark("有冲突", shape=Shape.CONFLICT),),
        right="6 天前",
        tall=True,
    ),
    Row(
        "刘小军",
        "柳湾小区 5 栋 1 单元 602",
        note="3 人",
        marks=(Mark("流动人口"), Mark("本机新建", shape=Shape.WAITING)),
        right="还没走访",
        ticked=True,
        tall=True,
    ),
    Row(
        "Zhang Guixiang with a very long English name",
        "18 Binhe Road, upstairs, behind the grain shop of Liuwan",
        note="2 people",
        marks=(Mark("Disabled"),),
        right="12 days ago",
        ticked=False,
        tall=True,
    ),
)


def rows() -> QWidget:
    """Two lists: tasks with lights and heads, households with pills and boxes."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S12)
    for spoken, lines, chosen in (("Tasks", TASKS, 1), ("Households", HOUSEHOLDS, 1)):
        frame = QFrame()
        frame.setProperty("frame", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        view = RowsView(spoken)
        model: LinesModel[Row | GroupHead] = LinesModel(_same, lambda row: row.title, view)
        model.show(lines)
        view.setModel(model)
        view.setItemDelegate(RowDelegate(view))
        view.setCurrentIndex(model.index(chosen))
        view.setFixedHeight(sum(view.sizeHintForRow(number) for number in range(len(lines))) + S8)
        inside.addWidget(view)
        column.addWidget(frame)
    return box


def answer() -> QWidget:
    """A failed answer unfolded, as picture 03 shows it."""
    card = Card()
    card.set_tone(Tone.RED)
    head = QHBoxLayout()
    head.addWidget(label("A03", "section", ink="third"), alignment=Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("既有场所显著位置设有未成年人禁入、限入标志", wrap=True))
    words.addWidget(label("未成年人保护法 第五十八条", "caption", ink="second"))
    head.addLayout(words, 1)
    verdict = Segmented(ANSWERS, "A03")
    verdict.set_value("fail")
    head.addWidget(verdict, alignment=Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(head)
    card.body.addWidget(separator())
    card.body.addWidget(FieldRow("存在问题", QLineEdit("“老街桌游”店门口无未成年人限入标志。")))
    frame, body = inset()
    value = QLineEdit("265")
    value.setFixedWidth(70)
    method = ChoiceChips([Option(word, word) for word in ("直线", "步行")], "量法")
    method.set_value("直线")
    row = line_of(label("实测", ink="second"), value, label("米"), label("量法", ink="second"))
    row.insertWidget(4, method, 1)
    row.addWidget(Pill("规定 ≥ 200 米，符合", shape=Shape.DONE))
    body.addLayout(row)
    card.body.addWidget(frame)
    return card


def photos() -> QWidget:
    """A strip with a photo taken, one waiting, one missing, and the place for the next."""
    card = Card("Photos")
    strip = PhotoStrip("导入照片", "照片")
    strip.show_photos(
        [
            (
                PhotoLine("1", "店门", "2026-11-24 10:21 柳湾", "照片 1，店门，10:21"),
                _picture("accentsoft", "amberfill"),
            ),
            (
                PhotoLine("2", "全景", "2026-11-24 10:22 柳湾", "照片 2", PhotoState.WAITING),
                _picture("violetsoft", "greenfill"),
            ),
            (PhotoLine("3", "上次", "2026-10-08 柳湾", "照片 3，原图不在本机", PhotoState.MISSING), None),
        ]
    )
    card.body.addWidget(strip)
    return card


def conflict() -> QWidget:
    """A record changed on both sides."""
    card = Card()
    card.body.addLayout(
        line_of(Pill("有冲突", shape=Shape.CONFLICT), label("赵春生 户·柳湾小区 3 栋 2 单元 602", "card"))
    )
    card.body.addWidget(label("两边都改了同一处。选对的一边；没选的一边留在历史里，不会丢。", ink="second", wrap=True))
    for field, mine, theirs, side in (
        ("联系电话", SideLine("138****2206", "入户当面问到"), SideLine("138****2260", "电话核对"), "mine"),
        ("居住状态", SideLine("常住", "昨天 16:05"), SideLine("外出务工", "昨天 17:20"), "theirs"),
    ):
        row = ConflictRow(field, mine, theirs, ("本机", "中心"))
        row.set_side("mine" if side == "mine" else "theirs")
        card.body.addWidget(row)
    card.body.addWidget(KeptBothRow("备注", "3 栋顶楼漏水，已报物业。春节前回来。", "备注两边都留，不用选"))
    card.body.addLayout(
        line_of(button("采用所选", "primary"), button("都用本机"), button("都用中心"), button("先放着", "quiet"))
    )
    return card


def cards() -> QWidget:
    """Facts, an inset, a row of people."""
    card = Card("基本情况", "4 人")
    card.head.addWidget(button("添加成员", "link", "plus"))
    person = line_of(Avatar("李"))
    person.insertLayout(1, stacked("李翠花", "妻·50 岁"))
    person.insertWidget(2, Pill("志愿者", Tone.ACCENT))
    card.body.addLayout(person)
    card.body.addWidget(separator())
    facts = FactGrid()
    facts.show_facts(
        [
            Fact("房屋", "自有·96 m²·砖混"),
            Fact("用气", "瓶装气 1 瓶"),
            Fact("联系人", "王建国 138****1234"),
            Fact("党员", "1 人"),
            Fact("饮水", "自来水"),
            Fact("防汛", "不在转移名册"),
        ]
    )
    card.body.addWidget(facts)
    frame, body = inset()
    body.addWidget(section_head("下次走访 12月8日", "每两周一次，家有 75 岁以上老人"))
    body.addWidget(label("记得问：楼道灯修好没有，老人的药还够不够。", ink="second", wrap=True))
    card.body.addWidget(frame)
    return card


def progress() -> QWidget:
    """Bars and the ring of a limit."""
    card = Card("Progress")
    bar, thin, green = ProgressLine("下载网格资料"), ProgressLine("A", thin=True), ProgressLine("走访", Tone.GREEN)
    bar.show_share(63, 100)
    thin.show_share(6, 8)
    green.show_share(1, 6)
    for line in (bar, thin, green):
        card.body.addWidget(line)
    ring = ClockRing()
    ring.show_left(0.78, "3.1", "工作时", Tone.AMBER)
    row = line_of(ring)
    words = QVBoxLayout()
    words.addWidget(label("还剩 3.1 工作时", tone=Tone.AMBER))
    words.addWidget(label("今天 17:30 到期", "second"))
    words.addWidget(label("签收起算·限 2+2 天", "caption"))
    row.insertLayout(1, words)
    card.body.addLayout(row)
    return card


def history() -> QWidget:
    """The stepper, and entries sent, waiting and refused."""
    card = Card("经过", "只增不改")
    steps = Stepper()
    steps.show_steps(
        [
            StepLine("上报", StepState.DONE, "11-19 09:20"),
            StepLine("派遣", StepState.DONE, "11-19 10:05"),
            StepLine("处置", StepState.CURRENT, "第 1 次延期"),
            StepLine("核查", StepState.COMING),
            StepLine("结案", StepState.STOPPED),
        ]
    )
    card.body.addWidget(steps)
    line = Timeline()
    line.show_entries(
        [
            EntryLine(
                "1",
                "chat-centered-text",
                "补充说明",
                "今天 14:05·郑凯",
                "到现场查过，3 楼线路老化，正在换线。",
                EntryState.WAITING,
                mark="待上传",
            ),
            EntryLine(
                "2",
                "clock-clockwise",
                "申请延期 2 个工作日",
                "11-21 16:20",
                "灯具缺货。",
                EntryState.REFUSED,
                mark="没收下",
            ),
            EntryLine("3", "clipboard-text", "用气检查·合格", "10月8日", "软管已换，报警器正常。", tone=Tone.GREEN),
            EntryLine("4", "sign-in", "迁入", "2019年3月"),
        ]
    )
    card.body.addWidget(line)
    return card


def sections() -> QWidget:
    """The sections of an inspection."""
    frame = QFrame()
    frame.setProperty("frame", "card")
    inside = QGridLayout(frame)
    inside.setContentsMargins(1, S6, 1, S6)
    nav = SectionNav("Sections")
    nav.show_sections(
        [
            SectionLine("A", "不适宜场所", 6, 8, "1 不合格"),
            SectionLine("B", "烟酒彩票", 8, 8),
            SectionLine("C", "食品安全与摊贩", 10, 10, "2 不合格"),
            SectionLine("D", "出租房屋与人员", 0, 6),
        ]
    )
    nav.go_to("A")
    nav.setFixedHeight(4 * nav.sizeHintForRow(0))
    nav.setFixedWidth(212)
    inside.addWidget(nav, 0, 0)
    empty = EmptyState("check-circle", "本周没有逾期的事件", "去掉筛选还有 23 件。", button("清除筛选", "primary"))
    inside.addWidget(empty, 0, 1)
    return frame


def notices() -> QWidget:
    """Banners of every tone, and a toast."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S12)
    column.addWidget(
        Banner(
            "hard-drives",
            "磁盘只剩 180 MB，先不收新照片",
            "文字照常保存，一项没丢。",
            Tone.RED,
            button("清理旧照片"),
            details="180 MB",
        )
    )
    column.addWidget(
        Banner(
            "megaphone",
            "“用火、用气、用电”有变化，顺手上报？",
            "地点、人、照片都带过去。",
            Tone.AMBER,
            button("一起上报"),
        )
    )
    column.addWidget(Banner("warning", "本机不得存放、处理涉密信息。", "", Tone.AMBER))
    toast = Toast("已删除草稿“路灯不亮”", "Ctrl Z")
    holder = QWidget()
    holder.setMinimumHeight(96)
    column.addWidget(holder)
    toast.setParent(holder)
    toast.move(QPoint(S24, S16))
    return box


def _same(row: Row | GroupHead) -> Row | GroupHead:
    return row


def line_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets beside each other, the rest of the line empty."""
    row = QHBoxLayout()
    row.setSpacing(S8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _picture(sky: str, ground: str) -> QImage:
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    wash = QLinearGradient(0, 0, 0, 240)
    wash.setColorAt(0, theme.colour(sky))
    wash.setColorAt(1, theme.colour(ground))
    painter.fillRect(picture.rect(), wash)
    painter.end()
    return picture
