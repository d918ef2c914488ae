"""`worker`: the background worker without a window."""

import signal
import sys
import threading
from argparse import Namespace

from ..bootstrap import Application
from ..model.events import Happening, TaskChanged


def work(application: Application, options: Namespace) -> int:
    """Store and process files until a signal says stop, or with `--drain` until nothing is left."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _stop(application))
    unsubscribe = application.subscribe(lambda happening: _tell(application, happening))
    try:
        if options.drain:
            application.uploader.drain()
            _run_all(application, lambda worker: worker.drain())
        else:
            uploader = threading.Thread(target=application.uploader.run, name="uploader")
            uploader.start()
            _run_all(application, lambda worker: worker.run())
            application.uploader.stop()
            uploader.join()
    finally:
        unsubscribe()
    return 0


def _run_all(application: Application, run: "object") -> None:
    assert callable(run)
    others = [threading.Thread(target=run, args=(worker,), name="worker") for worker in application.workers[1:]]
    for thread in others:
        thread.start()
    run(application.workers[0])
    for thread in others:
        thread.join()


def _stop(application: Application) -> None:
    application.uploader.stop()
    for worker in application.workers:
        worker.stop()


def _tell(application: Application, happening: Happening) -> None:
    if not isinstance(happening, TaskChanged):
        return
    task = application.history.task(happening.task_id)
    if task is not None:
        print(f"{task.id}  {task.file_name}  {application.words.state(task)}", file=sys.stderr, flush=True)
