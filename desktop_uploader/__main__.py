"""The entry points: the window by default, or a command."""

import multiprocessing
import sys


def main() -> int:
    """`desktop-uploader`: a command, or the window where there is none."""
    multiprocessing.freeze_support()
    from .cli.main import run

    return run(sys.argv[1:])


def main_gui() -> int:
    """`desktop-uploader-gui`: the window, with the files that are given."""
    multiprocessing.freeze_support()
    from .cli.main import run

    return run(["window", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
