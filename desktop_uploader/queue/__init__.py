"""The queue: who works on which task, and how it ends."""

from .base import TaskQueue
from .database import DatabaseQueue

__all__ = ["DatabaseQueue", "TaskQueue"]
