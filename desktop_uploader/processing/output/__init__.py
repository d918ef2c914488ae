"""Files that the program makes: marked copies of wrong files, templates of datasets, saved rows."""

from .export import run_export
from .marked_copy import run_marked_copy
from .template import run_template

__all__ = ["run_export", "run_marked_copy", "run_template"]
