"""What is wrong from the start is said, and the rest of the program can be used."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.settings import find_folders, load_settings

from .conftest import close
from .test_window import shown


def test_a_damaged_records_database_is_said_and_the_history_still_shown(
    qtbot: QtBot, theme: Theme, data_dir: Path, tmp_path: Path
) -> None:
    folders = find_folders(data_dir)
    before = build(load_settings(folders), folders)
    path = tmp_path / "orders.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    before.intake.register(path)
    before.close()
    with folders.records.open("r+b") as file:
        file.write(b"\0" * 4096)

    after = build(load_settings(folders), folders)
    window = MainWindow(after, Running(after), theme, Icons(resource_folder("icons")))
    window.show()
    window.start()

    assert "damaged" in window.toast.text()
    assert window.toast.isVisible()
    qtbot.waitUntil(lambda: "orders.csv" in shown(window), timeout=10_000)
    close(window)
    after.close()
