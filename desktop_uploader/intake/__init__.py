"""Adding files: recorded at once, then stored safely, then handed to the queue."""

from .register import Intake
from .uploader import Uploader

__all__ = ["Intake", "Uploader"]
