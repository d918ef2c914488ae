"""The page's name, the search, and the buttons of the whole page."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ...words import Catalogue
from ..icons import Icons
from ..theme import Theme
from ..widgets import button, label

ROOM_FOR_FOLDER = 900
"""Below this width there is no button for folders; they can be dropped, and their keys go on."""


class TitleRow(QWidget):
    """Holds widgets that others listen to."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._words = words
        self._paused = False
        self.search = QLineEdit()
        self.pause = button(words.tr("Pause"))
        self.add = button(words.tr("Add files…"), "primary")
        self.add_folder = button(words.tr("Add a folder…"))
        self.add_objects = button(words.tr("Add from S3…"))
        self.search.setPlaceholderText(words.tr("Search files and errors"))
        self.search.setAccessibleName(words.tr("Search files and errors"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(230)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label(words.tr("Uploads"), factor=1.45, bold=True))
        row.addStretch(1)
        row.addWidget(self.search, 10)
        for made in (self.pause, self.add_folder, self.add_objects, self.add):
            row.addWidget(made)
        self._glass = self.search.addAction(
            icons.icon("search", theme.tokens.soft), QLineEdit.ActionPosition.LeadingPosition
        )
        theme.changed.connect(self._colour)
        self._colour()

    def fit(self, width: int) -> None:
        """Leave out what there is no room for."""
        self.add_folder.setVisible(width >= ROOM_FOR_FOLDER)

    def show_paused(self, paused: bool) -> None:
        """Whether no further file is worked on."""
        self._paused = paused
        self.pause.setText(self._words.tr("Resume") if paused else self._words.tr("Pause"))
        self._colour()

    def _colour(self) -> None:
        tokens = self._theme.tokens
        self.add.setIcon(self._icons.icon("plus", tokens.on_fill))
        self.pause.setIcon(self._icons.icon("play" if self._paused else "pause", tokens.text))
        self._glass.setIcon(self._icons.icon("search", tokens.soft))
