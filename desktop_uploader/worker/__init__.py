"""The worker: claims tasks and has child processes do them. No Qt."""

from .reconcile import Reconciler
from .saveturn import SaveTurns
from .supervisor import Supervisor
from .worker import Worker

__all__ = ["Reconciler", "SaveTurns", "Supervisor", "Worker"]
