"""The buttons that hand the rows out: to a file, to other programs, and an empty workbook of the dataset."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ...model.dataset import Dataset
from ...model.export import Export, TableFormat
from ..datasets.making import template
from ..page import Kit
from ..widgets import button
from .connecting import ConnectDialog
from .model import RecordsModel
from .saving import SaveRows
from .table import RowsTable


class Outputs(QObject):
    """Of the rows that are shown. The page puts the buttons where they belong."""

    making_wanted = Signal(object)
    """A `Making`: the template."""

    def __init__(self, kit: Kit, model: RecordsModel, table: RowsTable, window: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._words = kit.application.words
        self._model = model
        self._table = table
        self._window = window
        tr = self._words.tr
        self.save = button(tr("Save rows…"))
        self.connect_others = button(tr("Connect Excel or Power BI…"))
        self.template = button(tr("Save template…"))
        self.template.setToolTip(tr("An empty workbook of this dataset, to be filled in and added"))
        self.buttons = (self.save, self.connect_others, self.template)
        self._enable(False)
        self.saving = SaveRows(kit.application.exports, self._words, window)
        self._menu = self.saving.menu(self.export)
        self.save.clicked.connect(lambda: self._menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft())))
        self.connect_others.clicked.connect(self._on_connect)
        self.template.clicked.connect(self._on_template)
        model.shown_anew.connect(lambda: self._enable(True))

    def export(self, table: TableFormat, guard: bool) -> Export:
        """The rows and columns that are shown, in their order."""
        dataset = self._model.dataset
        assert dataset is not None
        fields = tuple(self._table.fields_in_sight())
        return Export(dataset.name, self._model.query, fields, table, guard=guard, total=self._model.rowCount())

    def _enable(self, on: bool) -> None:
        """There is nothing to hand out until rows are shown."""
        for made in self.buttons:
            made.setEnabled(on)

    def _on_connect(self) -> None:
        dataset = self._model.dataset
        if dataset is not None:
            view_names = self._kit.application.records.browsing.view_names
            self._kit.background.run(view_names, partial(self._show_connect, dataset))

    def _show_connect(self, dataset: Dataset, names: dict[str, str]) -> None:
        path = self._kit.application.folders.records
        ConnectDialog(path, names.get(dataset.name, ""), self._words, self._window).open()

    def _on_template(self) -> None:
        if self._model.dataset is not None:
            outputs = self._kit.application.outputs
            self.making_wanted.emit(template(self._words, outputs, self._model.dataset))
