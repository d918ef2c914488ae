"""The keys of the storage in the real keyring, in one that is locked, and where there is none."""

import contextlib
import os
import select
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_uploader.settings import find_folders, load_settings
from desktop_uploader.storage.s3.keys import SERVICE, entry

from .backends import make_bucket
from .desktop import needs_keyring, session
from .servers import ACCESS_KEY, SECRET_KEY, Server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def data_dir(tmp_path: Path, seaweedfs: Server, bucket: str) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "settings.toml").write_text(
        f'storage = "s3"\n[s3]\nprovider = "other"\nbucket = "{bucket}"\nendpoint = "{seaweedfs.endpoint}"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("Order,Amount\nA-1,10\nA-2,20\n", encoding="utf-8")
    return path


def line(data_dir: Path, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), *map(str, arguments)]


def command(
    environment: dict[str, str], data_dir: Path, *arguments: str | Path, keys: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        line(data_dir, *arguments),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**environment, "PYTHONPATH": str(ROOT)},
        input=keys,
    )


def without_keyring() -> dict[str, str]:
    hidden = ("AWS_", "DBUS_", "PYTHON_KEYRING_BACKEND")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return {**kept, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "AWS_EC2_METADATA_DISABLED": "true"}


@needs_keyring
def test_keys_in_the_keyring_are_used_after_a_new_login_and_missed_while_it_is_locked(
    data_dir: Path, file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with session(home, unlocked=True) as environment:
        told = command(environment, data_dir, "storage", "set-keys", keys=f"{ACCESS_KEY}\n{SECRET_KEY}\n")
        assert told.returncode == 0, told.stderr
    with session(home, unlocked=False) as environment:
        locked = command(environment, data_dir, "add", file)
    with session(home, unlocked=True) as environment:
        command(environment, data_dir, "worker", "--drain")
        forgotten = command(environment, data_dir, "storage", "set-keys", "--remove")
        found = subprocess.run(
            [sys.executable, "-m", "keyring", "get", SERVICE, entry(load_settings(find_folders(data_dir)).s3)],
            env=environment,
            capture_output=True,
            check=False,
        )

    assert locked.returncode == 1 and "is locked" in locked.stderr and "Traceback" not in locked.stderr
    with contextlib.closing(sqlite3.connect(data_dir / "history.sqlite3")) as history:
        assert history.execute("SELECT status FROM upload_tasks").fetchall() == [("DONE",)]
    assert forgotten.returncode == 0 and not found.stdout.strip()
    kept = [path for folder in (data_dir, home) for path in folder.rglob("*") if path.is_file()]
    assert [path for path in kept if path.suffix == ".keyring"]
    assert not [path for path in kept if SECRET_KEY.encode() in path.read_bytes()]


def test_without_a_keyring_nobody_is_asked_where_there_is_no_terminal(data_dir: Path, file: Path) -> None:
    told = command(without_keyring(), data_dir, "add", file, keys=f"{ACCESS_KEY}\n{SECRET_KEY}\n")

    assert told.returncode == 1 and "No keys for the storage were found" in told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals on Windows")
def test_without_a_keyring_keys_are_asked_for_in_the_terminal_and_kept_nowhere(data_dir: Path, file: Path) -> None:
    code, screen = in_terminal(
        line(data_dir, "add", file, "--wait"), {"Access key": ACCESS_KEY, "Secret key": SECRET_KEY}
    )

    assert code == 0 and "no keyring" in screen and "Done" in screen
    assert SECRET_KEY not in screen
    kept = [path for path in data_dir.rglob("*") if path.is_file()]
    assert not [path for path in kept if SECRET_KEY.encode() in path.read_bytes()]


def in_terminal(arguments: list[str], answers: dict[str, str]) -> tuple[int, str]:
    """Run a program in a terminal of its own and answer its questions; gives its code and what was to be seen."""
    import pty

    child, master = pty.fork()
    if child == 0:
        os.execve(arguments[0], arguments, {**without_keyring(), "PYTHONPATH": str(ROOT)})
    screen, waiting, deadline = "", dict(answers), time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 0.5)[0]:
            continue
        try:
            data = os.read(master, 65536)
        except OSError:
            break
        if not data:
            break
        screen += data.decode(errors="replace")
        for question in [question for question in waiting if question in screen]:
            os.write(master, waiting.pop(question).encode() + b"\n")
    _, status = os.waitpid(child, 0)
    os.close(master)
    return os.waitstatus_to_exitcode(status), screen
