"""The worker: claims tasks and has child processes do them. No Qt."""

from .saveturn import SaveTurns
from .supervisor import Supervisor
from .worker import Worker

__all__ = ["SaveTurns", "Supervisor", "Worker"]
