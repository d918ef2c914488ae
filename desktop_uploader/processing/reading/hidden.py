"""What the reader does not give, found by looking at the file's own parts: one way for every kind of workbook."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Protocol

from .biff import BiffError, BiffScan
from .brt import BrtScan
from .odsscan import OdsScan
from .package import Package, PartError
from .preflight import Kind
from .sheets import SheetFacts
from .xlsxscan import XlsxScan


class Hidden(Protocol):
    """Looks at one workbook. Parts that cannot be made out give no facts: reading decides."""

    durations: dict[str, timedelta]
    """Texts that are lengths of time."""
    source: Path | BytesIO
    """What to give the reader."""

    def check(self, position: int, sheet: str) -> None:
        """Raises `FileRefused` where a sheet is not safe to read."""

    def facts(self, position: int, sheet: str) -> SheetFacts:
        """What a sheet holds besides values; to be asked after `check`. Raises `FileRefused`."""


def look_into(path: Path, kind: Kind, cell_limit: int) -> Hidden:
    """The way to look into a workbook of this kind. Raises `FileRefused` where it is not safe to read at all."""
    if kind is Kind.XLSX:
        return _Xlsx(path, cell_limit)
    return _Walked(path, kind, cell_limit)


class _Xlsx:
    def __init__(self, path: Path, cell_limit: int) -> None:
        self.durations: dict[str, timedelta] = {}
        self.source: Path | BytesIO = path
        package = Package(path)
        if wide := package.wide_parts():
            # The reader takes such parts for empty ones.
            self.source = package.in_utf8(wide)
            package = Package(self.source)
        self._scan, self._limit = XlsxScan(package), cell_limit

    def check(self, position: int, sheet: str) -> None:
        self._scan.check_extents(sheet, self._limit)

    def facts(self, position: int, sheet: str) -> SheetFacts:
        return self._scan.facts(sheet)


class _Walked:
    """Kinds whose records or rows are walked in one go."""

    def __init__(self, path: Path, kind: Kind, cell_limit: int) -> None:
        self.durations: dict[str, timedelta] = {}
        self.source: Path | BytesIO = path
        self._limit = cell_limit
        self._facts: dict[str, SheetFacts] = {}
        self._scan: BiffScan | BrtScan | OdsScan | None = None
        try:
            if kind is Kind.XLS:
                self._scan = BiffScan(path, cell_limit)
                self.source = self._scan.source(path)
            else:
                self._scan = (BrtScan if kind is Kind.XLSB else OdsScan)(Package(path))
        except (*PartError, *BiffError):
            return
        if isinstance(self._scan, OdsScan):
            # The reader reads all sheets at once, so all of them must be safe to read.
            self._scan.check(cell_limit)
            self.durations, self.source = self._scan.durations, self._scan.source(path)

    def check(self, position: int, sheet: str) -> None:
        try:
            if isinstance(self._scan, BiffScan):
                self._facts[sheet] = self._scan.facts(position)
            elif isinstance(self._scan, BrtScan):
                self._facts[sheet] = self._scan.facts(sheet, self._limit)
            elif self._scan is not None:
                self._facts[sheet] = self._scan.facts(sheet)
        except (*PartError, *BiffError):
            return

    def facts(self, position: int, sheet: str) -> SheetFacts:
        return self._facts.get(sheet, SheetFacts())
