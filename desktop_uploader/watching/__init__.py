"""Watched folders: files that appear in them are added by themselves, once each."""

from .watching import Watching

__all__ = ["Watching"]
