"""A look over whole columns, where a cell has turned up that its column must explain."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...model.errors import NeedsAnswer
from ..layout.seen import Seen
from ..layout.source import Source, chunks
from .columns import ColumnCheck
from .conventions import KINDS, Evidence, question
from .converters.cleaning import cleaned_text
from .converters.numbers import bare_number


def settle(checks: Sequence[ColumnCheck], sources: Sequence[Source], stuck: str, cells: Sequence[Any]) -> None:
    """Find out how every column that nobody has decided about writes its numbers and dates.

    Raises `NeedsAnswer` for those whose values leave it open or contradict each other; `stuck` is the field that has to
    know now, because of one of these `cells`.
    """
    seen = {check.name: Evidence() for check in checks if _is_open(check)}
    kinds = {check.name: KINDS[check.kind] for check in checks if check.name in seen}
    dressed = {check.name for check in checks if not check.field.get("bareNumber", True)}
    for source in sources:
        columns = [(name, source.columns.columns.get(name, 0)) for name in seen]
        # What is noted while reading belongs to the pass that is under way.
        for _, found in chunks(replace(source, seen=Seen())):
            for name, column in columns:
                texts = map(cleaned_text, dict.fromkeys(cell for cell in found.get(column, ()) if type(cell) is str))
                seen[name].see(kinds[name], map(bare_number, texts) if name in dressed else texts)
    open_ones = {name for name, said in seen.items() if said.settled is None and (said.open or said.orders)}
    if seen[stuck].settled is None and stuck not in open_ones:
        open_ones.add(stuck)
        seen[stuck].examples += [cell for cell in cells if type(cell) is str and cell.strip()][:1]
    if open_ones:
        raise NeedsAnswer([question(kinds[name], name, seen[name]) for name in seen if name in open_ones])
    for check in checks:
        if check.name in seen and kinds[check.name] == "number-style":
            check.manner.number_style = seen[check.name].settled
        elif check.name in seen:
            check.manner.date_order = seen[check.name].settled


def _is_open(check: ColumnCheck) -> bool:
    """True where texts of the column may need a decision that nobody has made."""
    field, manner = check.field, check.manner
    match KINDS.get(check.kind):
        case "number-style":
            return manner.number_style is None and "decimalChar" not in field and "groupChar" not in field
        case "date-order":
            return manner.date_order is None and field.get("format", "default") in ("default", "any")
        case _:
            return False
