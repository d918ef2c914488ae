"""Thrift's compact protocol, as far as a Parquet file is written in it.

See https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
"""

from collections.abc import Sequence
from typing import TypeAlias, Union

Value: TypeAlias = Union[bool, int, "Long", str, "List", "Fields"]
Fields: TypeAlias = Sequence[tuple[int, Value]]
"""A struct: its fields by number, ascending."""


class Long(int):
    """A number that the definition has as 64 bits; others are of 32."""


class List(tuple[Value, ...]):
    """Values of one type, at least one."""


TRUE, FALSE, I32, I64, BINARY, LIST, STRUCT = 1, 2, 5, 6, 8, 9, 12
SHORT = 15
"""Lists of fewer values have their number in the first byte, and fields so near to the one before their distance."""


class Thrift:
    """Values as bytes."""

    @staticmethod
    def varint(number: int) -> bytes:
        """A number from 0 on, seven bits a byte, the lowest first."""
        parts = bytearray()
        while number > 0x7F:
            parts.append(number & 0x7F | 0x80)
            number >>= 7
        parts.append(number)
        return bytes(parts)

    @classmethod
    def struct(cls, fields: Fields) -> bytes:
        """Fields, each behind its type and its distance from the one before, and the end."""
        parts, before = [], 0
        for number, value in fields:
            kind = _kind(value)
            near = number - before <= SHORT
            parts.append(bytes([(number - before) << 4 | kind]) if near else bytes([kind]) + _number(number))
            parts.append(cls._value(value))
            before = number
        return b"".join(parts) + b"\0"

    @classmethod
    def _value(cls, value: Value) -> bytes:
        if isinstance(value, bool):
            return b""
        if isinstance(value, int):
            return _number(value)
        if isinstance(value, str):
            text = value.encode("utf-8", "replace")
            return cls.varint(len(text)) + text
        if isinstance(value, List):
            kind, count = _kind(value[0]) if value else STRUCT, len(value)
            head = bytes([count << 4 | kind]) if count < SHORT else bytes([SHORT << 4 | kind]) + cls.varint(count)
            return head + b"".join(map(cls._value, value))
        return cls.struct(value)


def _number(number: int) -> bytes:
    """Small numbers of either sign are short: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return Thrift.varint(number << 1 if number >= 0 else (-number << 1) - 1)


def _kind(value: Value) -> int:
    if isinstance(value, bool):
        return TRUE if value else FALSE
    kinds = ((Long, I64), (int, I32), (str, BINARY), (List, LIST))
    return next((kind for of, kind in kinds if isinstance(value, of)), STRUCT)
