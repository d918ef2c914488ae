"""A definition proposed from a file's rows, and how it widens with the next file."""

from .evidence import infer_fields
from .widening import known_manners, widened

__all__ = ["infer_fields", "known_manners", "widened"]
