"""What an administrator has set for good is shown as that, and is not to be changed."""

from collections.abc import Iterator

import pytest

from desktop_uploader.folders import policy_file
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.language import LanguageSection
from desktop_uploader.gui.settings.storage import StorageSection
from desktop_uploader.gui.settings.watched import WatchedSection
from desktop_uploader.gui.settings.worker import WorkerSection

POLICY = """
locked = ["storage", "s3", "files_folder", "slots", "language", "watch"]
storage = "s3"
slots = 3
[s3]
bucket = "office"
"""


@pytest.fixture(autouse=True)
def policy() -> Iterator[None]:
    policy_file().parent.mkdir(parents=True)
    policy_file().write_text(POLICY, encoding="utf-8")
    yield


def test_fields_are_shown_and_disabled_and_the_rest_can_be_changed(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(WorkerSection)

    assert not section.entries["slots"].isEnabled()
    assert section.entries["slots"].line.text() == "3"
    assert section.fields["slots"].said == "Set by your administrator."
    assert section.entries["battery_limit"].isEnabled()


def test_the_place_for_files_the_language_and_the_folders_stand(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    storage = window.settings.show_section(StorageSection)
    language = window.settings.show_section(LanguageSection)
    watched = window.settings.show_section(WatchedSection)

    assert not any(chip.isEnabled() for chip in storage.kinds)
    assert not storage.s3.isEnabled()
    assert storage.keys.isEnabled()
    assert not storage.save.isEnabled()
    assert not language.choice.isEnabled()
    assert not watched.add.isEnabled()
