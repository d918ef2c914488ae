"""What a cell of a file may become when it is saved: worked out from the cell alone, without the program's own code."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from desktop_uploader.model.duration import Duration

YES, NO = ("true", "yes", "ja", "j"), ("false", "no", "nein", "n")
MONTHS = {"märz": 3, "aug": 8, "jan": 1}
MIDNIGHT = time(0)


def means_the_same(cell: Any, saved: Any, column: Sequence[Any], answer: str | None) -> bool:
    """True where the saved value is what the cell says. `column` holds all cells of its column, `answer` is what was
    said about it; a text that can mean two things is only settled by one of them.
    """
    if saved is None:
        return isinstance(cell, str) and not cell.strip()
    if isinstance(cell, str):
        return _of_text(cell.strip(), saved, column, answer) or saved == cell
    if isinstance(saved, str):
        return saved in _shown(cell)
    if isinstance(cell, bool) or isinstance(saved, bool):
        return cell is saved
    if isinstance(cell, timedelta):
        return bool(
            saved == Duration.of(cell) or (isinstance(saved, time) and datetime.min + cell == _on_day_one(saved))
        )
    if isinstance(cell, date) and not isinstance(cell, datetime) and isinstance(saved, datetime):
        return saved == datetime.combine(cell, MIDNIGHT)
    return bool(cell == saved)


def _of_text(text: str, saved: Any, column: Sequence[Any], answer: str | None) -> bool:
    if isinstance(saved, bool):
        return text.casefold() in (YES if saved else NO)
    if isinstance(saved, int | float):
        return _settled(dict(_numbers(text)), saved, [dict(_numbers(other)) for other in _texts(column)], answer)
    if isinstance(saved, datetime) and saved.time() != MIDNIGHT:
        return _moment(text) == saved
    if isinstance(saved, date):
        day = saved.date() if isinstance(saved, datetime) else saved
        return _settled(dict(_days(text)), day, [dict(_days(other)) for other in _texts(column)], answer)
    return bool(saved == text)


def _settled(readings: dict[str, Any], saved: Any, others: list[dict[str, Any]], answer: str | None) -> bool:
    """True where the saved value is a reading of the text, and no other reading can be the one that was meant."""
    exact = float if isinstance(saved, float) else lambda value: value
    fitting = {manner for manner, value in readings.items() if exact(value) == saved}
    if not fitting or len(set(readings.values())) == 1:
        return bool(fitting)
    certain = {next(iter(other)) for other in others if len(other) == 1} - {"iso"}
    return (answer in fitting) if answer else (len(certain) == 1 and certain <= fitting)


def _numbers(text: str) -> Iterator[tuple[str, Decimal]]:
    digits, scale = (text[:-1].rstrip(), 100) if text.endswith("%") else (text, 1)
    for manner, decimal, group in (("point", r"\.", ","), ("comma", ",", r"\.")):
        marks = f"[{group} \u00a0\u202f'\u2019]"
        grouped = rf"[0-9]{{1,3}}(?:{marks}[0-9]{{2,3}})*{marks}[0-9]{{3}}"
        found = re.fullmatch(rf"(-?)({grouped}|[0-9]+)?(?:{decimal}([0-9]*))?", digits)
        if found is None or not (found[2] or found[3]):
            continue
        whole = re.sub("[^0-9]", "", found[2] or "0")
        if whole == "0" or not whole.startswith("0"):
            yield manner, Decimal(f"{found[1]}{whole}.{found[3] or 0}") / scale


def _days(text: str) -> Iterator[tuple[str, date]]:
    if found := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", text):
        yield from _day("iso", found[1], found[3], found[4])
    if found := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", text):
        yield from _day("dmy", found[4], found[3], found[1])
        if found[2] != ".":
            yield from _day("mdy", found[4], found[1], found[3])
    found = re.fullmatch(r"([0-9]{1,2})[- ]([^\W\d]+)[- ]([0-9]{4}|[0-9]{2})", text)
    if found and found[2].casefold() in MONTHS:
        yield from _day("dmy", found[3], MONTHS[found[2].casefold()], found[1])


def _day(manner: str, year: str, month: str | int, day: str) -> Iterator[tuple[str, date]]:
    century = 0 if len(year) == 4 else 2000 if int(year) < 50 else 1900
    try:
        yield manner, date(int(year) + century, int(month), int(day))
    except ValueError:
        return


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _texts(column: Sequence[Any]) -> Iterator[str]:
    return (cell.strip() for cell in column if isinstance(cell, str))


def _on_day_one(moment: time) -> datetime:
    return datetime.combine(date.min, moment)


def _shown(cell: Any) -> set[str]:
    """How Excel shows a typed cell, to 15 digits."""
    if isinstance(cell, bool):
        return {str(cell).upper()}
    if isinstance(cell, float):
        digits = f"{Decimal(f'{cell:.15g}'):f}"
        return {(digits.rstrip("0").rstrip(".") if "." in digits else digits).replace("-0", "0", digits == "-0")}
    if isinstance(cell, timedelta):
        seconds = int(cell.total_seconds())
        return {f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"}
    return {cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()}
