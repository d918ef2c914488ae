"""Where added files are kept."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ...model.errors import UploaderError
from ...model.places import S3Place, StorageKind
from ...places import try_place
from ...settings import Settings, place_changes, save_settings
from ...words import settings as words
from ...words.marking import N_
from ..background import Background
from ..dialogs import at_right, folder_dialog
from ..formats import storage_text
from ..one_of import OneOf
from ..page import Kit
from ..plain import glance
from ..widgets import button, label
from .connection_test import ConnectionTest
from .keys_row import KeysRow
from .s3_form import S3Form
from .section import Section


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where new files go, as it is entered."""

    kind: StorageKind
    folder: Path | None
    """For files on this computer; None: below the data folder."""
    place: S3Place


KINDS = ((StorageKind.LOCAL, N_("This computer")), (StorageKind.S3, N_("S3 or compatible")))


class StorageSection(Section):
    """Changes nothing before Save. A test tries what is entered, saved or not."""

    said = Signal(str)
    saved = Signal(object)
    """The `Settings` that hold now."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._application = application = kit.application
        tr = application.words.tr
        # Threads of its own: a keyring or a server that lets one wait must not keep the window's own questions waiting.
        self._background = background = Background(self)
        self._shown: Chosen | None = None
        self._folder: Path | None = None
        self.kinds = [button(tr(text), "chip") for _, text in KINDS]
        self._group = OneOf(self)
        self.s3 = S3Form(application.words, kit.theme, kit.icons)
        self.folder = label(tone="soft", wrap=True)
        self.change_folder, self.own_folder = button(tr("Change folder…")), button(tr("Use the program's own"))
        self.keys = KeysRow(application.keys, background, application.words)
        self.test = ConnectionTest(background, application.words, kit.theme, kit.icons)
        self._missing = label(tone="soft")
        self.revert, self.save = button(tr("Revert")), button(tr("Save"), "primary")
        self._build()
        self._group.chosen.connect(self._on_entered)
        self.s3.changed.connect(self._on_entered)
        self.change_folder.clicked.connect(self._on_change_folder)
        self.own_folder.clicked.connect(self._on_own_folder)
        self.keys.changed.connect(self._on_keys_changed)
        background.failed.connect(self._on_failed)
        self.test.wanted.connect(self._on_test)
        self.revert.clicked.connect(self.refresh)
        self.save.clicked.connect(self._on_save)

    def refresh(self) -> None:
        """See `Section`; what was entered and not saved is given up."""
        settings = self._application.settings
        self._shown = None
        self._group.choose([known for known, _ in KINDS].index(settings.storage))
        self.s3.show_place(settings.s3)
        self._folder = settings.files_folder
        self._shown = Chosen(settings.storage, settings.files_folder, settings.s3)
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

    def _entered(self) -> Chosen | None:
        """What is entered, where it can be used."""
        if self.kind is StorageKind.LOCAL:
            return Chosen(self.kind, self._folder, self._application.settings.s3)
        place = self.s3.place()
        self._missing.setText(self.s3.missing(place) if place is not None else "")
        return Chosen(self.kind, self._folder, place) if place is not None and not self._missing.text() else None

    def _on_entered(self, _what: int = 0) -> None:
        is_s3 = self.kind is StorageKind.S3
        self.s3.setVisible(is_s3)
        self.keys.setVisible(is_s3)
        self._folder_row.setVisible(not is_s3)
        shown = self._folder or self._application.folders.own_files
        self.folder.setText(glance(str(shown)))
        self.own_folder.setVisible(self._folder is not None)
        self._missing.setText("")
        entered = self._entered()
        self.test.clear()
        self.test.start.setEnabled(entered is not None)
        self.save.setEnabled(entered is not None and entered != self._shown)
        self.revert.setEnabled(entered != self._shown)
        self.keys.show_place(entered.place if is_s3 and entered is not None else None)

    def close_down(self) -> None:
        """See `Section`."""
        self._background.close()

    def _on_change_folder(self) -> None:
        dialog = folder_dialog(self, self._application.words.tr("The folder for added files"), self.folder.text())
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, name: str) -> None:
        self.choose_folder(Path(name))

    def _on_own_folder(self) -> None:
        self.choose_folder(None)

    def _on_test(self) -> None:
        entered = self._entered()
        if entered is not None:
            settings, folders = self._with(entered), self._application.folders
            self.test.run(lambda: try_place(settings, folders, self._application.keys))

    def _with(self, entered: Chosen) -> Settings:
        chosen = {"storage": entered.kind, "files_folder": entered.folder, "s3": entered.place}
        return self._application.settings.model_copy(update=chosen)

    def _on_save(self) -> None:
        entered, folders, before = self._entered(), self._application.folders, self._application.settings
        if entered is None:
            return

        changes = place_changes(before, entered.kind, entered.folder, entered.place)
        changes = {name: value for name, value in changes.items() if name not in before.locked}
        self.save.setEnabled(False)
        self._background.run(
            lambda: save_settings(folders, changes),
            lambda settings: self._on_saved(entered, settings),
            self._on_not_saved,
        )

    def _on_saved(self, entered: Chosen, settings: Settings) -> None:
        self._application.apply(settings)
        over = Chosen(settings.storage, settings.files_folder, settings.s3) != entered
        self.refresh()
        catalogue = self._application.words
        saved = catalogue.tr(words.SAVED, place=storage_text(settings, catalogue))
        self.said.emit(catalogue.tr(words.STANDS_OVER) if over else saved)
        self.saved.emit(settings)

    def _on_not_saved(self, error: UploaderError) -> None:
        self.save.setEnabled(True)
        self._on_failed(error)

    def _on_keys_changed(self) -> None:
        self._application.apply(self._application.settings)
        self.test.clear()

    def _on_failed(self, error: UploaderError) -> None:
        self.said.emit(str(self._application.words.exception(error)))

    def _build(self) -> None:
        first, column = self.titled_card(self._application.words.tr("Where added files are kept"))
        chips = QHBoxLayout()
        for chip in self.kinds:
            self._group.add(chip)
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
        column.addWidget(self.s3)
        column.addWidget(self.keys)
        for names, parts in (
            (("storage",), self.kinds),
            (("s3",), [self.s3]),
            (("files_folder",), [self.change_folder, self.own_folder]),
        ):
            for part in parts:
                part.setEnabled(not self.locked(*names))
        if self.locked("storage", "s3", "files_folder"):
            column.addWidget(self.locked_label())
        buttons = at_right(self.revert, self.save)
        buttons.insertWidget(0, self._missing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(first)
        whole.addWidget(self.test)
        whole.addLayout(buttons)
