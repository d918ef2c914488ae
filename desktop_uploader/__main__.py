"""The entry points: the window by default, or a command."""

from __future__ import annotations

import multiprocessing
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .settings import Folders, Settings


def main() -> int:
    """`desktop-uploader`: a command, or the window where there is none."""
    return _run(sys.argv[1:])


def main_gui() -> int:
    """`desktop-uploader-gui`: the window, with the files that are given."""
    return _run(["window", *sys.argv[1:]])


def _run(arguments: Sequence[str]) -> int:
    # Imported here: a child process imports this module again and needs nothing of it.
    multiprocessing.freeze_support()
    from .cli.main import run

    return run(arguments, _open_window)


def _open_window(settings: Settings, folders: Folders, files: Sequence[Path], hidden: bool) -> int:
    # Imported here: the commands do not pay for Qt.
    from .gui.app import run

    return run(settings, folders, files, hidden=hidden)


if __name__ == "__main__":
    sys.exit(main())
