"""What can be done with a file, in the order of use; the first is the next step."""

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ...model.status import TaskStatus
from ...model.task import UploadTask
from ..widgets import button, set_kind

SHOWN = 3
"""Buttons beside each other; whatever more there is stands in the menu of the last one."""

ABOUT_HEADINGS = frozenset({"rows-wrong", "headings-wrong", "no-rows", "rows-left-out"})
"""Errors that come about where the wrong row was taken for the headings."""


class Action(StrEnum):
    """The words are those of buttons and menus."""

    VIEW_ROWS = "View rows"
    MARKED_COPY = "Save marked copy…"
    RETRY = "Retry"
    CANCEL = "Cancel"
    UNDO = "Undo"
    HEADING_ROW = "Headings in another row…"
    OPEN = "Open file"
    SAVE_ORIGINAL = "Save original…"
    DELETE = "Delete…"
    COPY = "Copy"


def actions_for(task: UploadTask) -> tuple[Action, ...]:
    """What can be done now."""
    found: list[Action] = []
    kept = task.file_removed_at is None
    if task.status is TaskStatus.DONE and task.undone_at is None:
        found.append(Action.VIEW_ROWS)
    elif task.status is TaskStatus.DONE and kept:
        found.append(Action.RETRY)
    if task.rows_rejected and kept:
        found.append(Action.MARKED_COPY)
    if task.status in (TaskStatus.FAILED, TaskStatus.CANCELLED) and not task.asks:
        found.append(Action.RETRY)
    if task.status is TaskStatus.FAILED and task.error_code in ABOUT_HEADINGS:
        found.append(Action.HEADING_ROW)
    if task.status is TaskStatus.DONE and task.undone_at is None:
        found.append(Action.UNDO)
    if not task.status.final:
        found.append(Action.CANCEL)
    if task.source_path or task.file_path:
        found.append(Action.OPEN)
    if task.file_path and kept:
        found.append(Action.SAVE_ORIGINAL)
    found.append(Action.COPY)
    return (*found, Action.DELETE) if task.status.final else tuple(found)


class ActionRow(QWidget):
    """The first actions as buttons, the first of them in blue; the others behind "…"."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._actions: tuple[Action, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._buttons = [button("") for _ in range(SHOWN)]
        for number, made in enumerate(self._buttons):
            made.setProperty("number", number)
            made.clicked.connect(self._on_clicked)
            self._row.addWidget(made)
        self._more = button("…")
        self._more.setAccessibleName("More")
        self._more.clicked.connect(self._on_more)
        self._row.addWidget(self._more)
        self._row.addStretch(1)

    def offer(self, actions: tuple[Action, ...], *, primary: bool = True) -> None:
        """Show these; `primary` says whether the first one is the next step."""
        self._actions = actions
        fits = SHOWN if len(actions) == SHOWN else SHOWN - 1
        for number, made in enumerate(self._buttons):
            made.setVisible(number < min(fits, len(actions)))
            if number < len(actions):
                made.setText(actions[number].value)
                set_kind(made, "primary" if primary and number == 0 else "plain")
        self._more.setVisible(len(actions) > fits)

    def button_of(self, action: Action) -> QPushButton | None:
        """The button of an action that is offered as one."""
        return next((made for made in self._buttons if made.isVisibleTo(self) and made.text() == action.value), None)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._actions[self.sender().property("number")])

    def _on_more(self) -> None:
        shown = sum(1 for made in self._buttons if made.isVisibleTo(self))
        place = self._more.mapToGlobal(QPoint(0, self._more.height()))
        chosen = choose(self, self._actions[shown:], place)
        if chosen is not None:
            self.chosen.emit(chosen)


def choose(parent: QWidget, actions: tuple[Action, ...], place: QPoint) -> Action | None:
    """Ask in a menu which action is wanted."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    entries = {menu.addAction(action.value): action for action in actions}
    return entries.get(menu.exec(place))
