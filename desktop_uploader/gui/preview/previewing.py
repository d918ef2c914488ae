"""Opens the preview of a file in the place of the page Uploads, and has the file go on with its answers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...model.question import Answers
from ...model.task import UploadTask
from ..page import Kit
from ..pages import PageName, Pages
from ..standing import insist

if TYPE_CHECKING:
    from .decisions import Decisions
    from .page import PreviewPage


class Previewing(QObject):
    """One preview at a time. What was decided stays until the file goes on, though the preview is left."""

    answered = Signal()
    """A file goes on."""

    def __init__(self, kit: Kit, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._pages = pages
        self._decisions: dict[int, Decisions] = {}
        self.page: PreviewPage | None = None
        pages.currentChanged.connect(self._on_page)

    def open(self, task: UploadTask) -> None:
        """Show a task's file."""
        # Loaded with the first preview: most files need none.
        from .decisions import Decisions
        from .page import PreviewPage

        self._close()
        decisions = self._decisions.setdefault(task.id, Decisions(task))
        self.page = PreviewPage(self._kit, task, decisions)
        self.page.left.connect(self._on_left)
        self.page.import_wanted.connect(self._on_import)
        self._pages.addWidget(self.page)
        self._pages.setCurrentWidget(self.page)
        self.page.grid.setFocus()

    def close_down(self) -> None:
        """The window closes."""
        if self.page is not None:
            self.page.close_down()

    def _on_import(self, task: UploadTask, answers: Answers) -> None:
        queue = self._kit.application.queue
        insist(self._kit.background, self, lambda: queue.answer(task.id, answers, anew=True), self._on_answered)
        self._decisions.pop(task.id, None)
        self._on_left()

    def _on_answered(self, _nothing: object) -> None:
        self._kit.application.wake()
        self.answered.emit()

    def _on_left(self) -> None:
        self._pages.show_page(PageName.UPLOADS)
        self._pages.uploads.focus()

    def _on_page(self) -> None:
        if self.page is not None and self._pages.currentWidget() is not self.page:
            self._close()

    def _close(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.looking.close()
            self._pages.removeWidget(page)
            page.deleteLater()
