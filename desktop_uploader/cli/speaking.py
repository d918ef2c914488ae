"""The language of the commands, known before anything else is: also the help and mistakes in typing are in it."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..settings import find_folders, set_language
from ..words import Catalogue
from ..words.languages import catalogue_for, chosen


def words_for(arguments: Sequence[str]) -> Catalogue:
    """The words of the language that is set in the data folder that is named, else of the computer's."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--data-dir", type=Path)
    try:
        known, _ = parser.parse_known_args(arguments)
        folder = known.data_dir
    except argparse.ArgumentError:
        folder = None
    return catalogue_for(chosen(set_language(find_folders(folder))))
