"""What another reader finds in a Parquet file that was written here."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from arro3.core import DataType
from arro3.io import read_parquet

from desktop_uploader.processing.output import parquet
from desktop_uploader.processing.output.parquet import ParquetFile
from desktop_uploader.processing.output.parquetcolumns import (
    DATE,
    LOCAL_TIMESTAMP,
    NUMBER,
    TEXT,
    TIME,
    TIMESTAMP,
    TRUTH,
    WHOLE,
    Column,
    Kind,
)
from desktop_uploader.processing.output.parquetfooter import Group, footer

EAST = timezone(timedelta(hours=7))


def read(path: Path) -> list[tuple[Any, ...]]:
    table = read_parquet(path).read_all()
    return list(zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True))


def write(path: Path, kinds: Sequence[Kind], batches: Sequence[Sequence[tuple[Any, ...]]]) -> int:
    return ParquetFile(str(path), [f"column {place}" for place in range(len(kinds))], kinds).write(iter(batches))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (TEXT, ["", "ü" * 200, None, "🙂\n\0", "007"]),
        (WHOLE, [-(2**63), 2**63 - 1, None, 0, -1]),
        (NUMBER, [0.1 + 0.2, -1e300, None, 5e-324]),
        (TRUTH, [True, None, False, True, None, True, True, False, False, True]),
        (DATE, [date(1, 1, 1), date(1969, 12, 31), None, date(9999, 12, 31)]),
        (TIME, [time(0), time(23, 59, 59, 999_999), None]),
        (LOCAL_TIMESTAMP, [datetime(1900, 2, 28, 23, 59, 59, 1), None, datetime(2026, 3, 1, 14, 30)]),
        (TIMESTAMP, [datetime(2026, 1, 1, 9, tzinfo=EAST), None, datetime(1960, 1, 1, 0, 0, 0, 7, tzinfo=UTC)]),
        (WHOLE, [None, None]),
    ],
    ids=lambda value: "" if isinstance(value, list) else f"{value.physical} {value.logical}",
)
def test_values_come_back_as_they_were(tmp_path: Path, kind: Kind, values: list[Any]) -> None:
    path = tmp_path / "o.parquet"

    assert write(path, [kind], [[(value,) for value in values]]) == len(values)

    assert read(path) == [(value,) for value in values]


def test_the_last_moment_of_all_west_of_greenwich_does_not_keep_a_file_from_being_written(tmp_path: Path) -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-5)))
    soon = datetime(2026, 1, 1, 9, tzinfo=EAST)

    assert write(tmp_path / "o.parquet", [TIMESTAMP], [[(soon,), (last,)]]) == 2

    moments = read_parquet(tmp_path / "o.parquet").read_all().column("column 0")
    assert moments[0].as_py() == soon
    assert moments.cast(DataType.int64())[1].as_py() == 253_402_318_799_000_000


def test_many_columns_in_many_groups_of_rows_stay_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 20)
    kinds = [TEXT, WHOLE, TRUTH, NUMBER] * 5
    rows = [tuple(cells(number)) for number in range(133)]
    batches = [rows[start : start + 9] for start in range(0, len(rows), 9)]

    assert write(tmp_path / "o.parquet", kinds, batches) == 133

    assert read(tmp_path / "o.parquet") == rows


def test_few_rows_of_long_texts_are_a_group_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "LARGEST", 1_000)
    groups: list[Group] = []

    def seen(columns: Sequence[Column], found: Sequence[Group]) -> bytes:
        groups.extend(found)
        return footer(columns, found)

    monkeypatch.setattr(parquet, "footer", seen)
    rows = [(number, "x" * 300) for number in range(10)]

    assert write(tmp_path / "o.parquet", [WHOLE, TEXT], [[row] for row in rows]) == 10

    assert [group.rows for group in groups] == [4, 4, 2]
    assert read(tmp_path / "o.parquet") == rows


def cells(number: int) -> Iterator[Any]:
    for place in range(5):
        missing = number % (place + 2) == 0
        yield None if missing else f"{number}/{place}"
        yield number * place
        yield None if number % 3 == place else number % 2 == 0
        yield number / 7
