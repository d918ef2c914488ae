"""What fault tests and soak share: programs to be killed, files whose rows can be told apart, and the tally."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.agreement import agree
from desktop_uploader.model.ledger import LedgerState
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders

from . import program

SCHEMA = {
    "fields": [
        {"name": "File", "type": "integer", "constraints": {"required": True}},
        {"name": "Row", "type": "integer", "constraints": {"required": True}},
        {"name": "Value", "type": "number"},
    ]
}
DATASET = "rows"
QUICK = {"DESKTOP_UPLOADER_POLL_SECONDS": "0.2", "DESKTOP_UPLOADER_STALL_SECONDS": "60"}


def make_file(folder: Path, number: int, rows: int, *, kind: str = "good") -> Path:
    """A file whose every row says which file and row it is. Kinds: good, wrong (one cell), crash, loop, memory."""
    path = folder / f"{kind}-{number}.csv"
    lines = [f"{number},{row},{row / 8}\n" for row in range(rows)]
    if kind == "wrong":
        lines[-1] = f"{number},{rows - 1},none\n"
    path.write_text("File,Row,Value\n" + "".join(lines), encoding="utf-8")
    return path


@contextlib.contextmanager
def application(data: Path, **settings: float) -> Iterator[Application]:
    """The program's parts in this process: the next start."""
    parts = build(
        Settings.model_validate({"poll_seconds": 0.2, "stall_seconds": 60.0, **settings}), find_folders(data), "test"
    )
    try:
        yield parts
    finally:
        parts.close()


class Forked:
    """A process that begins as a copy of this one, with everything loaded; as far as it is used, like `Popen`."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path | None) -> None:
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            program.begin_forked(arguments, environment, str(log or os.devnull))

    def poll(self) -> int | None:
        return self._wait(os.WNOHANG)

    def wait(self, timeout: float = 30.0) -> int:
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            assert time.monotonic() < deadline, "the program did not end"
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _wait(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode


class Program:
    """A running `desktop-uploader` in a process of its own, which may wait at a point."""

    def __init__(
        self, data: Path, *arguments: str, point: str = "", log: Path | None = None, fork: bool = False
    ) -> None:
        self.data = data
        self.place = data.parent / f"reached-{random.getrandbits(32):x}"
        environment = {**QUICK, **os.environ, program.PLACE: str(self.place), program.POINT: point}
        self.process: Forked | subprocess.Popen[bytes]
        if fork:
            self.process = Forked([str(data), *arguments], environment, log)
            return
        line = [sys.executable, "-m", program.__name__, str(data), *arguments]
        with open(log or os.devnull, "ab") as output:
            self.process = subprocess.Popen(line, env=environment, stdout=output, stderr=output)

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def reached(self, patience: float = 30.0) -> int:
        """Wait until it waits at its point; gives the process that does."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.place.exists():
                return int(self.place.read_text())
            assert self.running, f"it ended with {self.process.returncode}"
            time.sleep(0.01)
        raise AssertionError("the point was never reached")

    def go_on(self) -> None:
        self.place.unlink(missing_ok=True)

    def leaves_its_lease(self) -> None:
        """Whatever it holds, its time has run out."""
        path = find_folders(self.data).history
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            connection.execute("UPDATE upload_tasks SET lease_expires_at = '2026-01-01 00:00:00.000000'")

    def children(self) -> list[psutil.Process]:
        """Its children that read files."""
        found = []
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children():
                with contextlib.suppress(psutil.Error):
                    if "spawn_main" in " ".join(child.cmdline()):
                        found.append(child)
        return found

    def tell(self, number: int) -> None:
        self.process.send_signal(number)

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Stand still, with all that it started."""
        processes = [psutil.Process(self.process.pid), *self.children()]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def end(self) -> None:
        """Kill it; all that it started must end with it."""
        children = self.children()
        self.process.kill()
        self.process.wait()
        gone(children)


def gone(processes: list[psutil.Process], patience: float = 20.0) -> None:
    """Wait until these are gone, as they must soon after their parent."""
    _, left = psutil.wait_procs(processes, timeout=patience)
    assert not [process for process in left if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


@dataclass
class Tally:
    """What the two databases of a data folder say."""

    states: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    files: int = 0
    """Tasks with rows that are there exactly once."""
    rows: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    """Rows of a task that is not done, or of none."""
    stuck: list[str] = field(default_factory=list)
    disagreeing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.unwanted, *self.stuck, *self.disagreeing, *self.damaged]

    def line(self) -> str:
        counts = {name: len(getattr(self, name)) for name in ("lost", "doubled", "unwanted", "stuck", "disagreeing")}
        return f"{dict(self.states)} {dict(self.errors)} {self.files} files, {self.rows} rows, {counts}, {self.damaged}"


def tally(data: Path) -> Tally:
    """Compare history, ledger and rows, as any SQLite tool sees them."""
    found = Tally()
    folders = find_folders(data)
    for path in (folders.history, folders.records):
        answer = _query(path, "PRAGMA integrity_check")
        found.damaged += [f"{path.name}: {row[0]}" for row in answer if row[0] != "ok"]
    ledger = dict(_query(folders.records, "SELECT import_id, state FROM du_imports"))
    rows = _rows_by_import(folders.records)
    for task_id, import_id, name, status, undone, error, saved in _query(
        folders.history,
        "SELECT id, import_id, file_name, status, undone_at IS NOT NULL, error_code, rows_saved FROM upload_tasks",
    ):
        found.states["UNDONE" if undone else status] += 1
        if error:
            found.errors[error] += 1
        title, state = f"upload {task_id} ({name}, {status})", ledger.get(import_id)
        if not TaskStatus(status).final:
            found.stuck.append(title)
        if not agree(TaskStatus(status), bool(undone), LedgerState(state) if state else None):
            found.disagreeing.append(f"{title} is {state} in the ledger")
        _compare(found, title, status == "DONE" and not undone, saved or 0, *rows.pop(import_id, (0, 0)))
    found.unwanted += [f"rows of import {import_id}, which no task has" for import_id in rows]
    return found


def _compare(found: Tally, title: str, wanted: bool, saved: int, total: int, distinct: int) -> None:
    if not wanted:
        if total:
            found.unwanted.append(f"{title}: {total} rows")
        return
    if distinct < saved or not saved:
        found.lost.append(f"{title}: {distinct} of {saved} rows")
    if total > distinct or distinct > saved:
        found.doubled.append(f"{title}: {total} rows, {distinct} different, {saved} said")
    if total == distinct == saved:
        found.files, found.rows = found.files + 1, found.rows + total


def _rows_by_import(path: Path) -> dict[str, tuple[int, int]]:
    """Import id → rows, and rows that differ, of every table of saved rows."""
    found: dict[str, tuple[int, int]] = {}
    tables = [row[0] for row in _query(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = [row[1] for row in _query(path, f"PRAGMA table_info({table})")]
        if "du_import" not in columns or table.startswith("du_kept"):
            continue
        statement = (
            f"SELECT i.import_id, count(*), count(DISTINCT r.du_row) FROM {table} r "
            "LEFT JOIN du_imports i ON i.id = r.du_import GROUP BY 1"
        )
        found |= {import_id: (total, distinct) for import_id, total, distinct in _query(path, statement)}
    return found


def _query(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path, timeout=30)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()
