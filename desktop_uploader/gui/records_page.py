"""The saved rows of each dataset."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout

from ..bootstrap import Application
from ..model.dataset import Dataset
from .background import Background
from .page import Kit, Page
from .saving import Making
from .widgets import Choice, button, card, label

PAGE = 200
NUMBERS = frozenset({"integer", "number", "year"})
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of a dataset."""

    dataset: str
    number: int
    rows: list[tuple[Any, ...]]


class RecordsModel(QAbstractTableModel):
    """Rows are fetched page by page as they come into sight."""

    def __init__(self, application: Application, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._records = application.records
        self._background = background
        self._dataset = ""
        self._headings: list[str] = []
        self._right: list[bool] = []
        self._total = 0
        self._pages: dict[int, list[tuple[Any, ...]]] = {}
        self._asked: set[int] = set()

    def show_dataset(self, name: str, headings: list[str], right: list[bool], total: int) -> None:
        """Show another dataset, or the same with more rows."""
        self.beginResetModel()
        self._dataset, self._headings, self._right, self._total = name, headings, right, total
        self._pages, self._asked = {}, set()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section] if orientation == Qt.Orientation.Horizontal else f"{section + 1:,}"
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number, offset = divmod(index.row(), PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        value = page[offset][index.column()] if offset < len(page) else None
        return _shown(value)

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self._right[column] else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        name, records = self._dataset, self._records
        self._background.run(
            lambda: RowPage(name, number, list(records.rows(name, limit=PAGE, offset=number * PAGE)[1])), self._on_page
        )

    def _on_page(self, page: RowPage) -> None:
        if page.dataset != self._dataset:
            return
        self._pages[page.number] = page.rows
        first, last = page.number * PAGE, min(self._total, (page.number + 1) * PAGE) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._headings) - 1))


class RecordsPage(Page):
    """Choose a dataset, see its rows."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._records = kit.application.records
        self._outputs = kit.application.outputs
        self._words = kit.application.words
        self._background = kit.background
        self.model = RecordsModel(kit.application, kit.background, self)
        self.choice = Choice(kit.theme, kit.icons, "Dataset")
        self._count = label(tone="soft")
        self._wanted: str | None = None
        self._stack = QStackedWidget()
        self.table = QTableView()
        self.template = button("Save template…")
        self.template.setToolTip("An empty workbook of this dataset, to be filled in and added")
        self._build()
        self.template.hide()
        self.choice.activated.connect(self._on_chosen)
        self.template.clicked.connect(self._on_template)

    def refresh(self) -> None:
        """Read the datasets again, and the rows of the one that is shown."""
        self._background.run(self._read, self._on_read)

    def on_ended(self) -> None:
        """See Page."""
        self.refresh()

    def show_dataset(self, name: str) -> None:
        """Show one dataset."""
        self._wanted = name
        self.refresh()

    def _read(self) -> list[tuple[Any, int]]:
        return [(dataset, self._records.row_count(dataset.name)) for dataset in self._records.datasets()]

    def _on_read(self, found: list[tuple[Any, int]]) -> None:
        chosen = self._wanted or self.choice.currentText()
        self._wanted = None
        self.choice.clear()
        for dataset, count in found:
            self.choice.addItem(dataset.name, (dataset, count))
        self.choice.setCurrentIndex(max(0, self.choice.findText(chosen)))
        self._stack.setCurrentIndex(1 if found else 0)
        self.choice.setVisible(bool(found))
        self.template.setVisible(bool(found))
        self._on_chosen()

    def _on_chosen(self, _number: int = 0) -> None:
        chosen = self.choice.currentData()
        if chosen is None:
            self._count.setText("")
            return
        dataset, count = chosen
        right = [field.get("type") in NUMBERS for field in dataset.schema["fields"]]
        self.model.show_dataset(dataset.name, dataset.field_names, right, count)
        self._count.setText(self._words.rows(count))

    def _on_template(self) -> None:
        if self.choice.currentData() is not None:
            self.making_wanted.emit(self._template_of(self.choice.currentData()[0]))

    def _template_of(self, dataset: Dataset) -> Making:
        return Making(
            "Save template",
            Path.home() / f"{dataset.name}.xlsx",
            "Excel Workbook (*.xlsx)",
            lambda target: self._outputs.template(dataset, target, overwrite=True),
            "{name} is saved. Fill it in and add it.",
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(label("Records", factor=1.45, bold=True))
        top.addWidget(self.choice)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.template)
        column.addLayout(top)
        empty = card()
        inside = QVBoxLayout(empty)
        words = label("Nothing is saved yet. Add a file on the page Uploads, and its rows appear here.", tone="soft")
        inside.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
        shown = card()
        around = QVBoxLayout(shown)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.table)
        self.table.setModel(self.model)
        self.table.setAccessibleName("Saved rows")
        self.table.setObjectName("plain")
        self.table.setShowGrid(True)
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setDefaultSectionSize(32)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setDefaultSectionSize(140)
        self.table.horizontalHeader().setFixedHeight(34)
        self.table.horizontalHeader().setHighlightSections(False)
        self._stack.addWidget(empty)
        self._stack.addWidget(shown)
        column.addWidget(self._stack, 1)


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat(" ") if hasattr(value, "hour") and hasattr(value, "year") else str(value)
