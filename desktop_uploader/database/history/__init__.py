"""The history database: tasks, attempts, timelines, problems."""

from .owners import Owners
from .reader import History

__all__ = ["History", "Owners"]
