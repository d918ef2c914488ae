"""One import's saving: definition, table, rows and ledger in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ...model.dataset import Dataset
from ...model.jobs import ImportResult
from ...model.ledger import LedgerState
from . import definitions, ledger, references, undoing
from .merging import Merge, Merged
from .rowtable import PROVENANCE, KeyTaken, RowTable, Stored, filling
from .types import encode

REPEATED_KEY = "x-repeatedKey"


@dataclass(frozen=True, slots=True)
class Batch:
    """Checked rows of one sheet: their row numbers, and their values field by field."""

    sheet: str
    numbers: Sequence[int]
    columns: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Saving:
    """What is to be saved, and under which claim. `dataset` is the definition that checked the rows."""

    import_id: str
    lease_token: int
    dataset: Dataset
    batches: Iterable[Batch]
    """Gone through once for each try: it must begin anew each time, which an iterator does not."""
    result: ImportResult
    progress: Callable[[int], None]
    """Called with the number of rows inserted so far."""
    again: bool = False
    """True where a file that is saved already shall be saved once more."""
    corrects: str | None = None
    """The import of whose file this one is a marked copy, corrected and added back."""
    replaces: str | None = None
    """The import that this one takes the place of: where it is saved, it is undone in the same transaction."""


def save(connection: Connection, saving: Saving) -> ImportResult:
    """Save everything or, by raising, nothing; gives the result with what became of rows that were saved before.

    Raises `VersionChanged` where the definition has changed since the check, `KeyTaken` where a key or a unique value
    is saved already, `ReferenceMissing` where a row refers to one that is not saved, `SameFileSaved` where the file is
    saved already and `again` is not wanted, `UploaderError("claim-lost")` where somebody else holds the import,
    `UsageError` where the import to be replaced cannot be undone.
    """
    stored = definitions.store(connection, saving.dataset)
    notes = _take_the_place(connection, stored, saving.replaces)
    _refuse_repeat(connection, stored, saving)
    gives_way = stored.dataset.schema.get(REPEATED_KEY) == "ignore"
    number = ledger.number_of(connection, saving.import_id)
    rank = ledger.give_rank(connection, saving.import_id, gives_way=gives_way)
    try:
        merged = _insert(connection, stored, number, rank, saving)
    except IntegrityError as error:
        raise KeyTaken from error
    references.check(connection, stored, number)
    notes |= merged.notes(gives_way)
    result = _told(saving.result, merged, notes)
    version = (stored.id, stored.dataset.version)
    ledger.mark_saved(connection, saving.import_id, saving.lease_token, version, result, saving.corrects)
    return result


def _take_the_place(connection: Connection, stored: Stored, import_id: str | None) -> dict[str, Any]:
    row = ledger.row_of(connection, import_id) if import_id is not None else None
    if row is None or row.state != LedgerState.SAVED or row.dataset_id != stored.id:
        return {}
    return {"replaces": {"import_id": row.import_id, **undoing.undo(connection, row.import_id).counts}}


def _refuse_repeat(connection: Connection, stored: Stored, saving: Saving) -> None:
    if saving.again:
        return
    row = ledger.row_of(connection, saving.import_id)
    known = row is not None and row.sha256
    earlier = ledger.saved_before(connection, row.sha256, stored.id, saving.import_id) if row and known else None
    if earlier is None and saving.corrects is not None:
        earlier = ledger.corrected_before(connection, saving.corrects, stored.id, saving.import_id)
    if earlier is not None:
        raise ledger.SameFileSaved(earlier)


def _told(result: ImportResult, merged: Merged, notes: dict[str, Any]) -> ImportResult:
    """The result with what the saving has found out."""
    counts = replace(result.counts, saved=result.counts.saved - merged.kept_out)
    return replace(result, counts=counts, notes={**result.notes, **notes}) if notes else result


def _insert(connection: Connection, stored: Stored, number: int, rank: int, saving: Saving) -> Merged:
    table = RowTable(connection, stored)
    undoing.drop_orphans(connection, table)
    merges = bool(table.key) and stored.dataset.schema.get(REPEATED_KEY, "refuse") != "refuse"
    merge = Merge(connection, table, number, rank)
    names = [*PROVENANCE, *table.fields]
    statement = f"INSERT INTO {table.rows} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    done = 0
    with nullcontext() if merges else filling(connection, stored):
        for rows in _rows(stored, number, saving.batches):
            if merges:
                merge.insert(rows)
            else:
                connection.exec_driver_sql(statement, rows)
            done += len(rows)
            saving.progress(done)
    if done != saving.result.counts.saved:
        raise RuntimeError(f"{done} rows came to be saved instead of {saving.result.counts.saved}")
    merge.finish()
    return merge.merged


def _rows(stored: Stored, number: int, batches: Iterable[Batch]) -> Iterator[list[tuple[Any, ...]]]:
    """Each batch as the driver takes it: provenance, then the values of a row."""
    kinds = [stored.types[name] for name in stored.dataset.field_names]
    for batch in batches:
        size = len(batch.numbers)
        if size:
            encoded = [encode(kind, values) for kind, values in zip(kinds, batch.columns, strict=True)]
            yield list(zip([number] * size, [batch.sheet] * size, batch.numbers, *encoded, strict=True))
