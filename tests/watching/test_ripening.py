from pathlib import Path

from desktop_uploader.model.errors import WatchError
from desktop_uploader.watching.pace import Pace
from desktop_uploader.watching.ripening import LONGEST_OPEN, Ripening
from desktop_uploader.watching.scan import Found

PACE = Pace()


def found(identity: str = "a", size: int = 5, *, is_open: bool = False) -> Found:
    return Found(Path("/in/a.csv"), size, identity, 0, is_open)


def test_a_file_is_ripe_when_it_was_the_same_for_long_enough() -> None:
    ripening = Ripening(10.0, PACE)

    assert [ripening.due(found(), now) for now in (100.0, 104.0)] == [10.0, 6.0]
    assert ripening.due(found("b"), 109.0) == 10.0
    assert ripening.due(found("b"), 119.0) == 0.0


def test_an_empty_file_is_never_ripe() -> None:
    ripening = Ripening(10.0, PACE)

    assert ripening.due(found(size=0), 100.0) and ripening.due(found(size=0), 9999.0)


def test_a_marker_without_a_save_for_half_a_day_is_taken_for_one_left_by_a_crash() -> None:
    ripening = Ripening(10.0, PACE)
    ripening.due(found(is_open=True), 100.0)
    ripening.due(found("b", is_open=True), 200.0)

    assert ripening.due(found("b", is_open=True), 200.0 + LONGEST_OPEN - 20) == 20.0
    assert ripening.due(found("b", is_open=True), 200.0 + LONGEST_OPEN) == 0.0


def test_a_file_that_cannot_be_added_is_left_alone_longer_each_time_and_told_after_a_while() -> None:
    ripening, trouble, waits = Ripening(10.0, PACE), WatchError("watch-file-waits"), list[float]()
    ripening.due(found(), 0.0)
    for now in (100.0, 200.0, 300.0):
        assert ripening.troubles() == []
        ripening.failed(found(), now, trouble)
        waits.append(ripening.due(found(), now))

    assert waits == [2.0, 4.0, 8.0] and ripening.troubles() == [trouble]
