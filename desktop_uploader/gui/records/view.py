"""The rows of one query, as far as they have been read."""

from dataclasses import dataclass, field
from threading import Event

from ...database.records.listing import Listing
from ...model.dataset import Dataset
from ...model.rowquery import FoundRow, RowQuery


@dataclass(slots=True)
class View:
    """The rows of one query."""

    dataset: Dataset
    query: RowQuery
    stop: Event = field(default_factory=Event)
    listing: Listing | None = None
    total: int = 0
    pages: dict[int, list[FoundRow | None]] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
