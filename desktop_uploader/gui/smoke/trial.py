"""The trial: the real window, worker and child on a scratch folder. The person's own data are never touched."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QByteArray, QCollator, QDate, QDateTime, QEventLoop, QLocale, QTime, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from ...bootstrap import Application, build, resource_folder
from ...folders import Folders, find_folders
from ...model.dataset import Dataset
from ...model.export import Export, TableFormat
from ...model.queries import TaskQuery
from ...model.rowquery import RowQuery
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...settings import Settings
from ...words.languages import NAMES
from ..desktop import Desktop
from ..garbage import GarbageCollection
from ..icons import Icons
from ..pages import PAGES
from ..theme import Theme
from . import parts
from .report import Found, Report

PATIENCE = 60.0
"""Seconds for the samples to be worked on, also on a slow computer."""

OURS = ("DESKTOP_UPLOADER_", "AWS_")
"""Variables that would have the trial use the person's own settings and keys."""

GOOD, WRONG = "orders.xlsx", "price-list.xlsx"


def run(file: Path | None = None) -> int:
    """Try everything; the report is printed, or written to `file`. Gives the exit code: 0 where all is well, else 1."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    report = Report()
    # A file may still be open in a scanner for viruses.
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-trial-", ignore_cleanup_errors=True) as scratch:
        _try_all(report, Path(scratch))
    text = json.dumps(report.document(), ensure_ascii=False, indent=2, default=str)
    if file is not None:
        file.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0 if report.ok else 1


def _try_all(report: Report, scratch: Path) -> None:
    folders = find_folders(scratch / "data")
    with report.step("sqlite") as found:
        parts.look_at_sqlite(found)
    with report.step("files") as found:
        parts.look_at_files(found)
    with report.step("languages") as found:
        _look_at_languages(found)
    with report.step("storage") as found:
        parts.make_client(found)
    with report.step("keyring") as found:
        parts.ask_keyring(found)
    with report.step("old history") as found:
        parts.make_old_history(folders, found)
    with report.step("program") as found:
        _try_program(report, folders, scratch)


def _try_program(report: Report, folders: Folders, scratch: Path) -> None:
    qt = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(qt, QApplication)
    application = build(Settings(tray=False, notify=()), folders, "smoke test", warm=True)
    garbage = GarbageCollection()
    try:
        with report.step("migration") as found:
            parts.look_at_migration(folders, found)
        desktop = Desktop(application, theme := Theme(qt), Icons(resource_folder("icons")))
        try:
            desktop.show()
            with report.step("import") as found:
                _import(application, desktop, found)
            with report.step("window") as found:
                _look_at_pages(desktop, theme, found)
        finally:
            desktop.leave()
        with report.step("outputs") as found:
            _write_outputs(application, scratch / "outputs", found)
    finally:
        application.close()
        garbage.close()


def _import(application: Application, desktop: Desktop, found: Found) -> None:
    """A good sample is saved; of one with wrong cells they are named."""
    samples = resource_folder("samples")
    desktop.window.add_files([samples / GOOD, samples / WRONG], {})
    _wait(lambda: len(_ended(application)) == 2)
    ended = _ended(application)
    found.update({name: f"{task.status}, {task.rows_saved} saved" for name, task in ended.items()})
    parts.expect(ended[GOOD].status is TaskStatus.DONE and ended[GOOD].rows_saved, "the sample was not saved")
    parts.expect(ended[WRONG].status is TaskStatus.FAILED, "the wrong sample was not refused")
    parts.expect(application.history.problem_totals(ended[WRONG].id), "the wrong cells are not named")


def _look_at_pages(desktop: Desktop, theme: Theme, found: Found) -> None:
    """Every page can be opened and painted, the last one in dark too."""
    for kind in PAGES:
        desktop.window.open_page(kind.name)
        _pause(0.2)
        found[kind.name] = _colours(desktop)
    theme.choose(True)
    found["dark"] = _colours(desktop)
    parts.expect(all(colours > 5 for colours in found.values()), "a page is empty")


def _colours(desktop: Desktop) -> int:
    """How many colours a picture of the window has: one, where nothing is painted."""
    picture = desktop.window.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    return len({picture.pixel(x, y) for x, y in places})


def _write_outputs(application: Application, folder: Path, found: Found) -> None:
    """A marked copy, a template, and the saved rows in each format."""
    folder.mkdir()
    ended = _ended(application)
    wrong, good = ended[WRONG], ended[GOOD]
    application.outputs.marked_copy(wrong.id, folder / "marked.xlsx", lambda _progress: None, lambda: False)
    dataset = application.records.dataset(good.dataset or "")
    assert isinstance(dataset, Dataset)
    application.outputs.template(dataset, folder / "template.xlsx")
    names = tuple(field["name"] for field in dataset.schema["fields"])
    for kind in TableFormat:
        export = Export(dataset.name, RowQuery(), names, kind)
        application.exports.export(export, folder / f"rows.{kind}", lambda _rows: None, lambda: False)
    found.update(parts.files_of(folder))
    parts.expect(len(found) == 2 + len(TableFormat) and all(found.values()), "a file was not written")


def _look_at_languages(found: Found) -> None:
    """Qt knows the order of texts, time zones, and days by name: it has its data with it."""
    for code in NAMES:
        locale = QLocale(code)
        order = QCollator(locale).compare("ähre", "Zoo")
        zone = QTimeZone(QByteArray(b"Europe/Berlin"))
        summer = zone.offsetFromUtc(QDateTime(QDate(2026, 7, 1), QTime(12, 0)))
        found[code] = f"{locale.dayName(1)}, {zone.displayName(QTimeZone.TimeType.StandardTime)}"
        parts.expect(order < 0, f"texts have no order: {code}")
        parts.expect(summer == 7200, "time zones are missing")


def _ended(application: Application) -> dict[str, UploadTask]:
    return {task.file_name: task for task in application.history.tasks(TaskQuery(), limit=9) if task.status.final}


def _wait(reached: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    deadline = monotonic() + PATIENCE
    while not reached():
        if monotonic() > deadline:
            raise TimeoutError
        _pause(0.05)


def _pause(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
