"""Many small workbooks added at once: the running program against a bare script with the same durable steps.

Usage: python -m tests.benchmarks.throughput [FILES]
"""

import multiprocessing
import multiprocessing.connection
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import python_calamine
import xlsxwriter

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import UNFINISHED
from desktop_uploader.settings import Settings, find_folders

from .figures import Figure

FILES, ROWS, SLOTS = 2000, 10, 2
BAR = 0.4
SCHEMA = {
    "fields": [
        {"name": "File", "type": "integer"},
        {"name": "Row", "type": "integer"},
        {"name": "Customer", "type": "string"},
        {"name": "Amount", "type": "number"},
    ]
}


def figures(folder: Path, files: int = FILES) -> Iterator[Figure]:
    """The program's files a second as a share of the bare script's."""
    folder.mkdir(exist_ok=True)
    sources = [make(folder / f"small-{number}.xlsx", number) for number in range(files)]
    bare = files / timed_bare(folder / "bare", sources)
    seconds, failed = timed_program(folder / "program", sources)
    note = f"{files / seconds:.0f} files/s against {bare:.0f}"
    yield Figure(
        f"{files} workbooks of {ROWS} rows, {SLOTS} slots, against a bare script",
        files / seconds / bare,
        BAR,
        True,
        note,
    )
    yield Figure("of them failed", failed, 0, False)


def make(path: Path, number: int) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Rows")
    sheet.write_row(0, 0, [field["name"] for field in SCHEMA["fields"]])
    for row in range(ROWS):
        sheet.write_row(row + 1, 0, [number, row, f"Customer {row}", row / 4])
    book.close()
    return path


def timed_program(data: Path, sources: list[Path]) -> tuple[float, int]:
    """Seconds from the first file's adding to the last one's end, in a program that has been open for a while."""
    parts = build(Settings(slots=SLOTS), find_folders(data), "benchmark")
    threads = [threading.Thread(target=loop.run) for loop in (parts.uploader, *parts.workers)]
    for thread in threads:
        thread.start()
    for number in range(SLOTS):
        _register(parts, make(data / f"first-{number}.xlsx", -number))
    _until_done(parts)
    time.sleep(1)
    started = time.perf_counter()
    ids = [_register(parts, path) for path in sources]
    _until_done(parts)
    seconds = time.perf_counter() - started
    failed = sum(task.rows_saved != ROWS for task in parts.history.tasks_by_id(ids))
    parts.uploader.stop()
    for worker in parts.workers:
        worker.stop()
    for thread in threads:
        thread.join()
    parts.close()
    return seconds, failed


def _register(parts: Application, path: Path) -> int:
    task_id = parts.intake.register(path, dataset="rows", definition=SCHEMA).id
    parts.uploader.wake()
    return task_id


def _until_done(parts: Application) -> None:
    """Wait for every task's end; counting them seldom takes next to nothing from the program that is measured."""
    while parts.history.count(TaskQuery(statuses=UNFINISHED)):
        time.sleep(0.1)


def timed_bare(folder: Path, sources: list[Path]) -> float:
    """Seconds for the same steps by the bare libraries: every commit and every stored file is synchronised."""
    store = folder / "files"
    store.mkdir(parents=True)
    history = _open(folder / "history.sqlite3")
    history.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, path TEXT, status TEXT, rows INTEGER)")
    _open(folder / "records.sqlite3").executescript(
        "CREATE TABLE imports (id INTEGER PRIMARY KEY, state TEXT);"
        "CREATE TABLE rows (import INTEGER, sheet TEXT, row INTEGER, a INTEGER, b INTEGER, c TEXT, d REAL)"
    )
    pipe, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_bare_child, args=(theirs, folder), daemon=True)
    child.start()
    pipe.recv()
    started = time.perf_counter()
    for source in sources:
        history.execute("INSERT INTO tasks (path, status) VALUES (?, 'PENDING')", (_store(source, store),))
    while True:
        claim = "UPDATE tasks SET status = 'PROCESSING' WHERE id = (SELECT min(id) FROM tasks WHERE status = 'PENDING')"
        claimed = history.execute(f"{claim} RETURNING id, path").fetchall()
        if not claimed:
            break
        pipe.send(claimed[0])
        rows = pipe.recv()
        history.execute("UPDATE tasks SET status = 'DONE', rows = ? WHERE id = ?", (rows, claimed[0][0]))
    seconds = time.perf_counter() - started
    child.kill()
    child.join()
    return seconds


def _store(source: Path, store: Path) -> str:
    target = store / source.name
    shutil.copyfile(source, target)
    for path in (target, store):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return str(target)


def _bare_child(pipe: multiprocessing.connection.Connection, folder: Path) -> None:
    records = _open(folder / "records.sqlite3")
    pipe.send("ready")
    while True:
        number, path = pipe.recv()
        _headings, *rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        records.execute("BEGIN IMMEDIATE")
        records.execute("INSERT INTO imports VALUES (?, 'saved')", (number,))
        given = [(number, "Rows", place, *row) for place, row in enumerate(rows, 2)]
        records.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", given)
        records.execute("COMMIT")
        pipe.send(len(rows))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for figure in figures(Path(scratch), int(sys.argv[1]) if sys.argv[1:] else FILES):
            print(figure.line())
