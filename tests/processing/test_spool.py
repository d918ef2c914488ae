from datetime import date

from desktop_uploader.database.records import Batch
from desktop_uploader.processing.spool import BatchSpool


def batch(number: int) -> Batch:
    return Batch("Data", [number, number + 1], [["x", None], [date(2026, 1, 2), date(2026, 1, 3)]])


def test_batches_come_back_in_order_from_memory_and_from_the_disk() -> None:
    with BatchSpool(cells_in_memory=8) as spool:
        for number in range(0, 10, 2):
            spool.append(batch(number))

        assert list(spool) == [batch(number) for number in range(0, 10, 2)]
        assert list(spool) == list(spool)
        assert spool._kept == []


def test_a_few_batches_stay_in_memory() -> None:
    with BatchSpool(cells_in_memory=8) as spool:
        spool.append(batch(0))
        spool.append(batch(2))

        assert list(spool) == [batch(0), batch(2)]
        assert spool._file is None


def test_what_is_cleared_is_gone() -> None:
    with BatchSpool(cells_in_memory=4) as spool:
        spool.append(batch(0))
        spool.append(batch(2))
        spool.clear()

        assert list(spool) == []
