"""The database of the saved rows: where it is, how large, and its copies."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout

from ...database.backup import DAILY, back_up, backups_in, prune
from ...model.errors import UploaderError
from ...worker.chores import RECORDS_KEPT
from ..page import Kit
from ..plain import glance
from ..widgets import button, label
from .entries import NumberEntry
from .form_section import FormSection
from .section import form, form_label

LINES = ("path", "size", "copy")


@dataclass(frozen=True, slots=True)
class Facts:
    """How the database is now."""

    size: int
    copied_at: datetime | None


class RecordsSection(FormSection):
    """A copy is made in the background, while rows are saved and read."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        self.lines = {name: label(tone="soft", wrap=True) for name in LINES}
        self.lines["path"].setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lines["path"].setText(glance(str(kit.application.folders.records)))
        self.open_folder, self.copy_path = button(tr("Open folder")), button(tr("Copy path"))
        self.back_up = button(tr("Back up now"))
        self.open_folder.clicked.connect(self._on_open)
        self.copy_path.clicked.connect(self._on_copy_path)
        self.back_up.clicked.connect(self._on_back_up)
        self._build()
        rows = self.add_form(tr("Daily copies"))
        self.add(
            rows,
            "backup_records_mb",
            tr("Copy daily up to"),
            NumberEntry(tr("MB")),
            tr("A larger database is yours to back up. 0: it is never copied."),
        )
        self.finish()

    def refresh(self) -> None:
        """See `Section`."""
        super().refresh()
        self.read_again()

    def read_again(self) -> None:
        """See `Section`."""
        self.kit.background.run(lambda: _facts(self.kit.application.folders.records, self._copies()), self._on_facts)

    def _copies(self) -> Path:
        return self.kit.application.folders.backups

    def _build(self) -> None:
        tr = self.words.tr
        made, column = self.titled_card(tr("Records database"))
        about = tr("The saved rows of all datasets, in one SQLite file that other programs may read.")
        column.addWidget(label(about, factor=0.88, tone="soft", wrap=True))
        rows = form()
        # A path is wrapped where the card ends, not where its first folder does.
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setVerticalSpacing(2)
        for name, text in zip(LINES, (tr("File"), tr("Size"), tr("Last copy")), strict=True):
            rows.addRow(form_label(text, self.lines[name]), self.lines[name])
            self.lines[name].setMinimumHeight(32)
        column.addLayout(rows)
        buttons = QHBoxLayout()
        for made_button in (self.open_folder, self.copy_path, self.back_up):
            buttons.addWidget(made_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.column.addWidget(made)

    def _on_facts(self, facts: Facts) -> None:
        self.lines["size"].setText(self.words.size(facts.size))
        ago = self.words.ago(facts.copied_at, datetime.now(UTC))
        self.lines["copy"].setText(ago or self.words.tr("None yet"))

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.kit.application.folders.records.parent)))

    def _on_copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self.kit.application.folders.records))
        self.said.emit(self.words.tr("The path is copied."))

    def _on_back_up(self) -> None:
        source, folder = self.kit.application.folders.records, self._copies()

        def work() -> Path:
            now = datetime.now(UTC)
            made = back_up(source, folder, DAILY, now)
            prune(folder, source.stem, now, RECORDS_KEPT)
            return made

        self.back_up.setEnabled(False)
        self.back_up.setText(self.words.tr("Copying…"))
        self.kit.background.run(work, self._on_backed_up, self._on_not_backed_up)

    def _on_backed_up(self, path: Path) -> None:
        self._ready()
        self.said.emit(self.words.tr("A copy was made: {path}", path=str(path)))
        self.refresh()

    def _on_not_backed_up(self, error: UploaderError) -> None:
        self._ready()
        self.said.emit(str(self.words.exception(error)))

    def _ready(self) -> None:
        self.back_up.setEnabled(True)
        self.back_up.setText(self.words.tr("Back up now"))


def _facts(path: Path, folder: Path) -> Facts:
    log = path.with_name(f"{path.name}-wal")
    size = sum(file.stat().st_size for file in (path, log) if file.exists())
    copies = backups_in(folder, path.stem)
    return Facts(size, copies[0].made_at if copies else None)
