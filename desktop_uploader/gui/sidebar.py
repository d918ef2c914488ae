"""The pages to choose from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from .icons import Icons
from .theme import Theme
from .widgets import button, label, set_tone

PAGES = (("Uploads", "upload"), ("Records", "table"), ("Settings", "settings"))
"""In the order of their numbers; the last one stands at the bottom, where it is looked for."""

HELP = "Help"
WIDE, NARROW = 168, 60


class Sidebar(QWidget):
    """Icons with words; in a narrow window icons alone, with the words as tooltips."""

    page_chosen = Signal(int)
    help_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._icons = icons
        self._badge = label(factor=0.88, bold=True, tone="badge")
        self._badge.setFixedHeight(17)
        self._badge.hide()
        self._buttons = [button(name, "page") for name, _ in PAGES]
        self._narrow = False
        self._failed = self._asking = 0
        group, column = QButtonGroup(self), QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(4)
        for number, made in enumerate(self._buttons):
            made.setCheckable(True)
            made.setToolTip(PAGES[number][0])
            made.setAccessibleName(PAGES[number][0])
            group.addButton(made, number)
            if number == len(PAGES) - 1:
                column.addStretch(1)
            column.addWidget(made)
        self.help = button(HELP, "page")
        self.help.setAccessibleName(HELP)
        self.help.setToolTip(HELP)
        self.help.clicked.connect(self.help_wanted)
        column.addWidget(self.help)
        inside = QHBoxLayout(self._buttons[0])
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(self._badge)
        group.idClicked.connect(self._on_clicked)
        theme.changed.connect(self.colour)
        self._buttons[0].setChecked(True)
        self.set_narrow(False)

    def choose(self, number: int) -> None:
        """Show a page as chosen."""
        self._buttons[number].setChecked(True)
        self.colour()

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to icons, or show the words again."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for made, (name, _) in zip(self._buttons, PAGES, strict=True):
            made.setText("" if narrow else f"  {name}")
        self.help.setText("" if narrow else f"  {HELP}")
        self.show_attention(self._failed, self._asking)
        self.colour()

    def show_attention(self, failed: int, asking: int) -> None:
        """How many files failed, beside the first page's name; where none did, how many need an answer."""
        self._failed, self._asking = failed, asking
        self._badge.setText(f"{failed or asking:,}")
        self._badge.setAccessibleName(f"{failed:,} failed" if failed else f"{asking:,} need an answer")
        set_tone(self._badge, "badge" if failed else "badge-asking")
        self._badge.setVisible(bool(failed or asking) and not self._narrow)

    def colour(self) -> None:
        """Paint the icons in the colour of their words."""
        tokens = self._theme.tokens
        for made, (_, icon) in zip(self._buttons, PAGES, strict=True):
            made.setIcon(self._icons.icon(icon, tokens.accent if made.isChecked() else tokens.soft))
        self.help.setIcon(self._icons.icon("question", tokens.soft))

    def _on_clicked(self, number: int) -> None:
        self.colour()
        self.page_chosen.emit(number)
