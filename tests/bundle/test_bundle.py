"""The bundle where nothing else helps it: no Python, no network, a folder that cannot be written."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import psutil
import pytest

from desktop_uploader.doctor.surroundings import SAFE_SQLITE

BARE = {"LANG": "C.UTF-8", "DESKTOP_UPLOADER_LANGUAGE": "en"}
ROWS = 150_000
PATIENCE = 60.0
WALLED = """
set -e
mount --bind "$1" "$2"
mount -o remount,ro,bind "$2"
for hidden in "$4" "$5"; do mount -t tmpfs none "$hidden"; done
PATH=/nowhere
exec "$2/desktop-uploader-gui" --smoke-test "$3" <&- >&- 2>&-
"""
"""The windowed program without streams, from a read-only folder; Python's folders are empty."""


def may_build_walls() -> bool:
    command = ["unshare", "-mn", "mount", "-t", "tmpfs", "none", "/mnt"]
    return sys.platform == "linux" and shutil.which("unshare") is not None and not subprocess.run(
        command, check=False, capture_output=True).returncode  # fmt: skip


@pytest.mark.skipif(not may_build_walls(), reason="needs namespaces of mounts and of networks")
def test_it_works_without_python_network_and_streams_from_a_folder_that_is_read_only(
    bundle: Path, tmp_path: Path
) -> None:
    home, installed = tmp_path / "Ünal Büro 日本", tmp_path / "Programme (ß)"
    home.mkdir()
    installed.mkdir()
    report = home / "Bericht ä.json"
    python = (sys.prefix, sysconfig.get_path("stdlib"))
    environment = {**BARE, "HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"]}
    command = ["unshare", "-mn", "/bin/sh", "-c", WALLED, "sh", *map(str, (bundle, installed, report)), *python]
    done = subprocess.run(command, env=environment, check=False, timeout=100)

    told = json.loads(report.read_text(encoding="utf-8"))
    assert [step for step in told["steps"] if not step["ok"]] == []
    assert (done.returncode, told["frozen"]) == (0, True)


def test_a_child_that_is_killed_costs_nothing(program: str, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("No.,Name\n" + "".join(f"A{number},x{number}\n" for number in range(ROWS)), encoding="utf-8")
    command = [
        program,
        "--data-dir",
        str(tmp_path / "data"),
        "add",
        "--wait",
        "--json",
        str(file),
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **BARE})

    child = busy_child(running.pid)
    child.kill()
    told, _ = running.communicate(timeout=100)

    (task,) = json.loads(told)
    assert (running.returncode, task["status"], task["rows_saved"], task["attempts"]) == (0, "DONE", ROWS, 2)


def busy_child(parent: int) -> psutil.Process:
    """The child that reads the file, once it has begun to."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for child in psutil.Process(parent).children():
            if "--multiprocessing-fork" in child.cmdline() and child.cpu_times().user > 0.6:
                return child
        time.sleep(0.01)
    raise TimeoutError


def test_it_has_a_sqlite_without_known_faults_and_finds_nothing_wrong(
    bundle: Path, program: str, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    sample = next(bundle.rglob("samples")) / "orders.xlsx"
    subprocess.run([program, "--data-dir", data, "add", "--wait", str(sample)], check=True, capture_output=True)

    done = subprocess.run(
        [program, "--data-dir", data, "doctor", "--thorough", "--json"], check=False, capture_output=True
    )

    told = json.loads(done.stdout)
    assert tuple(map(int, told["sqlite"].split("."))) >= SAFE_SQLITE
    assert done.returncode == 0, told


def test_it_brings_the_licence_of_every_part(bundle: Path) -> None:
    listed = (bundle / "licences" / "README.txt").read_text(encoding="utf-8")

    for part in ("Python", "PySide6_Essentials", "SQLAlchemy", "botocore", "pyinstaller"):
        assert f"\n{part} " in listed
        assert any((bundle / "licences").glob(f"{part}-*/*"))
