"""Files that a person has made: asks where to, has them made in the background, and offers to open them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from .background import Background
from .dialogs import save_dialog
from .opening import open_file
from .toast import Toast


@dataclass(frozen=True, slots=True)
class Making:
    """What is to be made: the dialog's words, and the work off the main thread, which gives the file's path."""

    title: str
    suggestion: Path
    kinds: str
    make: Callable[[Path], Path]
    made: str
    """The sentence for the end, marked with `N_`; {name} in it is the file that was made."""


class SaveAs(QObject):
    """One question at a time. Lives in the main thread."""

    def __init__(self, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._background = background
        self._toast = toast
        self._window = window
        self._asked: Making | None = None

    def ask(self, making: Making) -> None:
        """Ask where the file goes, then have it made."""
        dialog = save_dialog(self._window, making.title, making.suggestion, making.kinds)
        dialog.fileSelected.connect(self._on_selected)
        self._asked = making
        dialog.open()

    def make(self, making: Making, target: Path) -> None:
        """Have the file made; one of that name is replaced, as the dialog has asked already."""
        self._background.run(lambda: making.make(target), partial(self._on_made, making))

    def _on_selected(self, name: str) -> None:
        if self._asked is not None:
            self.make(self._asked, Path(name))

    def offer(self, sentence: str, path: Path) -> None:
        """Say that a file is made, and offer to open it."""
        self._toast.say(sentence, offer=(self._toast.words.tr("Open"), partial(open_file, path, self._toast)))

    def _on_made(self, making: Making, path: Path) -> None:
        self.offer(self._toast.words.tr(making.made, name=path.name), path)
