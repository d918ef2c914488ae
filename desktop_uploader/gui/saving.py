"""Files that a person has made: asks where to, has them made in the background, and offers to open them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from .background import Background
from .opening import open_file
from .widgets import Toast


@dataclass(frozen=True, slots=True)
class Making:
    """What is to be made: the dialog's words, and the work off the main thread, which gives the file's path."""

    title: str
    suggestion: Path
    kinds: str
    make: Callable[[Path], Path]
    made: str
    """The sentence for the end, with {name}."""


class SaveAs(QObject):
    """One question at a time. Lives in the main thread."""

    def __init__(self, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._background = background
        self._toast = toast
        self._window = window
        self._asked: Making | None = None
        self._sentence = ""
        self._made: Path | None = None

    def ask(self, making: Making) -> None:
        """Ask where the file goes, with the platform's own dialog, which does not hold the window up."""
        dialog = QFileDialog(self._window, making.title, str(making.suggestion), making.kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_selected)
        self._asked = making
        dialog.open()

    def make(self, making: Making, target: Path) -> None:
        """Have the file made; one of that name is replaced, as the dialog has asked already."""
        self._sentence = making.made
        self._background.run(lambda: making.make(target), self._on_made)

    def _on_selected(self, name: str) -> None:
        if self._asked is not None:
            self.make(self._asked, Path(name))

    def _on_made(self, path: Path) -> None:
        self._made = path
        self._toast.say(self._sentence.format(name=path.name), offer=("Open", self._on_open))

    def _on_open(self) -> None:
        if self._made is not None:
            open_file(self._made, self._toast)
