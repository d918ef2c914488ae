"""The program as it is, with two additions in the process itself: a place where it waits to be killed, and poison.

Usage: python -m tests.faults.program DATA COMMAND…; what is added is said by environment variables. A spawned child
runs this module again as its main module, so the same goes for children. The shipped code knows nothing of it.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

POINT, PLACE = "FAULTS_POINT", "FAULTS_PLACE"
CHILD = __name__ == "__mp_main__"

_RECORDS = "desktop_uploader.database.records.database.RecordsDatabase"
_JOURNAL = "desktop_uploader.database.history.journal"
_QUEUE = "desktop_uploader.queue.database.DatabaseQueue"

POINTS: dict[str, tuple[str, str, str, Callable[..., bool] | None]] = {
    # name: (where, function, before or after it, and for which arguments)
    "before the claim commits": (
        "desktop_uploader.database.history.journal",
        "note",
        "before",
        lambda *a: "claimed" in a,
    ),
    "after the claim": (_QUEUE, "claim", "after", None),
    "after opening": (_RECORDS, "open_import", "after", None),
    "before the finish": (_QUEUE, "finish", "before", None),
    "before the finish commits": (_JOURNAL, "note", "before", lambda *given: "done" in given),
    "after the finish": (_QUEUE, "finish", "after", None),
    "before closing": (_RECORDS, "close_import", "before", None),
    "after closing": (_RECORDS, "close_import", "after", None),
    "while undoing": ("desktop_uploader.database.records.ledger", "mark_undone", "before", None),
    "after undoing": (_RECORDS, "undo", "after", None),
    "while copying": ("desktop_uploader.intake.storing", "snapshot", "before", None),
    "after copying": ("desktop_uploader.intake.storing", "snapshot", "after", None),
    "after storing": ("desktop_uploader.storage.local.LocalStorage", "put", "after", None),
    "watch: before remembering": (
        "desktop_uploader.database.history.watched.WatchedFiles",
        "remember",
        "before",
        None,
    ),
    "watch: after adding": ("desktop_uploader.intake.register.Intake", "register", "after", None),
    "watch: before moving": ("desktop_uploader.watching.folder", "put_aside", "before", None),
    "watch: after moving": ("desktop_uploader.watching.folder", "put_aside", "after", None),
    "child: while reading": ("desktop_uploader.processing.importing", "open_file", "before", None),
    "child: before saving": (_RECORDS, "save", "before", None),
    "child: while saving": ("desktop_uploader.database.records.ledger", "mark_saved", "before", None),
    "child: after saving": (_RECORDS, "save", "after", None),
}
"""Where it can wait; those of the child have "child:" in front."""


def main() -> int:
    from desktop_uploader.cli.main import run

    _wait_at(os.environ.get(POINT, ""))
    data, *arguments = sys.argv[1:]
    return run(["--data-dir", data, *arguments], lambda *_: 2, lambda _: 2)


def begin_forked(arguments: list[str], environment: dict[str, str], log: str) -> NoReturn:
    """Become the program in a process that was forked from a test, which has loaded it already."""
    from desktop_uploader.database.history.owners import this_process
    from desktop_uploader.worker.process import end_with

    code, parent = 70, os.getppid()
    try:
        end_with(parent)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        os.environ.update(environment)
        this_process.cache_clear()
        sys.modules["__main__"] = sys.modules[__name__]
        sys.argv = [__name__, *arguments]
        code = main()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _wait_at(point: str) -> None:
    """Wrap the point's function so that whoever comes there says so in a file, and waits."""
    if not point or point.startswith("child:") != CHILD:
        return
    where, name, when, wanted = POINTS[point]
    module, _, kind = where.rpartition(".")
    owner = getattr(import_module(module), kind) if kind[0].isupper() else import_module(where)
    real = getattr(owner, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before" and (wanted is None or wanted(*args)):
            _wait()
        result = real(*args, **kwargs)
        if when == "after" and result is not None:
            _wait()
        return result

    setattr(owner, name, wrapped)


def _wait() -> None:
    """Once only, whoever comes first: the rest of the way is as always."""
    place = Path(os.environ[PLACE])
    part = place.with_suffix(".waited")
    if part.exists():
        return
    part.write_text(str(os.getpid()), encoding="ascii")
    os.link(part, place)
    while place.exists():
        time.sleep(0.01)


def _poison() -> None:
    """Have files by these names do what no known workbook does any more to the reader."""
    importing = import_module("desktop_uploader.processing.importing")
    real = importing.open_file

    def open_file(path: Path, file_name: str, *rest: Any) -> Any:
        if file_name.startswith("crash"):
            os.abort()
        while file_name.startswith("loop"):
            pass
        hoard = []
        while file_name.startswith("memory"):
            hoard.append(bytearray(16 * 1024**2))
        return real(path, file_name, *rest)

    importing.open_file = open_file  # type: ignore[attr-defined]


if CHILD:
    _poison()
    _wait_at(os.environ.get(POINT, ""))

if __name__ == "__main__":
    sys.exit(main())
