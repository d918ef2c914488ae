"""Runs a command: exit 0 all well, 1 some file failed or something cannot be done, 2 wrong usage."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..bootstrap import Application, build
from ..model.errors import UploaderError
from ..settings import find_folders, load_settings
from .parser import build_parser
from .speaking import words_for
from .window import SHOWN

Command = Callable[..., int]
SmokeTest = Callable[[Path | None], int]
OpenWindow = Callable[[Path | None, Sequence[Path], str], int]


def _commands() -> dict[str, Command]:
    # Loaded where one is run: the window, which is opened the same way, needs none of them.
    from . import adding, checking, datasets, housekeeping, outputs, records, tasks, undoing, watching, working

    return {
        "add": adding.add,
        "check": checking.check,
        "list": tasks.list_tasks,
        "show": tasks.show,
        "retry": tasks.retry,
        "answer": tasks.answer,
        "cancel": tasks.cancel,
        "undo": undoing.undo,
        "delete": housekeeping.delete,
        "save-original": housekeeping.save_original,
        "worker": working.work,
        "metrics": working.metrics,
        "marked-copy": outputs.marked_copy,
        "datasets": datasets.datasets,
        "records": records.records,
        "watch": watching.watch,
    }


def _without_application() -> dict[str, Command]:
    """Commands that must work where the program cannot start."""
    from . import diagnosis, storage

    return {"doctor": diagnosis.doctor, "diagnostics": diagnosis.diagnostics, "storage": storage.storage}


def run(arguments: Sequence[str], open_window: OpenWindow, smoke_test: SmokeTest) -> int:
    """Do what was typed; gives the exit code. Errors are one plain line on standard error.

    `open_window` shows the window until it is closed, or has the open one end, `smoke_test` tries everything; they are
    handed in, for the commands do not know Qt.
    """
    _speak_utf8()
    words = words_for(arguments)
    options = build_parser(words).parse_args(arguments)
    if options.smoke_test is not None:
        return smoke_test(Path(options.smoke_test) if options.smoke_test else None)
    try:
        if options.command in (None, "window"):
            return open_window(options.data_dir, getattr(options, "files", []), getattr(options, "how", SHOWN))
        folders = find_folders(options.data_dir)
        settings = load_settings(folders)
        folders = folders.keeping(settings)
        without = _without_application().get(options.command)
        if without is not None:
            return without(settings, folders, options, words)
        if getattr(options, "slots", None) is not None:
            settings = settings.model_copy(update={"slots": options.slots})
        warm = options.command == "check" or getattr(options, "wait", False)
        application = build(settings, folders, kind=f"command {options.command}", warm=warm)
        return _with(application, _commands()[options.command], options)
    except UploaderError as error:
        print(f"desktop-uploader: {words.exception(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _with(application: Application, command: Command, options: object) -> int:
    for trouble in application.troubles:
        warning = application.words.tr("Warning: {words}", words=application.words.exception(trouble))
        print(f"desktop-uploader: {warning}", file=sys.stderr)
    try:
        return command(application, options)
    finally:
        application.close()


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
