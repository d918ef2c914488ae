"""A file of an unknown kind is looked at before anything of it is saved: its rows, and what each column is."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QVBoxLayout

from ...model.errors import UploaderError
from ...model.preview import PreviewResult
from ...model.task import UploadTask
from ...worker.messages import Moved
from ..heading_row import LAST_ROW
from ..page import Kit, Page
from ..plain import plain
from ..widgets import Check, Choice, button, card, label
from .cards import Cards
from .decisions import Decisions
from .grid import Grid, GridModel
from .looking import Looking
from .menu import ColumnMenu
from .place import CardsPlace
from .telling import checked, left_out, next_step, open_questions

NEW = ""
NO_ROW, ANOTHER = -1, -2
LONGEST_TOP = 40
TOPS_WIDTH = 320


class PreviewPage(Page):
    """One task's. The task stays as it is until the rows are wanted."""

    topic = "first-import"

    import_wanted = Signal(object, object)
    """The task and its answers."""
    left = Signal()

    def __init__(self, kit: Kit, task: UploadTask, decisions: Decisions) -> None:
        super().__init__()
        self._words = words = kit.application.words
        self.task = task
        self.decisions = decisions
        self.result: PreviewResult | None = None
        self.model = GridModel(words)
        self.grid = Grid(self.model, kit.theme, kit.icons, words)
        self.cards = Cards(kit.theme, kit.icons, words)
        self.title, self.below = label(factor=1.45, bold=True), label(tone="soft", wrap=True)
        self.later, self.go_on = button(words.tr("Later")), button(words.tr("Import"), "primary")
        self.sheet = Choice(kit.theme, kit.icons, words.tr("Sheet"))
        self.headings = Choice(kit.theme, kit.icons, words.tr("Headings in row"))
        self.dataset = Choice(kit.theme, kit.icons, words.tr("Dataset"))
        self.name = QLineEdit()
        self.left_out = label(factor=0.88, tone="soft", wrap=True)
        self.remember = Check(kit.theme, kit.icons, words.tr("Remember for files with these headings"))
        self.state = label(factor=0.88, tone="soft")
        self.looking = Looking(kit.application, task, decisions, self)
        self._build()
        self._connect()
        self._look(at_once=True)

    def close_down(self) -> None:
        """See Page."""
        self.looking.close()
        self.looking.join(5)

    def _build(self) -> None:
        words = self._words
        self.title.setText(words.tr("A new kind of file: {name}", name=plain(self.task.file_name[:120])))
        self.title.setMinimumWidth(60)
        self.name.setAccessibleName(words.tr("Name of the dataset"))
        self.name.setMinimumWidth(120)
        self.name.setMaximumWidth(180)
        self.remember.setChecked(self.decisions.remember)
        self.dataset.setMaximumWidth(300)
        self.headings.setMaximumWidth(150)
        self.headings.view().setMinimumWidth(TOPS_WIDTH)
        top, choices, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.later)
        top.addWidget(self.go_on)
        for text, field in ((words.tr("Sheet"), self.sheet), (words.tr("Headings in row"), self.headings)):
            choices.addWidget(label(text, tone="soft"))
            choices.addWidget(field)
        choices.addStretch(1)
        choices.addWidget(label(words.tr("Dataset"), tone="soft"))
        choices.addWidget(self.dataset)
        choices.addWidget(self.name)
        foot.addWidget(self.remember)
        foot.addStretch(1)
        foot.addWidget(self.state)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.below)
        column.addLayout(choices)
        column.addWidget(self.left_out)
        column.addWidget(frame, 1)
        column.addWidget(CardsPlace(self.cards))
        column.addLayout(foot)

    def _connect(self) -> None:
        self.later.clicked.connect(self.left)
        self.go_on.clicked.connect(self._on_go_on)
        self.sheet.activated.connect(self._on_sheet)
        self.headings.activated.connect(self._on_headings)
        self.dataset.activated.connect(self._on_dataset)
        self.name.editingFinished.connect(self._on_name)
        self.remember.toggled.connect(self.decisions.set_remember)
        self.cards.changed.connect(self._look)
        self.grid.menu_wanted.connect(self._on_menu)
        self.grid.swap_wanted.connect(self._on_swap)
        self.looking.seen.connect(self._on_seen)
        self.looking.failed.connect(self._on_failed)
        self.looking.moved.connect(self._on_moved)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    def _look(self, *, at_once: bool = False) -> None:
        self.go_on.setEnabled(False)
        self.looking.look(at_once=at_once)

    def _on_seen(self, result: PreviewResult) -> None:
        self.result = result
        self.decisions.adopt(result)
        self.model.show_result(result)
        self._explain(known=result.known)
        self.cards.show_result(result, self.decisions)
        self._show_choices(result)
        self._show_state(result)

    def _explain(self, *, known: bool) -> None:
        """Say at the headings what can be done with them."""
        header, words = self.grid.column_header(), self._words
        header.draggable = known
        said = words.tr("Click a heading, or press Enter in its column, to say what it is.")
        if known:
            swap = words.tr("Drag it onto another one, or press Ctrl+Shift and an arrow key, to exchange the two.")
            said = f"{said}\n{swap}"
        header.setToolTip(said)
        self.grid.setAccessibleDescription(said)

    def _show_choices(self, result: PreviewResult) -> None:
        words = self._words
        self.sheet.clear()
        for item in result.sheets:
            self.sheet.addItem(item.name, item.name)
        self.sheet.setCurrentIndex(self.sheet.findData(result.sheet))
        self.headings.clear()
        for number, cells in result.tops:
            self.headings.addItem(words.tr("{row}: {cells}", row=number, cells=cells[:LONGEST_TOP]), number)
        now = result.header_rows[-1] if result.header_rows else NO_ROW
        if now > 0 and self.headings.findData(now) < 0:
            self.headings.addItem(words.number(now), now)
        self.headings.addItem(words.tr("none"), 0)
        self.headings.addItem(words.tr("Another row…"), ANOTHER)
        self.headings.setCurrentIndex(self.headings.findData(now))
        self.dataset.clear()
        for match in result.matches:
            fit = words.tr(
                "{name} ({matched} of {columns} columns match)",
                name=match.name,
                matched=match.matched,
                columns=match.columns,
            )
            self.dataset.addItem(fit if match.matched else match.name, match.name)
        self.dataset.addItem(words.tr("A new dataset"), NEW)
        self.dataset.setCurrentIndex(self.dataset.findData(result.dataset if result.known else NEW))
        self.name.setVisible(not result.known)
        if not self.name.hasFocus():
            self.name.setText(result.dataset)

    def _show_state(self, result: PreviewResult) -> None:
        words = self._words
        self.below.setText(open_questions(result, words))
        left = left_out(result, words)
        self.left_out.setText(left)
        self.left_out.setVisible(bool(left))
        self.state.setText(checked(result, words))
        self.go_on.setText(next_step(result, words))
        rows = result.counts.total if result.counts is not None else 0
        self.go_on.setEnabled(rows > 0 and not result.open and result.refused is None)

    def _on_failed(self, error: UploaderError) -> None:
        words = self._words.exception(error)
        self.cards.say(words.title, words.advice)
        self.state.setText("")

    def _on_moved(self, moved: Moved) -> None:
        if moved.total:
            self.state.setText(self._words.tr("Checking {done} of {total} rows…", done=moved.done, total=moved.total))
        else:
            self.state.setText(self._words.tr("Reading the file…"))

    def _on_go_on(self) -> None:
        if self.result is not None and not self.looking.busy:
            self.import_wanted.emit(self.task, self.decisions.final(self.result))

    def _on_sheet(self) -> None:
        self.decisions.choose_sheet(str(self.sheet.currentData()))
        self._look()

    def _on_headings(self) -> None:
        if self.result is None:
            return
        row, fine = int(self.headings.currentData()), True
        if row == ANOTHER:
            title = self._words.tr("Which row holds the headings?")
            row, fine = QInputDialog.getInt(self, title, title, 1, 1, LAST_ROW)
        if fine:
            self.decisions.choose_headings(self.result.sheet, row)
            self._look()
        else:
            self._show_choices(self.result)

    def _on_dataset(self) -> None:
        name = str(self.dataset.currentData())
        if name == NEW:
            self.decisions.choose_new(self.decisions.new_name)
        else:
            self.decisions.choose_dataset(name)
        self._look()

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if self.result is not None and name and ":" not in name and name != self.result.dataset:
            self.decisions.choose_new(name)
            self._look()

    def _on_menu(self, section: int) -> None:
        column = self.model.column_seen(section)
        if column is None or self.result is None:
            return
        before = self.decisions.answers
        menu = ColumnMenu(column, self.result, self.decisions, self._words, self)
        menu.exec(self.grid.column_header().menu_place(section))
        menu.deleteLater()
        if self.decisions.answers != before:
            self._look()

    def _on_swap(self, first: int, second: int) -> None:
        one, other = self.model.column_seen(first), self.model.column_seen(second)
        if one is not None and other is not None and self.result is not None and self.result.known:
            self.decisions.swap(one, other)
            self._look()
