"""Where added files are kept."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...bootstrap import Application
from ...model.errors import UploaderError
from ...model.places import S3Place, StorageKind
from ...places import try_place
from ...settings import Settings, load_settings, place_changes, save_settings
from ...storage.s3.keys import KeyringState, Keys, find_keys, keep_keys, keyring_state
from ...words import settings as words
from ..background import Background
from ..formats import storage_text
from ..icons import Icons
from ..theme import Theme
from ..widgets import button, label
from .connection_test import ConnectionTest
from .keys_dialog import KeysDialog
from .s3_form import S3Form
from .section import Section, form, form_label


@dataclass(frozen=True, slots=True)
class Choice:
    """Where new files go, as it is entered."""

    kind: StorageKind
    folder: Path | None
    """For files on this computer; None: below the data folder."""
    place: S3Place


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """The typed-in keys of a place, and whether they are only held in memory."""

    place: S3Place
    keys: Keys | None
    held: bool
    keyring: bool
    """Whether this computer has a keyring that can keep keys."""


KINDS = ((StorageKind.LOCAL, "This computer"), (StorageKind.S3, "S3 or compatible"))


class StorageSection(Section):
    """Changes nothing before Save. A test tries what is entered, saved or not."""

    title = "Storage"
    said = Signal(str)
    saved = Signal(object)
    """The `Settings` that hold now."""

    def __init__(self, application: Application, background: Background, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._background = background
        self._shown: Choice | None = None
        self._folder: Path | None = None
        self._keyring = True
        self.kinds = [button(text, "chip") for _, text in KINDS]
        self._group = QButtonGroup(self)
        self.s3 = S3Form(theme, icons)
        self.folder = label(tone="soft", wrap=True)
        self.change_folder, self.own_folder = button("Change folder…"), button("Use the program's own")
        self.keys = label(tone="soft", wrap=True)
        self.change_keys = button("Change keys…")
        self.test = ConnectionTest(background, application.words, theme, icons)
        self._missing = label(tone="soft")
        self.revert, self.save = button("Revert"), button("Save", "primary")
        self._build()
        self._group.idClicked.connect(self._on_entered)
        self.s3.changed.connect(self._on_entered)
        self.change_folder.clicked.connect(self._on_change_folder)
        self.own_folder.clicked.connect(self._on_own_folder)
        self.change_keys.clicked.connect(self._on_change_keys)
        self.test.wanted.connect(self._on_test)
        self.revert.clicked.connect(self.refresh)
        self.save.clicked.connect(self._on_save)

    def refresh(self) -> None:
        """See `Section`; what was entered and not saved is given up."""
        settings = self._application.settings
        self._shown = None
        self.kind_button(settings.storage).setChecked(True)
        self.s3.show_place(settings.s3)
        self._folder = settings.files_folder
        self._shown = Choice(settings.storage, settings.files_folder, settings.s3)
        self._on_entered()

    def kind_button(self, kind: StorageKind) -> QAbstractButton:
        """The chip of a kind of place."""
        return self._group.button([known for known, _ in KINDS].index(kind))

    @property
    def kind(self) -> StorageKind:
        """The kind that is chosen."""
        return KINDS[self._group.checkedId()][0]

    @property
    def missing(self) -> str:
        """What is still needed, in a sentence."""
        return self._missing.text()

    def choose_folder(self, folder: Path | None) -> None:
        """Enter a folder for files on this computer; None: the program's own."""
        self._folder = folder
        self._on_entered()

    def _entered(self) -> Choice | None:
        """What is entered, where it can be used."""
        if self.kind is StorageKind.LOCAL:
            return Choice(self.kind, self._folder, self._application.settings.s3)
        place = self.s3.place()
        self._missing.setText(self.s3.missing(place) if place is not None else "")
        return Choice(self.kind, self._folder, place) if place is not None and not self._missing.text() else None

    def _on_entered(self, _what: int = 0) -> None:
        is_s3 = self.kind is StorageKind.S3
        self.s3.setVisible(is_s3)
        self._keys_row.setVisible(is_s3)
        self._folder_row.setVisible(not is_s3)
        shown = self._folder or self._application.folders.own_files
        self.folder.setText(str(shown))
        self.own_folder.setVisible(self._folder is not None)
        self._missing.setText("")
        entered = self._entered()
        self.test.clear()
        self.test.start.setEnabled(entered is not None)
        self.save.setEnabled(entered is not None and entered != self._shown)
        self.revert.setEnabled(entered != self._shown)
        if is_s3 and entered is not None:
            self._read_keys(entered.place)
        self.change_keys.setEnabled(entered is not None)

    def _read_keys(self, place: S3Place) -> None:
        self.keys.setText("")
        if place.profile:
            self.keys.setText(f"From the AWS profile {place.profile}")
            return
        held = self._application.keys

        def work() -> FoundKeys:
            in_memory = held.find(place)
            keyring = keyring_state() is not KeyringState.NONE
            return FoundKeys(place, in_memory or find_keys(place), in_memory is not None, keyring)

        self._background.run(work, self._on_keys)

    def _on_keys(self, found: FoundKeys) -> None:
        entered, keys = self._entered(), found.keys
        if entered is None or entered.place != found.place:
            return
        self._keyring = found.keyring
        if keys is None:
            self.keys.setText(words.NO_KEYS)
        else:
            where = words.KEYS_HELD if found.held else words.KEYS_KEPT
            self.keys.setText(where.format(key=f"{keys.access_key[:4]}…{keys.access_key[-2:]}"))

    def _on_change_folder(self) -> None:
        dialog = QFileDialog(self, "The folder for added files", self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, name: str) -> None:
        self.choose_folder(Path(name))

    def _on_own_folder(self) -> None:
        self.choose_folder(None)

    def _on_change_keys(self) -> None:
        entered = self._entered()
        if entered is None:
            return
        place = entered.place
        dialog = KeysDialog(f"the bucket {place.bucket}", self, held=not self._keyring)
        dialog.entered.connect(lambda keys: self.keep_keys(place, keys))
        dialog.open()

    def keep_keys(self, place: S3Place, keys: Keys) -> None:
        """Put keys into the keyring."""

        def done(_nothing: object) -> None:
            self._application.apply(self._application.settings)
            self._on_entered()

        self._background.run(lambda: keep_keys(place, keys, self._application.keys), done)

    def _on_test(self) -> None:
        entered = self._entered()
        if entered is not None:
            settings, folders = self._with(entered), self._application.folders
            self.test.run(lambda: try_place(settings, folders, self._application.keys))

    def _with(self, entered: Choice) -> Settings:
        chosen = {"storage": entered.kind, "files_folder": entered.folder, "s3": entered.place}
        return self._application.settings.model_copy(update=chosen)

    def _on_save(self) -> None:
        entered, folders, before = self._entered(), self._application.folders, self._application.settings
        if entered is None:
            return

        def work() -> Settings:
            save_settings(folders, place_changes(before, entered.kind, entered.folder, entered.place))
            return load_settings(folders)

        self.save.setEnabled(False)
        self._background.run(work, lambda settings: self._on_saved(entered, settings), self._on_not_saved)

    def _on_saved(self, entered: Choice, settings: Settings) -> None:
        self._application.apply(settings)
        over = Choice(settings.storage, settings.files_folder, settings.s3) != entered
        self.refresh()
        self.said.emit(words.STANDS_OVER if over else words.SAVED.format(place=storage_text(settings)))
        self.saved.emit(settings)

    def _on_not_saved(self, error: UploaderError) -> None:
        self.save.setEnabled(True)
        self.said.emit(str(self._application.words.exception(error)))

    def _build(self) -> None:
        first, column = self.titled_card("Where added files are kept")
        chips = QHBoxLayout()
        for number, chip in enumerate(self.kinds):
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            chips.addWidget(chip)
        chips.addStretch(1)
        column.addLayout(chips)
        self._folder_row = QWidget()
        there = QHBoxLayout(self._folder_row)
        there.setContentsMargins(0, 0, 0, 0)
        there.setSpacing(12)
        there.addWidget(self.folder, 1)
        there.addWidget(self.own_folder)
        there.addWidget(self.change_folder)
        column.addWidget(self._folder_row)
        self._keys_row = QWidget()
        keys = form()
        keys.setContentsMargins(0, 0, 0, 0)
        self._keys_row.setLayout(keys)
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self.keys)
        inside.addWidget(self.change_keys)
        keys.addRow(form_label("Keys", self.change_keys), inside)
        column.addWidget(self.s3)
        column.addWidget(self._keys_row)
        buttons = QHBoxLayout()
        buttons.addWidget(self._missing)
        buttons.addStretch(1)
        buttons.addWidget(self.revert)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(first)
        whole.addWidget(self.test)
        whole.addLayout(buttons)
