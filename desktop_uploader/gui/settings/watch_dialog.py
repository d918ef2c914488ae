"""How one folder is watched, as a person chooses it."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...model.places import S3_SCHEME
from ...model.watch import Afterwards, Watch, overlap
from ...watching.listed import make_watch, mistakes
from ...words import Catalogue
from ...words import watching as texts
from ..dialogs import at_right, folder_dialog
from ..icons import Icons
from ..theme import Theme
from ..widgets import Check, Choice, button
from .section import Field, form, form_label
from .watch_more import WatchMore

WIDTH = 560


class WatchDialog(QDialog):
    """Asks for a new watched folder, or changes one. `chosen` carries the one that is changed, or None, and the new."""

    chosen = Signal(object, object)

    def __init__(
        self,
        watch: Watch | None,
        others: Sequence[Watch],
        datasets: Sequence[str],
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._words, tr = words, words.tr
        self._watch = watch
        self._others = others
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
        self.recursive.clicked.connect(self._look)
        self.more = WatchMore(words, theme, icons)
        self.more.show_watch(watch)
        self.more.changed.connect(self._look)
        self.open_more = button("", "link")
        self.open_more.setCheckable(True)
        self.open_more.setChecked(self.more.says_something)
        self.open_more.toggled.connect(self._on_more)
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
        self._on_more(self.open_more.isChecked())
        self._on_folder()

    def said(self) -> str:
        """What is wrong with the folder that was entered."""
        return self._folder.said

    def _lay_out(self) -> None:
        around = QWidget()
        place = QHBoxLayout(around)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(self._choose)
        rows = form()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._folder = Field(around)
        rows.addRow(form_label(self._words.tr("Folder"), self.folder), self._folder)
        for choice in (self.dataset, self.afterwards):
            rows.addRow(form_label(choice.accessibleName(), choice), choice)
        rows.addRow(form_label("", self.recursive), self.recursive)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        column.addWidget(self.open_more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more)
        column.addStretch(1)
        column.addLayout(at_right(self.ok, self._cancel))

    def _on_folder(self) -> None:
        in_s3 = self.folder.text().strip().startswith(S3_SCHEME)
        self.afterwards.setEnabled(not in_s3)
        if in_s3:
            self.afterwards.setCurrentIndex(0)
        self.more.fit_place(in_s3=in_s3)
        self._look()

    def _on_more(self, wanted: bool) -> None:
        self.open_more.setText(self._words.tr("Less") if wanted else self._words.tr("More…"))
        self.more.setVisible(wanted)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as its lines need: those that wrap count, which no dialog does by itself."""
        needed = max(0, self._column.totalHeightForWidth(self.width()))
        self.setMinimumHeight(needed)
        self.resize(self.width(), needed)

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt."""
        super().showEvent(event)
        self._fit_height()

    def _look(self) -> None:
        """Say what cannot be used, field by field, as it is typed."""
        given = self._given()
        wrong = mistakes(given)
        told = self._told_of_folder(given, wrong)
        self._folder.complain(told)
        self.more.complain(wrong)
        self.ok.setEnabled(not wrong and not told)
        if self.isVisible():
            self._fit_height()

    def _told_of_folder(self, given: dict[str, Any], wrong: Collection[str]) -> str:
        tr = self._words.tr
        if "folder" in wrong:
            return tr(texts.FOLDER_MISTAKE) if given["folder"] else ""
        found = overlap((make_watch(**{name: given[name] for name in ("folder", "recursive")}), *self._others))
        if found is None:
            return ""
        outer, inner = found
        if outer.key == inner.key:
            return tr(texts.WATCHED_ALREADY, folder=outer.folder)
        return tr(texts.WATCHED_WITHIN, inner=inner.folder, outer=outer.folder)

    def _given(self) -> dict[str, Any]:
        return {
            "folder": self.folder.text().strip(),
            "dataset": self.dataset.currentData(),
            "afterwards": self.afterwards.currentData(),
            "recursive": self.recursive.isChecked(),
            **self.more.given(),
        }

    def _on_choose(self) -> None:
        dialog = folder_dialog(self, self._words.tr("Watch a folder"), self.folder.text())
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_ok(self) -> None:
        self.chosen.emit(self._watch, make_watch(**self._given()))
        self.accept()
