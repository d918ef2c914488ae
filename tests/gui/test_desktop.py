import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.datasets.draft_file import FILE
from desktop_uploader.gui.datasets.page import DatasetsPage
from desktop_uploader.gui.desktop import Desktop
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.language import LanguageSection
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.draft import Draft
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import load_settings

from .conftest import close
from .test_window import PATIENCE


def ended(desktop: Desktop) -> int:
    history = desktop.window._application.history
    return sum(task.status.final for task in history.tasks(TaskQuery(), limit=99))


@pytest.fixture
def desktop(qtbot: QtBot, application: Application, theme: Theme) -> Iterator[Desktop]:
    made = Desktop(application, theme, Icons(resource_folder("icons")))
    garbage = GarbageCollection()
    made.show()
    yield made
    close(made.window)
    garbage.close()


def datasets(window: MainWindow) -> DatasetsPage:
    page = window.pages.page(PageName.DATASETS)
    assert isinstance(page, DatasetsPage)
    return page


def change(qtbot: QtBot, window: MainWindow) -> None:
    """Change a dataset, and do not save it."""
    window.open_page(PageName.DATASETS)
    editor = datasets(window).editor
    qtbot.waitUntil(lambda: editor.draft is not None, timeout=PATIENCE)
    editor.options.changed.emit("x-wrongRows", "saveGood")


def test_a_window_made_anew_stands_where_the_other_stood_and_the_work_goes_on(qtbot: QtBot, desktop: Desktop) -> None:
    before = desktop.window
    before.adding.add_samples()
    qtbot.waitUntil(lambda: ended(desktop) == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: before.uploads.model.row_of(2) is not None, timeout=PATIENCE)
    before.uploads.select_task(2)
    change(qtbot, before)
    before.open_page(PageName.RECORDS)
    before.resize(1000, 640)

    desktop.make_anew()

    after = desktop.window
    assert after is not before and after.isVisible() and not before.isVisible()
    assert after.pages.in_sight() is after.records
    assert after.height() == before.height() == 640
    qtbot.waitUntil(lambda: after.uploads.detail.task is not None, timeout=PATIENCE)
    assert after.uploads.detail.task is not None and after.uploads.detail.task.id == 2
    after.open_page(PageName.DATASETS)
    qtbot.waitUntil(lambda: datasets(after).editor.options.wrong.currentData() == "saveGood", timeout=PATIENCE)
    after.adding.add_samples()
    qtbot.waitUntil(after.adding_strip.isVisible, timeout=PATIENCE)
    after.adding_strip.again.click()
    qtbot.waitUntil(lambda: ended(desktop) == 8, timeout=PATIENCE)


def test_a_window_is_made_anew_only_when_the_files_are_added(qtbot: QtBot, desktop: Desktop) -> None:
    before = desktop.window
    before.adding.add_samples()
    qtbot.waitUntil(lambda: before.adding.busy, timeout=PATIENCE)

    desktop.make_anew()

    assert desktop.window is before
    qtbot.waitUntil(lambda: desktop.window is not before, timeout=PATIENCE)
    assert desktop.window._application.history.count(TaskQuery()) == 4


def test_closing_the_window_ends_the_loops_once(qtbot: QtBot, desktop: Desktop) -> None:
    with qtbot.waitSignal(desktop.closed, timeout=PATIENCE):
        desktop.window.close()

    assert not any(thread.isRunning() for thread in desktop._running._threads)


def test_another_language_is_spoken_at_once_and_kept(qtbot: QtBot, desktop: Desktop, application: Application) -> None:
    before = desktop.window
    before.open_page(PageName.SETTINGS)
    section = before.settings.show_section(LanguageSection)
    qtbot.keyClicks(section.choice, "Bahasa")
    index = section.choice.findText("Bahasa Indonesia")
    section.choice.setCurrentIndex(index)
    section.choice.activated.emit(index)
    qtbot.waitUntil(lambda: desktop.window is not before, timeout=PATIENCE)

    after = desktop.window.settings
    assert desktop.window.pages.in_sight() is after and after.in_sight is LanguageSection
    assert after.section(LanguageSection).choice.accessibleName() == "Bahasa"
    assert load_settings(application.folders).language == "en", "the environment of the tests stands over the file"
    assert 'language = "id"' in application.folders.settings_file.read_text(encoding="utf-8")


def test_a_change_of_a_dataset_that_was_not_saved_is_offered_at_the_next_start(
    qtbot: QtBot, application: Application, theme: Theme
) -> None:
    saved = application.records.save_dataset(Dataset("stock", {"fields": [{"name": "Article"}]}, confirmed=True))
    draft = Draft.of(saved).with_schema({"fields": [{"name": "Item"}]})
    text = json.dumps([asdict(draft)])
    (application.folders.data / FILE).write_text(text, encoding="utf-8")
    desktop, garbage = Desktop(application, theme, Icons(resource_folder("icons"))), GarbageCollection()

    desktop.show()
    toast = desktop.window.toast
    qtbot.waitUntil(lambda: toast.text() == "Your change of the dataset stock is not saved yet.", timeout=PATIENCE)
    toast._offer.click()

    page = datasets(desktop.window)
    qtbot.waitUntil(lambda: page.editor.title.text() == "stock", timeout=PATIENCE)
    assert page.editor.draft is not None and page.editor.draft.schema == {"fields": [{"name": "Item"}]}
    close(desktop.window)
    garbage.close()
