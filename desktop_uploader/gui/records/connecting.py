"""How other programs read the saved rows: a read-only address to copy."""

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...words import Catalogue
from ..dialogs import at_right
from ..widgets import button, label


def read_only_uri(path: Path) -> str:
    """The database as SQLite opens it for reading alone."""
    return f"file:{quote(path.absolute().as_posix(), safe='/:')}?mode=ro"


def odbc_text(path: Path) -> str:
    """The connection string for the SQLite ODBC driver; without LongNames it cuts headings at a dot."""
    return f"Driver=SQLite3 ODBC Driver;Database={read_only_uri(path)};LongNames=1;NoCreat=1;"


class ConnectDialog(QDialog):
    """Shows what to copy, and what to do with it."""

    def __init__(self, path: Path, view: str, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.tr("Connect Excel or Power BI"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(
            label(
                words.tr(
                    "Install the free SQLite ODBC driver, choose Data, Get Data, From ODBC in Excel or Power BI, and "
                    'paste this text. Then choose the table "{view}": it has the headings of your files.',
                    view=view,
                ),
                wrap=True,
            )
        )
        for name, text in ((words.tr("For ODBC"), odbc_text(path)), (words.tr("For SQLite"), read_only_uri(path))):
            column.addWidget(label(name, factor=0.88, tone="soft"))
            field = QLineEdit(text)
            field.setReadOnly(True)
            field.setCursorPosition(0)
            field.setAccessibleName(name)
            copy = button(words.tr("Copy"))
            copy.setAccessibleName(words.tr("Copy the text {name}", name=name))
            copy.clicked.connect(lambda _checked=False, text=text: QGuiApplication.clipboard().setText(text))
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(copy)
            column.addLayout(row)
        column.addWidget(
            label(
                words.tr(
                    "Other programs can only read this way. Do not copy the file while files are being added: what is "
                    "new stands beside it."
                ),
                tone="soft",
                wrap=True,
            )
        )
        close = button(words.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        column.addLayout(at_right(close))
