"""Whether a newer version is asked for, and what is known of it."""

from datetime import UTC, datetime

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from ... import __version__
from ...model.errors import UploaderError
from ...updates import Release
from ..background import Background
from ..page import Kit
from ..plain import glance
from ..widgets import Message, button, label
from .entries import CheckEntry
from .form_section import FormSection


class UpdatesSection(FormSection):
    """Tells of a newer version; whoever wants it opens its page."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        # A thread of its own: a server that lets one wait must not keep the window's own questions waiting.
        self._asking = Background(self)
        self.release: Release | None = None
        rows = self.add_form(
            tr("Updates"),
            tr("You are only told. Nothing is fetched or changed by itself, and nothing about you is sent."),
        )
        text = tr("Ask once a day whether there is a newer version")
        self.add(rows, "check_for_updates", "", CheckEntry(kit.theme, kit.icons, text))
        self.check, self.open_page = button(tr("Check now")), button(tr("Open its page"))
        self.check.clicked.connect(self.ask)
        self.open_page.clicked.connect(self._on_open_page)
        self.told = Message()
        self.notes = label(factor=0.95, wrap=True)
        made, column = self.titled_card(tr("This version"))
        self.own = label(tr("You have version {version}.", version=__version__))
        for part in (self.own, self.told, self.notes):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addWidget(self.open_page)
        row.addStretch(1)
        column.addLayout(row)
        self.column.addWidget(made)
        self.finish()
        self._clear()

    def refresh(self) -> None:
        """See `Section`."""
        super().refresh()
        updates = self.kit.application.updates
        self._asking.run(updates.remembered, self._on_remembered)

    def close_down(self) -> None:
        """See `Section`."""
        self._asking.close()

    def ask(self) -> None:
        """Ask now, whether it is set or not."""
        application = self.kit.application
        self.check.setEnabled(False)
        self._clear()
        self.told.say("info", self.words.tr("Asking…"), "")
        self.told.show()
        chosen, updates = application.settings.updates_address, application.updates
        self._asking.run(lambda: updates.ask(chosen, datetime.now(UTC)), self._on_asked, self._on_failed)

    def show_release(self, release: Release) -> None:
        """Tell of a newer version."""
        self._clear()
        self.release = release
        self.told.say("ok", self.words.tr("Version {version} can be had.", version=release.version), "")
        self.notes.setText(glance(release.notes))
        self.told.show()
        self.notes.setVisible(bool(release.notes))
        self.open_page.show()

    def _clear(self) -> None:
        self.release = None
        for part in (self.told, self.notes, self.open_page):
            part.hide()

    def _on_remembered(self, release: Release | None) -> None:
        if release is not None and self.release is None and self.check.isEnabled():
            self.show_release(release)

    def _on_asked(self, release: Release) -> None:
        self.check.setEnabled(True)
        if release.newer:
            self.show_release(release)
        else:
            self.told.say("ok", self.words.tr("This is the newest version."), "")

    def _on_failed(self, error: UploaderError) -> None:
        self.check.setEnabled(True)
        words = self.words.exception(error)
        self.told.say("warn", words.title, words.advice)

    def _on_open_page(self) -> None:
        if self.release is not None:
            QDesktopServices.openUrl(QUrl(self.release.link))
