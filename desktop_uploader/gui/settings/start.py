"""How the program begins and ends, and whether an icon stands for it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QSystemTrayIcon

from ...autostart import autostart, own_command
from ...folders import is_usual_place
from ...model.errors import UploaderError
from ...settings import Settings, WhenClosing
from ..page import Kit
from ..widgets import label
from .entries import CheckEntry, ChoiceEntry
from .form_section import FormSection

WITH_SYSTEM = "start_with_system"
"""Not a setting of the file: the system itself keeps it."""


class StartSection(FormSection):
    """Start and tray."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        closing = (
            (WhenClosing.ASK, tr("Ask, while files are being processed")),
            (WhenClosing.FINISH, tr("Finish the files in the background, then end")),
            (WhenClosing.STOP, tr("Stop the files; they go on at the next start")),
            (WhenClosing.STAY, tr("Stay behind the icon and go on, also for watched folders")),
        )
        self._with_system = False
        self.with_system = CheckEntry(kit.theme, kit.icons, tr("Start with the system, hidden behind the icon"))
        rows = self.add_form(tr("Start and tray"))
        rows.addRow(label(""), self.with_system)
        self.with_system.changed.connect(self.look)
        self.add(
            rows,
            "tray",
            "",
            CheckEntry(kit.theme, kit.icons, tr("Show an icon while the program runs")),
            "" if QSystemTrayIcon.isSystemTrayAvailable() else tr("This desktop shows no such icons."),
        )
        self.add(
            rows,
            "when_closing",
            tr("Closing the window"),
            ChoiceEntry(kit.theme, kit.icons, tr("Closing the window"), closing),
        )
        self.finish()

    def refresh(self) -> None:
        """See `Section`."""
        super().refresh()
        self.kit.background.run(_enabled, self._on_enabled)

    def changes(self) -> dict[str, Any] | None:
        """See `FormSection`."""
        found = super().changes()
        if found is not None and self.with_system.value() != self._with_system:
            found[WITH_SYSTEM] = self.with_system.value()
        return found

    def work(self, changes: dict[str, Any]) -> Callable[[], Settings]:
        """See `FormSection`."""
        wanted = changes.get(WITH_SYSTEM)
        folders = self.kit.application.folders
        write = super().work({name: value for name, value in changes.items() if name != WITH_SYSTEM})

        def both() -> Settings:
            if wanted is not None:
                _set(wanted, own_command(None if is_usual_place(folders) else folders.data))
            return write()

        return both

    def _on_enabled(self, enabled: bool) -> None:
        self._with_system = enabled
        self.with_system.show_value(enabled)
        self.look()


def _enabled() -> bool:
    try:
        return autostart().enabled()
    except OSError:
        return False


def _set(wanted: bool, command: list[str]) -> None:
    system = autostart()
    try:
        system.enable(command) if wanted else system.disable()
    except OSError as error:
        raise UploaderError("autostart-not-set", reason=error.strerror or str(error)) from error
