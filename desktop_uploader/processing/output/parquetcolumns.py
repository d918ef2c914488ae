"""A column of a Parquet file: its values as bytes, and which of them are there.

See https://parquet.apache.org/docs/file-format/data-pages/. Values are written plainly, one page a chunk, with gzip.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from isal import isal_zlib

from ...model.exact import exact
from .thrift import Fields, Thrift

BOOLEAN, INT32, INT64, DOUBLE, BYTE_ARRAY = 0, 1, 2, 5, 6
"""Physical types."""

GZIP, PLAIN, RLE, DATA_PAGE = 2, 0, 3, 0
GZIP_WINDOW = 31
LEVEL = 1
"""The fastest; the files are half as large again as with the slowest."""

FIRST_DAY = date(1970, 1, 1).toordinal()
FIRST_MOMENT = datetime(1970, 1, 1)
NO_TIME = timedelta()
MICROSECOND = 1_000_000


def _packed(form: str) -> Callable[[Sequence[Any]], bytes]:
    return lambda values: struct.pack(f"<{len(values)}{form}", *values)


def _texts(values: Sequence[Any]) -> bytes:
    parts: list[bytes] = []
    for value in values:
        text = (value if type(value) is str else str(exact(value))).encode("utf-8", "replace")
        parts += (len(text).to_bytes(4, "little"), text)
    return b"".join(parts)


def _days(values: Sequence[date]) -> bytes:
    return struct.pack(f"<{len(values)}i", *(value.toordinal() - FIRST_DAY for value in values))


def _moments(values: Sequence[datetime]) -> bytes:
    # Reckoned as spans: the last moment of the year 9999 in New York is in no year that a moment can have in UTC.
    spans = (value.replace(tzinfo=None) - FIRST_MOMENT - (value.utcoffset() or NO_TIME) for value in values)
    exactly = [(span.days * 86_400 + span.seconds) * MICROSECOND + span.microseconds for span in spans]
    return struct.pack(f"<{len(exactly)}q", *exactly)


def _times(values: Sequence[time]) -> bytes:
    seconds = [(value.hour * 60 + value.minute) * 60 + value.second for value in values]
    exactly = [second * MICROSECOND + value.microsecond for second, value in zip(seconds, values, strict=True)]
    return struct.pack(f"<{len(exactly)}q", *exactly)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the values of a column are, to those who read the file."""

    physical: int
    encode: Callable[[Sequence[Any]], bytes]
    """The values that are there, as bytes; those of truth are one byte each, and become bits later."""
    logical: Fields = ()
    """The union `LogicalType`; none where the physical type says it all."""
    converted: int | None = None
    """The same for programs from before 2018; there is none for moments without a time zone."""


MICROS: Fields = ((2, ()),)
TEXT = Kind(BYTE_ARRAY, _texts, ((1, ()),), 0)
WHOLE = Kind(INT64, _packed("q"))
NUMBER = Kind(DOUBLE, _packed("d"))
TRUTH = Kind(BOOLEAN, _packed("?"))
DATE = Kind(INT32, _days, ((6, ()),), 6)
TIME = Kind(INT64, _times, ((7, ((1, False), (2, MICROS))),))
TIMESTAMP = Kind(INT64, _moments, ((8, ((1, True), (2, MICROS))),), 10)
LOCAL_TIMESTAMP = Kind(INT64, _moments, ((8, ((1, False), (2, MICROS))),))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Where the values of a column lie, within one group of rows."""

    place: int
    size: int
    unpacked: int
    values: int


@dataclass(slots=True)
class Column:
    """Gathers values as bytes until they are taken as a chunk."""

    name: str
    kind: Kind
    _values: list[bytes] = field(default_factory=list)
    _there: list[bytes] = field(default_factory=list)

    def add(self, values: Sequence[Any]) -> int:
        """Add values of the rows that follow, None where there is none; gives how many bytes the values take."""
        self._there.append(bytes(value is not None for value in values))
        self._values.append(self.kind.encode([value for value in values if value is not None]))
        return len(self._values[-1])

    def take_chunk(self, place: int) -> tuple[Chunk, bytes]:
        """What was added, as a page at `place` of the file; the column is empty then."""
        there, values = b"".join(self._there), b"".join(self._values)
        self._there, self._values = [], []
        plain = _levels(there) + (_bits(values) if self.kind.physical == BOOLEAN else values)
        packed = isal_zlib.compress(plain, LEVEL, GZIP_WINDOW)
        page: Fields = ((1, len(there)), (2, PLAIN), (3, RLE), (4, RLE))
        header = Thrift.struct(((1, DATA_PAGE), (2, len(plain)), (3, len(packed)), (5, page)))
        size = len(header) + len(packed)
        return Chunk(place, size, len(header) + len(plain), len(there)), header + packed


def _levels(there: bytes) -> bytes:
    """For each row whether it has a value: a run where all are alike, else bits."""
    if there.count(there[:1]) == len(there):
        run = Thrift.varint(len(there) << 1) + there[:1]
    else:
        run = Thrift.varint((-(-len(there) // 8) << 1) | 1) + _bits(there)
    return len(run).to_bytes(4, "little") + run


_DIGITS = bytes.maketrans(b"\0\1", b"01")


def _bits(flags: bytes) -> bytes:
    """Bytes of 0 and 1 as bits, the first one the lowest."""
    return int(flags[::-1].translate(_DIGITS) or b"0", 2).to_bytes(-(-len(flags) // 8), "little")
