"""Which program this is, what it is made of, and where its things lie."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout

from ... import __version__
from ...words import Catalogue
from ...words.marking import N_
from ..datasets.delegate import TONE_ROLE, heading, prepare
from ..page import Kit
from ..painted import Index
from ..widgets import button, label
from .parts import Part, parts

PROGRAM = N_("Desktop Uploader {version}")
WHAT = N_("Drop Excel files, and their rows arrive, checked, in a database.")
LICENCE = N_("This program may be used, changed and passed on freely, under the MIT licence.")
HEADINGS = (N_("Made of"), N_("Version"), N_("Licence"))
ICON = 56


class PartsModel(QAbstractTableModel):
    """A part in each row."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.parts: Sequence[Part] = ()

    def show_parts(self, found: Sequence[Part]) -> None:
        """Show these."""
        self.beginResetModel()
        self.parts = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return heading(orientation, role, self._words.tr(HEADINGS[section]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        part = self.parts[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (part.name, part.version, part.licence)[index.column()]
        return "soft" if role == TONE_ROLE and index.column() else None


class About(QFrame):
    """Reads the versions in the background when it is first looked at."""

    said = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._words = kit.application.words
        tr = self._words.tr
        self.setProperty("kind", "card")
        self.model, self.table = PartsModel(self._words), QTableView()
        self._painter = prepare(self.table, kit.theme, kit.icons, tr(HEADINGS[0]))
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        for number, width in enumerate((200, 120)):
            self.table.setColumnWidth(number, width)
        header.setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        self.copy = button(tr("Copy versions"))
        self.copy.clicked.connect(self._on_copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 12)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addLayout(self._folders())
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """It comes into sight."""
        if not self.model.parts:
            self._kit.background.run(parts, self.model.show_parts)

    def text(self) -> str:
        """The versions, to be sent to whoever helps. No folder is in it: people's names stand in those."""
        first = self._words.tr(PROGRAM, version=__version__)
        return "\n".join([first, *(f"{part.name} {part.version}" for part in self.model.parts)])

    def _head(self) -> QHBoxLayout:
        tr, row, texts = self._words.tr, QHBoxLayout(), QVBoxLayout()
        picture = QLabel()
        picture.setPixmap(self._kit.icons.application().pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
        texts.setSpacing(2)
        texts.addWidget(label(tr(PROGRAM, version=__version__), factor=1.15, bold=True))
        texts.addWidget(label(tr(WHAT), wrap=True))
        texts.addWidget(label(tr(LICENCE), factor=0.88, tone="soft", wrap=True))
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _folders(self) -> QGridLayout:
        tr, folders, grid = self._words.tr, self._kit.application.folders, QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        self.open_data, self.open_logs = (button(tr("Open folder")) for _ in range(2))
        places = ((tr("Data"), folders.data, self.open_data), (tr("Log"), folders.logs, self.open_logs))
        for number, (title, folder, opening) in enumerate(places):
            path = label(str(folder), wrap=True)
            path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(title, tone="soft"), number, 0)
            grid.addWidget(path, number, 1)
            grid.addWidget(opening, number, 2)
            opening.setAccessibleName(tr("Open folder: {name}", name=title))
            opening.clicked.connect(lambda *, where=folder: _open(where))
        return grid

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.said.emit(self._words.tr("The versions are copied."))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
