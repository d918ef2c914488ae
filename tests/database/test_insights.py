"""What the history of some days comes to, from tasks that went the real queue's way."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from desktop_uploader.database.history import counting
from desktop_uploader.database.history.insights import InsightsReader
from desktop_uploader.database.history.tables import upload_tasks
from desktop_uploader.database.history.uploads import NewUpload
from desktop_uploader.model.insights import Insights, InsightsQuery, Outcome, Spread
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.periods import Days, Unit, last_days
from desktop_uploader.model.problem import Problem, ProblemTotal
from desktop_uploader.model.question import NEEDS_ANSWER
from desktop_uploader.model.task import Claim, Failure, RowCounts
from desktop_uploader.model.undo import UndoResult

from ..history_parts import FakeClock, Parts, open_parts, saved

NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 11, 24)
NUMBER = ProblemTotal("type-error", "Amount", 5, "number")
WRONG = Failure(
    "rows-wrong",
    {"dataset": "orders"},
    (Problem("type-error", "Sheet", 2, 1, "Amount", "abc", {"kind": "number"}),),
    (NUMBER,),
    RowCounts(20, 0, 4),
)


@dataclass
class Office:
    """People who add files, and a worker."""

    parts: Parts
    clock: FakeClock
    worker: str

    def add(self, name: str, who: str = "ani") -> Claim:
        """A file that is added, stored, and taken by the worker."""
        task = self.parts.uploads.register(NewUpload(Path("/somewhere") / name, who, 10))
        claim = self.parts.uploads.claim(self.worker)
        assert claim is not None
        assert self.parts.uploads.snapshot_taken(claim, 10, "a" * 64)
        assert self.parts.uploads.stored(claim, f"local:{task.id}")
        return self.take()

    def take(self) -> Claim:
        claim = self.parts.queue.claim(self.worker)
        assert claim is not None
        return claim

    def good(self, name: str = "orders.xlsx", *, rows: int = 3, dataset: str = "orders", who: str = "ani") -> int:
        claim = self.add(name, who)
        assert self.parts.queue.finish(claim, saved(rows, dataset))
        return claim.task_id

    def wrong(self, name: str = "orders.xlsx", failure: Failure = WRONG, who: str = "ani") -> int:
        claim = self.add(name, who)
        assert self.parts.queue.fail(claim, failure)
        return claim.task_id

    def read(self, days: Days = NOVEMBER, dataset: str | None = None, zone: str = "UTC") -> Insights:
        found = InsightsReader(self.parts.engine).read(InsightsQuery(days, dataset, ZoneInfo(zone)))
        assert found is not None
        return found

    def of_day(self, found: Insights, day: date) -> dict[Outcome, int]:
        return next(dict(bar.totals.files) for bar in found.bars if bar.days.first <= day <= bar.days.last)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history in which nothing has happened yet."""
    path = tmp_path_factory.mktemp("blank") / "history.sqlite3"
    open_parts(path).engine.dispose()
    return path


@pytest.fixture
def office(tmp_path: Path, blank: Path) -> Iterator[Office]:
    clock = FakeClock()
    shutil.copy(blank, tmp_path / "history.sqlite3")
    parts = open_parts(tmp_path / "history.sqlite3", clock)
    yield Office(parts, clock, parts.owners.register("worker"))
    parts.engine.dispose()


def test_an_empty_history_has_a_bar_for_each_day_and_no_figures(office: Office) -> None:
    found = office.read()

    assert len(found.bars) == 30
    assert found.totals.count == 0 and found.totals.right_share is None
    assert found.times.total == Spread() and found.problems == () and found.senders == ()


def test_each_file_is_counted_on_its_day_by_what_became_of_it(office: Office) -> None:
    office.good()
    office.wrong("wrong.xlsx")
    office.wrong("asks.xlsx", Failure(NEEDS_ANSWER, {"questions": []}))
    claim = office.add("some.xlsx")
    assert office.parts.queue.finish(claim, ImportResult(True, "orders", RowCounts(10, 8, 2)))
    undone = office.good("undone.xlsx")
    import_id = office.parts.history.tasks_by_id([undone])[0].import_id
    assert office.parts.queue.undone(import_id, UndoResult("orders", removed=3))
    office.parts.queue.cancel(office.parts.pending("cancelled.xlsx"))
    office.clock.advance(timedelta(days=1))
    office.parts.pending("waits.xlsx")

    found = office.read()

    assert office.of_day(found, TODAY) == dict.fromkeys(set(Outcome) - {Outcome.OPEN}, 1)
    assert office.of_day(found, TODAY + timedelta(days=1)) == {Outcome.OPEN: 1}


def test_rows_of_undone_files_are_not_saved_ones(office: Office) -> None:
    office.good(rows=100)
    claim = office.add("some.xlsx")
    assert office.parts.queue.finish(claim, ImportResult(True, "orders", RowCounts(10, 8, 2)))
    office.wrong("wrong.xlsx")
    undone = office.good("undone.xlsx", rows=1000)
    office.parts.queue.undone(
        office.parts.history.tasks_by_id([undone])[0].import_id, UndoResult("orders", removed=1000)
    )

    totals = office.read().totals

    assert (totals.rows_saved, totals.rows_refused) == (108, 6)


def test_only_the_dataset_that_is_asked_for_is_counted(office: Office) -> None:
    office.good(rows=1)
    office.good("p.xlsx", dataset="prices", rows=10)
    office.wrong("o.xlsx")

    found = office.read(dataset="orders")

    assert found.totals.count == 2 and found.totals.rows_saved == 1
    assert office.read(dataset="prices").problems == ()


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Jakarta", datetime(2026, 11, 23, 17, 0, tzinfo=UTC), date(2026, 11, 24)),
        ("Asia/Jakarta", datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        ("Asia/Kathmandu", datetime(2026, 11, 23, 18, 15, tzinfo=UTC), date(2026, 11, 24)),
        ("America/New_York", datetime(2026, 11, 24, 4, 59, tzinfo=UTC), date(2026, 11, 23)),
        # The day on which clocks are set back has 25 hours.
        ("America/New_York", datetime(2026, 11, 1, 4, 0, tzinfo=UTC), date(2026, 11, 1)),
        ("America/New_York", datetime(2026, 11, 2, 4, 59, tzinfo=UTC), date(2026, 11, 1)),
        ("America/New_York", datetime(2026, 11, 2, 5, 0, tzinfo=UTC), date(2026, 11, 2)),
    ],
)
def test_days_are_those_of_the_person(office: Office, zone: str, moment: datetime, day: date) -> None:
    office.clock.advance(moment - office.clock.now())
    office.parts.pending()

    found = office.read(zone=zone)

    assert [bar.days.first for bar in found.bars if bar.totals.count] == [day]


def test_a_day_whose_midnight_does_not_exist_begins_when_the_clock_jumps() -> None:
    # In Beirut, clocks went from 0:00 to 1:00 on that day.
    begin, end = Days(date(2021, 3, 28), date(2021, 3, 28)).bounds(ZoneInfo("Asia/Beirut"))

    assert begin == datetime(2021, 3, 27, 22, 0, tzinfo=UTC)
    assert end - begin == timedelta(hours=23)


def test_long_periods_are_told_by_week_and_longer_ones_by_month() -> None:
    weeks, months = last_days(TODAY, 400), last_days(TODAY, 2000)

    assert weeks.unit is Unit.WEEK and months.unit is Unit.MONTH
    for days in (weeks, months, last_days(TODAY, 1), NOVEMBER):
        bars = days.bars()
        assert (bars[0].first, bars[-1].last) == (days.first, days.last)
        assert all(one.last + timedelta(days=1) == other.first for one, other in itertools.pairwise(bars))
    assert {bar.first.weekday() for bar in weeks.bars()[1:]} == {0}
    assert {bar.first.day for bar in months.bars()[1:]} == {1}


def test_right_the_first_time_is_what_was_saved_whole_without_a_persons_help(office: Office) -> None:
    office.good("right.xlsx")
    office.wrong("wrong.xlsx")
    again = office.wrong("again.xlsx")
    office.parts.queue.retry(again)
    assert office.parts.queue.finish(office.take(), saved())
    claim = office.add("some.xlsx")
    assert office.parts.queue.finish(claim, ImportResult(True, "orders", RowCounts(10, 8, 2)))
    office.parts.queue.cancel(office.parts.pending("cancelled.xlsx"))

    totals = office.read().totals

    assert (totals.right, totals.judged) == (1, 4)
    assert totals.right_share == 0.25


def test_a_passing_outage_does_not_make_a_file_wrong(office: Office) -> None:
    claim = office.add("orders.xlsx")
    outage = Failure("storage-unavailable", {})
    assert office.parts.queue.retry_later(claim, outage, timedelta(seconds=5))
    office.clock.advance(timedelta(seconds=10))
    assert office.parts.queue.finish(office.take(), saved())

    assert office.read().totals.right_share == 1


def test_the_correction_of_a_failed_file_is_not_judged(office: Office) -> None:
    office.wrong("orders.xlsx", who="ani")
    office.clock.advance(timedelta(hours=2))
    office.good("orders.xlsx", who="ani")
    office.good("orders.xlsx", who="budi")
    office.clock.advance(timedelta(hours=23))
    office.good("orders.xlsx", who="ani")

    totals = office.read().totals

    assert (totals.count, totals.judged, totals.right) == (4, 3, 2)


def test_a_correction_of_the_day_before_is_known(office: Office) -> None:
    office.wrong("orders.xlsx")
    office.clock.advance(timedelta(hours=20))
    office.good("orders.xlsx")
    tomorrow = TODAY + timedelta(days=1)

    assert office.read(Days(tomorrow, tomorrow)).totals.judged == 0


def test_the_days_before_are_as_many_and_told_apart(office: Office) -> None:
    office.clock.advance(timedelta(days=-7))
    office.good("a.xlsx")
    office.wrong("b.xlsx")
    office.clock.advance(timedelta(days=7))
    office.good("c.xlsx")

    found = office.read(last_days(TODAY, 7))

    assert found.before.count == 2 and found.before.right_share == 0.5
    assert found.totals.count == 1


def test_times_are_told_from_adding_to_the_end(office: Office) -> None:
    for seconds in range(1, 41):
        office.parts.register(f"{seconds}.xlsx")
        claim = office.parts.uploads.claim(office.worker)
        assert claim is not None and office.parts.uploads.stored(claim, f"local:{seconds}")
        office.clock.advance(timedelta(seconds=1.5))
        taken = office.take()
        office.clock.advance(timedelta(seconds=seconds))
        assert office.parts.queue.finish(taken, saved())

    times = office.read().times

    assert times.waited == Spread(1.5, 1.5)
    assert times.worked == Spread(20, 38)
    # To two digits: 21.5 and 39.5 seconds.
    assert times.total == Spread(pytest.approx(21.5, abs=0.6), pytest.approx(39.5, abs=0.6))


def test_a_file_that_a_person_had_tried_again_tells_nothing_about_times(office: Office) -> None:
    again = office.wrong()
    office.clock.advance(timedelta(days=3))
    office.parts.queue.retry(again)
    assert office.parts.queue.finish(office.take(), saved())

    assert office.read().times.total == Spread()


def test_a_clock_that_was_set_back_gives_no_negative_times(office: Office) -> None:
    claim = office.add("orders.xlsx")
    office.clock.advance(timedelta(seconds=-30))
    assert office.parts.queue.finish(claim, saved())

    assert office.read().times.total == Spread(0, 0)


def test_problems_are_told_by_column_with_cells_files_and_datasets(office: Office) -> None:
    prices = Failure("rows-wrong", {"dataset": "prices"}, WRONG.problems, (NUMBER,), RowCounts(5, 0, 5))
    empty = Failure("rows-wrong", {"dataset": "orders"}, (), (ProblemTotal("constraint-error", "SKU", 1, "required"),))
    office.wrong("a.xlsx")
    office.wrong("b.xlsx")
    office.wrong("p.xlsx", prices)
    office.wrong("e.xlsx", empty)
    office.clock.advance(timedelta(days=1))
    office.wrong("c.xlsx")

    first, second = office.read().problems

    assert (first.code, first.kind, first.field) == ("type-error", "number", "Amount")
    assert (first.cells, first.files, first.datasets) == (20, 4, ("orders", "prices"))
    assert first.example is not None and first.example.value == "abc"
    assert (second.field, second.cells, second.example) == ("SKU", 1, None)


def test_files_that_fail_as_a_whole_are_told_by_their_error(office: Office) -> None:
    locked = Failure("file-password", {})
    office.wrong("a.xlsx", locked)
    office.wrong("b.xlsx", locked)
    office.wrong("c.xlsx", Failure(NEEDS_ANSWER, {"questions": []}))
    # What passes by itself nobody corrects.
    office.wrong("d.xlsx", Failure("storage-unavailable", {}))

    problems = office.read().problems

    assert [(found.code, found.files, found.cells) for found in problems] == [
        ("file-password", 2, None),
        (NEEDS_ANSWER, 1, None),
    ]


def test_senders_are_those_whose_files_needed_correcting(office: Office) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        office.wrong(name, who="budi")
    office.good("c.xlsx", who="budi")
    office.wrong("d.xlsx", who="citra")
    office.good("e.xlsx", who="ani")

    senders = office.read().senders

    assert [(sender.name, sender.wrong, sender.files) for sender in senders] == [("budi", 2, 3), ("citra", 1, 1)]


def test_reading_ends_between_two_bars_when_it_is_not_wanted(office: Office) -> None:
    told: list[float] = []

    def go_on(share: float) -> bool:
        told.append(share)
        return len(told) < 5

    query = InsightsQuery(NOVEMBER, zone=ZoneInfo("UTC"))

    assert InsightsReader(office.parts.engine).read(query, go_on) is None
    assert len(told) == 5 and told == sorted(told) and told[0] == 0


@pytest.mark.parametrize("name", ["files", "corrections", "lengths", "cell_problems", "file_errors"])
@pytest.mark.parametrize("dataset", [None, "orders"])
def test_a_bar_is_found_in_an_index(office: Office, name: str, dataset: str | None) -> None:
    range_ = counting.Range(*NOVEMBER.bounds(UTC), dataset)
    compiled = getattr(counting, name)(range_).compile(office.parts.engine)
    with office.parts.engine.connect() as connection:
        arguments = tuple(str(compiled.params[name]) for name in compiled.positiontup or ())
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", arguments)]

    assert not [line for line in plan if line.startswith("SCAN")], plan
    if name == "corrections":
        assert any("later USING INDEX ix_tasks_name" in line for line in plan), plan


def test_times_that_clocks_kept_from_being_known_are_left_out(office: Office) -> None:
    task_id = office.good()
    with office.parts.engine.begin() as connection:
        # Files that were adopted after a damage have no times of their own.
        connection.execute(update(upload_tasks).where(upload_tasks.c.id == task_id).values(started_at=None))

    assert office.read().times.total == Spread()
