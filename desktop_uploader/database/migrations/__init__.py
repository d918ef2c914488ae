"""The history's schema, step by step. The list is explicit, so that it also works in a frozen program."""

from collections.abc import Callable
from dataclasses import dataclass

from alembic.operations import Operations

from .versions import (
    v0001_initial,
    v0002_answers,
    v0004_problem_kinds,
    v0005_undone,
    v0006_claim_indices,
    v0007_durations,
    v0008_long_history,
    v0009_storage,
    v0010_watched,
    v0011_file_owned,
    v0012_contents,
    v0013_removals,
    v0014_found_texts,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    revision: str
    upgrade: Callable[[Operations], None]


MIGRATIONS = (
    Migration("0001", v0001_initial.upgrade),
    Migration("0002", v0002_answers.upgrade),
    Migration("0004", v0004_problem_kinds.upgrade),
    Migration("0005", v0005_undone.upgrade),
    Migration("0006", v0006_claim_indices.upgrade),
    Migration("0007", v0007_durations.upgrade),
    Migration("0008", v0008_long_history.upgrade),
    Migration("0009", v0009_storage.upgrade),
    Migration("0010", v0010_watched.upgrade),
    Migration("0011", v0011_file_owned.upgrade),
    Migration("0012", v0012_contents.upgrade),
    Migration("0013", v0013_removals.upgrade),
    Migration("0014", v0014_found_texts.upgrade),
)
