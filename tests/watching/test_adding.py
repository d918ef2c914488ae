"""Files that appear in a watched folder are added once each, when they have stopped changing."""

import os
import shutil
import time
from pathlib import Path
from threading import Thread

import pytest

from desktop_uploader.model.status import TaskStatus
from desktop_uploader.watching import folder as watched_folder
from desktop_uploader.watching.pace import Pace

from .conftest import QUIET, Office, until

TOLD = Pace(gap=0.02, told=60.0, untold=60.0, first_delay=0.05, longest_delay=0.2, settings=0.05)
"""Without the system's messages nothing is seen for a minute."""


def settles(office: Office, count: int) -> None:
    """Wait until that many are added, and a while longer for what should not come."""
    until(lambda: len(office.tasks()) >= count)
    until(office.settled)
    time.sleep(2 * QUIET)


def test_a_file_that_appears_is_added_without_being_looked_for(office: Office) -> None:
    with office.watching(pace=TOLD, dataset="orders"):
        time.sleep(0.2)
        office.write("orders.csv")
        settles(office, 1)

    (task,) = office.tasks()
    assert (task.file_name, task.dataset, task.answers) == ("orders.csv", "orders", None)
    assert task.status is TaskStatus.PENDING


def test_a_file_that_grows_is_added_once_when_it_is_whole(office: Office) -> None:
    with office.watching(quiet_seconds=0.6):
        with (office.folder / "slow.csv").open("w", encoding="utf-8") as file:
            for number in range(8):
                file.write(f"row,{number}\n")
                file.flush()
                time.sleep(0.15)
                assert office.names() == []
        settles(office, 1)

    (task,) = office.tasks()
    assert office.content_of(task).count("\n") == 8


def test_a_file_saved_by_way_of_another_name_is_added_under_its_own(office: Office) -> None:
    office.write("book.csv")
    with office.watching():
        settles(office, 1)
        office.write("~$book.csv", "marker")
        office.write("5C3A0E00", "new content\n")
        (office.folder / "book.csv").rename(office.folder / "2F1B77A0.tmp")
        (office.folder / "5C3A0E00").rename(office.folder / "book.csv")
        (office.folder / "2F1B77A0.tmp").unlink()
        (office.folder / "~$book.csv").unlink()
        settles(office, 2)

    assert office.names() == ["book.csv", "book.csv"]
    assert office.content_of(office.tasks()[1]) == "new content\n"


def test_what_is_no_file_to_add_stays_unnoticed(office: Office) -> None:
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "b.xlsx.part", "c.xlsx.crdownload", "d.tmp", ".e.csv", "f.schema.json"):
        office.write(name)
    for name in ("letter.docx", "g (added).csv", "h (added 2).csv", "Added/i.csv", "inner/j.csv", "~k.csv"):
        office.write(name)
    office.write("empty.csv", "")
    with office.watching():
        office.write("real.csv")
        settles(office, 1)

    assert office.names() == ["real.csv"]


def test_only_names_that_fit_are_added_from_all_folders_where_that_is_set(office: Office) -> None:
    office.write("orders-1.txt")
    office.write("prices.csv")
    office.write("north/deep/orders-2.csv")
    office.write("north/Added/orders-3.csv")
    with office.watching(patterns=["orders*"], recursive=True):
        settles(office, 2)

    assert sorted(office.names()) == ["orders-1.txt", "orders-2.csv"]


def test_a_workbook_waits_while_somebody_has_it_open(office: Office) -> None:
    office.write("~$plan.csv", "marker")
    office.write("plan.csv")
    with office.watching(pace=TOLD):
        time.sleep(4 * QUIET)
        assert office.names() == []
        (office.folder / "~$plan.csv").unlink()
        settles(office, 1)

    assert office.names() == ["plan.csv"]


def test_five_hundred_files_at_the_start_are_added_in_their_order_and_not_again_after_a_restart(office: Office) -> None:
    for number in range(500):
        path = office.write(f"{(number * 7) % 500:03}.csv", f"row,{number}\n")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    with office.watching(upload=False):
        until(lambda: len(office.tasks()) == 500, patience=90)
    ours = [f"{(number * 7) % 500:03}.csv" for number in range(500)]
    assert office.names() == ours

    with office.watching(upload=False) as again:
        until(lambda: again.states()[0].looked_at is not None, patience=30)
        office.write("new.csv")
        until(lambda: len(office.tasks()) > 500)
        time.sleep(2 * QUIET)
    assert office.names() == [*ours, "new.csv"]


@pytest.mark.parametrize("polling", ["auto", "always"])
def test_two_programs_on_one_data_folder_add_each_file_once(office: Office, polling: str) -> None:
    with office.watching(polling=polling), office.watching(polling=polling):
        for number in range(40):
            office.write(f"{number}.csv", f"row,{number}\n")
        settles(office, 40)

    assert sorted(office.names()) == sorted(f"{number}.csv" for number in range(40))


def test_a_changed_file_is_added_again_and_a_touched_one_is_not(office: Office) -> None:
    path = office.write("orders.csv")
    with office.watching():
        settles(office, 1)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        settles(office, 1)
        assert office.names() == ["orders.csv"]
        path.write_text("Order,Amount\nA-1,11\n", encoding="utf-8")
        settles(office, 2)

    assert office.names() == ["orders.csv", "orders.csv"]
    assert office.tasks()[0].sha256 != office.tasks()[1].sha256


def test_a_file_changed_before_it_is_copied_is_not_added_twice(office: Office) -> None:
    path = office.write("orders.csv")
    with office.watching(upload=False):
        until(lambda: len(office.tasks()) == 1)
        path.write_text("Order,Amount\nA-1,12\n", encoding="utf-8")
        time.sleep(4 * QUIET)
    assert len(office.tasks()) == 1

    with office.watching():
        settles(office, 1)
    (task,) = office.tasks()
    assert office.content_of(task).endswith("12\n")


def test_a_folder_that_goes_and_comes_back_is_said_and_adds_nothing_twice(office: Office, tmp_path: Path) -> None:
    office.write("one.csv")
    with office.watching(pace=Pace(gap=0.02, told=0.3, untold=60.0, first_delay=0.05, longest_delay=0.1)) as watching:
        settles(office, 1)
        office.folder.rename(tmp_path / "away")
        until(lambda: watching.states()[0].trouble is not None)
        shutil.copytree(tmp_path / "away", office.folder)
        until(lambda: watching.states()[0].trouble is None)
        time.sleep(0.1)
        office.write("two.csv")
        settles(office, 2)

    assert office.names() == ["one.csv", "two.csv"]
    assert office.troubles() == ["watch-folder-gone", None]


def test_what_cannot_be_opened_is_said_and_holds_nothing_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path, mode: str) -> object:
        if path.name == "locked.csv":
            raise PermissionError(13, "Permission denied")
        return open(path, mode)

    monkeypatch.setattr(watched_folder, "open", locked, raising=False)
    office.write("locked.csv")
    with office.watching() as watching:
        office.write("open.csv")
        until(lambda: watching.states()[0].trouble is not None)
        until(lambda: office.names() == ["open.csv"])
        monkeypatch.delattr(watched_folder, "open")
        settles(office, 2)

    assert office.troubles() == ["watch-file-waits", None]


def test_a_file_whose_definition_is_wrong_waits_until_it_is_corrected(office: Office) -> None:
    definition = office.write("orders.schema.json", "{")
    office.write("orders.csv")
    with office.watching() as watching:
        until(lambda: watching.states()[0].trouble is not None)
        definition.write_text('{"fields": [{"name": "Order"}, {"name": "Amount"}]}', encoding="utf-8")
        settles(office, 1)

    assert office.troubles() == ["definition-invalid", None]
    assert office.tasks()[0].definition is not None


def test_a_folder_of_which_the_system_tells_nothing_is_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> object:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watched_folder, "Notices", refused)
    with office.watching():
        time.sleep(0.1)
        office.write("one.csv")
        settles(office, 1)

    assert office.names() == ["one.csv"] and office.troubles() == []


def test_an_unforeseen_error_does_not_end_the_watching(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = watched_folder.scan, []

    def failing(*arguments: object) -> object:
        calls.append(1)
        if len(calls) < 3:
            raise ZeroDivisionError
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(watched_folder, "scan", failing)
    office.write("one.csv")
    with office.watching():
        settles(office, 1)

    assert office.troubles() == ["internal", None]


def test_the_programs_own_folder_is_not_watched(office: Office) -> None:
    (office.data / "files").mkdir()
    office.folder = office.data / "files"
    office.write("one.csv")
    with office.watching() as watching:
        until(lambda: watching.states()[0].trouble is not None)

    assert office.troubles()[0] == "watch-own-folder" and office.names() == []


def test_the_programs_own_folder_is_passed_over_in_a_watched_one(office: Office) -> None:
    files = office.data / "files"
    office.folder = office.data.parent
    office.write("one.csv")
    with office.watching(recursive=True):
        settles(office, 1)

    assert list(files.rglob("*.csv")) and office.names() == ["one.csv"]


def test_folders_can_be_added_and_removed_while_it_runs(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with office.watching() as watching:
        watch = watching.states()[0].watch
        watching.change([watch.model_copy(update={"folder": str(other)})])
        until(lambda: watching.states()[0].looked_at is not None)
        office.write("unseen.csv")
        (other / "seen.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        settles(office, 1)

    assert office.names() == ["seen.csv"]


def test_a_stuck_folder_does_not_hold_up_the_end(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop_uploader.watching.watching.PATIENCE", 0.1)
    real = watched_folder.scan

    def stuck(*arguments: object) -> object:
        time.sleep(1.0)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(watched_folder, "scan", stuck)
    with office.watching(upload=False) as watching:
        time.sleep(0.1)
        ending = Thread(target=watching.stop)
        began = time.monotonic()
        ending.start()
        ending.join()
    assert time.monotonic() - began < 0.8
    time.sleep(1.2)
