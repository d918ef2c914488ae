"""The keys that a definition names, in one form whichever way they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def names(part: Any) -> list[str]:
    """The fields of a key: a single name may stand for a list of one."""
    return [part] if isinstance(part, str) else list(part or ())


def primary_key(schema: Mapping[str, Any]) -> list[str]:
    """The fields that tell rows apart; empty where there are none."""
    return names(schema.get("primaryKey"))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """The values of `fields` must be among the saved values of `targets` in `dataset`, unless one of them is empty.

    `dataset` is None where the rows refer to rows of their own dataset, saved before or with them.
    """

    fields: tuple[str, ...]
    dataset: str | None
    targets: tuple[str, ...]


def foreign_keys(schema: Mapping[str, Any]) -> list[ForeignKey]:
    """Every foreign key of a definition that has been checked."""
    found = []
    for item in schema.get("foreignKeys", ()):
        reference = item["reference"]
        target = reference.get("resource") or None
        found.append(ForeignKey(tuple(names(item["fields"])), target, tuple(names(reference["fields"]))))
    return found
