"""The list of watched folders in the settings' file."""

from typing import Any

import tomlkit
from pydantic import ValidationError

from ..model.errors import UsageError
from ..model.watch import Watch, refuse_overlaps
from ..settings import Folders, edit_settings, load_settings

TABLE = "watch"


def make_watch(**given: Any) -> Watch:
    """A watched folder as it was typed in. Raises `UsageError` in plain words where it cannot be."""
    try:
        return Watch(**given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise UsageError("watch-invalid", reason=f"{place}: {reason}" if place else reason) from error


def add_watch(folders: Folders, watch: Watch) -> None:
    """Watch a folder from now on, also in programs that run. Raises `UsageError` where it is watched already.

    Raises `UploaderError` where the settings cannot be read or written.
    """
    try:
        refuse_overlaps((*load_settings(folders).watch, watch))
    except ValueError as error:
        raise UsageError("watch-invalid", reason=str(error)) from error
    told = watch.model_dump(mode="json", exclude_defaults=True)

    def edit(document: tomlkit.TOMLDocument) -> None:
        table = tomlkit.table()
        table.update(told)
        document.setdefault(TABLE, tomlkit.aot()).append(table)

    edit_settings(folders, edit)


def remove_watch(folders: Folders, folder: str) -> None:
    """Watch a folder no more. Raises `UsageError` where it is not watched, `UploaderError` as `add_watch`."""
    wanted = make_watch(folder=folder)

    def edit(document: tomlkit.TOMLDocument) -> None:
        tables = document.get(TABLE, [])
        for index, table in enumerate(tables):
            if make_watch(**table.unwrap()).key == wanted.key:
                tables.pop(index)
                if not tables:
                    document.remove(TABLE)
                return
        raise UsageError("watch-unknown", folder=folder)

    edit_settings(folders, edit)
