"""Narrows the rows column by column."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal

from ...model.rowquery import Condition, RowQuery
from ..page import Kit
from ..widgets import button
from .chips import Chips
from .menus import Menus
from .model import RecordsModel
from .popup import ConditionPopup
from .table import RowsTable


class Filtering(QObject):
    """From the menus and the popup to a query, which it shows as chips."""

    query_wanted = Signal(object)
    """A `RowQuery`."""

    def __init__(self, kit: Kit, model: RecordsModel, table: RowsTable) -> None:
        super().__init__(table)
        self._kit = kit
        self._model = model
        self._table = table
        self.chips = Chips(kit)
        self.menus = Menus(model, table, kit.application.words)
        self.start = button(kit.application.words.tr("Filter…"))
        self.start.clicked.connect(self._on_start)
        self.menus.filter_wanted.connect(self.ask)
        self.menus.condition_wanted.connect(self._on_condition)
        self.chips.removed.connect(lambda field: self._want(model.wanted_query.without(field)))
        self.chips.all_removed.connect(self._on_all_removed)

    def ask(self, column: int) -> ConditionPopup | None:
        """Ask what must hold of a column, below its heading; None where its dataset is being left."""
        dataset, coming, header = self._model.dataset, self._model.wanted_dataset, self._table.header
        if dataset is None or coming is None or dataset.name != coming.name:
            return None
        field = dataset.schema["fields"][column]
        popup = ConditionPopup(self._kit, field, self._model.wanted_query.condition(field["name"]), self._table)
        popup.chosen.connect(self._on_condition)
        left = max(0, header.sectionViewportPosition(column))
        popup.move(header.mapToGlobal(QPoint(min(left, max(0, header.width() - 280)), header.height())))
        popup.show()
        return popup

    def _on_start(self) -> None:
        """Which column? The menus of the headings do the same, but are not seen."""
        menu = self.menus.of_columns()
        menu.popup(self.start.mapToGlobal(self.start.rect().bottomLeft()))

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """What narrows the rows now."""
        self.chips.show_conditions(conditions)

    def _on_condition(self, condition: Condition) -> None:
        self._want(self._model.wanted_query.adding(condition))

    def _on_all_removed(self) -> None:
        query = self._model.wanted_query
        self._want(RowQuery((), query.search, query.sort, query.descending))

    def _want(self, query: RowQuery) -> None:
        self.query_wanted.emit(query)
