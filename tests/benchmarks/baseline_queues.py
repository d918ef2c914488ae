"""Claim and finish in other queues on SQLite, at the same durability: prints tasks per second as JSON.

Usage: python baseline_queues.py huey|persist-queue|tinyjobs FOLDER TASKS
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4


def huey(folder: Path, tasks: int) -> float:
    from huey import SqliteHuey

    queue = SqliteHuey(filename=str(folder / "huey.sqlite3"), fsync=True)

    @queue.task()
    def work(number: int) -> dict[str, int]:
        return {"saved": number}

    for number in range(tasks):
        work(number)
    started = time.perf_counter()
    for _ in range(tasks):
        # Takes the task out of the queue, which loses it if the program dies here; then stores the result.
        task = queue.dequeue()
        assert queue.execute(task) is not None
    return time.perf_counter() - started


def persist_queue(folder: Path, tasks: int) -> float:
    from persistqueue import SQLiteAckQueue

    queue = SQLiteAckQueue(str(folder / "persist"), auto_commit=True)
    for number in range(tasks):
        queue.put({"file": number})
    started = time.perf_counter()
    for _ in range(tasks):
        queue.ack(queue.get(block=False))
    return time.perf_counter() - started


async def tinyjobs(folder: Path, tasks: int) -> float:
    from tinyjobs.backends.sqlite import connection
    from tinyjobs.backends.sqlite.backend import SQLiteBackend
    from tinyjobs.models import Job
    from tinyjobs.status import JobStatus

    connection.FILE_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
    backend = SQLiteBackend(str(folder / "tinyjobs.sqlite3"))
    await backend.setup()
    jobs = [
        Job(str(uuid4()), "work", b"[]", "json", "default", JobStatus.QUEUED, created_at=time.time())
        for _ in range(tasks)
    ]
    await backend.enqueue_many(jobs)
    started = time.perf_counter()
    for _ in range(tasks):
        (job,) = await backend.claim(worker_id="a", queues=["default"], limit=1, lease_seconds=60)
        assert await backend.complete(job, b"{}")
    seconds = time.perf_counter() - started
    await backend.close()
    return seconds


OTHERS: dict[str, Callable[[Path, int], float | Awaitable[float]]] = {
    "huey": huey,
    "persist-queue": persist_queue,
    "tinyjobs": tinyjobs,
}


def main(name: str, folder: Path, tasks: int) -> None:
    folder.mkdir()
    measured = OTHERS[name](folder, tasks)
    seconds = measured if isinstance(measured, float) else asyncio.run(measured)  # type: ignore[arg-type]
    print(json.dumps({"rate": tasks / seconds}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
