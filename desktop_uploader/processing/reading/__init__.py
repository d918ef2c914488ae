"""From bytes to sheets of rows: what a file is, and what is in it. Nothing is decided about its meaning."""

from .opening import Book, open_file
from .sheets import Sheet

__all__ = ["Book", "Sheet", "open_file"]
