"""Nothing is begun outside the hours of work, nor on a weak battery, unless a person says so."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.events import Happening, Resting
from desktop_uploader.model.hours import WorkingHours
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.readiness import Battery, Conditions, Readiness

from ..cli.test_whole_way import SAMPLES, command
from ..history_parts import FakeClock

LOW = Battery(15, plugged=False)
LIMIT = Conditions(battery_limit=20)


class Place:
    """A computer whose clock and battery can be turned."""

    def __init__(self, conditions: Conditions) -> None:
        self.clock = FakeClock()
        self.conditions = conditions
        self.battery: Battery | None = None
        self.seconds = 0.0
        self.seen: list[Happening] = []
        self.readiness = Readiness(
            lambda: self.conditions, self.clock, self.seen.append, lambda: self.battery, lambda: self.seconds
        )

    def ready(self) -> bool:
        self.seconds += 10
        return self.readiness.look()


def clock_at(place: Place, clock: str) -> None:
    wanted = datetime.fromisoformat(f"2026-11-24T{clock}").astimezone().astimezone(UTC)
    place.clock.advance(wanted - place.clock.now())


def test_nothing_is_begun_outside_the_hours_and_each_change_is_told_once() -> None:
    place = Place(Conditions(WorkingHours.parse("18:00-07:00")))
    clock_at(place, "17:59")
    assert not place.ready() and not place.ready()
    clock_at(place, "18:00")
    assert place.ready() and place.ready()

    assert place.seen == [Resting("hours", {"start": "18:00"}), Resting(None)]


def test_other_hours_are_told_while_the_worker_rests() -> None:
    place = Place(Conditions(WorkingHours.parse("18:00-07:00")))
    clock_at(place, "12:00")
    assert not place.ready()

    place.conditions = Conditions(WorkingHours.parse("20:00-07:00"))
    assert not place.ready() and not place.ready()

    assert place.seen == [Resting("hours", {"start": "18:00"}), Resting("hours", {"start": "20:00"})]


def test_a_person_overrules_the_hours_until_they_begin() -> None:
    place = Place(Conditions(WorkingHours.parse("18:00-07:00")))
    clock_at(place, "12:00")
    assert not place.ready()

    place.readiness.overrule()
    assert place.ready()
    clock_at(place, "18:00")
    assert place.ready()
    place.clock.advance(timedelta(hours=14))
    assert not place.ready()


@pytest.mark.parametrize(
    ("limit", "battery", "ready"),
    [
        (20, None, True),
        (20, Battery(15, plugged=True), True),
        (20, Battery(20, plugged=False), False),
        (20, Battery(21, plugged=False), True),
        (0, Battery(1, plugged=False), True),
        (100, Battery(100, plugged=False), False),
    ],
)
def test_the_battery_counts_where_there_is_no_power(limit: int, battery: Battery | None, ready: bool) -> None:
    place = Place(Conditions(battery_limit=limit))
    place.battery = battery

    assert place.ready() is ready


def test_what_was_overruled_for_the_battery_does_not_overrule_the_hours() -> None:
    place = Place(LIMIT)
    place.battery = LOW
    place.readiness.overrule()
    assert place.ready()

    place.conditions = Conditions(WorkingHours.parse("18:00-07:00"), 20)
    clock_at(place, "12:00")

    assert not place.ready()
    assert place.readiness.resting.code == "hours"


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(working_hours=closed()), find_folders(data_dir), "test")
    yield parts
    parts.close()


def closed() -> WorkingHours:
    """Hours in which it is not now, nor in the next hours."""
    now = SystemClock().now().astimezone()
    return WorkingHours.parse(f"{now + timedelta(hours=6):%H:%M}-{now + timedelta(hours=8):%H:%M}")


def test_the_worker_waits_and_begins_when_a_change_of_the_settings_lets_it(
    application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("No.,Amount\nA-1,5\n", encoding="utf-8")
    task = application.intake.register(path)
    application.uploader.drain()
    assert not application.workers[0].work_once()

    worker = Thread(target=application.workers[0].drain)
    worker.start()
    application.apply(Settings())
    worker.join(30)

    found = application.history.task(task.id)
    assert found is not None and found.status is TaskStatus.DONE


def test_a_command_waits_for_the_hours_unless_it_is_told_to_work_now(data_dir: Path) -> None:
    parts = build(Settings(), find_folders(data_dir), "test")
    parts.intake.register(SAMPLES / "customers.csv")
    parts.close()
    (data_dir / "settings.toml").write_text(f'working_hours = "{closed()}"\n', encoding="utf-8")

    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "worker", "--drain"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, encoding="utf-8") as waiting:
        assert waiting.stderr is not None
        said = next(line for line in waiting.stderr if "Works" in line)
        assert said == f"desktop-uploader: Works from {closed().start:%H:%M}\n"
        waiting.terminate()

    assert "Done" in command(data_dir, "worker", "--drain", "--now").stderr
