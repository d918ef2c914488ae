"""An own range of days in the filter of the uploads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import resource_folder
from desktop_uploader.gui.days import span_of, to_qt
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.filter_bar import OWN, FilterBar
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.words import Catalogue


@pytest.fixture
def bar(qapp: QApplication) -> FilterBar:
    return FilterBar(Theme(qapp), Icons(resource_folder("icons")), Catalogue())


def choose(bar: FilterBar, first: date, last: date) -> None:
    bar.period.setCurrentIndex(bar.period.findData(OWN))
    bar.period.activated.emit(bar.period.currentIndex())
    bar.first.setDate(to_qt(first))
    bar.last.setDate(to_qt(last))


def test_both_days_are_whole_in_whichever_order_they_stand(bar: FilterBar) -> None:
    assert bar._days.isHidden()
    choose(bar, date(2026, 3, 31), date(2026, 3, 1))

    query = bar.narrowed(TaskQuery())

    assert not bar._days.isHidden()
    assert query.since == datetime(2026, 3, 1).astimezone().astimezone(UTC)
    assert query.until == datetime(2026, 4, 1).astimezone().astimezone(UTC)


def test_a_single_day_is_a_range(bar: FilterBar) -> None:
    since, until = span_of(date(2026, 6, 1), date(2026, 6, 1))

    assert until - since == timedelta(days=1)


def test_a_day_that_no_clock_knows_is_not_taken(bar: FilterBar) -> None:
    choose(bar, date(2026, 3, 1), date(9999, 12, 31))

    assert bar.narrowed(TaskQuery()).since == datetime(2026, 3, 1).astimezone().astimezone(UTC)


def test_the_days_are_remembered(bar: FilterBar, qapp: QApplication) -> None:
    choose(bar, date(2026, 3, 1), date(2026, 3, 31))
    again = FilterBar(Theme(qapp), Icons(resource_folder("icons")), Catalogue())

    again.take_up({name: value for name, value in bar.chosen().items() if value is not None})

    assert again.narrowed(TaskQuery()) == bar.narrowed(TaskQuery()) and not again._days.isHidden()


def test_a_drop_down_is_as_wide_as_what_is_chosen(bar: FilterBar) -> None:
    narrow = bar.period.sizeHint().width()
    bar.period.setCurrentIndex(bar.period.findData("The month before last"))

    assert bar.period.sizeHint().width() > narrow
