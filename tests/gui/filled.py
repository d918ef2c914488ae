"""The real parts on a history that has uploads already."""

from collections.abc import Iterator
from pathlib import Path

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.settings import find_folders, load_settings

from ..benchmarks.growth import fill


def filled(data_dir: Path, uploads: int) -> Iterator[Application]:
    """For a fixture: so many uploads, of which none waits."""
    folders = find_folders(data_dir)
    folders.prepare()
    fill(folders.history, uploads)
    parts = build(load_settings(folders), folders)
    yield parts
    parts.close()
