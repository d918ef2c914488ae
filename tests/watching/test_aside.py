"""What becomes of a file that was added."""

import os
from pathlib import Path

import pytest

from desktop_uploader.model.watch import Afterwards
from desktop_uploader.watching import aside
from desktop_uploader.watching.aside import put_aside
from desktop_uploader.watching.scan import identity_of

from .conftest import Office, until


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_moved_when_its_content_is_safe(office: Office) -> None:
    office.write("orders.csv")
    with office.watching(afterwards="move", upload=False):
        until(lambda: len(office.tasks()) == 1)
        assert names(office.folder) == ["orders.csv"]
    with office.watching(afterwards="move"):
        until(lambda: names(office.folder) == ["Added/orders.csv"])

    assert office.names() == ["orders.csv"]


def test_a_file_of_a_moved_ones_name_is_another_and_overwrites_nothing(office: Office) -> None:
    with office.watching(afterwards="move"):
        for text in ("a,b\n1,2\n", "a,b\n3,4\n", "a,b\n1,2\n"):
            path = office.write("orders.csv", text)
            os.utime(path, (1_700_000_000, 1_700_000_000))
            until(lambda path=path: not path.exists())

    assert names(office.folder) == ["Added/orders (2).csv", "Added/orders (3).csv", "Added/orders.csv"]
    assert [office.content_of(task)[4] for task in office.tasks()] == ["1", "3", "1"]


def test_a_marked_file_says_so_and_is_not_added_again(office: Office) -> None:
    office.write("orders (added).csv", "somebody's own\n")
    office.write("orders.csv")
    with office.watching(afterwards="mark"):
        until(lambda: "orders (added 2).csv" in names(office.folder))
        until(office.settled)
    with office.watching(afterwards="mark") as again:
        until(lambda: again.states()[0].looked_at is not None)

    assert names(office.folder) == ["orders (added 2).csv", "orders (added).csv"]
    assert (office.folder / "orders (added).csv").read_text(encoding="utf-8") == "somebody's own\n"
    assert office.names() == ["orders.csv"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("first\n", encoding="utf-8")
    return path


def test_a_file_changed_meanwhile_stays(file: Path) -> None:
    identity = identity_of(file.stat())
    file.write_text("second, longer\n", encoding="utf-8")

    assert not put_aside(file, identity, Afterwards.MOVE)
    assert names(file.parent) == ["orders.csv"]


def test_a_file_replaced_at_the_very_moment_of_the_move_comes_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity, real = identity_of(file.stat()), os.replace

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr(aside.os, "replace", real)
        file.write_text("second, longer\n", encoding="utf-8")
        real(source, target)

    monkeypatch.setattr(aside.os, "replace", late)

    assert not put_aside(file, identity, Afterwards.MARK)
    assert names(file.parent) == ["orders.csv"] and file.read_text(encoding="utf-8").startswith("second")


def test_a_file_that_cannot_be_moved_is_said_and_moved_later(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real = aside._move

    def refused(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(aside, "_move", refused)
    office.write("orders.csv")
    with office.watching(afterwards="move", polling="always") as watching:
        until(lambda: watching.states()[0].trouble is not None)
        monkeypatch.setattr(aside, "_move", real)
        until(lambda: names(office.folder) == ["Added/orders.csv"])
        until(lambda: watching.states()[0].trouble is None)

    assert office.troubles() == ["watch-not-moved", None]
