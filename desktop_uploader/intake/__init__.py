"""Adding files: recorded at once, then stored safely, then handed to the queue."""

from .listing import Why
from .many import ManyFiles, Moved, Outcome
from .register import Given, Intake
from .sweep import Sweeper
from .uploader import Uploader

__all__ = ["Given", "Intake", "ManyFiles", "Moved", "Outcome", "Sweeper", "Uploader", "Why"]
