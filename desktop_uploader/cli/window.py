"""What is typed to open the window, read before anything else of the program is loaded."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

SHOWN, HIDDEN, QUIT = "shown", "hidden", "quit"
"""What becomes of the window."""


def add_arguments(parser: argparse.ArgumentParser, tr: Callable[[str], str]) -> None:
    """The arguments of the command `window`; `tr` gives the language's words."""
    parser.add_argument("files", nargs="*", type=Path, metavar=tr("FILE"))
    how = parser.add_mutually_exclusive_group()
    hidden = tr("start as an icon, without the window")
    how.add_argument("--hidden", dest="how", action="store_const", const=HIDDEN, default=SHOWN, help=hidden)
    ending = tr("have the open window end once its files in work are finished, and wait for that")
    how.add_argument("--quit", dest="how", action="store_const", const=QUIT, help=ending)


def window_options(arguments: Sequence[str]) -> argparse.Namespace | None:
    """`data_dir`, `files` and `how`; None for all but a window that is asked for without a mistake."""
    first = _quiet_parser()
    first.add_argument("--data-dir", type=Path)
    command = _quiet_parser()
    # Nobody reads its words.
    add_arguments(command, str)
    try:
        options, rest = first.parse_known_args(arguments)
        if rest and rest[0] != "window":
            return None
        options, unknown = command.parse_known_args(rest[1:], options)
    except argparse.ArgumentError:
        return None
    return None if unknown else options


def _quiet_parser() -> argparse.ArgumentParser:
    """Of a mistake it says nothing: that is done in the language of whoever types."""
    return argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
