"""Workbooks that the program makes: marked copies of wrong files, and templates of datasets."""

from .marked_copy import run_marked_copy
from .template import run_template

__all__ = ["run_marked_copy", "run_template"]
