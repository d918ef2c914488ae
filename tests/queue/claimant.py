"""A program of its own that claims a task and lives on until it is killed.

Usage: python -m tests.queue.claimant FOLDER BACKEND: prints the task's number and its owner's id.
"""

import sys
import time
from pathlib import Path

from desktop_uploader.model.clock import SystemClock

from .backends import BACKENDS


def main(folder: Path, backend: str) -> None:
    parts = BACKENDS[backend](folder, SystemClock())
    owner = parts.owners.register("worker")
    claim = parts.queue.claim(owner)
    print(claim.task_id if claim else None, owner, flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
