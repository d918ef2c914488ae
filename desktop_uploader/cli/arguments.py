"""Arguments that several commands take."""

import argparse
from pathlib import Path
from typing import Protocol, TypeAlias

from .usage import Parser

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Tr(Protocol):
    """`Language.tr`."""

    def __call__(self, text: str) -> str:
        """The text in the language."""
        ...


def add_answers(parser: argparse.ArgumentParser, tr: Tr) -> None:
    """`--answer`, several times."""
    text = tr("settle a question before it is asked (several times for several)")
    parser.add_argument("--answer", action="append", default=[], metavar=tr("KEY=VALUE"), help=text)


def add_output(parser: argparse.ArgumentParser, tr: Tr) -> None:
    """`--output` and `--force`."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=tr("FILE"))
    add_force(parser, tr)


def add_force(parser: argparse.ArgumentParser, tr: Tr) -> None:
    """`--force`."""
    parser.add_argument("--force", action="store_true", help=tr("replace the file if it exists"))


def add_json(parser: argparse.ArgumentParser, tr: Tr) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=tr("print one JSON document"))


def positive(text: str) -> int:
    """A whole number from 1 on. Raises `ValueError`, which argparse says."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number
