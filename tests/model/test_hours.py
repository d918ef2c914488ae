"""The hours of work are the computer's own, over midnight too."""

from datetime import UTC, datetime, time

import pytest

from desktop_uploader.model.hours import WorkingHours


def at(clock: str) -> datetime:
    """This time of day on this computer, as a moment in UTC."""
    return datetime.combine(datetime.now().date(), time.fromisoformat(clock)).astimezone().astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        ("18:00-07:00", ("18:00", "23:59", "00:00", "06:59"), ("07:00", "12:00", "17:59")),
        ("9:30 - 17:00", ("09:30", "16:59"), ("09:29", "17:00", "00:00")),
        ("00:00-12:00", ("00:00", "11:59"), ("12:00", "23:59")),
    ],
)
def test_the_start_is_in_the_hours_and_the_end_is_not(
    hours: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    parsed = WorkingHours.parse(hours)

    assert all(parsed.holds(at(clock)) for clock in inside)
    assert not any(parsed.holds(at(clock)) for clock in outside)


def test_they_are_written_as_they_are_read() -> None:
    assert str(WorkingHours.parse(" 9:05-17:00")) == "09:05-17:00"
    assert WorkingHours.parse(str(WorkingHours.parse("9:05-17:00"))) == WorkingHours.parse("9:05-17:00")


@pytest.mark.parametrize("text", ["", "18", "18:00", "25:00-07:00", "18:60-07:00", "07:00-07:00", "a:00-b:00"])
def test_what_is_no_pair_of_different_times_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        WorkingHours.parse(text)
