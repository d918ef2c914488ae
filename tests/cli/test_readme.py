"""The list of commands in `README.md` is what can be typed."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from desktop_uploader.cli.parser import build_parser
from desktop_uploader.words import Catalogue

README = Path(__file__).parents[2] / "README.md"


def commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every command with its options."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for word, inner in action.choices.items():
            yield from commands(inner, f"{name} {word}".strip())
    if not below:
        shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
        options = {max(action.option_strings, key=len) for action in shown if action.option_strings}
        yield name, frozenset(options - {"--help"})


def test_every_command_is_listed_with_its_options_and_no_other() -> None:
    lines = re.findall(r"^desktop-uploader \[?([a-z].*)$", README.read_text(encoding="utf-8"), re.M)
    listed = {}
    for line in lines:
        words = re.split(r"[ …\]]+[A-Z\[-]|  |$", line)[0]
        options = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line)
        listed[words] = {{"-o": "--output"}.get(option, option) for option in options}

    assert listed == {name: set(options) for name, options in commands(build_parser(Catalogue()))}
