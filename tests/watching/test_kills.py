"""The program is killed at each step; the next start goes on, adds nothing twice and loses nothing."""

import sys
import time

import pytest

from ..faults.harness import Program
from .conftest import QUIET, Office, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")


@pytest.mark.parametrize(
    "point", ["watch: before remembering", "watch: after adding", "watch: before moving", "watch: after moving"]
)
def test_a_watched_file_is_added_once_whenever_the_program_is_killed(office: Office, point: str) -> None:
    watch = f'[[watch]]\nfolder = "{office.folder.as_posix()}"\nafterwards = "move"\nquiet_seconds = 0.1\n'
    (office.data / "settings.toml").write_text(watch, encoding="utf-8")
    office.write("orders.csv", "first\n")
    killed = Program(office.data, "worker", point=point, fork=True)
    killed.reached()
    killed.end()
    (office.data / "settings.toml").unlink()

    with office.watching(afterwards="move"):
        until(lambda: (office.folder / "Added" / "orders.csv").exists() and office.settled())
        time.sleep(2 * QUIET)

    assert [path.name for path in office.folder.rglob("*.csv")] == ["orders.csv"]
    assert office.names() == ["orders.csv"]
    (task,) = office.tasks()
    assert task.file_path is None or office.content_of(task) == "first\n"
