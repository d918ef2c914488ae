"""What is wrong with the program's own things, and what helps others to help."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ...doctor.examine import examine
from ...doctor.repair import tidy
from ...doctor.report import Deed, Report
from ...doctor.surroundings import loose_paths
from ...folders import Folders
from ...model.errors import UploaderError
from ..help.report import report_making
from ..page import Kit
from ..widgets import Message, button, label
from .entries import ChoiceEntry
from .form_section import FormSection

SAFE = frozenset({"others-may-read", "unfinished-files"})
"""Findings that are put right while the program runs; all others need it to be closed."""


class DiagnosticsSection(FormSection):
    """Looks when it is shown and when it is asked to; the look runs in the background and changes nothing."""

    making_wanted = Signal(object)
    """A `Making`: the report for support."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        self.found: list[Message] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._facts = label(factor=0.88, tone="soft", wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.look_again, self.put_right = button(tr("Look again")), button(tr("Put right what can be"))
        self.report, self.logs = button(tr("Save a report for support…")), button(tr("Open the log folder"))
        self.look_again.clicked.connect(self.examine)
        self.put_right.clicked.connect(self._on_put_right)
        self.report.clicked.connect(self._on_report)
        self.logs.clicked.connect(self._on_logs)
        self._build()
        rows = self.add_form(
            tr("Log"), tr("What the program does, without names of people, passwords or cells of your files.")
        )
        levels = (
            ("ERROR", tr("Errors only")),
            ("WARNING", tr("Errors and warnings")),
            ("INFO", tr("Each step")),
            ("DEBUG", tr("Everything, for support")),
        )
        level = ChoiceEntry(kit.theme, kit.icons, tr("The log tells"), levels)
        self.add(rows, "log_level", tr("The log tells"), level)
        self.finish()

    def refresh(self) -> None:
        """See `Section`."""
        super().refresh()
        self.examine()

    def read_again(self) -> None:
        """See `Section`."""
        self.examine()

    def examine(self) -> None:
        """Look at everything, off the main thread."""
        settings, folders = self.kit.application.settings, self.kit.application.folders
        self.look_again.setEnabled(False)
        if not self.found:
            self._facts.setText(self.words.tr("Looking…"))
        self.kit.background.run(lambda: examine(settings, folders), self._on_report_made, self._on_failed)

    def said_of_findings(self) -> list[str]:
        """What was found, in sentences."""
        return [message.title.text() for message in self.found]

    def _build(self) -> None:
        made, column = self.titled_card(self.words.tr("Is everything in order?"))
        column.addLayout(self._list)
        column.addWidget(self._facts)
        self.put_right.hide()
        for buttons in ((self.look_again, self.put_right), (self.report, self.logs)):
            row = QHBoxLayout()
            for each in buttons:
                row.addWidget(each)
            row.addStretch(1)
            column.addLayout(row)
        self.column.addWidget(made)

    def _on_report_made(self, report: Report) -> None:
        self.look_again.setEnabled(True)
        for message in self.found:
            self._list.removeWidget(message)
            message.deleteLater()
        self.found = []
        for finding in report.findings:
            told = self.words.finding(finding.code, finding.params)
            self._say("bad" if finding.problem else "warn", told.title, told.advice)
        if not report.findings:
            self._say("ok", self.words.tr("Everything is in order."), "")
        self.put_right.setVisible(bool(SAFE & {finding.code for finding in report.findings}))
        self._facts.setText(self._versions(report.facts))

    def _say(self, kind: str, title: str, advice: str) -> None:
        message = Message()
        message.say(kind, title, advice)
        self.found.append(message)
        self._list.addWidget(message)

    def _versions(self, facts: Mapping[str, Any]) -> str:
        names = ("version", "python", "sqlite", "platform")
        free = self.words.size(facts["free_bytes"])
        values = {name: facts[name] for name in names}
        return self.words.tr(
            "Desktop Uploader {version}, Python {python}, SQLite {sqlite}, {platform}. {free} are free on the drive.",
            free=free,
            **values,
        )

    def _on_failed(self, error: UploaderError) -> None:
        self.look_again.setEnabled(True)
        self.put_right.setEnabled(True)
        self.said.emit(str(self.words.exception(error)))

    def _on_put_right(self) -> None:
        folders = self.kit.application.folders
        self.put_right.setEnabled(False)
        self.kit.background.run(lambda: _tidied(folders), self._on_put_right_done, self._on_failed)

    def _on_put_right_done(self, deeds: list[Deed]) -> None:
        self.put_right.setEnabled(True)
        said = [self.words.deed(deed.code, deed.params) for deed in deeds] or [self.words.deed("nothing")]
        self.said.emit(" ".join(said))
        self.examine()

    def _on_report(self) -> None:
        self.making_wanted.emit(report_making(self.kit.application))

    def _on_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.kit.application.folders.logs)))


def _tidied(folders: Folders) -> list[Deed]:
    return list(tidy(folders, loose_paths(folders)))
