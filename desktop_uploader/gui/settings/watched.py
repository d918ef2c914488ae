"""The watched folders: what they bring, and how they are added, changed and removed."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ...database.history.watched import FolderCount
from ...model.watch import Watch
from ...settings import load_settings
from ...watching.listed import add_watch, remove_watch, replace_watch
from ...watching.loop import WatchState
from ...words import Catalogue
from ...words import watching as words
from ..page import Kit
from ..plain import glance
from ..standing import StandingQuery
from ..widgets import Message, button, label
from .section import Section
from .watch_dialog import WatchDialog

LOOK = 1000
"""Milliseconds between two looks at how the folders are, while the section is seen."""

NOTHING = FolderCount(0, None)


class WatchRow(QFrame):
    """One folder: how it is watched, what it has brought, and what is in the way."""

    change_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, watch: Watch, catalogue: Catalogue) -> None:
        super().__init__()
        self.watch = watch
        self._catalogue = catalogue
        self._details = label(factor=0.88, tone="soft", wrap=True)
        self._trouble = Message()
        self._trouble.hide()
        change, remove = button(catalogue.tr("Change…")), button(catalogue.tr("Remove"))
        change.setAccessibleName(catalogue.tr("Change how {folder} is watched", folder=watch.folder))
        remove.setAccessibleName(catalogue.tr("Watch {folder} no more", folder=watch.folder))
        change.clicked.connect(self._on_change)
        remove.clicked.connect(self._on_remove)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for line in (label(glance(watch.folder), bold=True, wrap=True), self._details, self._trouble):
            texts.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        for made in (change, remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: WatchState, count: FolderCount) -> None:
        """Say how the folder is."""
        watch, brought = self.watch, self._catalogue.counted(words.FILES_ADDED, count.files)
        if count.last_at is not None:
            brought += f" ({self._catalogue.ago(count.last_at, datetime.now(UTC))})"
        tr, then = self._catalogue.tr, words.THEN[watch.afterwards]
        parts = [
            watch.dataset or tr(words.RECOGNISED),
            tr(words.WITH_FOLDERS) if watch.recursive else "",
            tr(then) if then else "",
            brought,
            self._catalogue.counted(words.FILES_WAIT, state.waiting) if state.waiting else "",
        ]
        self._details.setText(" · ".join(part for part in parts if part))
        self._trouble.setVisible(state.trouble is not None)
        if state.trouble is not None:
            told = self._catalogue.exception(state.trouble)
            self._trouble.say("bad", told.title, told.advice)

    def text(self) -> str:
        """What it says of the folder."""
        return self._details.text()

    def trouble(self) -> str:
        """What is in the way."""
        return "" if self._trouble.isHidden() else self._trouble.title.text()

    def _on_change(self) -> None:
        self.change_wanted.emit(self.watch)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.watch)


class WatchedSection(Section):
    """What is changed holds at once. Files and SQL go through `Background`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._application, tr = kit.application, kit.application.words.tr
        self._reading = StandingQuery(kit.background, self)
        self._counts: Mapping[str, FolderCount] = {}
        self.rows: list[WatchRow] = []
        self.dialog: WatchDialog | None = None
        self._none = label(tr(words.NONE_WATCHED), tone="soft")
        self.add = button(tr("Watch a folder…"))
        self.add.clicked.connect(self._on_add)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        made, column = self.titled_card(tr(words.TITLE))
        column.addWidget(label(tr(words.ABOUT), factor=0.88, tone="soft", wrap=True))
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addLayout(buttons)
        if self.locked("watch"):
            self.add.setEnabled(False)
            column.addWidget(self.locked_label())
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(made)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """See `Section`."""
        if not self._reading.waits:
            self._reading.put(self._application.watching.counts, self._on_counts)

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt."""
        super().showEvent(event)
        self.refresh()
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """See Qt."""
        self._look.stop()
        super().hideEvent(event)

    def _on_counts(self, counts: Mapping[str, FolderCount]) -> None:
        self._counts = counts
        states = self._application.watching.states()
        if [state.watch for state in states] != [row.watch for row in self.rows]:
            self._build([state.watch for state in states])
        for row, state in zip(self.rows, states, strict=True):
            row.show_state(state, self._counts.get(state.watch.key, NOTHING))

    def _build(self, watches: list[Watch]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = [WatchRow(watch, self._application.words) for watch in watches]
        for row in self.rows:
            row.change_wanted.connect(self._on_change)
            row.remove_wanted.connect(self._on_remove)
            self._list.addWidget(row)
        self._none.setVisible(not self.rows)

    def _on_add(self) -> None:
        self._ask(None)

    def _on_change(self, watch: Watch) -> None:
        self._ask(watch)

    def _ask(self, watch: Watch | None) -> None:
        self._asked = watch
        self.kit.background.run(self._application.records.datasets, self._on_datasets)

    def _on_datasets(self, datasets: list[object]) -> None:
        names = [getattr(dataset, "name", str(dataset)) for dataset in datasets]
        others = [row.watch for row in self.rows if row.watch != self._asked]
        words, theme, icons = self._application.words, self.kit.theme, self.kit.icons
        self.dialog = WatchDialog(self._asked, others, names, words, theme, icons, self)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self, _result: int) -> None:
        self.dialog = None

    def _on_chosen(self, old: Watch | None, new: Watch) -> None:
        folders = self._application.folders
        if old is None:
            self._edit(lambda: add_watch(folders, new))
        else:
            self._edit(lambda: replace_watch(folders, old, new))

    def _on_remove(self, watch: Watch) -> None:
        folders = self._application.folders
        self._edit(lambda: remove_watch(folders, watch.folder))

    def _edit(self, edit: Callable[[], None]) -> None:
        application = self._application

        def work() -> None:
            edit()
            application.watching.change(load_settings(application.folders).watch)

        self.kit.background.run(work, self._on_edited)

    def _on_edited(self, _nothing: None) -> None:
        self.refresh()
