"""`worker`: the background worker without a window. `metrics`: its figures."""

import contextlib
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator

from ..bootstrap import Application
from ..intake import Uploader
from ..model.events import Happening, Resting, TaskChanged, Trouble
from ..watching import Watching
from .keys import ask_at_start
from .storing import process, store


def work(application: Application, options: Namespace) -> int:
    """Watch folders, store and process files until a signal says stop, or with `--drain` until nothing is left.

    Outside the hours of work, and on a weak battery, files wait, unless it is told `--now`.
    Exits 1 where it ends while files still wait for their storage.
    """
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _stop(application))
    ask_at_start(application.settings, application.keys, application.words)
    unsubscribe = application.subscribe(lambda happening: _tell(application, happening))
    if options.now:
        application.readiness.overrule(for_good=True)
    try:
        with _metrics(application, options.metrics_port):
            stored = _work(application, drain=options.drain)
    finally:
        unsubscribe()
    return 0 if stored else 1


def metrics(application: Application, options: Namespace) -> int:
    """Print the figures in Prometheus' text format."""
    print(application.metrics().text(), end="")
    return 0


@contextlib.contextmanager
def _metrics(application: Application, port: int | None) -> Iterator[None]:
    if port is None:
        yield
        return
    server = application.metrics().serve(port)
    print(f"http://127.0.0.1:{server.port}/metrics", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        server.close()


def _work(application: Application, *, drain: bool) -> bool:
    """False where files still wait for their storage."""
    if drain:
        stored = store(application)
        processed: list[bool] = []
        _run_all(application, lambda worker: processed.append(process(application, worker)))
        return stored and all(processed)
    loops: dict[str, Uploader | Watching] = {"uploader": application.uploader, "watching": application.watching}
    threads = [threading.Thread(target=loop.run, name=name) for name, loop in loops.items()]
    for thread in threads:
        thread.start()
    _run_all(application, lambda worker: worker.run())
    for loop in loops.values():
        loop.stop()
    for thread in threads:
        thread.join()
    return True


def _run_all(application: Application, run: "object") -> None:
    assert callable(run)
    others = [threading.Thread(target=run, args=(worker,), name="worker") for worker in application.workers[1:]]
    for thread in others:
        thread.start()
    run(application.workers[0])
    for thread in others:
        thread.join()


def _stop(application: Application) -> None:
    application.watching.stop()
    application.uploader.stop()
    for worker in application.workers:
        worker.stop()


def _tell(application: Application, happening: Happening) -> None:
    if isinstance(happening, Trouble) and happening.about and happening.code:
        words = application.words.error(happening.code, happening.params)
        print(f"desktop-uploader: {words}", file=sys.stderr, flush=True)
    if isinstance(happening, Resting) and happening.code:
        print(f"desktop-uploader: {application.words.resting(happening)}", file=sys.stderr, flush=True)
    if not isinstance(happening, TaskChanged):
        return
    task = application.history.task(happening.task_id)
    if task is not None:
        print(f"{task.id}  {task.file_name}  {application.words.state(task)}", file=sys.stderr, flush=True)
