"""Colours as one record for each theme; the palette and the style sheet are made from it."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from .focus import Focus


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours, as `#rrggbb`. A tone's `_on` is the ground below it."""

    canvas: str
    surface: str
    raised: str
    line: str
    text: str
    soft: str
    faint: str
    accent: str
    fill: str
    on_fill: str
    select: str
    ok: str
    ok_on: str
    warn: str
    warn_on: str
    bad: str
    bad_on: str
    info: str
    info_on: str
    idle: str
    idle_on: str


LIGHT = Tokens(
    canvas="#f5f6f8", surface="#ffffff", raised="#fafbfc", line="#e2e5ea", text="#1b2430", soft="#5b6576",
    faint="#7f8897", accent="#2563eb", fill="#2563eb", on_fill="#ffffff", select="#eaf1ff", ok="#13733a",
    ok_on="#e3f5e9", warn="#8a5a00", warn_on="#fdf1d6", bad="#b42318", bad_on="#fdeceb", info="#1d4ed8",
    info_on="#e6eeff", idle="#475467", idle_on="#eef0f3",
)  # fmt: skip
DARK = Tokens(
    canvas="#14171c", surface="#1c2027", raised="#21262e", line="#2f353f", text="#e6e9ee", soft="#a0a9b8",
    faint="#858f9e", accent="#85aaff", fill="#3467d6", on_fill="#ffffff", select="#24324d", ok="#6fce93",
    ok_on="#18321f", warn="#f0c05a", warn_on="#3a2d10", bad="#ff9b92", bad_on="#3d1c1a", info="#9dbcff",
    info_on="#1c2c50", idle="#b6bfcc", idle_on="#2a303a",
)  # fmt: skip

STYLE = Template("""
QMainWindow, QWidget#canvas { background: $canvas; }
QWidget#sidebar, QWidget#statusbar { background: $surface; }
QWidget#sidebar { border-right: 1px solid $line; }
QWidget#statusbar { border-top: 1px solid $line; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="drop"] { background: $surface; border: 2px dashed $line; border-radius: 10px; }
QFrame[kind="overlay"] { background: $select; border: 2px dashed $accent; border-radius: 10px; }
QFrame[kind="toast"] { background: $text; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $surface; }
QFrame[kind="bad"] { background: $bad_on; border: 1px solid $bad_edge; border-radius: 8px; }
QFrame[kind="bad"] QLabel { color: $bad; }
QFrame[kind="warn"] { background: $warn_on; border: 1px solid $warn_edge; border-radius: 8px; }
QFrame[kind="warn"] QLabel { color: $warn; }
QFrame[kind="ok"] { background: $ok_on; border: 1px solid $ok_edge; border-radius: 8px; }
QFrame[kind="ok"] QLabel { color: $ok; }
QFrame[kind="info"] { background: $info_on; border: 1px solid $info_edge; border-radius: 8px; }
QFrame[kind="info"] QLabel { color: $info; }
QFrame[kind="idle"] { background: $idle_on; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="idle"] QLabel { color: $idle; }
QLabel { color: $text; background: transparent; }
QLabel[tone="soft"] { color: $soft; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="badge"] { color: $surface; background: $bad; border-radius: 8px; padding: 0 6px; }
QLabel[tone="badge-asking"] { color: $surface; background: $warn; border-radius: 8px; padding: 0 6px; }
QTableView#plain::item { padding: 0 9px; }
QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0 14px;
  min-height: 30px; }
QPushButton:hover { background: $raised; }
QPushButton:disabled { color: $faint; }
QPushButton[ring="true"] { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton[kind="primary"] { background: $fill; color: $on_fill; border: 1px solid $fill; }
QPushButton[kind="primary"]:disabled { background: $idle_on; color: $faint; border: 1px solid $line; }
QPushButton[kind="primary"][ring="true"] { border: 2px solid $text; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="chip"] { border-radius: 13px; min-height: 24px; padding: 0 12px; }
QPushButton[kind="chip"]:checked { background: $text; color: $surface; border-color: $text; }
QPushButton[kind="option"] { text-align: left; }
QPushButton[kind="option"]:checked { background: $select; border: 2px solid $accent; padding: 0 13px;
  min-height: 28px; }
QPushButton[kind="page"] { border: none; background: transparent; border-radius: 8px; text-align: left;
  padding: 0 10px; min-height: 34px; color: $soft; }
QPushButton[kind="page"]:hover { background: $raised; }
QPushButton[kind="page"]:checked { background: $select; color: $accent; }
QPushButton[kind="page"][ring="true"] { border: 2px solid $accent; padding: 0 8px; min-height: 30px; }
QPushButton[kind="fold"] { border: none; background: transparent; color: $soft; text-align: left; padding: 0 2px; }
QPushButton[kind="fold"][ring="true"] { border: 2px solid $accent; padding: 0; }
QPushButton[kind="tab"] { border: 2px solid transparent; border-radius: 0; padding: 0; min-height: 28px;
  background: transparent; color: $soft; }
QPushButton[kind="tab"]:checked { color: $accent; border-bottom: 2px solid $accent; }
QPushButton[kind="tab"][ring="true"] { border: 2px solid $accent; }
QLineEdit { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0 8px;
  min-height: 30px; }
QDateEdit { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0 8px;
  min-height: 24px; }
QDateEdit:focus { border: 2px solid $accent; padding: 0 7px; min-height: 22px; }
QDateEdit::drop-down { border: 0; width: 24px; }
QDateEdit::down-arrow { image: none; }
QLineEdit:disabled { color: $faint; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 7px; min-height: 28px; }
QComboBox { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0 10px;
  min-height: 30px; combobox-popup: 0; }
QComboBox:focus { border: 2px solid $accent; padding: 0 9px; min-height: 28px; }
QComboBox:disabled { color: $faint; }
QComboBox[kind="chip"] { border-radius: 13px; padding: 0 12px; min-height: 24px; }
QComboBox[kind="chip"]:focus { padding: 0 11px; min-height: 22px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox QAbstractItemView { background: $surface; color: $text; selection-background-color: $select;
  selection-color: $text; border: 1px solid $line; border-radius: 0; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected { background: $select;
  color: $text; }
QTableView, QListView { background: $surface; color: $text; border: 2px solid transparent; border-radius: 9px;
  gridline-color: $line;
  selection-background-color: $select; selection-color: $text; outline: none; }
QTableView[ring="true"], QListView[ring="true"] { border-color: $accent; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $soft; border: none; border-bottom: 1px solid $line;
  padding: 0 12px; }
QTableCornerButton::section { background: $raised; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { background: transparent; border: none; }
QTextBrowser { background: $surface; color: $text; border: 2px solid transparent; border-radius: 9px; }
QTextBrowser[ring="true"] { border-color: $accent; }
QPlainTextEdit { background: $surface; color: $text; border: none; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px; border-radius: 4px; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $faint; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $line; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; }
""")


class Theme(QObject):
    """Follows the system's light or dark scheme and its wish for more contrast, live."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.tokens = LIGHT
        self._chosen: bool | None = None
        application.setStyle("Fusion")
        # Kept: the wrapper of the one goes with the wrapper of the other.
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._on_scheme_changed)
        self._focus = Focus(application, self)
        self.apply()

    def apply(self) -> None:
        """Give the whole application the scheme's colours."""
        dark = self._chosen
        if dark is None:
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        self.tokens = self._of_system() or (DARK if dark else LIGHT)
        self._application.setPalette(_palette(self.tokens))
        values = {field.name: getattr(self.tokens, field.name) for field in fields(Tokens)}
        for tone in ("ok", "warn", "bad", "info"):
            values[f"{tone}_edge"] = _between(values[f"{tone}_on"], values[tone], 0.3)
        self._application.setStyleSheet(STYLE.substitute(values))
        self.changed.emit()

    def choose(self, dark: bool | None) -> None:
        """Stay dark or light whatever the system does; None follows it again."""
        self._chosen = dark
        self.apply()

    def _of_system(self) -> Tokens | None:
        """The system's own colours where a person has asked it for high contrast."""
        preference = self._accessibility.contrastPreference()
        if self._chosen is not None or preference != Qt.ContrastPreference.HighContrast:
            return None
        self._application.setPalette(QPalette())
        return high_contrast(self._application.palette())

    def _on_scheme_changed(self) -> None:
        self.apply()


def high_contrast(palette: QPalette) -> Tokens:
    """The palette's colours alone: no tone of ours lies between a word and its ground."""
    role = QPalette.ColorRole
    window, base, text = (palette.color(where).name() for where in (role.Window, role.Base, role.WindowText))
    link, fill, on_fill = (palette.color(where).name() for where in (role.Link, role.Highlight, role.HighlightedText))
    tones = {tone: text for tone in ("ok", "warn", "bad", "info", "idle")}
    grounds = {f"{tone}_on": base for tone in tones}
    return Tokens(
        canvas=window, surface=base, raised=base, line=text, text=text, soft=text, faint=text, accent=link, fill=fill,
        on_fill=on_fill, select=_between(base, text, 0.15), **tones, **grounds,
    )  # fmt: skip


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font at a multiple of its size; fonts never come from the style sheet, which would stop system scaling."""
    changed = QFont(font)
    if changed.pointSizeF() > 0:
        changed.setPointSizeF(changed.pointSizeF() * factor)
    else:
        changed.setPixelSize(round(changed.pixelSize() * factor))
    if bold:
        changed.setWeight(QFont.Weight.DemiBold)
    return changed


def _between(ground: str, ink: str, share: float) -> str:
    """A colour on the way from one to another."""
    first, last = QColor(ground), QColor(ink)
    pairs = ((first.red(), last.red()), (first.green(), last.green()), (first.blue(), last.blue()))
    return QColor(*(round(start + (end - start) * share) for start, end in pairs)).name()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, tokens.canvas),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Button, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.faint),
        (role.Highlight, tokens.fill),
        (role.HighlightedText, tokens.on_fill),
        (role.Link, tokens.accent),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.faint))
    return palette
