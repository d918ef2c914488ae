"""What helps a person who is stuck: the version, the logs, and a file for whoever helps them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from .. import __version__
from ..bootstrap import Application
from ..words.marking import N_
from .help.report import report_making

ABOUT = N_("Desktop Uploader {version}\n\nDrop Excel files, and their rows arrive, checked, in a database.")
DATA = N_("Your data is in {data}.\nThe logs are in {logs}.\n\nMIT licence.")


class HelpMenu(QMenu):
    """Only says what was wished."""

    save_wanted = Signal(object)
    """A `Making`."""

    open_wanted = Signal(object)
    """A folder's path."""

    def __init__(self, application: Application, parent: QWidget) -> None:
        tr = application.words.tr
        super().__init__(tr("Help"), parent)
        self._application = application
        self.diagnostics = self.addAction(tr("Save a report for support…"))
        self.diagnostics.setToolTip(
            tr("Versions, settings and the log, without names, passwords or cells of your files")
        )
        self.logs = self.addAction(tr("Open the folder of the logs"))
        self.addSeparator()
        self.about = self.addAction(tr("About Desktop Uploader"))
        self.setToolTipsVisible(True)
        self.diagnostics.triggered.connect(self._on_diagnostics)
        self.logs.triggered.connect(self._on_logs)
        self.about.triggered.connect(self._on_about)

    def _on_diagnostics(self) -> None:
        self.save_wanted.emit(report_making(self._application))

    def _on_logs(self) -> None:
        self.open_wanted.emit(self._application.folders.logs)

    def _on_about(self) -> None:
        folders, tr = self._application.folders, self._application.words.tr
        box = QMessageBox(self.parentWidget())
        box.setWindowTitle(tr("About Desktop Uploader"))
        box.setText(tr(ABOUT, version=__version__))
        box.setInformativeText(tr(DATA, data=folders.data, logs=folders.logs))
        box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
