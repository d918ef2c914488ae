"""Adding from S3: opens the browser, and enters what was picked there."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..bootstrap import Application
from ..model.errors import UploaderError
from ..model.places import S3Place
from ..model.question import Answers
from .background import Background
from .garbage import keep_loaded
from .icons import Icons
from .theme import Theme

if TYPE_CHECKING:
    from ..storage.s3.browse import Browser
    from ..storage.s3.keys import HeldKeys
    from .bucket_browser import Picked


class _Lately:
    """The browser of a place, made at its first use: keys and libraries take a moment."""

    def __init__(self, place: S3Place, held: "HeldKeys") -> None:
        self._place = place
        self._held = held
        self._lock = Lock()
        self._made: Browser | None = None

    def __call__(self) -> "Browser":
        from ..storage.s3.browse import Browser

        with self._lock:
            if self._made is None:
                self._made = Browser(self._place, self._held)
                keep_loaded()
            return self._made


class Objects(QObject):
    """Lives in the main thread. Servers are asked on threads of its own: one that is slow holds up nothing else."""

    added = Signal()
    """There are new rows."""
    refused = Signal(object)
    """The `UploaderError`s of what was not added."""

    def __init__(
        self,
        application: Application,
        theme: Theme,
        icons: Icons,
        doors: Sequence[QPushButton],
        answers: Answers,
        window: QWidget,
    ) -> None:
        """`doors` are the buttons that lead here; `answers` settle questions about what is picked."""
        super().__init__(window)
        self._doors = doors
        self._answers = answers
        self._application = application
        self._theme = theme
        self._icons = icons
        self._window = window
        self._background = Background(self)
        for door in doors:
            door.clicked.connect(self.ask)
        self.show_doors()

    def show_doors(self) -> None:
        """Offer it where an S3 place is set up, and only there."""
        for door in self._doors:
            door.setVisible(bool(self._application.settings.s3.bucket))

    def ask(self) -> None:
        """Open the browser."""
        from .bucket_browser import BucketBrowser

        place = self._application.settings.s3
        dialog = BucketBrowser(
            _Lately(place, self._application.keys),
            place.bucket,
            self._background,
            self._application.words,
            self._theme,
            self._icons,
            self._window,
        )
        dialog.picked.connect(self._on_picked)
        dialog.open()

    def close(self) -> None:
        """Wait for what is under way."""
        self._background.close()

    def _on_picked(self, picked: "Picked") -> None:
        self._background.run(lambda: self._register(picked), self._on_registered)

    def _on_registered(self, refused: list[UploaderError]) -> None:
        self.added.emit()
        if refused:
            self.refused.emit(refused)

    def _register(self, picked: "Picked") -> list[UploaderError]:
        from ..storage.s3.browse import uri_of
        from ..storage.s3.pasted import as_s3

        refused: list[UploaderError] = []
        wanted = [(uri_of(picked.bucket, row), row[1]) for row in picked.rows]
        for address, size in (*wanted, *((address, None) for address in picked.pasted)):
            try:
                found = as_s3(address, self._application.settings.s3)
                self._application.intake.register_object(found, copy=picked.copy, answers=self._answers, size=size)
            except UploaderError as error:
                refused.append(error)
        self._application.uploader.wake()
        return refused
