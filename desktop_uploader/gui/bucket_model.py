"""The files of one folder in a bucket, read page by page as they are scrolled to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ..model.errors import UploaderError
from ..words import Catalogue
from ..words.marking import N_
from .background import Background

if TYPE_CHECKING:
    # Loaded in the background where it is used: boto3 takes a moment.
    from ..storage.s3.browse import Browser, Listing, Row

HEADINGS = (N_("Name"), N_("Size"), N_("Changed"))
Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
FREED = 500
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Folder:
    """What is shown: a folder, or the part of it whose names begin so."""

    bucket: str
    path: str = ""
    """Empty, or ending with a slash."""
    begins: str = ""

    @property
    def above(self) -> "Folder":
        """The folder that holds this one."""
        parent = self.path.rstrip("/").rpartition("/")[0]
        return Folder(self.bucket, f"{parent}/" if parent else "")


class BucketModel(QAbstractTableModel):
    """Lives in the main thread; the server is asked in the background. An answer about a folder left is dropped."""

    changed = Signal()
    """Something came, or is waited for."""

    def __init__(
        self, browser: Callable[[], "Browser"], background: Background, words: Catalogue, parent: QObject
    ) -> None:
        """`browser` is called in the background, and may take long."""
        super().__init__(parent)
        self._browser = browser
        self._background = background
        self._words = words
        self._rows: list[Row] = []
        self._next: str | None = None
        self._turn = 0
        self.folder = Folder("")
        self.loading = False
        self.error: UploaderError | None = None

    @property
    def complete(self) -> bool:
        """True where nothing more is to come."""
        return self._next is None and not self.loading and self.error is None

    def show_folder(self, folder: Folder) -> None:
        """Show this folder instead."""
        left = self._rows
        self.beginResetModel()
        self._rows, self._next = [], None
        self.folder = folder
        self.endResetModel()
        self._background.run(partial(_let_go, left))
        self._ask(None)

    def go_on(self) -> None:
        """Ask again for what could not be read."""
        self._ask(self._next)

    def close(self) -> None:
        """Whatever comes from now on is dropped."""
        self._turn += 1

    def row(self, number: int) -> "Row":
        """What stands in a row."""
        return self._rows[number]

    def is_folder(self, number: int) -> bool:
        """True where a row only holds others."""
        return self._rows[number][1] is None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return len(HEADINGS)

    def canFetchMore(self, parent: Index) -> bool:
        """See Qt."""
        return not parent.isValid() and self._next is not None and not self.loading and self.error is None

    def fetchMore(self, parent: Index) -> None:
        """See Qt."""
        if self.canFetchMore(parent):
            self._ask(self._next)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == 1 else LEFT
        return self._words.tr(HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        (key, size, changed_at, _etag), column = self._rows[index.row()], index.column()
        name = key.removeprefix(self.folder.path)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column == 1 else LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0 and size is None:
            return self._words.tr("Folder {name}", name=name.rstrip("/"))
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return key
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return (name, self._words.size(size), self._words.ago(changed_at, datetime.now(UTC)))[column]

    def _ask(self, after: str | None) -> None:
        self._turn += 1
        self.loading, self.error = True, None
        folder = self.folder
        self._background.run(
            lambda: self._browser().list(folder.bucket, folder.path, folder.begins, after),
            partial(self._on_listed, self._turn),
            partial(self._on_failed, self._turn),
        )
        self.changed.emit()

    def _on_listed(self, turn: int, listing: "Listing") -> None:
        if turn != self._turn:
            return
        self.loading, self._next = False, listing.next
        if listing.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(listing.rows) - 1)
            self._rows += listing.rows
            self.endInsertRows()
        self.changed.emit()

    def _on_failed(self, turn: int, error: UploaderError) -> None:
        if turn == self._turn:
            self.loading, self.error = False, error
            self.changed.emit()


def _let_go(rows: list["Row"]) -> None:
    """A hundred thousand rows at once would keep every other thread waiting while they are freed."""
    while rows:
        del rows[-FREED:]
