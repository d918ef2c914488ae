"""Files that the program makes: marked copies of wrong files, templates of datasets, saved rows, other tables."""

from .export import run_export
from .marked_copy import run_marked_copy
from .tables import run_tables
from .template import run_template

__all__ = ["run_export", "run_marked_copy", "run_tables", "run_template"]
