"""Shows a page of the guide: other sites open in the system's browser, pictures are as wide as there is room."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QImage,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QTextEdit

from ...words import Catalogue
from ..theme import Theme
from .dressing import MARGIN, dress, framed, mark_look
from .guide import GuidePage, stem

READABLE = 720
"""Pixels beyond which lines would be too long to read."""


class GuideBrowser(QTextBrowser):
    """Reads no files: it is given its pages with their pictures."""

    topic_wanted = Signal(str)
    """The page that a link leads to, and behind # a place on it."""

    back_wanted = Signal()
    on_wanted = Signal()

    def __init__(self, theme: Theme, words: Catalogue) -> None:
        super().__init__()
        self._page: GuidePage | None = None
        self._theme, self._words = theme, words
        self._pictures: Mapping[str, QImage] = {}
        self._find = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Shown always: were it to come and go, lines would be set anew each time, and could need it or not without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Later, for Qt resizes it also in the midst of laying a document out.
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._keep_place)
        self.anchorClicked.connect(self._on_link)
        theme.changed.connect(self._on_theme)

    def show_page(self, page: GuidePage, pictures: Mapping[str, QImage], find: str = "") -> None:
        """Show a page from its top, or where the words that were looked for stand first."""
        self._page, self._pictures, self._find = page, pictures, find
        self._show()
        self.verticalScrollBar().setValue(0)
        marks = self._found()
        self.setExtraSelections(marks)
        if marks:
            self._stand_at(min(_cursor(mark).selectionStart() for mark in marks))

    def show_place(self, anchor: str) -> None:
        """Have a heading of the page at the top."""
        number = self._page.anchors.get(anchor, 0) if self._page is not None else 0
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                if number == 0:
                    break
                number -= 1
            block = block.next()
        if block.isValid():
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(max(0, round(top) - 12))
            cursor = QTextCursor(block)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(max(0, round(top) - 12))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """See Qt: the pictures that were given, and nothing else."""
        if QTextDocument.ResourceType(kind) is QTextDocument.ResourceType.ImageResource:
            picture = self._pictures.get(stem(QUrl(name).path()))
            return None if picture is None else framed(picture, self._room(), self.devicePixelRatioF(), self._theme)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt: pictures and lines are of another width."""
        super().resizeEvent(event)
        if self._page is not None and event.size().width() != event.oldSize().width():
            self._resized.start()

    def changeEvent(self, event: QEvent) -> None:
        """See Qt: another size of letters, by the system or with Ctrl and the wheel."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._page is not None:
            self._resized.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """See Qt, whose own menu speaks English."""
        menu = QMenu(self)
        copy = menu.addAction(self._words.tr("Copy"))
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        menu.exec(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Qt: the mouse's own buttons for back and forward."""
        match event.button():
            case Qt.MouseButton.BackButton:
                self.back_wanted.emit()
            case Qt.MouseButton.ForwardButton:
                self.on_wanted.emit()
            case _:
                super().mouseReleaseEvent(event)

    def _room(self) -> int:
        return max(120, min(READABLE, self.viewport().width() - 2 * MARGIN))

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        document = self.document()
        document.clear()
        document.setDefaultFont(self.font())
        self.setMarkdown(page.text)
        dress(document, self._theme.tokens, self.font(), max(MARGIN, self.viewport().width() - READABLE - MARGIN))
        self.setAccessibleName(page.title)

    def _keep_place(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._show()
        self.setExtraSelections(self._found())
        bar.setValue(round(share * bar.maximum()))

    def _on_theme(self) -> None:
        if self._page is not None:
            self._keep_place()

    def _found(self) -> list[QTextEdit.ExtraSelection]:
        marks, look = [], mark_look(self._theme.tokens)
        for word in self._find.split():
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                setattr(mark, "cursor", cursor)  # noqa: B010 - the stubs know no such attribute
                setattr(mark, "format", look)  # noqa: B010
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        return marks

    def _stand_at(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(max(0, bar.value() + self.cursorRect().top() - self.viewport().height() // 3))

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        elif not url.scheme():
            name = stem(url.path()) if url.path() else self._page.name if self._page is not None else ""
            self.topic_wanted.emit(f"{name}#{url.fragment()}" if url.hasFragment() else name)


def _cursor(mark: QTextEdit.ExtraSelection) -> QTextCursor:
    found: QTextCursor = getattr(mark, "cursor")  # noqa: B009 - the stubs know no such attribute
    return found
