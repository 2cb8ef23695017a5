"""What Qt is told about a theme: the palette and the one style sheet of the application (UI 7.1, 7.2).

Variants are dynamic properties:

QPushButton[kind="primary" | "secondary" | "quiet" | "link" | "danger" | "tile"], [measure="square"], [measure="large"];
QLabel[kind="caption" | "second" | "section" | "card" | "title" | "number" | "error"], [ink="second" | "third"];
QFrame[frame="card" | "inset" | "pane" | "topbar" | "rail" | "status" | "separator"]; QLineEdit[field="find"];
QListView[rows="two-line" | "found"]; [invalid="true"] on fields;
tone="green" | "amber" | "red" | "violet" | "grey" | "accent".

The names are chosen so that no property Qt has already is hit: "text" of a label is its text, "size" of a widget its
size.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gridclient.ui.style.tokens import (
    FOCUS,
    LINE,
    RADIUS_CARD,
    RADIUS_CONTROL,
    RADIUS_PILL,
    S2,
    S4,
    S6,
    S8,
    S14,
    Tokens,
    Tone,
)


def palette(tokens: Tokens) -> QPalette:
    """The palette of a theme, for everything the sheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: tokens.canvas, role.WindowText: tokens.ink, role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken, role.Text: tokens.ink, role.PlaceholderText: tokens.ink3,
        role.Button: tokens.surface, role.ButtonText: tokens.ink, role.BrightText: tokens.red,
        role.Highlight: tokens.accent, role.HighlightedText: tokens.onaccent, role.Accent: tokens.accent,
        role.Link: tokens.accent, role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface, role.ToolTipText: tokens.ink,
        role.Light: tokens.surface, role.Midlight: tokens.hover, role.Mid: tokens.line, role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
    }.items():  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.ink3))
    for which in (role.Base, role.Button):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.sunken))
    return made


def qss(tokens: Tokens, art: str = "") -> str:
    """The style sheet of a theme. `art` begins the names of the drawings it uses: "{art}-check.svg"."""
    return "\n".join((
        _labels(tokens),
        _frames(tokens),
        _buttons(tokens),
        _fields(tokens, art),
        _choices(tokens, art),
        _sliders(tokens),
        _views(tokens),
        _scroll(tokens),
        _popups(tokens),
    ))  # fmt: skip


def _labels(t: Tokens) -> str:
    kinds = {"caption": t.size.caption, "second": t.size.second, "error": t.size.caption}
    bold = {"section": t.size.section, "card": t.size.card, "title": t.size.title, "number": t.size.number}
    colours = {"caption": t.ink3, "second": t.ink2, "error": t.red}
    rules = [
        "QLabel { background: transparent; }",
        *(f'QLabel[kind="{kind}"] {{ font-size: {size}px; color: {colours[kind]}; }}' for kind, size in kinds.items()),
        *(f'QLabel[kind="{kind}"] {{ font-size: {size}px; font-weight: bold; }}' for kind, size in bold.items()),
        f'QLabel[ink="second"] {{ color: {t.ink2}; }}',
        f'QLabel[ink="third"] {{ color: {t.ink3}; }}',
        *(f'QLabel[tone="{tone}"] {{ color: {t.text_of(tone)}; }}' for tone in Tone),
        'QLabel[weight="bold"] { font-weight: bold; }',
        f"QLabel:disabled {{ color: {t.ink3}; }}",
    ]
    return "\n".join(rules)


def _frames(t: Tokens) -> str:
    toned = "\n".join(
        f'QFrame[frame="banner"][tone="{tone}"] {{ background: {t.soft_of(tone)}; border-color: {t.fill_of(tone)}; }}'
        for tone in Tone
    )
    border = f"{LINE}px solid {t.line}"
    return f"""
QFrame[frame="card"] {{ background: {t.surface}; border: {border}; border-radius: {RADIUS_CARD}px; }}
QFrame[frame="card"][tone="red"] {{ border-color: {t.redfill}; }}
QFrame[frame="card"][tone="accent"] {{ border-color: {t.accent}; background: {t.accentsoft}; }}
QFrame[frame="inset"] {{ background: {t.sunken}; border: {border}; border-radius: {RADIUS_CONTROL}px; }}
QFrame[frame="pane"] {{ background: {t.surface}; border: none; }}
QFrame[frame="ground"] {{ background: {t.canvas}; border: none; }}
QFrame[frame="topbar"] {{ background: {t.surface}; border: none; border-bottom: {border}; }}
QFrame[frame="foot"] {{ background: {t.surface}; border: none; border-top: {border}; }}
QFrame[frame="rail"] {{ background: {t.rail}; border: none; border-right: {border}; }}
QFrame[frame="status"] {{ background: {t.surface}; border: none; border-top: {border}; }}
QFrame[frame="popup"] {{ background: {t.surface}; border: {LINE}px solid {t.edge}; border-radius: {RADIUS_CARD}px; }}
QFrame[frame="separator"] {{ background: {t.line}; border: none; max-height: {LINE}px; min-height: {LINE}px; }}
QFrame[frame="divider"] {{ background: {t.line}; border: none; max-width: {LINE}px; min-width: {LINE}px; }}
QFrame[frame="banner"] {{ border: {border}; border-radius: {RADIUS_CONTROL}px; }}
{toned}"""


def _buttons(t: Tokens) -> str:
    inner = t.size.control - 2 * LINE
    side = S14
    compact = t.size.hit - 2 * LINE
    plain = f"min-height: {inner}px; border-radius: {RADIUS_CONTROL}px; font-size: {t.size.body}px;"
    ring = f"border: {FOCUS}px solid {t.accent}; min-height: {inner - 2}px;"
    return f"""
QPushButton {{ {plain} padding: 0 {side}px; border: {LINE}px solid {t.edge}; background: {t.surface}; color: {t.ink}; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed {{ background: {t.accentsoft}; }}
QPushButton:focus {{ {ring} padding: 0 {side - 1}px; }}
QPushButton:disabled {{ background: {t.sunken}; color: {t.ink3}; border-color: {t.line}; }}
QPushButton::menu-indicator {{ width: 0; image: none; }}
QPushButton[kind="primary"] {{ background: {t.accent}; border-color: {t.accent};
  color: {t.onaccent}; font-weight: bold; }}
QPushButton[kind="primary"]:hover {{ background: {t.accenthover}; border-color: {t.accenthover}; }}
QPushButton[kind="primary"]:focus {{ border-color: {t.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.greysoft}; border-color: {t.greysoft}; color: {t.ink3}; }}
QPushButton[kind="danger"] {{ color: {t.red}; border-color: {t.redfill}; }}
QPushButton[kind="danger"]:hover {{ background: {t.redsoft}; }}
QPushButton[kind="danger"]:focus {{ border-color: {t.accent}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {t.ink2}; padding: 0 {S8}px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.hover}; }}
QPushButton[kind="quiet"]:checked {{ background: {t.accentsoft}; color: {t.accent}; }}
QPushButton[kind="quiet"]:focus {{ border-color: {t.accent}; padding: 0 {S8 - 1}px; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {t.accent}; padding: 0 {S4}px; }}
QPushButton[kind="link"]:hover {{ background: {t.accentsoft}; }}
QPushButton[kind="link"]:focus {{ border-color: {t.accent}; padding: 0 {S4 - 1}px; }}
QPushButton[kind="tile"], QPushButton[kind="tile"]:focus {{ min-height: 0; padding: 0; }}
QPushButton[measure="large"] {{ min-height: {t.size.control_large - 2 * LINE}px; font-size: {t.size.card}px; }}
QPushButton[measure="large"]:focus {{ min-height: {t.size.control_large - 2 * FOCUS}px; }}
QPushButton[measure="square"] {{ padding: 0; min-width: {inner}px; max-width: {inner}px; }}
QPushButton[measure="square"]:focus {{ padding: 0; min-width: {inner - 2}px; max-width: {inner - 2}px; }}
QPushButton[measure="compact"] {{ padding: 0; min-width: {compact}px; max-width: {compact}px;
  min-height: {compact}px; }}
QPushButton[measure="compact"]:focus {{ padding: 0; min-width: {compact - 2}px; max-width: {compact - 2}px;
  min-height: {compact - 2}px; }}
QToolButton {{ border: {LINE}px solid transparent; border-radius: {RADIUS_CONTROL}px; color: {t.ink2};
  background: transparent; padding: {S4}px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:focus {{ border: {FOCUS}px solid {t.accent}; padding: {S4 - 1}px; }}"""


def _fields(t: Tokens, art: str) -> str:
    inner = t.size.control - 2 * LINE
    one_line = "QLineEdit, QComboBox, QAbstractSpinBox"
    many_lines = "QTextEdit, QPlainTextEdit"
    every = f"{one_line}, {many_lines}"

    def state(suffix: str) -> str:
        return ", ".join(name.strip() + suffix for name in every.split(","))

    arrow = f"width: {t.size.caption}px; height: {t.size.caption}px;"
    return f"""
{every} {{ border: {LINE}px solid {t.edge}; border-radius: {RADIUS_CONTROL}px; background: {t.surface}; color: {t.ink};
  selection-background-color: {t.accent}; selection-color: {t.onaccent}; font-size: {t.size.body}px; }}
{one_line} {{ min-height: {inner}px; padding: 0 {S8}px; }}
QAbstractSpinBox {{ max-height: {inner}px; }}
QAbstractSpinBox:focus {{ max-height: {inner - 2}px; }}
{many_lines} {{ padding: {S4}px {S6}px; }}
{state(":focus")} {{ border: {FOCUS}px solid {t.accent}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ min-height: {inner - 2}px; padding: 0 {S8 - 1}px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ padding: {S4 - 1}px {S6 - 1}px; }}
{state(":disabled")}, {state(":read-only")} {{ background: {t.sunken}; border-color: {t.line}; }}
QComboBox {{ padding: 0 {S8}px 0 {S8 + S2}px; }}
QComboBox:focus {{ padding: 0 {S8 - 1}px 0 {S8 + S2 - 1}px; }}
QComboBox:read-only, QComboBox {{ background: {t.surface}; border-color: {t.edge}; }}
QComboBox:focus {{ border-color: {t.accent}; }}
{state('[invalid="true"]')} {{ border-color: {t.redfill}; }}
QLineEdit[measure="large"] {{ min-height: {t.size.control_large - 2 * LINE}px; }}
QLineEdit[measure="large"]:focus {{ min-height: {t.size.control_large - 2 * FOCUS}px; }}
QLineEdit[field="find"] {{ background: {t.sunken}; min-height: {t.size.control + 2}px; }}
QLineEdit[field="find"]:focus {{ background: {t.surface}; min-height: {t.size.control}px; }}
QComboBox::drop-down {{ border: none; width: {t.size.icon + S8}px; }}
QComboBox::down-arrow {{ image: url("{art}-caret-down.svg"); {arrow} }}
QComboBox QAbstractItemView {{ border: {LINE}px solid {t.edge}; background: {t.surface}; color: {t.ink}; outline: none;
  selection-background-color: {t.accentsoft}; selection-color: {t.ink}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {t.size.icon}px; }}
QAbstractSpinBox::up-arrow {{ image: url("{art}-caret-up.svg"); {arrow} }}
QAbstractSpinBox::down-arrow {{ image: url("{art}-caret-down.svg"); {arrow} }}
QDateTimeEdit::drop-down {{ border: none; width: {t.size.icon + S8}px; }}"""


def _choices(t: Tokens, art: str) -> str:
    box, dot = t.size.box - 2 * LINE, t.size.box // 3
    hole = t.size.box - 2 * dot
    chosen = f"background: {t.accent}; border-color: {t.accent};"
    ring = f"border: {FOCUS}px solid {t.accent}; width: {box - 2}px; height: {box - 2}px;"
    return f"""
QCheckBox, QRadioButton {{ spacing: {S6}px; color: {t.ink}; background: transparent; font-size: {t.size.body}px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.ink3}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px; border: {LINE}px solid {t.edge};
  background: {t.surface}; }}
QCheckBox::indicator {{ border-radius: {RADIUS_PILL}px; }}
QRadioButton::indicator {{ border-radius: {t.size.box // 2}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:checked {{ {chosen} image: url("{art}-check.svg"); }}
QCheckBox::indicator:indeterminate {{ {chosen} image: url("{art}-minus.svg"); }}
QRadioButton::indicator:checked {{ width: {hole}px; height: {hole}px; border: {dot}px solid {t.accent}; }}
QCheckBox::indicator:focus {{ {ring} }}
QCheckBox::indicator:checked:focus, QCheckBox::indicator:indeterminate:focus {{ border-color: {t.ink}; }}
QRadioButton::indicator:focus:!checked {{ {ring} }}
QRadioButton::indicator:checked:focus {{ border-color: {t.ink}; }}"""


def _sliders(t: Tokens) -> str:
    knob, groove = t.size.box, S4
    return f"""
QSlider {{ min-height: {t.size.hit}px; background: transparent; }}
QSlider::groove:horizontal {{ height: {groove}px; background: {t.line}; border-radius: {groove // 2}px; }}
QSlider::sub-page:horizontal {{ height: {groove}px; background: {t.accent}; border-radius: {groove // 2}px; }}
QSlider::handle:horizontal {{ width: {knob - 2 * LINE}px; height: {knob - 2 * LINE}px;
  margin: -{(knob - groove) // 2}px 0; border: {LINE}px solid {t.edge}; border-radius: {knob // 2}px;
  background: {t.surface}; }}
QSlider::handle:horizontal:focus {{ border: {FOCUS}px solid {t.accent}; width: {knob - 2 * FOCUS}px;
  height: {knob - 2 * FOCUS}px; }}"""


def _views(t: Tokens) -> str:
    return f"""
QListView, QTreeView, QTableView {{ background: {t.surface}; color: {t.ink}; border: none; outline: none;
  selection-background-color: {t.accentsoft}; selection-color: {t.ink}; }}
QListView[rows="two-line"] {{ background: transparent; }}
QListView[rows="found"]::item {{ padding: 0 {S8 - LINE}px; min-height: {t.size.chip}px; }}
QListView[rows="found"]::item:selected {{ background: {t.accentsoft}; color: {t.ink}; }}
QTreeView::item {{ min-height: {t.size.table_row}px; }}
QTreeView::item:hover, QTableView::item:hover {{ background: {t.hover}; }}
QTreeView::item:selected, QTableView::item:selected {{ background: {t.accentsoft}; color: {t.ink}; }}
QTableView {{ gridline-color: {t.line}; }}
QTableView:focus, QTreeView:focus {{ border: {FOCUS}px solid {t.accent}; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ background: {t.surface}; color: {t.ink2}; font-size: {t.size.caption}px; font-weight: bold;
  border: none; border-bottom: {LINE}px solid {t.line}; padding: 0 {S8}px; min-height: {t.size.table_row}px; }}
QTableCornerButton::section {{ background: {t.surface}; border: none; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: {LINE}px; }}
QSplitter::handle:vertical {{ height: {LINE}px; }}"""


def _scroll(t: Tokens) -> str:
    bar, inset = t.size.scrollbar, S2 // 2
    radius = (bar - 2 * inset) // 2
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {bar}px; }}
QScrollBar:horizontal {{ height: {bar}px; }}
QScrollBar::handle {{ background: {t.thumb}; border-radius: {radius}px; margin: {inset}px; }}
QScrollBar::handle:vertical {{ min-height: {t.size.control}px; }}
QScrollBar::handle:horizontal {{ min-width: {t.size.control}px; }}
QScrollBar::handle:hover {{ background: {t.edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""


def _popups(t: Tokens) -> str:
    return f"""
QMainWindow {{ background: {t.canvas}; }}
QDialog {{ background: {t.surface}; }}
QMenu {{ background: {t.surface}; color: {t.ink}; border: {LINE}px solid {t.edge}; padding: {S4}px;
  font-size: {t.size.body}px; }}
QMenu::item {{ padding: {S6}px {S8}px; border-radius: {RADIUS_PILL}px; min-width: {t.size.control * 4}px; }}
QMenu::item:selected {{ background: {t.accentsoft}; }}
QMenu::item:disabled {{ color: {t.ink3}; }}
QMenu::separator {{ height: {LINE}px; background: {t.line}; margin: {S4}px 0; }}
QToolTip {{ background: {t.surface}; color: {t.ink}; border: {LINE}px solid {t.edge}; padding: {S4}px {S6}px;
  font-size: {t.size.caption}px; }}
QStatusBar {{ background: {t.surface}; border: none; }}
QStatusBar::item {{ border: none; }}"""
