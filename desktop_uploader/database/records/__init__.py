"""The records database: what was saved, and the ledger that says so."""

from .database import RecordsDatabase
from .definitions import VersionChanged, refuse_too_wide
from .ledger import Earlier, SameFileSaved
from .references import ReferenceMissing
from .rowtable import KeyTaken, key_fields
from .saving import REPEATED_KEY, Batch, Saving

__all__ = [
    "REPEATED_KEY",
    "Batch",
    "Earlier",
    "KeyTaken",
    "RecordsDatabase",
    "ReferenceMissing",
    "SameFileSaved",
    "Saving",
    "VersionChanged",
    "key_fields",
    "refuse_too_wide",
]
