"""What a person is shown of a file of an unknown kind: its first rows, and what an import would make of all."""

from .job import run_preview
from .opened import Shelf

__all__ = ["Shelf", "run_preview"]
