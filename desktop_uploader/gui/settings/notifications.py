"""Of what the system's messages tell."""

from PySide6.QtCore import Signal

from ...model.notices import Notice
from ..page import Kit
from ..widgets import button
from .entries import CheckEntry, SetEntry
from .form_section import FormSection


class NotificationsSection(FormSection):
    """One message for all files that were added together."""

    try_wanted = Signal()
    """Show a message, so that a person sees whether this system shows them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        kinds = (
            (Notice.ENDED, tr("files are saved")),
            (Notice.FAILED, tr("a file failed")),
            (Notice.ASKS, tr("a file needs an answer")),
        )
        rows = self.add_form(
            tr("Notifications"),
            tr("One message for all files that were added together, when they are through. A click on it opens them."),
        )
        self.add(rows, "notify", tr("Tell me when"), SetEntry(kit.theme, kit.icons, kinds))
        self.add(rows, "notify_in_front", "", CheckEntry(kit.theme, kit.icons, tr("Also while the window is in front")))
        self.finish()
        self.try_out = button(tr("Show an example"))
        self.try_out.clicked.connect(self.try_wanted)
        rows.addRow("", self.try_out)
