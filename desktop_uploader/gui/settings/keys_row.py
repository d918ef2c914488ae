"""Where the keys of the storage come from, and the way to type in others."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...model.places import S3Place
from ...storage.s3.keys import HeldKeys, KeyringState, Keys, find_keys, keep_keys, keyring_state
from ...words import Catalogue
from ...words import settings as texts
from ..background import Background
from ..widgets import button, label
from .keys_dialog import KeysDialog
from .section import form, form_label

TYPING = 300
"""Milliseconds after the last change before the keyring is asked."""


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """The typed-in keys of a place, and whether they are only held in memory."""

    place: S3Place
    keys: Keys | None
    held: bool
    keyring: bool
    """Whether this computer has a keyring that can keep keys."""


class KeysRow(QWidget):
    """Asks the keyring on `background`, and only once nobody types any more: it may wait for a person to unlock it."""

    changed = Signal()
    """Other keys are used from now on."""

    def __init__(self, held: HeldKeys, background: Background, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._held = held
        self._background = background
        self._place: S3Place | None = None
        self._keyring = True
        self.said = label(tone="soft", wrap=True)
        self.change = button(words.tr("Enter keys…"))
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._say("")
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self.said)
        inside.addWidget(self.change)
        rows = form()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addRow(form_label(words.tr("Keys"), self.change), inside)
        self.setLayout(rows)
        self._typing.timeout.connect(self._look_up)
        self.change.clicked.connect(self._on_change)

    def show_place(self, place: S3Place | None) -> None:
        """Say which keys this place has; None: it cannot be told yet which place is meant."""
        self.change.setEnabled(place is not None)
        self._place = place
        self._say(self._words.tr(texts.FROM_PROFILE, profile=place.profile) if place and place.profile else "")
        if place is not None and not place.profile:
            self._typing.start()

    def keep(self, place: S3Place, keys: Keys) -> None:
        """Put keys into the keyring, or hold them where there is none."""
        self._background.run(lambda: keep_keys(place, keys, self._held), self._on_kept)

    def _look_up(self) -> None:
        place, held = self._place, self._held
        if place is None:
            return

        def work() -> FoundKeys:
            in_memory = held.find(place)
            keyring = keyring_state() is not KeyringState.NONE
            return FoundKeys(place, in_memory or find_keys(place), in_memory is not None, keyring)

        self._background.run(work, self._on_found)

    def _on_found(self, found: FoundKeys) -> None:
        if found.place != self._place:
            return
        self._keyring = found.keyring
        self.change.setText(self._words.tr("Enter keys…" if found.keys is None else "Change keys…"))
        if found.keys is None:
            self._say(self._words.tr(texts.NO_KEYS))
            return
        where, key = texts.KEYS_HELD if found.held else texts.KEYS_KEPT, found.keys.access_key
        self._say(self._words.tr(where, key=f"{key[:4]}…{key[-2:]}"))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _on_change(self) -> None:
        place = self._place
        if place is None:
            return
        dialog = KeysDialog(place.bucket, self._words, self, held=not self._keyring)
        dialog.entered.connect(lambda keys: self.keep(place, keys))
        dialog.open()

    def _on_kept(self, _in_keyring: bool) -> None:
        self._look_up()
        self.changed.emit()
