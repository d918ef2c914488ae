"""Where the parts of a chart are, however many bars it has and however small they are."""

import itertools
import random

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from desktop_uploader.gui.insights.places import GAP, LEAST, Column, Picture, Place, Series, heights_of

SERIES = tuple(Series(word, word, "fill") for word in ("done", "done, rows left out", "failed", "need an answer"))


def place(columns: list[tuple[str, tuple[float, ...]]], width: int = 700, series: tuple[Series, ...] = SERIES) -> Place:
    made = tuple(Column(label, "", values) for label, values in columns)
    return Place(Picture("", series, made, lambda mark: f"{mark:,.0f}"), QRectF(0, 0, width, 260), QApplication.font())


@pytest.mark.parametrize("heights", [[100.0, 0.1, 0.2], [150.0, 40.0], [0.01, 0.02], [6.0, 1.0], [3.0]])
def test_a_bar_is_as_high_as_it_is_though_small_parts_are_seen(heights: list[float]) -> None:
    found = heights_of(heights)

    assert sum(found) == pytest.approx(max(LEAST, sum(heights)))
    assert all(height >= LEAST + GAP for height in found) or sum(1 for height in found if height) == 1


@pytest.mark.parametrize("count", [1, 7, 30, 92, 400])
@pytest.mark.parametrize("width", [240, 700, 1600])
def test_days_below_the_bars_stand_apart_and_within(qapp: QApplication, count: int, width: int) -> None:
    found = place([(f"{number % 28 + 1} November", (1.0, 0, 0, 0)) for number in range(count)], width)
    rooms = [room for room, _ in found.labels()]

    assert rooms and all(one.right() <= next_one.left() + 1e-6 for one, next_one in itertools.pairwise(rooms))
    assert all(0 <= room.left() and room.right() <= width + 1e-6 for room in rooms)


def test_what_the_parts_mean_is_read_whole_in_a_narrow_chart(qapp: QApplication) -> None:
    found = place([("1", (1.0, 1.0, 1.0, 1.0))], 240)

    assert len(found.legend) > 1
    assert all(room.left() >= 0 for line in found.legend for _, room in line)
    assert found.bars.top() >= len(found.legend) * found.line


def test_all_of_a_bar_is_within_the_chart(qapp: QApplication) -> None:
    chance = random.Random(1)
    columns = [("", tuple(chance.choice((0.0, 1.0, 1e6)) for _ in SERIES)) for _ in range(60)]
    found = place(columns)

    for number, (_, values) in enumerate(columns):
        parts = found.parts(number)
        assert bool(parts) == any(values)
        assert all(found.bars.top() - 1 <= part.top() and part.bottom() <= found.bars.bottom() + 1 for _, part in parts)
