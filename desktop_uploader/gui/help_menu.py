"""What helps a person who is stuck: the version, the logs, and a file for whoever helps them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from .. import __version__
from ..bootstrap import Application
from .saving import Making

ABOUT = "Desktop Uploader {version}\n\nDrop Excel files, and their rows arrive, checked, in a database."
DATA = "Your data is in {data}.\nThe logs are in {logs}.\n\nMIT licence."


class HelpMenu(QMenu):
    """Only says what was wished."""

    save_wanted = Signal(object)
    """A `Making`."""

    open_wanted = Signal(object)
    """A folder's path."""

    def __init__(self, application: Application, parent: QWidget) -> None:
        super().__init__("Help", parent)
        self._application = application
        self.diagnostics = self.addAction("Save a report for support…")
        self.diagnostics.setToolTip("Versions, settings and the log, without names, passwords or cells of your files")
        self.logs = self.addAction("Open the folder of the logs")
        self.addSeparator()
        self.about = self.addAction("About Desktop Uploader")
        self.setToolTipsVisible(True)
        self.diagnostics.triggered.connect(self._on_diagnostics)
        self.logs.triggered.connect(self._on_logs)
        self.about.triggered.connect(self._on_about)

    def report(self) -> Making:
        """The report for support."""
        diagnostics = self._application.diagnostics
        return Making(
            "Save a report for support",
            Path.home() / "desktop-uploader-report.zip",
            "Zip archive (*.zip)",
            lambda target: diagnostics.write(target, overwrite=True),
            "{name} is saved, without names, passwords or cells of your files. Look into it before you send it.",
        )

    def _on_diagnostics(self) -> None:
        self.save_wanted.emit(self.report())

    def _on_logs(self) -> None:
        self.open_wanted.emit(self._application.folders.logs)

    def _on_about(self) -> None:
        folders = self._application.folders
        box = QMessageBox(self.parentWidget())
        box.setWindowTitle("About Desktop Uploader")
        box.setText(ABOUT.format(version=__version__))
        box.setInformativeText(DATA.format(data=folders.data, logs=folders.logs))
        box.open()
