"""The pages to choose from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..words import Catalogue
from .frame import NARROW, WIDE
from .icons import Icons
from .one_of import OneOf
from .pages import PAGES, PageName
from .theme import Theme
from .widgets import button, label, set_tone


class Sidebar(QWidget):
    """Icons with words; in a narrow window icons alone, with the words as tooltips."""

    page_chosen = Signal(object)
    """A `PageName`."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._icons = icons
        self._words = words
        self._titles = [words.tr(kind.title) for kind in PAGES]
        self._badge = label(factor=0.88, bold=True, tone="badge")
        self._badge.setFixedHeight(17)
        self._badge.hide()
        self._buttons = [button(title, "page") for title in self._titles]
        self._narrow = False
        self._failed = self._asking = 0
        self._group, column = OneOf(self), QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(4)
        for number, (kind, made) in enumerate(zip(PAGES, self._buttons, strict=True)):
            made.setToolTip(self._titles[number])
            made.setAccessibleName(self._titles[number])
            self._group.add(made)
            if kind.at_bottom and not PAGES[number - 1].at_bottom:
                column.addStretch(1)
            column.addWidget(made)
        inside = QHBoxLayout(self._buttons[0])
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(self._badge)
        self._group.choose(0)
        self._group.chosen.connect(self._on_chosen)
        theme.changed.connect(self.colour)
        self.set_narrow(False)

    def choose(self, name: PageName) -> None:
        """Show a page as chosen."""
        self._group.choose([kind.name for kind in PAGES].index(name))
        self.colour()

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to icons, or show the words again."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for made, title in zip(self._buttons, self._titles, strict=True):
            made.setText("" if narrow else f"  {title}")
        self.show_attention(self._failed, self._asking)
        self.colour()

    def show_attention(self, failed: int, asking: int) -> None:
        """How many files failed, beside the first page's name; where none did, how many need an answer."""
        self._failed, self._asking = failed, asking
        self._badge.setText(self._words.tr("{count}", count=failed or asking))
        self._badge.setAccessibleName(
            self._words.trn("{count} file failed", "{count} files failed", failed)
            if failed
            else self._words.trn("{count} file needs an answer", "{count} files need an answer", asking)
        )
        set_tone(self._badge, "badge" if failed else "badge-asking")
        self._badge.setVisible(bool(failed or asking) and not self._narrow)

    def colour(self) -> None:
        """Paint the icons in the colour of their words."""
        tokens = self._theme.tokens
        for made, kind in zip(self._buttons, PAGES, strict=True):
            made.setIcon(self._icons.icon(kind.icon, tokens.accent if made.isChecked() else tokens.soft))

    def _on_chosen(self, number: int) -> None:
        self.colour()
        self.page_chosen.emit(PAGES[number].name)
