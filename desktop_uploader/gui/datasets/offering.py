"""At the start: says that there are changes of datasets which were not saved, and leads to them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ...bootstrap import Application
from ...model.draft import Draft
from ..main_window import MainWindow
from ..pages import PageName
from ..plain import brief
from .draft_file import DraftFile


class Offering(QObject):
    """Lives in the main thread, as long as the window that it speaks in."""

    def __init__(self, application: Application, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._words = application.words
        self._file = DraftFile(application.folders.data, self)
        self._file.loaded.connect(self._on_loaded)
        self._file.load()

    def _on_loaded(self, drafts: Sequence[Draft]) -> None:
        self._file.close()
        window, words = self._window, self._words
        if not drafts or window.toast.isVisible():
            return
        if len(drafts) == 1:
            said = words.tr("Your change of the dataset {name} is not saved yet.", name=brief(drafts[0].name))
        else:
            said = words.tr("Your changes of {count} datasets are not saved yet.", count=len(drafts))
        offer = (words.tr("Look at it"), lambda: window.open_page(PageName.DATASETS))
        window.toast.say(said, stay=True, offer=offer)
