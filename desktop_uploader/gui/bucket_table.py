"""The table of a bucket's files and folders."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ..words import Catalogue
from .bucket_model import BucketModel
from .header import Header
from .icons import Icons
from .theme import Theme

ROW_HEIGHT = 32


class FileTable(QTableView):
    """Files and folders; Enter opens a folder, Backspace leaves it."""

    opened = Signal(QModelIndex)
    left = Signal()

    def __init__(self, model: BucketModel, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setModel(model)
        self.setAccessibleName(words.tr("Files in the bucket"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = Header(theme, icons, self)
        self.setHorizontalHeader(header)
        header.setFixedHeight(34)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, 100)
        self.setColumnWidth(2, 150)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Backspace:
            self.left.emit()
        else:
            super().keyPressEvent(event)
