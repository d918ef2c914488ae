"""The list of watched folders in the settings' file."""

from collections.abc import Callable, Mapping
from typing import Any

import tomlkit
from pydantic import ValidationError

from ..model.errors import UsageError
from ..model.watch import Watch, refuse_overlaps
from ..policy import refuse_locked
from ..settings import Folders, edit_settings, first_mistake, load_settings

TABLE = "watch"


def make_watch(**given: Any) -> Watch:
    """A watched folder as it was typed in. Raises `UsageError` in plain words where it cannot be."""
    try:
        return Watch(**given)
    except ValidationError as error:
        place, reason = first_mistake(error)
        between = " " if reason.startswith("must ") else ": "
        raise UsageError("watch-invalid", reason=f"{place}{between}{reason}" if place else reason) from error


def mistakes(given: Mapping[str, Any]) -> frozenset[str]:
    """The names of what cannot be used of a watched folder as it was typed in; empty where all can."""
    try:
        Watch(**given)
    except ValidationError as error:
        return frozenset(str(place) for found in error.errors() for place in found["loc"][:1] or ("folder",))
    return frozenset()


def add_watch(folders: Folders, watch: Watch) -> None:
    """Watch a folder from now on, also in programs that run. Raises `UsageError` where it is watched already.

    Raises `UploaderError` where the settings cannot be read or written.
    """
    _refuse((*load_settings(folders).watch, watch))

    def edit(document: tomlkit.TOMLDocument) -> None:
        document.setdefault(TABLE, tomlkit.aot()).append(_told(watch))

    _change(folders, edit)


def replace_watch(folders: Folders, old: Watch, new: Watch) -> None:
    """Watch a folder otherwise from now on. Raises as `add_watch`, and where `old` is not watched."""
    _refuse((*(watch for watch in load_settings(folders).watch if watch.key != old.key), new))
    told = _told(new)

    def edit(document: tomlkit.TOMLDocument) -> None:
        tables, index = _find(document, old)
        table = tables[index]
        for name in set(table) - set(told):
            del table[name]
        table.update(told)

    _change(folders, edit)


def remove_watch(folders: Folders, folder: str) -> None:
    """Watch a folder no more. Raises `UsageError` where it is not watched, `UploaderError` as `add_watch`."""
    wanted = make_watch(folder=folder)

    def edit(document: tomlkit.TOMLDocument) -> None:
        tables, index = _find(document, wanted)
        tables.pop(index)
        if not tables:
            document.remove(TABLE)

    _change(folders, edit)


def _change(folders: Folders, edit: Callable[[tomlkit.TOMLDocument], None]) -> None:
    refuse_locked([TABLE])
    edit_settings(folders, edit)


def _refuse(watches: tuple[Watch, ...]) -> None:
    try:
        refuse_overlaps(watches)
    except ValueError as error:
        raise UsageError("watch-invalid", reason=str(error)) from error


def _told(watch: Watch) -> dict[str, Any]:
    return watch.model_dump(mode="json", exclude_defaults=True)


def _find(document: tomlkit.TOMLDocument, wanted: Watch) -> tuple[Any, int]:
    tables = document.get(TABLE, [])
    for index, table in enumerate(tables):
        if make_watch(**table.unwrap()).key == wanted.key:
            return tables, index
    raise UsageError("watch-unknown", folder=wanted.folder)
