"""Workbooks that the program makes: marked copies of wrong files, and templates of datasets."""

from .marked_copy import run_marked_copy

__all__ = ["run_marked_copy"]
