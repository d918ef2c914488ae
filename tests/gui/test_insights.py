"""The page Insights in the real window, over a real history."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QDate, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history.tables import problem_totals, upload_tasks
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.insights import filters, wording
from desktop_uploader.gui.insights.axis import axis_for
from desktop_uploader.gui.insights.filters import Filters
from desktop_uploader.gui.insights.page import InsightsPage
from desktop_uploader.gui.insights.sheet import Sheet
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.insights import Spread
from desktop_uploader.model.periods import Days, Unit
from desktop_uploader.words.catalogue import Catalogue
from desktop_uploader.words.languages import catalogue_for

PATIENCE = 20_000


def fill(application: Application, per_day: int = 3, days: int = 30) -> None:
    """Files of many days: one in three failed."""
    engine = open_engine(sqlite_url(application.folders.history))
    noon = datetime.now().astimezone().replace(hour=12, minute=0).astimezone(UTC)
    rows = []
    for number in range(per_day * days):
        at = noon - timedelta(days=number // per_day)
        failed = number % 3 == 2
        rows.append(
            {
                "import_id": f"import-{number}", "user_id": "budi", "file_name": f"{number}.xlsx", "dataset": "orders",
                "file_path": f"local:{number}", "status": "FAILED" if failed else "DONE", "rows_total": 100,
                "error_code": "rows-wrong" if failed else None, "rows_saved": 0 if failed else 100,
                "rows_rejected": 4 if failed else 0, "created_at": at, "started_at": at + timedelta(seconds=0.5),
                "finished_at": at + timedelta(seconds=2), "updated_at": at,
            }
        )  # fmt: skip
    with engine.begin() as connection:
        for row in rows:
            task_id = connection.execute(insert(upload_tasks).values(row)).inserted_primary_key[0]
            if row["error_code"]:
                total = {"task_id": task_id, "code": "type-error", "field": "Amount", "kind": "number", "count": 4}
                connection.execute(insert(problem_totals).values(total))
    engine.dispose()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, application: Application) -> InsightsPage:
    fill(application)
    window.open_page(PageName.INSIGHTS)
    page = window.pages.page(PageName.INSIGHTS)
    assert isinstance(page, InsightsPage)
    qtbot.waitUntil(lambda: len(page.figures.chart.picture.columns) == 30, timeout=PATIENCE)
    return page


def test_the_tiles_tell_what_thirty_days_came_to(page: InsightsPage) -> None:
    tiles = page.figures.tiles

    assert tiles.files.text() == "90 | none on the 30 days before"
    assert tiles.rows.text() == "6,000 | 120 refused"
    assert tiles.right.text().startswith("66.7 %")
    assert tiles.time.text() == "2 s | half of all files; 19 in 20 within 2 s"


def test_files_that_ended_only_after_an_answer_are_not_said_to_be_under_way() -> None:
    assert wording.spread(Spread(), Catalogue()) == "no file has ended without an answer or another try"


def test_the_keys_move_along_the_bars_and_the_bar_is_told(qtbot: QtBot, page: InsightsPage) -> None:
    chart = page.figures.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    first = chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Right)

    assert "3 files: 2 done, 1 failed" in first
    assert chart.accessibleDescription() != first


def test_a_click_on_a_bar_shows_its_files(qtbot: QtBot, window: MainWindow, page: InsightsPage) -> None:
    chart = page.figures.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Return)

    assert window.pages.name_in_sight() is PageName.UPLOADS
    qtbot.waitUntil(lambda: window.uploads.model.rowCount() == 3, timeout=PATIENCE)


def test_a_click_on_the_failed_part_shows_the_failed_files(
    qtbot: QtBot, window: MainWindow, page: InsightsPage
) -> None:
    chart = page.figures.chart
    _, failed = chart._place().parts(29)[1]
    place = failed.center().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))

    qtbot.waitUntil(lambda: window.uploads.model.rowCount() == 1, timeout=PATIENCE)


def test_the_same_figures_stand_in_a_table_that_can_be_copied(qtbot: QtBot, page: InsightsPage) -> None:
    page.as_table.click()
    table = page.figures.table
    assert table.isVisible() and not page.figures.chart.isVisible()
    table.selectRow(29)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    headings, line = QGuiApplication.clipboard().text().split("\n")
    assert headings.split("\t")[:4] == ["Day", "Files", "done", "failed"]
    assert line.split("\t")[1:4] == ["3", "2", "1"]


def test_the_table_is_as_high_as_its_rows_also_after_another_period(qtbot: QtBot, page: InsightsPage) -> None:
    def choose(days: str) -> None:
        page.filters.period.setCurrentIndex(page.filters.period.findData(days))
        page.filters.period.activated.emit(0)
        qtbot.waitUntil(lambda: len(page.figures.chart.picture.columns) == int(days), timeout=PATIENCE)

    page.as_table.click()
    height = page.figures._stack.minimumHeight()
    choose("7")
    assert page.figures._stack.minimumHeight() < height
    choose("30")
    assert page.figures._stack.minimumHeight() == height


def test_problems_and_senders_are_listed(page: InsightsPage) -> None:
    assert page.figures.problems.sheets.sheet.rows == (('"Amount": 120 values are not numbers', "orders", "120", "30"),)
    assert page.figures.senders.sheets.sheet.rows == (("budi", "90", "30"),)


def test_another_period_has_other_bars(qtbot: QtBot, page: InsightsPage) -> None:
    page.filters.period.setCurrentIndex(page.filters.period.findData("7"))
    page.filters.period.activated.emit(0)

    qtbot.waitUntil(lambda: len(page.figures.chart.picture.columns) == 7, timeout=PATIENCE)


def test_the_picture_is_twice_as_sharp(page: InsightsPage, tmp_path: Path) -> None:
    made = []
    page.making_wanted.connect(made.append)
    page.picture.trigger()
    saved = QImage(str(made[0].make(tmp_path / "insights.png")))

    assert saved.width() == page.figures.width() * 2


def test_the_figures_are_saved_as_a_workbook_to_reckon_with(page: InsightsPage, tmp_path: Path) -> None:
    made = []
    page.making_wanted.connect(made.append)
    page.workbook.trigger()
    book = openpyxl.load_workbook(made[0].make(tmp_path / "insights.xlsx"))

    assert book.sheetnames == ["Figures by day", "What people had to correct", "Who sent them"]
    headings, *days = book["Figures by day"].iter_rows(values_only=True)
    assert headings[:4] == ("Day", "Files", "done", "failed") and headings[-1] == "19 in 20 within, seconds"
    assert len(days) == 30
    assert days[-1] == (datetime.combine(date.today(), time()), 3, 2, 1, 200, 4, 0.5, 1.5, 2)
    assert list(book["Who sent them"].values) == [("Added by", "Files", "Needed correcting"), ("budi", 90, 30)]


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("en", "Nov 5", "Nov 2026"), ("de", "5. Nov.", "Nov. 2026"), ("id", "5 Nov", "Nov 2026")],
)
def test_days_below_the_bars_are_written_as_the_language_has_them(language: str, day: str, month: str) -> None:
    words, days = catalogue_for(language), Days(date(2026, 11, 5), date(2026, 11, 5))
    assert wording.short_day(days, Unit.DAY, words) == day
    assert wording.short_day(days, Unit.MONTH, words) == month


def test_a_period_without_files_says_so_in_the_charts_place(qtbot: QtBot, page: InsightsPage) -> None:
    page.filters.dataset.addItem("stock", "stock")
    page.filters.dataset.setCurrentIndex(page.filters.dataset.count() - 1)
    page.filters.dataset.activated.emit(0)
    chart = page.figures.chart
    qtbot.waitUntil(lambda: chart.picture.empty, timeout=PATIENCE)
    assert chart.accessibleName() == "Files a day. No files were added in these days."


def test_what_cannot_be_written_is_said_as_of_every_other_file(page: InsightsPage, tmp_path: Path) -> None:
    made = []
    page.making_wanted.connect(made.append)
    for action in (page.picture, page.workbook, page.table_file):
        action.trigger()

    for making in made:
        with pytest.raises(StorageError) as refused:
            making.make(tmp_path / "gone" / "insights")
        assert refused.value.code == "storage-no-permission"
        assert refused.value.params["folder"] == str(tmp_path / "gone")


def test_an_empty_history_says_what_the_page_is_for(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page(PageName.INSIGHTS)
    page = window.pages.page(PageName.INSIGHTS)
    assert isinstance(page, InsightsPage)

    qtbot.waitUntil(page.add.isVisible, timeout=PATIENCE)


def test_a_period_reaches_to_today_however_long_the_window_has_been_open(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = date.today() + timedelta(days=1)

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return tomorrow

    remembered = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Filters(theme, Icons(resource_folder("icons")), Catalogue(), remembered)
    monkeypatch.setattr(filters, "date", Later)
    made.period.setCurrentIndex(made.period.findData("own"))
    made.period.activated.emit(0)
    made.last.setDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))

    assert made.query().days.last == tomorrow


@pytest.mark.parametrize(("largest", "top"), [(0, 1), (1, 1), (99, 100), (1e9, 1e9), (3.1e6, 4e6)])
def test_the_axis_ends_at_a_round_number(largest: float, top: float) -> None:
    assert axis_for(largest, 4, whole=True).top == top


def test_a_saved_table_holds_no_formulas(tmp_path: Path) -> None:
    Sheet(("Added by",), (("=1+1",),)).save(tmp_path / "table.csv")

    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig") == "Added by\n'=1+1\n"
