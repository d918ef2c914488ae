"""Adding files: recorded at once, then stored safely, then handed to the queue."""

from .register import Intake
from .sweep import Sweeper
from .uploader import Uploader

__all__ = ["Intake", "Sweeper", "Uploader"]
