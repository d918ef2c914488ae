"""What can be done with a file, in the order of use; the first is the next step."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ...model.question import NEW_DATASET
from ...model.selection import Deed, possible, standing_of
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...words import Catalogue
from ...words.marking import N_
from ..flow import flowing
from ..widgets import button, set_kind

SHOWN = 3
"""Buttons, in two lines where their words are long; whatever more there is stands in the menu of the last one."""

ABOUT_HEADINGS = frozenset({"rows-wrong", "headings-wrong", "no-rows", "rows-left-out"})
"""Errors that come about where the wrong row was taken for the headings."""


class Action(StrEnum):
    """The words are those of buttons and menus."""

    LOOK = N_("Look at it…")
    VIEW_ROWS = N_("View rows")
    MARKED_COPY = N_("Save marked copy…")
    RETRY = N_("Retry")
    CANCEL = N_("Cancel")
    UNDO = N_("Undo")
    HEADING_ROW = N_("Headings in another row…")
    OPEN = N_("Open file")
    SAVE_ORIGINAL = N_("Save original…")
    DELETE = N_("Delete…")
    CORRECTED = N_("Add corrected file")
    COPY = N_("Copy")


DEEDS = {
    Action.RETRY: Deed.RETRY,
    Action.CANCEL: Deed.CANCEL,
    Action.UNDO: Deed.UNDO,
    Action.SAVE_ORIGINAL: Deed.SAVE_ORIGINAL,
    Action.DELETE: Deed.DELETE,
}
"""Actions that can be done with many uploads too."""

KEYS = {
    Action.MARKED_COPY: "Ctrl+M",
    Action.RETRY: "Ctrl+R",
    Action.CANCEL: "Ctrl+.",
    Action.UNDO: "Ctrl+Z",
    Action.SAVE_ORIGINAL: "Ctrl+S",
    Action.DELETE: "Del",
    Action.COPY: "Ctrl+C",
}
"""Keys that do it with what is selected."""


SHOWN_KEYS = {**KEYS, Action.LOOK: "F2"}
"""The same with those that do more than one thing."""


def asks_for_look(task: UploadTask) -> bool:
    """Whether the file is of a new kind, about which its preview asks."""
    return any(question.kind == NEW_DATASET for question in task.questions)


def actions_for(task: UploadTask, *, corrected: bool = False) -> tuple[Action, ...]:
    """What can be done now; `corrected`: the person's own file was changed since it was added."""
    standing = standing_of(task)
    about_headings = task.status is TaskStatus.FAILED and task.error_code in ABOUT_HEADINGS
    offered = (
        (Action.LOOK, task.asks and asks_for_look(task)),
        (Action.VIEW_ROWS, task.status is TaskStatus.DONE and task.undone_at is None),
        (Action.MARKED_COPY, bool(task.rows_rejected) and standing.kept),
        (Action.RETRY, possible(Deed.RETRY, standing)),
        (Action.HEADING_ROW, about_headings),
        (Action.UNDO, possible(Deed.UNDO, standing)),
        (Action.CANCEL, possible(Deed.CANCEL, standing)),
        (Action.OPEN, bool(task.source_path or task.file_path)),
        (Action.SAVE_ORIGINAL, possible(Deed.SAVE_ORIGINAL, standing)),
        (Action.COPY, True),
        (Action.DELETE, possible(Deed.DELETE, standing)),
    )
    found = [action for action, fits in offered if fits]
    first = _first(task, found, corrected=corrected)
    return (*first, *(action for action in found if action not in first))


def _first(task: UploadTask, found: Sequence[Action], *, corrected: bool) -> list[Action]:
    """What leads on where rows are wrong: to correct them. Trying the same again does not."""
    if not task.rows_rejected or task.asks:
        return []
    first = [Action.CORRECTED] if corrected else []
    if task.status is TaskStatus.FAILED:
        first += [Action.MARKED_COPY, Action.OPEN, Action.HEADING_ROW]
    elif task.status is TaskStatus.DONE:
        first += [Action.MARKED_COPY, Action.UNDO] if task.undone_at is None else [Action.RETRY, Action.MARKED_COPY]
    return [action for action in first if action in (*found, Action.CORRECTED)]


class ActionRow(QWidget):
    """The first actions as buttons, the first of them in blue; the others behind "…"."""

    chosen = Signal(object)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._actions: tuple[Action, ...] = ()
        self._buttons = [button("") for _ in range(SHOWN)]
        for number, made in enumerate(self._buttons):
            made.setProperty("number", number)
            made.clicked.connect(self._on_clicked)
        self._more = button("…")
        self._more.setAccessibleName(words.tr("More"))
        self._more.clicked.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flowing(*self._buttons, self._more))

    def offer(self, actions: tuple[Action, ...], *, primary: bool = True) -> None:
        """Show these; `primary` says whether the first one is the next step."""
        self._actions = actions
        fits = SHOWN if len(actions) == SHOWN else SHOWN - 1
        for number, made in enumerate(self._buttons):
            made.setVisible(number < min(fits, len(actions)))
            if number < len(actions):
                made.setText(self._words.tr(actions[number].value))
                set_kind(made, "primary" if primary and number == 0 else "plain")
        self._more.setVisible(len(actions) > fits)

    def button_of(self, action: Action) -> QPushButton | None:
        """The button of an action that is offered as one."""
        shown = zip(self._actions, self._buttons, strict=False)
        return next((made for offered, made in shown if offered is action and made.isVisibleTo(self)), None)

    def focus(self) -> None:
        """Put the keyboard on the next step."""
        self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._actions[self.sender().property("number")])

    def _on_more(self) -> None:
        shown = sum(1 for made in self._buttons if made.isVisibleTo(self))
        offered = {action: self._words.tr(action.value) for action in self._actions[shown:]}
        chosen = choose(self, offered, self._more.mapToGlobal(QPoint(0, self._more.height())))
        if chosen is not None:
            self.chosen.emit(chosen)


def choose(parent: QWidget, offered: Mapping[Action, str], place: QPoint) -> Action | None:
    """Ask in a menu which action is wanted; their keys stand beside their words."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    entries = {}
    for action, text in offered.items():
        keys = QKeySequence(SHOWN_KEYS.get(action, "")).toString(QKeySequence.SequenceFormat.NativeText)
        entries[menu.addAction(f"{text}\t{keys}" if keys else text)] = action
    return entries.get(menu.exec(place))
