"""The page Insights."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...model.insights import Insights
from ...model.queries import TaskQuery
from ...words.marking import N_
from ...worker.publishing import write_bytes
from ..page import Kit, Page
from ..saving import Making
from ..standing import StandingQuery
from ..widgets import Glyph, button, card, label, scrolled
from . import pictures, wording
from .figures import Figures
from .filters import Filters
from .reading import Reading
from .tables import workbook_of

SCALE = 2
"""Pixels of a saved picture for each of the window's."""

LONG = 3000
"""Milliseconds after which a reading can be cancelled."""


class InsightsPage(Page):
    """Figures of a period and a dataset, read anew while the page is in sight."""

    topic = "insights"

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._words = words = kit.application.words
        self._history = kit.application.history
        self._found: Insights | None = None
        self._around = StandingQuery(kit.background, self)
        self.filters = Filters(kit.theme, kit.icons, words, kit.remembered)
        self.figures = Figures(kit.theme, kit.icons, words)
        self.reading = Reading(kit.application.insights, kit.background, self)
        self.as_table = button(words.tr("Show as table"))
        self.save = button(words.tr("Save…"))
        self._menu = self._save_menu()
        self.add = button(words.tr("Add files…"), "primary")
        self._quiet, self.cancel = label(factor=0.88, tone="soft"), button(words.tr("Cancel"))
        self._stack = QStackedWidget()
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """See Page."""
        self._around.put(self._read_around, self._on_around)
        self.reading.read(self.filters.query())

    def on_ended(self) -> None:
        """See Page."""
        self.reading.read_soon()

    def close_down(self) -> None:
        """See Page."""
        self.filters.remember()
        self.reading.close()

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.reading.shown.connect(self._on_shown)
        self.reading.failed.connect(self.failed)
        self.reading.moved.connect(self._on_moved)
        self.figures.chosen.connect(self._on_chosen)
        self.figures.table.copied.connect(self._on_copied)
        self.figures.problems.copied.connect(self._on_copied)
        self.figures.senders.copied.connect(self._on_copied)
        self.save.clicked.connect(lambda: self._menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft())))
        self.as_table.clicked.connect(self._on_as_table)
        self.add.clicked.connect(self.add_wanted)
        self.cancel.clicked.connect(self.reading.stop)
        self._long.timeout.connect(self.cancel.show)

    def _build(self) -> None:
        words = self._words
        self.as_table.setCheckable(True)
        self.cancel.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(words.tr("Insights"), factor=1.45, bold=True))
        top.addWidget(self._quiet)
        top.addWidget(self.cancel)
        top.addStretch(1)
        for widget in (self.filters, self.as_table, self.save):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(top)
        self._stack.addWidget(scrolled(self.figures))
        self._stack.addWidget(self._empty())
        column.addWidget(self._stack, 1)

    def _save_menu(self) -> QMenu:
        """What can be made of the figures; nothing until there are some."""
        self.save.setEnabled(False)
        menu, tr = QMenu(self), self._words.tr
        self.picture = menu.addAction(tr("Picture…"), self._on_picture)
        self.workbook = menu.addAction(tr("Excel workbook…"), self._on_workbook)
        self.table_file = menu.addAction(tr("CSV, figures by day…"), self._on_table_file)
        return menu

    def _empty(self) -> QWidget:
        made, centre = card(), Qt.AlignmentFlag.AlignCenter
        inside = QVBoxLayout(made)
        inside.setSpacing(10)
        inside.addStretch(1)
        inside.addWidget(Glyph(self._kit.theme, self._kit.icons, "chart"), 0, centre)
        title = self._words.tr("How your files are doing, day by day")
        inside.addWidget(label(title, factor=1.15, bold=True), 0, centre)
        text = self._words.tr(
            "Once files were added, this page shows how many were saved and what had to be corrected."
        )
        inside.addWidget(label(text, tone="soft"), 0, centre)
        inside.addWidget(self.add, 0, centre)
        inside.addStretch(1)
        return made

    def _read_around(self) -> tuple[bool, list[str]]:
        return bool(self._history.tasks(TaskQuery(), limit=1)), self._history.datasets_in_use()

    def _on_around(self, found: tuple[bool, list[str]]) -> None:
        self._stack.setCurrentIndex(0 if found[0] else 1)
        for widget in (self.filters, self.as_table, self.save):
            widget.setVisible(found[0])
        self.filters.show_datasets(found[1])

    def _on_filter(self) -> None:
        self.reading.read(self.filters.query())

    def _on_shown(self, found: Insights) -> None:
        if found.totals.count and self._stack.currentIndex() == 1:
            # The first file of all has come.
            self.refresh()
        self._found = found
        self.save.setEnabled(True)
        self.figures.show_insights(found)

    def _on_moved(self, share: float | None) -> None:
        text = "" if share is None else self._words.tr("Reading… {share}", share=self._words.share(share))
        self._quiet.setText(text)
        if share is None:
            self._long.stop()
            self.cancel.hide()
        elif not self._long.isActive() and not self.cancel.isVisible():
            self._long.start()

    def _on_chosen(self, number: int, key: str) -> None:
        if self._found is not None:
            days = wording.span(self._found.bars[number].days, self._words)
            self.uploads_wanted.emit(pictures.files_of(self._found, number, key), days)

    def _on_as_table(self, wanted: bool) -> None:
        self.figures.show_as_table(wanted)
        self.as_table.setText(self._words.tr("Show as chart") if wanted else self._words.tr("Show as table"))

    def _on_copied(self) -> None:
        self.said.emit(self._words.tr("Copied."))

    def _on_picture(self) -> None:
        image = picture_of(self.figures, QColor(self._kit.theme.tokens.canvas))
        self._ask(self._words.tr("Save picture"), "png", self._words.tr("Picture (*.png)"), partial(_save, image))

    def _on_workbook(self) -> None:
        if self._found is not None:
            make = partial(self._kit.application.outputs.tables, workbook_of(self._found, self._words), overwrite=True)
            self._ask(self._words.tr("Save figures"), "xlsx", self._words.tr("Excel Workbook (*.xlsx)"), make)

    def _on_table_file(self) -> None:
        sheet = self.figures.table.sheets.sheet
        self._ask(self._words.tr("Save table"), "csv", self._words.tr("CSV file (*.csv)"), sheet.save)

    def _ask(self, title: str, suffix: str, kinds: str, make: Callable[[Path], Path]) -> None:
        days = self.filters.query().days
        name = Path.home() / f"insights-{days.first}-{days.last}.{suffix}"
        self.making_wanted.emit(Making(title, name, kinds, make, N_("{name} is saved.")))


def picture_of(widget: QWidget, ground: QColor) -> QImage:
    """The whole widget, also what is scrolled out of sight, twice as sharp as on the screen."""
    image = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(ground)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def _save(image: QImage, path: Path) -> Path:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(content, QByteArray(b"png"))
    if not writer.write(image):
        raise OSError(writer.errorString())
    return write_bytes(bytes(content.data().data()), path)
