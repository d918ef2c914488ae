"""What real servers and a real clock bring about, in whole programs: nothing is lost, nothing is stored twice."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from .backends import make_bucket, raw_client
from .servers import Server

ROOT = Path(__file__).parents[2]
LARGE_ROWS = 2_300
"""Rows of 4,000 characters: more than one part of 8 MiB."""

needs_faketime = pytest.mark.skipif(shutil.which("faketime") is None, reason="libfaketime (faketime) is not installed")


def set_up(folder: Path, server: Server, bucket: str, more: str = "") -> Path:
    """A data folder whose files go to the bucket; `more` are further lines of `[s3]`."""
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(
        f'storage = "s3"\nlog_level = "DEBUG"\n[s3]\nprovider = "other"\nbucket = "{bucket}"\n'
        f'endpoint = "{server.endpoint}"\ntries = 1\n{more}',
        encoding="utf-8",
    )
    return folder


def line(data_dir: Path, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), *map(str, arguments)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}


def command(
    data_dir: Path, *arguments: str | Path, before: tuple[str, ...] = (), more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    whole = [*before, *line(data_dir, *arguments)]
    return subprocess.run(whole, capture_output=True, text=True, check=False, timeout=90, env=environment(more))


def tasks(data_dir: Path) -> list[dict[str, object]]:
    """What the history has of every task."""
    with contextlib.closing(sqlite3.connect(data_dir / "history.sqlite3")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM upload_tasks ORDER BY id")]


def large(path: Path) -> Path:
    """A file of several parts that is quickly read."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Order,Note\n")
        file.writelines(f"{path.stem}-{row},{os.urandom(2000).hex()}\n" for row in range(LARGE_ROWS))
    return path


def count_of_objects(server: Server, bucket: str) -> int:
    return int(raw_client(server).list_objects_v2(Bucket=bucket)["KeyCount"])


@needs_faketime
def test_a_clock_that_is_an_hour_wrong_is_named_and_the_file_goes_on_when_it_is_right(
    seaweedfs: Server, tmp_path: Path
) -> None:
    data_dir = set_up(tmp_path / "data", seaweedfs, make_bucket(seaweedfs))
    file = tmp_path / "orders.csv"
    file.write_text("Order,Amount\nA-1,10\n", encoding="utf-8")
    wrong = command(data_dir, "add", file, before=("faketime", "-m", "-f", "+1h"))
    right = command(data_dir, "worker", "--drain")

    assert wrong.returncode == 1 and right.returncode == 0
    assert re.search(r"clock differs from the storage's by 3,(59|60)\d seconds", wrong.stderr)
    assert [task["status"] for task in tasks(data_dir)] == ["DONE"]


@needs_faketime
def test_an_hour_of_sleep_in_mid_upload_loses_nothing_and_sends_nothing_twice(
    ministack: Server, tmp_path: Path
) -> None:
    bucket, clock = make_bucket(ministack), tmp_path / "clock"
    data_dir = set_up(tmp_path / "data", ministack, bucket, "bandwidth = 4.0\n")
    clock.write_text("+0s")
    library = next(Path("/usr/lib").rglob("libfaketimeMT.so.1"))
    # A sleeping computer's monotonic clock stands still.
    faked = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    faked["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    whole = line(data_dir, "add", "--wait", "--json", large(tmp_path / "orders.csv"))
    with subprocess.Popen(whole, stdout=subprocess.PIPE, text=True, env=environment(faked)) as process:
        wait_for_parts(data_dir, 1)
        clock.write_text("+1h")
        told, _ = process.communicate(timeout=90)

    (task,) = json.loads(told)
    assert (task["status"], task["attempts"]) == ("DONE", 1)
    assert count_of_objects(ministack, bucket) == 1


def wait_for_parts(data_dir: Path, count: int) -> None:
    """Until so many parts of an upload have arrived."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        notes = [path.read_text() for path in (data_dir / "outbox").glob("*.upload")]
        if any(len(note.splitlines()) > count for note in notes):
            return
        time.sleep(0.02)
    raise AssertionError("no part has arrived")


def test_a_program_killed_in_the_midst_of_several_uploads_goes_on_with_all_of_them(
    seaweedfs: Server, tmp_path: Path
) -> None:
    bucket = make_bucket(seaweedfs)
    data_dir = set_up(tmp_path / "data", seaweedfs, bucket, "bandwidth = 4.0\n")
    files = [large(tmp_path / f"orders {number}.csv") for number in range(2)]
    with subprocess.Popen(line(data_dir, "add", *files), env=environment()) as process:
        wait_for_parts(data_dir, 1)
        process.kill()
    set_up(data_dir, seaweedfs, bucket)

    assert command(data_dir, "worker", "--drain").returncode == 0
    ended = tasks(data_dir)
    assert [task["status"] for task in ended] == ["DONE"] * 2
    assert [task["rows_saved"] for task in ended] == [LARGE_ROWS] * 2
    assert count_of_objects(seaweedfs, bucket) == 2
    assert not list((data_dir / "outbox").iterdir())
