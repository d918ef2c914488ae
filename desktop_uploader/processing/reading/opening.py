"""Opens a file of any kind that can be read."""

from pathlib import Path

from .preflight import Kind, kind_of
from .sheets import Sheet
from .text import TextSheet


def open_file(path: Path, file_name: str, cell_limit: int) -> list[Sheet]:
    """The sheets of a file, whatever its kind. Raises `FileRefused`."""
    kind = kind_of(path)
    if kind is Kind.TEXT:
        sheet = TextSheet(path)
        sheet.name = Path(file_name).stem
        return [sheet]
    # Imported here: a text file does not pay for the workbook reader.
    from .workbook import open_workbook

    return open_workbook(path, kind, cell_limit)
