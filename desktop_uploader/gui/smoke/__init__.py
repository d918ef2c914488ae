"""Tries every part of this installation on a data folder of its own, and tells what works."""

from .trial import run

__all__ = ["run"]
