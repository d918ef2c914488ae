"""Picks files in S3: a bucket's folders page by page, a search by the beginning of names, and addresses to paste."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ..words import Catalogue
from ..words.plurals import Plural
from .background import Background
from .bucket_model import BucketModel, Folder
from .bucket_table import FileTable
from .dialogs import at_right
from .icons import Icons
from .theme import Theme
from .widgets import Choice, button, card, label

if TYPE_CHECKING:
    from ..storage.s3.browse import Browser, Row

SIZE = (860, 620)
TYPING = 250
"""Milliseconds after the last letter before the server is asked."""

DEEPEST = 4
"""Folders that the way to where one is names; those before are behind an ellipsis."""

ADD = Plural("Add file", "Add {count} files")
STARTS = re.compile(r"(?=(?:s3|https?)://)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picked:
    """What a person wants added."""

    bucket: str
    rows: tuple["Row", ...]
    """Files that were shown."""
    pasted: list[str]
    """Addresses as they were typed."""
    copy: bool


class BucketBrowser(QDialog):
    """Lives in the main thread. `picked` carries a `Picked`."""

    picked = Signal(object)

    def __init__(
        self,
        browser: Callable[[], "Browser"],
        bucket: str,
        background: Background,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        """`browser` is called in the background alone; `bucket` is shown first."""
        super().__init__(parent)
        self._words, tr = words, words.tr
        self._closed = False
        self.setWindowTitle(tr("Add from S3"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.model = BucketModel(browser, background, words, self)
        self.table = FileTable(self.model, words, theme, icons)
        self.bucket = Choice(theme, icons, tr("Bucket"))
        self.bucket.addItem(bucket)
        self.search = QLineEdit()
        self.pasted = QLineEdit()
        self.how = Choice(theme, icons, tr("What happens with the files"))
        self.state = label(tone="soft", wrap=True)
        self.again = button(tr("Try again"))
        self.add = button(tr("Add"), "primary")
        self._way = QHBoxLayout()
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._build()
        self._connect()
        background.run(lambda: browser().buckets(), self._on_buckets, lambda error: None)
        self.model.show_folder(Folder(bucket))
        self.table.setFocus()

    def open_folder(self, folder: Folder) -> None:
        """Show this folder."""
        self._typing.stop()
        self.search.blockSignals(True)
        self.search.setText(folder.begins)
        self.search.blockSignals(False)
        self.model.show_folder(folder)

    def done(self, result: int) -> None:
        """See Qt."""
        self._closed = True
        self.model.close()
        super().done(result)

    def _build(self) -> None:
        tr = self._words.tr
        self._way.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.bucket)
        top.addLayout(self._way)
        top.addStretch(1)
        self.search.setPlaceholderText(tr("Names that begin with…"))
        self.search.setAccessibleName(tr("Names that begin with"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        top.addWidget(self.search)
        surface = card()
        inside = QVBoxLayout(surface)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.pasted.setPlaceholderText(tr("Or paste addresses: s3://bucket/folder/file.xlsx"))
        self.pasted.setAccessibleName(tr("Addresses of files in S3"))
        self.pasted.setClearButtonEnabled(True)
        self.how.addItem(tr("Process them where they are"), False)
        self.how.addItem(tr("Keep a copy of them"), True)
        self.state.setAccessibleName(tr("State of the list"))
        kept = self.again.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.again.setSizePolicy(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(surface, 1)
        column.addLayout(_row(self.state, self.again))
        column.addWidget(self.pasted)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        cancel = button(self._words.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = at_right(self.add, cancel)
        row.insertWidget(0, self.how)
        return row

    def _connect(self) -> None:
        self.model.changed.connect(self._show_state)
        self.model.modelReset.connect(self._show_way)
        self.model.modelReset.connect(self._show_add)
        self.table.opened.connect(self._on_opened)
        self.table.left.connect(self._on_left)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.pasted.textChanged.connect(self._show_add)
        self.search.textEdited.connect(self._on_typed)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self._on_search)
        self.bucket.activated.connect(self._on_bucket)
        self.again.clicked.connect(self.model.go_on)
        self.add.clicked.connect(self._on_add)
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(self._on_left)
        self._show_add()

    def _show_way(self) -> None:
        """The folders from the bucket to where one is, each a button that leads back to it."""
        while (item := self._way.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        folder = self.model.folder
        names = folder.path.rstrip("/").split("/") if folder.path else []
        self._step("…" if len(names) > DEEPEST else self._words.tr("All files"), Folder(folder.bucket))
        for depth in range(max(0, len(names) - DEEPEST), len(names)):
            self._way.addWidget(label("/", tone="soft"))
            self._step(names[depth] or "/", Folder(folder.bucket, "/".join(names[: depth + 1]) + "/"))

    def _step(self, name: str, folder: Folder) -> None:
        step = button(name if len(name) <= 24 else f"{name[:22]}…", "chip")
        step.setAccessibleName(self._words.tr("Go to {name}", name=folder.path or folder.bucket))
        step.setToolTip(folder.path or folder.bucket)
        step.setProperty("folder", folder)
        step.clicked.connect(self._on_step)
        self._way.addWidget(step)

    def _show_state(self) -> None:
        self.again.setVisible(self.model.error is not None)
        self.state.setText(self._state())

    def _state(self) -> str:
        model, count, tr = self.model, self.model.rowCount(), self._words.tr
        if model.error is not None:
            return str(self._words.exception(model.error))
        if model.loading:
            return tr("{count} shown. Looking for more…", count=count) if count else tr("Looking…")
        if not model.complete:
            return tr("{count} shown. Scroll down for more, or type how a name begins.", count=count)
        if count:
            return tr("{count} in all.", count=count)
        begins = model.folder.begins
        return tr('No name begins with "{begins}".', begins=begins) if begins else tr("There are no files here.")

    def _show_add(self) -> None:
        count = len(self._chosen()) + len(self._addresses())
        self.add.setText(self._words.counted(ADD, count) if count else self._words.tr("Add"))
        self.add.setEnabled(count > 0)

    def _chosen(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [row for row in rows if not self.model.is_folder(row)]

    def _addresses(self) -> list[str]:
        """Several may stand in a row; a name may have spaces."""
        return [part.strip(" ,;\t") for part in STARTS.split(self.pasted.text()) if part.strip(" ,;\t")]

    def _on_buckets(self, names: tuple[str, ...]) -> None:
        if self._closed:
            return
        shown = self.bucket.currentText()
        self.bucket.clear()
        self.bucket.addItems(list(dict.fromkeys((shown, *names))))

    def _on_bucket(self) -> None:
        self.open_folder(Folder(self.bucket.currentText()))

    def _on_step(self) -> None:
        self.open_folder(self.sender().property("folder"))
        self.table.setFocus()

    def _on_opened(self, index: QModelIndex) -> None:
        if self.model.is_folder(index.row()):
            self.open_folder(Folder(self.model.folder.bucket, self.model.row(index.row())[0]))
        elif self.add.isEnabled():
            self._on_add()

    def _on_left(self) -> None:
        if self.model.folder.path:
            self.open_folder(self.model.folder.above)

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_search(self) -> None:
        folder = self.model.folder
        if self.search.text() != folder.begins:
            self.model.show_folder(Folder(folder.bucket, folder.path, self.search.text()))

    def _on_selected(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._show_add()

    def _on_add(self) -> None:
        rows = tuple(self.model.row(number) for number in self._chosen())
        self.picked.emit(Picked(self.model.folder.bucket, rows, self._addresses(), bool(self.how.currentData())))
        self.accept()


def _row(words: QWidget, beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(words, 1)
    row.addWidget(beside)
    return row
