"""Empty workbooks of a dataset, to be filled in: asks where to, has them made in the background."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ..bootstrap import Application
from ..model.dataset import Dataset
from .background import Background
from .opening import open_file
from .widgets import Toast


class Templates(QObject):
    """Lives in the main thread."""

    def __init__(self, application: Application, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._outputs = application.outputs
        self._background = background
        self._toast = toast
        self._window = window
        self._dataset: Dataset | None = None
        self._made: Path | None = None

    def ask(self, dataset: Dataset) -> None:
        """Ask where the template goes, with the platform's own dialog, which does not hold the window up."""
        suggestion = str(Path.home() / f"{dataset.name}.xlsx")
        dialog = QFileDialog(self._window, "Save template", suggestion, "Excel Workbook (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_selected)
        self._dataset = dataset
        dialog.open()

    def make(self, dataset: Dataset, target: Path) -> None:
        """Have the template made; a file of that name is replaced, as the dialog has asked already."""
        self._background.run(lambda: self._outputs.template(dataset, target, overwrite=True), self._on_made)

    def _on_selected(self, name: str) -> None:
        if self._dataset is not None:
            self.make(self._dataset, Path(name))

    def _on_made(self, path: Path) -> None:
        self._made = path
        self._toast.say(f"{path.name} is saved. Fill it in and add it.", offer=("Open", self._on_open))

    def _on_open(self) -> None:
        if self._made is not None:
            open_file(self._made, self._toast)
