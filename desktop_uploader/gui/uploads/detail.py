"""What happened to one file, what to do about it, and everything that is known of it."""

from datetime import UTC, datetime
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...bootstrap import Application
from ...model.problem import Problem
from ...model.progress import Progress
from ...model.question import Answers
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...words.marking import N_
from .. import formats
from ..background import Background
from ..icons import Icons
from ..one_of import OneOf
from ..plain import glance, plain
from ..question_panel import QuestionPanel
from ..standing import StandingQuery
from ..theme import Theme
from ..widgets import Message, Pill, button, label
from .actions import Action, ActionRow, actions_for, asks_for_look
from .details import Details, groups_text, is_corrected, note_text, read_details, technical_text, timeline_text
from .problem_list import ProblemList
from .telling import sentence_of, took

TABS = (N_("Problems"), N_("Timeline"), N_("Details"))
ROOMY = 500
"""Pixels of height below which only what matters most is shown; all of it stands in the tabs too."""

AROUND_NAME = 54
"""Pixels of margins and room beside the file's name and its state."""


class DetailPanel(QFrame):
    """Shows the selected task. Reads in the background; buttons only say what was wished."""

    action_wanted = Signal(object, object)
    """An `Action` and the task."""
    answered = Signal(object, object)
    cell_wanted = Signal(object, object)
    """The task, and the `Problem` whose cell is to be seen."""

    def __init__(self, application: Application, background: Background, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._application = application
        self._words = application.words
        self._reading = StandingQuery(background, self)
        # By itself: a drive that hangs must not keep back what the history knows.
        self._looking = StandingQuery(background, self)
        self._task: UploadTask | None = None
        self.problems = ProblemList(application.words, theme, icons)
        self._name = label(factor=1.15, bold=True)
        self._name.setMinimumWidth(60)
        self._pill = Pill(theme, icons)
        self._message = Message()
        self.action_row = ActionRow(application.words)
        self._tabs = [button(application.words.tr(text), "tab") for text in TABS]
        self._pages = QStackedWidget()
        self._timeline, self._technical = _reading(), _reading()
        self.copy_details = button(application.words.tr("Copy details"))
        self._groups = label(wrap=True)
        self._groups.hide()
        self._layout_note = label(factor=0.88, tone="soft", wrap=True)
        self._added, self._took, self._kept = (label(factor=0.88, wrap=True) for _ in range(3))
        self.questions = QuestionPanel(application.words)
        self._facts = QWidget()
        self._build()
        self._connect()

    @property
    def task(self) -> UploadTask | None:
        """The task that is shown."""
        return self._task

    def problem_lines(self) -> list[str]:
        """The problems that are listed, as sentences."""
        return self.problems.lines()

    def as_text(self) -> str:
        """The file's name, what is said of it, and its problems, for copying."""
        name = [self._task.file_name] if self._task is not None else []
        return "\n".join([*name, self.message(), *self.problem_lines()])

    def message(self) -> str:
        """What the panel says on top."""
        return f"{self._message.title.text()} {self._message.advice.text()}".strip()

    def show_task(self, task: UploadTask | None) -> None:
        """Show another task, or the same with what is new."""
        known, self._task = self._task, task
        self.setVisible(task is not None)
        if task is None or task == known:
            return
        self._show_known(task)
        if known is None or task.id != known.id:
            self.problems.show_problems([])
            self._groups.hide()
            self._timeline.setPlainText("")
        if known is None or (task.id, task.status) != (known.id, known.status):
            # What went wrong comes to the front also while a person looks on.
            self._choose(
                0 if self._tabs[0].isVisibleTo(self) and (task.status is TaskStatus.FAILED or task.rows_rejected) else 1
            )
        self._reading.put(lambda: read_details(self._application.history, task), self._on_read)
        self._look_at_source(task)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt. Where it is low, what happened and what to correct have the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - AROUND_NAME - self._pill.sizeHint().width()
        name = self._name.accessibleName()
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        roomy = self.height() >= ROOMY
        self._facts.setVisible(roomy and self.questions.isHidden())
        self._layout_note.setVisible(roomy)
        self._groups.setVisible(roomy and bool(self._groups.text()))

    def focus(self) -> None:
        """Put the keyboard on the next step."""
        self.action_row.focus()

    def show_progress(self, task: UploadTask, progress: Progress, text: str) -> None:
        """How far it is: in the words of the table's pill, and in `text` with rows and time."""
        self._pill.show_task(task, formats.status_text(task, progress, self._words))
        self._pill.setToolTip(text)
        self._message.say("info", text, self._words.tr("You can go on working."))
        self._message.setAccessibleName(text)

    def _on_read(self, details: Details) -> None:
        if self._task is None or details.task.id != self._task.id:
            return
        self.problems.show_problems(details.problems)
        first = self._words.tr("Questions") if details.task.asks else self._words.tr("Problems")
        count = self._words.number(details.total)
        self._tabs[0].setText(f"{first} {count}" if details.total else first)
        self._timeline.setPlainText(timeline_text(details, self._words))
        self._layout_note.setText(note_text(details, self._words))
        self._groups.setText(groups_text(details, self._words))
        self._fit()
        self._technical.setPlainText(technical_text(details, self._words))

    def event(self, event: QEvent) -> bool:
        """See Qt: a person who comes back may have corrected the file meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and self._task is not None:
            self._look_at_source(self._task)
        return super().event(event)

    def _look_at_source(self, task: UploadTask) -> None:
        self._looking.put(lambda: is_corrected(task), partial(self._on_looked, task))

    def _on_looked(self, task: UploadTask, corrected: bool) -> None:
        if task == self._task:
            self._offer(corrected=corrected)

    def _offer(self, *, corrected: bool) -> None:
        if self._task is not None:
            offered = actions_for(self._task, corrected=corrected)
            self.action_row.offer(offered, primary=not self._task.asks or Action.LOOK in offered)

    def _show_known(self, task: UploadTask) -> None:
        now = datetime.now(UTC)
        name = plain(task.file_name)
        self._name.setAccessibleName(name)
        self._name.setToolTip(f"<p>{escape(name)}</p>")
        self._pill.show_task(task, formats.status_text(task, None, self._words))
        kind, title, advice = sentence_of(task, self._words)
        self._message.say(kind, glance(title), glance(advice))
        asked = task.questions if task.asks and not asks_for_look(task) else ()
        self.questions.ask(asked)
        self.questions.setVisible(bool(asked))
        # A file of a new kind is asked about in its preview, and the message says what.
        self._tabs[0].setVisible(bool(asked) or not task.asks)
        # The questions need the room; what is known of the file stands in Details too.
        self._fit()
        self.problems.setVisible(not task.asks)
        self._offer(corrected=False)
        self._added.setText(f"{task.user_id}, {self._words.ago(task.created_at, now)}")
        self._took.setText(took(task, self._words))
        self._kept.setText(formats.kept_as(task, self._words))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._pill)
        problems = QWidget()
        listed = QVBoxLayout(problems)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.questions, 1)
        listed.addWidget(self._groups)
        listed.addWidget(self.problems, 1)
        listed.addWidget(self._layout_note)
        technical_page = QWidget()
        known = QVBoxLayout(technical_page)
        known.setContentsMargins(0, 0, 0, 0)
        known.addWidget(self._technical, 1)
        known.addWidget(self.copy_details, 0, Qt.AlignmentFlag.AlignLeft)
        for page in (problems, self._timeline, technical_page):
            self._pages.addWidget(page)
        facts = QFormLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(24)
        facts.setVerticalSpacing(4)
        tr = self._words.tr
        for name, value in ((tr("Added by"), self._added), (tr("Took"), self._took), (tr("Kept as"), self._kept)):
            facts.addRow(label(name, factor=0.88, tone="soft"), value)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._message)
        column.addWidget(self.action_row)
        column.addLayout(self._tab_row())
        column.addWidget(self._pages, 1)
        column.addWidget(self._facts)

    def _tab_row(self) -> QHBoxLayout:
        row, self._group = QHBoxLayout(), OneOf(self)
        row.setSpacing(16)
        for tab in self._tabs:
            self._group.add(tab)
            row.addWidget(tab)
        row.addStretch(1)
        self._group.chosen.connect(self._pages.setCurrentIndex)
        return row

    def _connect(self) -> None:
        self.action_row.chosen.connect(self._on_action)
        self.questions.answered.connect(self._on_answered)
        self.problems.cell_wanted.connect(self._on_cell)
        self.copy_details.clicked.connect(self._on_copy_details)

    def _choose(self, page: int) -> None:
        self._group.choose(page)
        self._pages.setCurrentIndex(page)

    def look(self) -> None:
        """Answer: in the preview where the file is of a new kind, else in the panel."""
        if self._task is not None and asks_for_look(self._task):
            self.action_wanted.emit(Action.LOOK, self._task)
        else:
            self.questions.focus()

    def _on_cell(self, problem: Problem) -> None:
        self.cell_wanted.emit(self._task, problem)

    def _on_copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._technical.toPlainText())

    def _on_answered(self, answers: Answers) -> None:
        self.answered.emit(self._task, answers)

    def _on_action(self, action: Action) -> None:
        self.action_wanted.emit(action, self._task)


def _reading() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
