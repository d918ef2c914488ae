"""Where the headings are, which sheets are used, which field each column is, which dataset the file belongs to."""

from .arrange import Layout, lay_out
from .recognition import by_headings, dataset_name, given, new_name
from .source import Source

__all__ = ["Layout", "Source", "by_headings", "dataset_name", "given", "lay_out", "new_name"]
