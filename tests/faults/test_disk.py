"""A drive that is really full."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..cli.test_whole_way import SAMPLES, command, document

SIZE = 3 * 1024**2


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """A drive of its own that holds three megabytes."""
    if sys.platform != "linux":
        pytest.skip("a small drive can be made on Linux only")
    place = tmp_path / "drive"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], check=False)
    if mounted.returncode:
        pytest.skip("mounting a small drive is not allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(drive: Path) -> None:
    with open(drive / "filler", "wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def test_a_file_that_does_not_fit_fails_and_others_go_on(small_drive: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"A;B\n" + b"x;1\n" * SIZE)
    data = small_drive / "data"

    added = command(data, "add", large, SAMPLES / "customers.csv", "--wait")

    ends = {task["file_name"]: (task["status"], task["error_code"]) for task in document(data, "list")}
    assert ends == {"large.csv": ("FAILED", "disk-full"), "customers.csv": ("DONE", None)}
    assert "The disk is full. Free some space" in added.stdout


def test_a_drive_without_any_room_is_named_and_used_again_later(small_drive: Path) -> None:
    data = small_drive / "data"
    assert command(data, "add", SAMPLES / "customers.csv", "--wait").returncode == 0
    fill(small_drive)

    refused = command(data, "add", SAMPLES / "orders.xlsx", "--wait")

    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "The disk is full" in refused.stderr + refused.stdout
    (small_drive / "filler").unlink()
    assert command(data, "add", SAMPLES / "orders.xlsx", "--wait").returncode == 0
    assert document(data, "datasets", "list")[1]["rows"] == 2000
