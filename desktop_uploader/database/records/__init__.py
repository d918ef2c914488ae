"""The records database: what was saved, and the ledger that says so."""

from .database import RecordsDatabase
from .definitions import VersionChanged
from .saving import Batch, KeyTaken, Saving, key_fields

__all__ = ["Batch", "KeyTaken", "RecordsDatabase", "Saving", "VersionChanged", "key_fields"]
