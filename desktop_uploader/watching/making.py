"""Puts the parts together."""

from collections.abc import Callable

from sqlalchemy import Engine

from ..database.history.watched import WatchedFiles
from ..intake import Intake
from ..model.clock import Clock
from ..model.events import Listeners
from ..model.watch import Watch
from ..settings import Folders, Settings
from ..storage.s3.keys import HeldKeys
from .look import Place
from .pace import Pace
from .reloading import Reloading
from .watching import Watching


def make_watching(
    settings: Callable[[], Settings],
    folders: Folders,
    held: HeldKeys,
    intake: Intake,
    engine: Engine,
    clock: Clock,
    listeners: Listeners,
    added: Callable[[], None],
    pace: Pace | None = None,
) -> Watching:
    """What watches the folders of the settings as they are by then; `added` is called for each file that was added."""
    watched, pace = WatchedFiles(engine, clock), pace or Pace()

    def make(watch: Watch, changed: Callable[[], None]) -> Place:
        # Loaded where something is watched: most people watch nothing.
        if watch.in_s3:
            from .prefix import WatchedPrefix

            return WatchedPrefix(watch, lambda: settings().s3, held, intake, watched, added, pace)
        from .folder import WatchedFolder

        return WatchedFolder(watch, folders.data, intake, watched, added, changed, pace)

    watching = Watching(settings().watch, make, watched, listeners, clock, Reloading(folders), pace)
    listeners.subscribe(watching.listen)
    return watching
