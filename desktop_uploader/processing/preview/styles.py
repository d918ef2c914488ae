"""Columns whose texts can be read in two ways: what each way makes of them, and what says which one is meant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.preview import StyleSeen
from ...model.question import Answers
from ..checking.columns import ColumnCheck
from ..checking.conventions import KINDS, Evidence
from ..checking.converters.cleaning import cleaned_text
from ..checking.converters.dates import day_part
from ..checking.converters.datetexts import ORDERS, date_text
from ..checking.converters.numbers import STYLES, bare_number, cleaned_number, styles_of
from ..layout.seen import Seen
from ..layout.source import Source, chunks

Found = dict[tuple[object, ...], Evidence]


def evidence_of(
    sources: Sequence[Source], wanted: Mapping[str, str], known: Found, moved: Callable[[int], None]
) -> dict[str, Evidence]:
    """What the texts of each field's column say; `wanted` is field → kind. `known` keeps it for the next time.

    `moved` is told how many rows have been looked at.
    """
    found: dict[str, Evidence] = {}
    missing: list[tuple[str, Evidence]] = []
    for name, kind in wanted.items():
        places = tuple((source.sheet.name, source.headings.row, source.columns.columns.get(name)) for source in sources)
        if (kind, places) not in known:
            known[kind, places] = Evidence()
            missing.append((name, known[kind, places]))
        found[name] = known[kind, places]
    if missing:
        rows = 0
        for source in sources:
            columns = [(name, seen, source.columns.columns.get(name, 0)) for name, seen in missing]
            for numbers, cells in chunks(replace(source, seen=Seen())):
                rows += len(numbers)
                moved(rows)
                for name, seen, column in columns:
                    texts = dict.fromkeys(cell for cell in cells.get(column, ()) if type(cell) is str and cell.strip())
                    seen.see(wanted[name], map(cleaned_text, texts))
    return found


def styles_seen(
    checks: Sequence[ColumnCheck],
    headings: Mapping[str, str],
    evidence: Mapping[str, Evidence],
    given: Answers,
    provisional: Sequence[str],
) -> Iterator[StyleSeen]:
    """The columns that hold a text with two readings. `given` are a person's answers, `provisional` mere guesses."""
    for check in checks:
        seen = evidence.get(check.name)
        if seen is None or not seen.unclear:
            continue
        kind = KINDS[check.kind]
        key = f"{kind}:{check.name}"
        chosen = None if key in provisional else _manner(check, kind)
        reason = _reason(check, seen, key, given, chosen)
        yield StyleSeen(
            field=check.name,
            heading=headings.get(check.name, check.name),
            kind=kind,
            example=seen.unclear,
            readings=_readings(kind, seen.unclear),
            chosen=chosen,
            reason=reason,
            proof=seen.proof if reason in ("values", "contradict") else "",
        )


def is_unsure(kind: str, cell: Any) -> bool:
    """True for a text that can be read in two ways."""
    if type(cell) is not str or not cell.strip():
        return False
    text = cleaned_text(cell)
    if kind == "number-style":
        return len(styles_of(text)) > 1
    day = date_text(day_part(text))
    return day is not None and len(day.orders) > 1


def _reason(check: ColumnCheck, seen: Evidence, key: str, given: Answers, chosen: str | None) -> str:
    if chosen is None:
        return "contradict" if seen.contradict else "open"
    if key in given:
        return "answer"
    return "values" if seen.settled == chosen and seen.proof else "dataset"


def _manner(check: ColumnCheck, kind: str) -> str | None:
    """How the check reads the column's texts."""
    field, manner = check.field, check.manner
    if kind == "number-style":
        marks = field.get("decimalChar"), field.get("groupChar")
        declared = "comma" if marks[0] == "," or marks[1] == "." else "point" if any(marks) else None
        return declared or manner.number_style
    by_format = {"%d": "dmy", "%m": "mdy"}.get(str(field.get("format", ""))[:2])
    return by_format or manner.date_order


def _readings(kind: str, text: str) -> dict[str, str]:
    if kind == "date-order":
        day = date_text(day_part(text))
        return {order: day.days[order].isoformat() for order in ORDERS if day is not None and order in day.days}
    cleaned = cleaned_number(bare_number(text))
    return {style: cleaned.replace(group, "").replace(decimal, ".") for style, (decimal, group) in STYLES.items()}
