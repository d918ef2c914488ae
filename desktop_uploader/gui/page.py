"""What every page of the window is, and what it is made of."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from ..bootstrap import Application
from .background import Background
from .icons import Icons
from .theme import Theme


@dataclass(frozen=True, slots=True)
class Kit:
    """What pages share."""

    application: Application
    background: Background
    theme: Theme
    icons: Icons
    remembered: QSettings
    """How a person left the window: widths, filters and the like, each page below a group of its own."""


class Page(QWidget):
    """One page. Lives in the main thread; SQL, files and all else that may wait go through `Kit.background`."""

    said = Signal(str)
    """A sentence about what just happened."""

    file_made = Signal(str, object)
    """A sentence about a file that was just made, and its path: it can be opened."""

    failed = Signal(object)
    """An `UploaderError` that the page has no place of its own for."""

    making_wanted = Signal(object)
    """A `Making`: a file that a person wants to be made."""

    add_wanted = Signal()
    """A person wants to add files."""

    upload_wanted = Signal(int)
    """The number of an upload that a person wants to see."""

    uploads_wanted = Signal(object, str)
    """A `TaskQuery`, the uploads that a person wants to see, and the words for their time."""

    @property
    def topic(self) -> str:
        """What F1 shows: the name of a page of the guide, and behind # a place on it where there is one."""
        return "start"

    def refresh(self) -> None:
        """It comes into sight: show what holds now."""

    def on_ended(self) -> None:
        """A file has come to its end while the page is in sight."""

    def close_down(self) -> None:
        """The window closes: remember what is to be remembered, and wait for what is under way."""
