"""The language of the window, which changes at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ...settings import save_settings
from ...words.languages import NAMES, SYSTEM
from ..page import Kit
from ..widgets import Choice, label
from .section import Section, form, form_label


class LanguageSection(Section):
    """What is chosen is saved and spoken; whoever hears `chosen` makes the window anew."""

    chosen = Signal(str)
    """The setting `language`, once it is saved."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        words = kit.application.words
        self.choice = Choice(kit.theme, kit.icons, words.tr("Language"))
        self.choice.addItem(words.tr("The language of this computer"), SYSTEM)
        for code, name in NAMES.items():
            self.choice.addItem(name, code)
        self.choice.setCurrentIndex(self.choice.findData(kit.application.settings.language))
        self.choice.activated.connect(self._on_activated)
        hint = words.tr("The window changes at once; commands speak it too.")
        fields = form()
        fields.addRow(form_label(words.tr("Language"), self.choice), self.choice)
        card, inside = self.titled_card(words.tr("Language"))
        inside.addLayout(fields)
        inside.addWidget(label(hint, factor=0.88, tone="soft", wrap=True))
        if self.locked("language"):
            self.choice.setEnabled(False)
            inside.addWidget(self.locked_label())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _on_activated(self, index: int) -> None:
        setting, folders = self.choice.itemData(index), self.kit.application.folders
        if setting != self.kit.application.settings.language:
            self.kit.background.run(
                lambda: save_settings(folders, {"language": setting}), lambda _: self.chosen.emit(setting)
            )
