"""How one folder is watched, as a person chooses it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...model.errors import UsageError
from ...model.places import S3_SCHEME
from ...model.watch import Afterwards, Watch
from ...watching.listed import make_watch
from ...words import Catalogue
from ...words import watching as texts
from ..dialogs import at_right, folder_dialog
from ..icons import Icons
from ..theme import Theme
from ..widgets import Check, Choice, Message, button
from .section import form, form_label

WIDTH = 560


class WatchDialog(QDialog):
    """Asks for a new watched folder, or changes one. `chosen` carries the one that is changed, or None, and the new."""

    chosen = Signal(object, object)

    def __init__(
        self,
        watch: Watch | None,
        datasets: Sequence[str],
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._words, tr = words, words.tr
        self._watch = watch
        self.setWindowTitle(tr("Watch a folder") if watch is None else tr("Watched folder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.folder = QLineEdit(watch.folder if watch else "")
        self.folder.setPlaceholderText(tr("A folder, or s3://bucket/folder/"))
        self.folder.setReadOnly(watch is not None)
        self.folder.textChanged.connect(self._on_folder)
        self._choose = button(tr("Choose…"))
        self._choose.setVisible(watch is None)
        self._choose.clicked.connect(self._on_choose)
        self.dataset = Choice(theme, icons, tr("Dataset"))
        self.dataset.addItem(words.tr(texts.RECOGNISE), None)
        known = dict.fromkeys((*datasets, *([watch.dataset] if watch and watch.dataset else [])))
        for name in known:
            self.dataset.addItem(name, name)
        self.afterwards = Choice(theme, icons, tr("Afterwards"))
        for value in Afterwards:
            self.afterwards.addItem(words.tr(texts.AFTERWARDS[value]), value)
        self.recursive = Check(theme, icons, tr("The folders in it too"))
        self.recursive.setAccessibleName(self.recursive.text())
        self._message = Message()
        self._message.hide()
        self.ok = button(tr("Watch") if watch is None else tr("Save"), "primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._on_ok)
        self._cancel = button(tr("Cancel"))
        self._cancel.clicked.connect(self.reject)
        if watch is not None:
            self.dataset.setCurrentIndex(max(0, self.dataset.findData(watch.dataset)))
            self.afterwards.setCurrentIndex(list(Afterwards).index(watch.afterwards))
            self.recursive.setChecked(watch.recursive)
        self._lay_out()
        self._on_folder()

    def said(self) -> str:
        """What is wrong with what was entered."""
        return "" if self._message.isHidden() else self._message.title.text()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(self._choose)
        rows = form()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.addRow(form_label(self._words.tr("Folder"), self.folder), place)
        for choice in (self.dataset, self.afterwards):
            rows.addRow(form_label(choice.accessibleName(), choice), choice)
        rows.addRow(form_label("", self.recursive), self.recursive)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        column.addWidget(self._message)
        column.addLayout(at_right(self.ok, self._cancel))

    def _on_folder(self) -> None:
        text = self.folder.text().strip()
        self.ok.setEnabled(bool(text))
        in_s3 = text.startswith(S3_SCHEME)
        self.afterwards.setEnabled(not in_s3)
        if in_s3:
            self.afterwards.setCurrentIndex(0)

    def _on_choose(self) -> None:
        dialog = folder_dialog(self, self._words.tr("Watch a folder"), self.folder.text())
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_ok(self) -> None:
        given = {
            "folder": self.folder.text().strip(),
            "dataset": self.dataset.currentData(),
            "afterwards": self.afterwards.currentData(),
            "recursive": self.recursive.isChecked(),
        }
        kept = self._watch.model_dump(include={"patterns", "polling", "quiet_seconds"}) if self._watch else {}
        try:
            new = make_watch(**kept, **given)
        except UsageError as error:
            told = self._words.exception(error)
            self._message.say("bad", told.title, told.advice)
            self._message.show()
            return
        self.chosen.emit(self._watch, new)
        self.accept()
