"""Where added files are kept."""

from .base import Storage

__all__ = ["Storage"]
