"""Workbooks of one name in several formats, in one folder, must hold the same values."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import Limits
from desktop_uploader.processing.reading import open_file

ENDINGS = frozenset({".ods", ".xls", ".xlsb", ".xlsm", ".xlsx"})

Values = dict[str, dict[tuple[int, int], Any]]


def main(folder: Path) -> int:
    """Print how many groups agree, and where others do not: then 1."""
    groups: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS:
            groups[path.parent, path.stem.lower()].append(path)
    several = [paths for paths in groups.values() if len(paths) > 1]
    differing = [line for paths in several for line in _differences(paths)]
    for line in differing[:200]:
        print(f"DIFFERENT {line}")
    print(f"{len(several)} workbooks in several formats, {len(differing)} differences")
    return 1 if differing else 0


def _differences(paths: Sequence[Path]) -> list[str]:
    read = [(path, _values(path)) for path in paths]
    first_path, first = read[0]
    found = []
    for path, values in read[1:]:
        if isinstance(first, str) or isinstance(values, str):
            if first != values:
                found.append(f"{first_path.name}: {_told(first)}, {path.name}: {_told(values)}")
            continue
        for sheet in first.keys() | values.keys():
            one, other = first.get(sheet, {}), values.get(sheet, {})
            places = [place for place in one.keys() | other.keys() if one.get(place) != other.get(place)]
            names = f"{first_path.name}, {path.name}: {sheet}"
            found += [f"{names}!R{at[0]}C{at[1]} {one.get(at)!r} {other.get(at)!r}" for at in sorted(places)[:3]]
    return found


def _told(values: Values | str) -> str:
    return values if isinstance(values, str) else "read"


def _values(path: Path) -> Values | str:
    """Every sheet's cells, errors included; the refusal's code where there is one."""
    try:
        return {
            sheet.name: {
                **{
                    (number, sheet.first_column + offset): cell
                    for number, row in enumerate(sheet.rows(), start=1)
                    for offset, cell in enumerate(row)
                    if cell != ""
                },
                **sheet.facts.trouble,
            }
            for sheet in open_file(path, path.name, Limits().cells).sheets
        }
    except FileRefused as refused:
        return refused.code
