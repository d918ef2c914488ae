"""What the reader does not give, found by looking at the file's own parts: one way for every kind of workbook."""

from collections.abc import Callable
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

    quick: bool
    """True where `facts` only hands out what `check` has found."""
    durations: dict[str, timedelta]
    """Texts that are lengths of time."""
    source: Path | BytesIO
    """What to give the reader."""

    def check(self, position: int, sheet: str) -> None:
        """Raises `FileRefused` where a sheet is not safe to read."""

    def facts(self, position: int, sheet: str) -> SheetFacts:
        """What a sheet holds besides values; to be asked after `check`. Raises `FileRefused`."""


def look_into(path: Path, kind: Kind, cell_limit: int) -> Hidden:
    """The way to look into a workbook of this kind. Raises `FileRefused("file-password")`."""
    if kind is Kind.XLSX:
        return _Xlsx(path, cell_limit)
    return _Walked(path, kind, cell_limit)


class _Xlsx:
    quick = False

    def __init__(self, path: Path, cell_limit: int) -> None:
        self.durations: dict[str, timedelta] = {}
        self.source: Path | BytesIO = path
        self._scan, self._limit = XlsxScan(Package(path)), cell_limit

    def check(self, position: int, sheet: str) -> None:
        self._scan.check_extents(sheet, self._limit)

    def facts(self, position: int, sheet: str) -> SheetFacts:
        return self._scan.facts(sheet)


class _Walked:
    """Kinds whose records or rows are walked in one go."""

    quick = True

    def __init__(self, path: Path, kind: Kind, cell_limit: int) -> None:
        self.durations: dict[str, timedelta] = {}
        self.source: Path | BytesIO = path
        self._limit = cell_limit
        self._facts: dict[str, SheetFacts] = {}
        self._scan: BiffScan | BrtScan | OdsScan | None = None
        try:
            self._scan = _SCANS[kind](path)
        except (*PartError, *BiffError):
            return
        if isinstance(self._scan, OdsScan):
            self.durations, self.source = self._scan.durations, self._scan.source(path)

    def check(self, position: int, sheet: str) -> None:
        try:
            if isinstance(self._scan, BiffScan):
                self._facts[sheet] = self._scan.facts(position, sheet, self._limit)
            elif self._scan is not None:
                self._facts[sheet] = self._scan.facts(sheet, self._limit)
        except (*PartError, *BiffError):
            return

    def facts(self, position: int, sheet: str) -> SheetFacts:
        return self._facts.get(sheet, SheetFacts())


_SCANS: dict[Kind, Callable[[Path], BiffScan | BrtScan | OdsScan]] = {
    Kind.XLS: BiffScan,
    Kind.XLSB: lambda path: BrtScan(Package(path)),
    Kind.ODS: lambda path: OdsScan(Package(path)),
}
