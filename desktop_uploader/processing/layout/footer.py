"""What stands below the data: totals and footnotes. A row that could be data is data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..reading.sheets import Row
from .labels import normalised
from .top import is_blank

TAIL = 60
"""Rows at the end that are looked at."""

TOTAL_WORDS = frozenset(
    normalised(word)
    for word in (
        "total, totals, grand total, subtotal, sub total, sum, overall, summe, summen, gesamt, gesamtsumme, insgesamt, "
        "endsumme, zwischensumme, gesamtbetrag, total général, sous-total, somme, totaal, eindtotaal, subtotaal, som, "
        "totale, totale generale, somma, subtotale, suma, total general, suma total, importe total, totais, soma, "
        "razem, suma końcowa, ogółem, celkem, součet, spolu, súčet, összesen, summa, totalt, i alt, yhteensä, kokku, "
        "iš viso, kopā, ukupno, skupaj, toplam, genel toplam, σύνολο, итого, всего, разом, усього, общо, "
        "合计, 合計, 总计, 總計, 小计, 小計, 총계, 합계, المجموع, סהכ, סך הכל, tổng cộng, jumlah, รวม"
    ).split(", ")
)
_BESIDE_TOTAL = re.compile(r"(?:\b(?:19|20)\d\d\b|\b(?:EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK)\b|[€$£()])", re.I)
_NUMBER = re.compile(r"[-+(]?\s*(?:[€$£]|[A-Z]{3})?\s*-?\d[\d.,'\s\u2019]*\)?\s*(?:%|[€$£]|[A-Z]{3})?")
_NOTE = re.compile(
    r"\s*(?:[*†‡§¹²³]|\(?\d{1,2}\)|(?:notes?|source|sources|remarks?|hinweise?|anmerkung(?:en)?|quelle|stand|bron|"
    r"opmerking|fuente|nota|notas|fonte|uwaga|źródło)\s*:)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Form:
    """What the columns are, by their position in a row: those with headings, and those of the key."""

    labelled: tuple[int, ...]
    key: tuple[int, ...] = ()
    filled_down: tuple[int, ...] = ()
    """Columns in which an empty cell means the value above it."""


@dataclass(frozen=True, slots=True)
class Footer:
    """How many of the rows are data, and the numbers of those below that are not."""

    data: int
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


def footer_of(numbers: Sequence[int], rows: Sequence[Row], form: Form) -> Footer:
    """Look at the last rows, given with their numbers; blank rows are not among them."""
    kinds: list[str] = []
    start = len(rows)
    while start > 0 and len(kinds) < TAIL and (kind := _kind(rows[start - 1], form)):
        kinds.append(kind)
        start -= 1
    if start == 0:
        return Footer(len(rows))
    totals, notes, data = list[int](), list[int](), start
    for index, kind in zip(range(start, len(rows)), reversed(kinds), strict=True):
        apart = bool(totals or notes) or numbers[index] > numbers[data - 1] + 1
        if kind == "total" or (kind == "sums" and apart):
            totals.append(numbers[index])
        elif kind == "spaces":
            continue
        elif kind == "marked note" or (kind == "note" and apart and data == start):
            notes.append(numbers[index])
        else:
            # Directly below the data, and not certain: it is data, and so are others like it.
            data = index + 1
    return Footer(data, tuple(totals), tuple(notes))


def _kind(row: Row, form: Form) -> str:
    """What a row can be besides data: `total`, `sums`, `note`, `marked note`, `spaces`; "" where it is data."""
    filled = {offset: cell for offset, cell in enumerate(row) if not is_blank(cell)}
    if not filled:
        return "spaces" if row.count("") < len(row) else ""
    first = min(filled, default=0)
    text = filled.get(first)
    if len(filled) == 1 and len(form.labelled) > 1 and isinstance(text, str) and first <= form.labelled[0]:
        keyless = bool(form.key) and first not in form.key
        return "marked note" if keyless or _NOTE.match(text) else "note"
    keys = [filled[offset] for offset in form.key if offset in filled]
    numbers = [cell for cell in filled.values() if _is_number(cell)]
    texts = [cell for cell in filled.values() if not _is_number(cell) and not _is_unit(cell)]
    if not numbers or len(form.labelled) < 2:
        return ""
    if len(texts) == 1 and texts[0] == text and _is_total_word(texts[0]) and all(cell == text for cell in keys):
        return "total"
    nameless = form.labelled[0] not in filled and form.labelled[0] not in form.filled_down
    return "sums" if nameless and not texts and not keys else ""


def _is_total_word(cell: Any) -> bool:
    return isinstance(cell, str) and normalised(_BESIDE_TOTAL.sub(" ", cell)) in TOTAL_WORDS


def _is_unit(cell: Any) -> bool:
    return isinstance(cell, str) and not _BESIDE_TOTAL.sub("", cell).strip()


def _is_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell.strip()))
    return isinstance(cell, int | float) and not isinstance(cell, bool)
