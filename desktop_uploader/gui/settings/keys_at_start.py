"""Asks for the keys of the storage at each start where this computer has no keyring to keep them."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ...bootstrap import Application
from ...model.events import Trouble
from ...model.places import StorageKind
from ...storage.s3.keys import Keys, keys_wanted
from ..background import Background
from ..threads import Happenings
from .keys_dialog import KeysDialog

NOT_TAKEN = ("storage-keys-refused", "storage-keys-expired")
MISSED = ("storage-keys-missing", "storage-keyring-locked")


class KeysAtStart(QObject):
    """Lives in the main thread. A person who says "Later" is asked again at the next start."""

    def __init__(
        self, application: Application, background: Background, happenings: Happenings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._application = application
        self._background = background
        self._window = window
        self._asking = self._declined = False
        happenings.trouble_changed.connect(self._on_trouble)

    def look(self) -> None:
        """Ask, where only a person can give the keys; looked for off the main thread."""
        settings, held = self._application.settings, self._application.keys
        if settings.storage is not StorageKind.S3 or self._asking or self._declined:
            return
        self._asking = True
        self._background.run(
            lambda: keys_wanted(settings.s3, held), self._on_looked, lambda _error: self._on_looked(False)
        )

    def _on_looked(self, wanted: bool) -> None:
        if not wanted:
            self._asking = False
            return
        dialog = KeysDialog(self._application.settings.s3.bucket, self._application.words, self._window, held=True)
        dialog.entered.connect(self._on_entered)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_entered(self, keys: Keys) -> None:
        self._application.keys.hold(self._application.settings.s3, keys)
        # Made anew with the keys, and tried at once.
        self._application.apply(self._application.settings)

    def _on_finished(self, _result: int) -> None:
        self._asking = False
        self._declined = self._application.keys.find(self._application.settings.s3) is None

    def _on_trouble(self, trouble: Trouble) -> None:
        place, held = self._application.settings.s3, self._application.keys
        if trouble.code in NOT_TAKEN and held.find(place) is not None:
            held.forget(place)
            self.look()
        elif trouble.code in MISSED:
            self.look()
