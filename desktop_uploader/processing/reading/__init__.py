"""From bytes to sheets of rows: what a file is, and what is in it. Nothing is decided about its meaning."""

from .opening import open_file
from .sheets import Sheet

__all__ = ["Sheet", "open_file"]
