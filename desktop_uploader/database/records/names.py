"""Names for tables and columns, made from what people call things."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from .tables import RESERVED

LONGEST = 63
"""Bytes; PostgreSQL cuts longer names."""


def physical_name(text: str, taken: Collection[str] = ()) -> str:
    """A name of letters, digits and underscores, in lower case, not reserved, and not among `taken`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST] or "unnamed"
    if name[0].isdigit() or name.startswith((RESERVED, "sqlite_", "pg_")):
        name = f"x_{name}"[:LONGEST]
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        suffix = f"_{number}"
        candidate = name[: LONGEST - len(suffix)] + suffix
    return candidate


def column_names(fields: Sequence[str], known: dict[str, str]) -> dict[str, str]:
    """The physical name of each field; those already `known` keep theirs."""
    names = dict(known)
    for field in fields:
        if field not in names:
            names[field] = physical_name(field, names.values())
    return names
