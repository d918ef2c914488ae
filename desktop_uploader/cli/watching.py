"""`watch list`, `watch add` and `watch remove`."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from ..bootstrap import Application
from ..model.places import S3_SCHEME
from ..watching.listed import add_watch, make_watch, remove_watch
from ..watching.overview import WatchedPlace
from ..words import watching as texts
from .output import print_json, print_table

GIVEN = ("dataset", "patterns", "recursive", "polling", "afterwards", "quiet_seconds")


def watch(application: Application, options: Namespace) -> int:
    """Do what `options.action` names; exits 1 where a watched folder cannot be looked into."""
    if options.action == "list":
        return _list(application, options)
    folder = options.folder if options.folder.startswith(S3_SCHEME) else _absolute(options.folder)
    if options.action == "remove":
        remove_watch(application.folders, folder)
        print(application.words.tr(texts.REMOVED, folder=folder))
        return 0
    given = {name: value for name in GIVEN if (value := getattr(options, name))}
    add_watch(application.folders, make_watch(folder=folder, **given))
    print(application.words.tr(texts.ADDED, folder=folder))
    return 0


def _list(application: Application, options: Namespace) -> int:
    places = application.watching.overview()
    if options.json:
        print_json([_fields(application, place) for place in places])
    elif not places:
        print(application.words.tr(texts.NONE_WATCHED))
    else:
        tr = application.words.tr
        headings = (tr("Folder"), tr("Dataset"), tr("Added"), tr("Last"), tr("Afterwards"), tr("State"))
        print_table(headings, [_row(application, place) for place in places], numbers=(2,))
    return 1 if any(place.trouble for place in places) else 0


def _fields(application: Application, place: WatchedPlace) -> dict[str, Any]:
    state = {"code": place.trouble.code, "message": _state(application, place)} if place.trouble else None
    return {**place.watch.model_dump(mode="json"), "added": place.added, "last_at": place.last_at, "trouble": state}


def _row(application: Application, place: WatchedPlace) -> tuple[object, ...]:
    words, watch = application.words, place.watch
    last = words.date_time(place.last_at) if place.last_at else None
    then = texts.THEN[watch.afterwards]
    return watch.folder, watch.dataset, place.added, last, words.tr(then) if then else "", _state(application, place)


def _state(application: Application, place: WatchedPlace) -> str:
    return str(application.words.exception(place.trouble)) if place.trouble else ""


def _absolute(folder: str) -> str:
    return os.path.abspath(Path(folder).expanduser())
