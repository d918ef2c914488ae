"""Definitions for files that have none: proposed from all rows, and only ever widened."""

from .evidence import infer_fields
from .widening import widened

__all__ = ["infer_fields", "widened"]
