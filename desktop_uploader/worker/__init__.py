"""The worker: claims tasks and has child processes do them. No Qt."""

from .outputs import MarkedCopy, Outputs
from .reconcile import Reconciler
from .saveturn import SaveTurns
from .supervisor import Stopped, Supervisor
from .worker import Worker

__all__ = ["MarkedCopy", "Outputs", "Reconciler", "SaveTurns", "Stopped", "Supervisor", "Worker"]
