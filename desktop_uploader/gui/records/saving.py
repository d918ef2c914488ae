"""Saves the rows that are shown to a file, with progress and a way out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ...model.errors import UploaderError
from ...model.export import Export, ExportResult, TableFormat
from ...words import Catalogue
from ...words.marking import N_
from ...worker.exports import Exports
from ...worker.supervisor import Stopped
from ..background import Background
from ..dialogs import save_dialog

KINDS = {
    TableFormat.XLSX: N_("Excel Workbook (*.xlsx)"),
    TableFormat.CSV: N_("CSV (*.csv)"),
    TableFormat.PARQUET: N_("Parquet (*.parquet)"),
}


class SaveRows(QObject):
    """One file at a time. Lives in the main thread."""

    told = Signal(int, object)
    """Rows written, and how many there will be."""
    ended = Signal(str, object)
    """What came of it, and the file; None where it was given up."""
    failed = Signal(object)

    def __init__(self, exports: Exports, words: Catalogue, window: QWidget) -> None:
        super().__init__(window)
        self._exports = exports
        self._words = words
        self._window = window
        self._background = Background(self)
        self._stop = Event()
        self.busy = False

    def menu(self, export: Callable[[TableFormat, bool], Export]) -> QMenu:
        """The kinds of files to choose from; `export` says what is saved."""
        menu, tr = QMenu(self._window), self._words.tr
        menu.setToolTipsVisible(True)
        menu.addAction(tr("Excel workbook…"), lambda: self.ask(export(TableFormat.XLSX, False)))
        menu.addAction(tr("CSV, exactly as saved…"), lambda: self.ask(export(TableFormat.CSV, False)))
        guarded = menu.addAction(tr("CSV to open in Excel…"), lambda: self.ask(export(TableFormat.CSV, True)))
        guarded.setToolTip(
            tr("Texts that Excel would take for formulas get an apostrophe, so that nothing in them is carried out")
        )
        parquet = menu.addAction(tr("Parquet…"), lambda: self.ask(export(TableFormat.PARQUET, False)))
        parquet.setToolTip(tr("For Power BI, Python, R and databases: small, and every value keeps its type"))
        return menu

    def ask(self, export: Export) -> None:
        """Ask where the file goes, then write it."""
        name = f"{export.dataset}.{export.format}"
        dialog = save_dialog(
            self._window, self._words.tr("Save rows"), Path.home() / name, self._words.tr(KINDS[export.format])
        )
        dialog.setDefaultSuffix(str(export.format))
        dialog.fileSelected.connect(lambda chosen: self.make(export, Path(chosen)))
        dialog.open()

    def make(self, export: Export, target: Path) -> None:
        """Write the file; one of that name is replaced, as the dialog has asked already."""
        if self.busy:
            return
        self.busy = True
        self._stop.clear()
        self.told.emit(0, export.total)
        work = partial(self._work, export, target)
        self._background.run(work, partial(self._on_made, target), self._on_failed)

    def cancel(self) -> None:
        """Give up what is being written."""
        self._stop.set()

    def close(self) -> None:
        """The window closes."""
        self.cancel()
        self._background.close()

    def _work(self, export: Export, target: Path) -> ExportResult | None:
        try:
            return self._exports.export(
                export, target, lambda done: self.told.emit(done, export.total), self._stop.is_set, overwrite=True
            )
        except Stopped:
            return None

    def _on_made(self, target: Path, result: ExportResult | None) -> None:
        self.busy, words = False, self._words
        if result is None:
            self.ended.emit(words.tr("Cancelled. Nothing was saved."), None)
            return
        told = [words.trn("{name} has {count} row.", "{name} has {count} rows.", result.rows, name=target.name)]
        if result.sheets > 1:
            told.append(words.tr("They are on {sheets} sheets, as one holds 1,048,575.", sheets=result.sheets))
        if result.as_text:
            told.append(words.tr("Values that Excel would change are text: {values}.", values=result.as_text))
        if result.cut:
            told.append(words.tr("Texts longer than a cell holds, cut: {values}.", values=result.cut))
        if result.guarded:
            told.append(words.tr("Texts with an apostrophe before them: {values}.", values=result.guarded))
        if result.mixed:
            told.append(
                words.trn(
                    "{count} column has times with and without a time zone, and is text.",
                    "{count} columns have times with and without a time zone, and are text.",
                    result.mixed,
                )
            )
        self.ended.emit(" ".join(told), target)

    def _on_failed(self, error: UploaderError) -> None:
        self.busy = False
        self.failed.emit(error)
