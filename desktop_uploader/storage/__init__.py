"""Where added files are kept."""

from .base import Storage
from .router import Storages

__all__ = ["Storage", "Storages"]
