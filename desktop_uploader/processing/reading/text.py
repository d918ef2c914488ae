"""CSV and its kin: the delimiter, the rows."""

import contextlib
import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from ...model.errors import FileRefused
from ...model.question import Answers
from .encoding import encoding_of, encoding_said
from .sheets import Row, SheetFacts

DELIMITER = "delimiter"
DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 256 * 1024
SAMPLE_RECORDS = 500
CHUNK = 1000
LARGEST_FIELD = 1024 * 1024
"""Characters; a larger one is a quotation mark that was never closed. A cell of Excel's holds 32,767."""

_SEP = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.I)


class TextSheet:
    """A text file as one sheet. Its rows are its records: lines, or several where a quoted text has line breaks."""

    visible = True
    first_column = 1
    height: int | None = None

    def __init__(self, path: Path, name: str, answers: Answers) -> None:
        """What a person said comes first. Raises `FileRefused("text-encoding")`, `FileRefused("answer-unusable")`."""
        self.name = name
        self.facts = SheetFacts(hidden_rows=0)
        self._path = path
        said, found = encoding_said(answers), encoding_of(path)
        self.encoding, self.nuls = said or found.name, found.nuls
        with self._file() as file:
            sample = _read(file, SAMPLE, self.encoding)
        given = _SEP.match(sample)
        self._skip = 1 if given else 0
        self.delimiter = _delimiter_said(answers) or (given.group(1) if given else delimiter_of(sample))
        self._shifts: tuple[list[int], list[int]] | None = None

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`. A line `sep=;` at the start is none of them, as in Excel.

        Raises `FileRefused("text-malformed")` where a quotation mark swallows what follows: `line` is where its record
        begins in the file, `row` the record.
        """
        csv.field_size_limit(LARGEST_FIELD)
        with self._file() as file:
            for _ in range(self._skip):
                next(file, None)
            lines = (line.replace("\0", "") for line in file) if self.nuls else file
            reader = csv.reader(lines, delimiter=self.delimiter)
            before = after = (0, 0)
            chunk: list[list[str]] = []
            try:
                while more := list(islice(reader, CHUNK)):
                    chunk = more
                    yield from chunk
                    before, after = after, (after[0] + len(chunk), reader.line_num)
            except csv.Error as error:
                raise self._swallowed(*self._last_record(*after)) from error
            except UnicodeError as error:
                raise FileRefused("text-encoding", encoding=self.encoding) from error
        if chunk and any("\n" in text or "\r" in text for text in chunk[-1]):
            row, line = self._last_record(*before)
            if self._is_open_at(line):
                raise self._swallowed(row, line)

    def line_of(self, row: int) -> int:
        """The line of the file, from 1, in which a record begins. The file is read once more, the first time."""
        if self._shifts is None:
            self._shifts = self._find_shifts()
        rows, lines = self._shifts
        return row + lines[bisect_right(rows, row) - 1]

    def _find_shifts(self) -> tuple[list[int], list[int]]:
        """The records from which on lines are further than records, and how far."""
        rows, lines = [0], [self._skip]
        with self._file() as file:
            content = (line.replace("\0", "") for line in islice(file, self._skip, None))
            reader = csv.reader(content, delimiter=self.delimiter)
            with contextlib.suppress(csv.Error, UnicodeError):
                for row, _ in enumerate(reader, 1):
                    if reader.line_num + self._skip - row != lines[-1]:
                        rows.append(row + 1)
                        lines.append(reader.line_num + self._skip - row)
        return rows, lines

    def _file(self) -> IO[str]:
        return open(self._path, encoding=self.encoding, newline="")

    def _swallowed(self, row: int, lines_before: int) -> FileRefused:
        return FileRefused("text-malformed", line=self._skip + lines_before + 1, row=row)

    def _last_record(self, row: int, lines: int) -> tuple[int, int]:
        """The number of the last record that can be begun, and the lines before it; looked for after these."""
        with self._file() as file:
            reader = csv.reader(islice(file, self._skip + lines, None), delimiter=self.delimiter)
            start = before = 0
            with contextlib.suppress(csv.Error):
                while (before := reader.line_num) >= 0 and next(reader, None) is not None:
                    row, start = row + 1, before
                return row, lines + start
        return row + 1, lines + before

    def _is_open_at(self, lines_before: int) -> bool:
        """True where the record that begins after so many lines ends only because the file does."""
        with self._file() as file:
            lines = islice(file, self._skip + lines_before, None)
            try:
                for _ in csv.reader(lines, delimiter=self.delimiter, strict=True):
                    pass
            except csv.Error as error:
                return "unexpected end" in str(error)
        return False


def _delimiter_said(answers: Answers) -> str | None:
    """The delimiter that a person named: one character, or the word "tab". Raises `FileRefused("answer-unusable")`."""
    said = answers.get(DELIMITER)
    found = "\t" if said == "tab" else said
    if found is not None and (len(found) != 1 or found in '"\r\n'):
        raise FileRefused("answer-unusable", key=DELIMITER, value=said, example=";")
    return found


def delimiter_of(sample: str) -> str:
    """The delimiter that gives the most whole records the same number of fields, more than one."""
    if len(sample) >= SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in _records(sample, delimiter) if record)
        width, alike = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(0, 0))
        score = (alike / widths.total(), width) if width > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(sample: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(SAMPLE)
    records: list[list[str]] = []
    try:
        records.extend(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_RECORDS))
    except csv.Error:
        return records
    return records


def _read(file: IO[str], size: int, encoding: str) -> str:
    try:
        return file.read(size)
    except UnicodeError as error:
        raise FileRefused("text-encoding", encoding=encoding) from error
