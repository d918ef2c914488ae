"""What a column's texts can be, all of them: whole numbers, numbers, days, moments, yes and no; else text."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ...model.question import Answers, Question
from ..checking.conventions import Evidence, question
from ..checking.converters.datetexts import ORDERS, date_text
from ..checking.converters.numbers import LARGEST_INTEGER, STYLES, cleaned_number, is_number, styles_of
from .words import yes_and_no

DATE_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d")

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_NUMBER_LIKE = re.compile(r"-?(?!0[0-9])[0-9.,]+(?:[\s\u2019'][0-9.,]+)*\s*%?")
"""Neither a leading zero nor a plus sign, which only identifiers have, nor letters, nor digits of another script."""
_SHORT_DATE = re.compile(r"\d{1,2}\D+\d{1,2}\D+\d{2}")
_SHORT_DATE_SURE = re.compile(r"\d\d[./]\d\d[./]\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")

Field = dict[str, Any]


class TextEvidence:
    """Drops, chunk by chunk, what the texts cannot be."""

    def __init__(self) -> None:
        self.any = False
        self._words: set[str] | None = set()
        self._whole = self._iso = self._iso_time = True
        self._numbers: NumberEvidence | None = NumberEvidence()
        self._days: DayEvidence | None = DayEvidence()

    def see(self, texts: Sequence[str]) -> None:
        """Take a chunk of texts, without spaces around them, into account."""
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return
        self.any = True
        if self._words is not None:
            self._words.update(distinct)
            self._words = self._words if len(self._words) <= 12 else None
        self._whole = self._whole and all(map(_is_whole, distinct))
        self._iso = self._iso and all(_ISO.fullmatch(text) and _parses(date, text) for text in distinct)
        self._iso_time = self._iso_time and all(len(text) >= 16 and _parses(datetime, text) for text in distinct)
        if self._numbers is not None and not self._numbers.see(distinct):
            self._numbers = None
        if self._days is not None and not self._days.see(distinct):
            self._days = None

    def narrowest(self, name: str, answers: Answers | None, asked: list[Question]) -> Field:
        """The type and its options; what only a person can say is added to `asked`."""
        if self._words and (found := yes_and_no(self._words)) is not None:
            return found
        if self._whole:
            return {"type": "integer"}
        if self._iso:
            return {"type": "date"}
        if self._iso_time:
            return {"type": "datetime"}
        for evidence in (self._numbers, self._days):
            if evidence is not None:
                return evidence.field(name, answers, asked)
        return {"type": "string"}


class NumberEvidence:
    """Texts that are numbers in at least one style."""

    def __init__(self) -> None:
        self._possible = set(STYLES)
        self._seen = Evidence()
        self._percent: bool | None = None
        self._grouped = self._spaced = False

    def see(self, texts: Sequence[str]) -> bool:
        """Take texts into account; False where they are no numbers."""
        percent = {text.endswith("%") for text in texts} | ({self._percent} - {None})
        if len(percent) > 1 or not all(map(_NUMBER_LIKE.fullmatch, texts)):
            return False
        self._percent = bool(next(iter(percent)))
        self._possible = {style for style in self._possible if all(is_number(text, style) for text in texts)}
        self._seen.see("number-style", texts)
        self._spaced = self._spaced or any(cleaned_number(text) != text.rstrip("% \u00a0") for text in texts)
        self._grouped = self._grouped or any(_has_groups(text) for text in texts)
        return bool(self._possible)

    def field(self, name: str, answers: Answers | None, asked: list[Question]) -> Field:
        """The field, as far as its style is known."""
        style = self._seen.settled
        if style is None and not self._seen.open and not self._seen.orders:
            # Without decimals, spaces between digits can as well be those of an identifier.
            return {"type": "string"} if self._spaced else self._made("point")
        given = (answers or {}).get(f"number-style:{name}")
        if given in STYLES:
            # A person knows better than what the other values say, which are then wrong.
            return self._made(given)
        if style is None:
            style = _answer("number-style", name, self._seen, answers, asked)
        return self._made(style) if style in self._possible else {"type": "string"}

    def _made(self, style: str) -> Field:
        decimal, group = STYLES[style]
        field: Field = {"type": "number", "decimalChar": decimal}
        if self._grouped or style == "comma":
            field["groupChar"] = group
        return {**field, "x-percent": "fraction"} if self._percent else field


class DayEvidence:
    """Texts that are days, not written as the standard says."""

    def __init__(self) -> None:
        self._seen = Evidence()
        self._formats = list(DATE_FORMATS)
        self._numeric = False

    def see(self, texts: Sequence[str]) -> bool:
        """Take texts into account; False where they are no days."""
        for text in texts:
            found = date_text(text)
            if found is None:
                if not (_ISO.fullmatch(text) and _parses(date, text)):
                    return False
            elif found.kind == "date-order":
                if _SHORT_DATE.fullmatch(text) and not _SHORT_DATE_SURE.fullmatch(text):
                    # Two digits at the end may as well be a version or an article.
                    return False
                self._numeric = self._numeric or "any" not in found.days
        self._seen.see("date-order", texts)
        self._formats = [form for form in self._formats if all(_fits(form, text) for text in texts)]
        return not self._seen.contradict

    def field(self, name: str, answers: Answers | None, asked: list[Question]) -> Field:
        """The field, as far as its order is known."""
        order = self._seen.settled
        given = (answers or {}).get(f"date-order:{name}")
        if self._numeric and given in ORDERS and not (given == "mdy" and self._seen.points):
            order = given
        if order is None and self._numeric:
            order = _answer("date-order", name, self._seen, answers, asked)
            if order == "text" or (order == "mdy" and self._seen.points):
                return {"type": "string"}
        formats = [form for form in self._formats if order is None or form.startswith("%" + order[0])]
        if len(formats) == 1:
            return {"type": "date", "format": formats[0]}
        return {"type": "date", "x-dateOrder": order} if order else {"type": "date"}


def _answer(kind: str, name: str, seen: Evidence, answers: Answers | None, asked: list[Question]) -> str:
    """What a person said; `text` where nobody can be asked, or has not been yet."""
    if answers is None:
        return "text"
    given = answers.get(f"{kind}:{name}")
    if given in (*(STYLES if kind == "number-style" else ORDERS), "text"):
        return str(given)
    asked.append(question(kind, name, seen, as_text=True))
    return "text"


def _has_groups(text: str) -> bool:
    styles = styles_of(text)
    if len(styles) != 1:
        return False
    return STYLES[next(iter(styles))][1] in text


def _is_whole(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text)) and abs(int(text)) <= LARGEST_INTEGER


def _parses(kind: type[date], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fits(form: str, text: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True
