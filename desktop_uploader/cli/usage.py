"""argparse in the language of whoever types: its headings, and what it says of words that it cannot take."""

import argparse
import re
import sys
from functools import partial
from typing import Any, NoReturn

from ..words.language import Language
from ..words.marking import N_

REFUSALS = {
    "argument {name}: {words}": N_("{name}: {words}"),
    "the following arguments are required: {names}": N_("This is missing: {names}."),
    "unrecognized arguments: {texts}": N_("This is not known: {texts}."),
    "invalid choice: {value} (choose from {choices})": N_("{value} is none of these: {choices}."),
    "expected one argument": N_("A value must follow."),
    "expected at least one argument": N_("At least one value must follow."),
    "invalid int value: {value}": N_("{value} is not a whole number."),
    "invalid float value: {value}": N_("{value} is not a number."),
    "invalid positive value: {value}": N_("{value} is not a whole number above 0."),
    "not allowed with argument {other}": N_("It cannot be used together with {other}."),
    "ambiguous option: {option} could match {others}": N_("{option} can mean each of these: {others}."),
}
"""What argparse says → how it is said here."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks one language, and so do the parsers of its commands."""

    def __init__(self, words: Language, **given: Any) -> None:
        formatter = partial(_Formatter, words=words)
        super().__init__(add_help=False, formatter_class=formatter, **given)
        self._words = words
        self._positionals.title, self._optionals.title = words.tr("Arguments"), words.tr("Options")
        self.add_argument("-h", "--help", action="help", help=words.tr("show this help and end"))

    def add_subparsers(self, **given: Any) -> Any:
        """As `argparse` has it, with parsers of this language."""
        made: Any = partial(Parser, self._words)
        return super().add_subparsers(parser_class=made, **given)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is typed; exits 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {told(message, self._words)}\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, words: Language) -> None:
        super().__init__(prog)
        self._usage = words.tr("Usage: {line}", line="")

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that says how it is typed."""
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


def told(message: str, words: Language) -> str:
    """What argparse says, in the language; as it is where this Python says it otherwise."""
    for template, ours in REFUSALS.items():
        found = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template)), message, re.DOTALL)
        if found:
            parts = found.groupdict()
            if "words" in parts:
                parts["words"] = told(parts["words"], words)
            return words.tr(ours, **parts)
    return message
