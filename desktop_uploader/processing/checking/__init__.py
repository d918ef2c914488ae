"""Every cell against the definition: values where they are right, problems where they are not."""

from .collector import ProblemCollector
from .table import TableCheck

__all__ = ["ProblemCollector", "TableCheck"]
