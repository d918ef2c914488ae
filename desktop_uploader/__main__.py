"""The entry points: the window by default, or a command."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SMOKE_TEST = "--smoke-test"
PATIENCE = 600.0
"""Seconds for which an open window may finish its files before whoever wants it to end is told that it goes on."""


def main() -> int:
    """`desktop-uploader`: a command, or the window where there is none."""
    return _run(sys.argv[1:])


def main_gui() -> int:
    """`desktop-uploader-gui`: the window, with the files that are given."""
    arguments = sys.argv[1:]
    return _run(arguments if arguments[:1] == [SMOKE_TEST] else ["window", *arguments])


def _run(arguments: Sequence[str]) -> int:
    # Imported here: a child process imports this module again and needs nothing of it.
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    from .cli.window import window_options

    options = window_options(arguments)
    if options is not None:
        return _open_window(options.data_dir, options.files, options.how)
    from .cli.main import run

    return run(arguments, _open_window, _try_everything)


def _open_window(data_dir: Path | None, files: Sequence[Path], how: str) -> int:
    # Imported here: the commands do not pay for Qt. What is loaded stays: no garbage is looked for meanwhile.
    gc.disable()
    from .cli.window import HIDDEN, QUIT
    from .folders import find_folders

    folders = find_folders(data_dir)
    if how == QUIT:
        from .gui.single_instance import have_it_end

        return 0 if have_it_end(folders.data, PATIENCE) else 1
    from .gui.app import run

    return run(folders, files, hidden=how == HIDDEN)


def _try_everything(report: Path | None) -> int:
    from .gui.smoke import run

    return run(report)


if __name__ == "__main__":
    sys.exit(main())
