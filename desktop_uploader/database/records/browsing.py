"""Saved rows as a person looks at them: found, sorted, read page by page, followed to their files, written out."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from ...model.errors import UsageError
from ...model.rowquery import Origin, RowQuery
from ..engine import reading
from . import definitions, finding, origins, views
from .listing import Listing
from .moment import Moment
from .rowtable import Stored


class Browsing:
    """On the records database's engine. Every call is a query: never call it on the GUI thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listing(self, dataset: str, query: RowQuery) -> Listing:
        """The rows that `query` finds. Raises `UsageError("no-such-dataset")`."""
        return Listing(self._engine, self._stored(dataset), query)

    def indexed(self, dataset: str) -> frozenset[str]:
        """The fields by which rows are found and sorted at once. Raises `UsageError("no-such-dataset")`."""
        stored = self._stored(dataset)
        with reading(self._engine) as connection:
            return frozenset(finding.indexed_fields(connection, stored))

    def origin(self, dataset: str, number: int) -> Origin | None:
        """Where a row has come from; None where it is gone. Raises `UsageError("no-such-dataset")`."""
        stored = self._stored(dataset)
        with reading(self._engine) as connection:
            return origins.origin(connection, stored, number)

    def view_names(self) -> dict[str, str]:
        """Dataset → the name under which other programs see its rows with their headings."""
        with reading(self._engine) as connection:
            named = {item.dataset.name: views.name_of(connection, item) for item in definitions.all_stored(connection)}
        return {dataset: name for dataset, name in named.items() if name is not None}

    @contextmanager
    def moment(self, dataset: str, query: RowQuery) -> Iterator[Moment]:
        """All rows that `query` finds, as they are at one moment. Writers go on meanwhile.

        Raises `UsageError("no-such-dataset")` and `DatabaseTrouble`.
        """
        stored = self._stored(dataset)
        with reading(self._engine) as connection:
            yield Moment(connection, stored, query)

    def _stored(self, dataset: str) -> Stored:
        with reading(self._engine) as connection:
            stored = definitions.find(connection, dataset)
        if stored is None:
            raise UsageError("no-such-dataset", name=dataset)
        return stored
