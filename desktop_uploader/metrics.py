"""The program's figures for Prometheus, read from the history when they are asked for.

So it does not matter which of several programs on one data folder is asked, nor when it was started.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import Engine

from .database.backup import backups_in
from .database.history.statistics import AttemptFigures, Statistics
from .folders import Folders
from .model.clock import Clock
from .model.errors import DatabaseTrouble, UsageError
from .model.task import AttemptOutcome

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds of the histograms, in seconds."""

LOOPBACK = "127.0.0.1"
_P = "desktop_uploader"


def make_metrics(engine: Engine, folders: Folders, versions: dict[str, str], clock: Clock) -> "Metrics":
    """The figures of a data folder."""
    registry, databases = CollectorRegistry(), (folders.history, folders.records)
    registry.register(HistoryCollector(Statistics(engine, BUCKETS), clock))
    registry.register(SurroundingsCollector(databases, folders.backups, versions, clock))
    return Metrics(registry)


class Metrics:
    """Gives the figures as text, or serves them to whoever asks on this computer."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def text(self) -> str:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry).decode()

    def serve(self, port: int) -> "MetricsServer":
        """Serve them at `http://127.0.0.1:PORT/metrics` until closed. Raises `UsageError("port-taken")`."""
        try:
            return MetricsServer(self._registry, port)
        except (OSError, OverflowError) as error:
            raise UsageError("port-taken", port=str(port)) from error


class MetricsServer:
    """Answers on a thread of its own."""

    def __init__(self, registry: CollectorRegistry, port: int) -> None:
        self._server, self._thread = start_http_server(port, addr=LOOPBACK, registry=registry)

    @property
    def port(self) -> int:
        """The port; where 0 was asked for, the one that the system gave."""
        return int(self._server.server_port)

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class HistoryCollector(Collector):
    """What one history says. Where it cannot be read, `desktop_uploader_history_up` is 0 and the rest is missing."""

    def __init__(self, statistics: Statistics, clock: Clock) -> None:
        self._statistics = statistics
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        try:
            families = [*self._files(), *self._attempts(), *self._queue(self._clock.now())]
        except DatabaseTrouble:
            families = []
        yield GaugeMetricFamily(f"{_P}_history_up", "1 where the history can be read.", value=float(bool(families)))
        yield from families

    def _files(self) -> Iterator[Metric]:
        labels = ("status", "error_code")
        files = GaugeMetricFamily(f"{_P}_files", "Files in the history, as they are now.", labels=labels)
        for (status, code), count in self._statistics.files().items():
            files.add_metric((status.value.lower(), code), count)
        yield files
        programs = GaugeMetricFamily(f"{_P}_programs", "Programs that use the history.", labels=("kind",))
        for kind, count in self._statistics.programs().items():
            programs.add_metric((kind,), count)
        yield programs

    def _attempts(self) -> Iterator[Metric]:
        found = self._statistics.attempts()
        labels = ("outcome", "error_code")
        ended = CounterMetricFamily(f"{_P}_attempts", "Attempts that have ended.", labels=labels)
        counts = dict.fromkeys(AttemptOutcome, 0)
        for (outcome, code), count in found.outcomes.items():
            ended.add_metric((outcome.value, code), count)
            counts[outcome] += count
        yield ended
        retries, lost = counts[AttemptOutcome.RETRY], counts[AttemptOutcome.LOST]
        yield CounterMetricFamily(f"{_P}_retries", "Attempts after which a file was tried again.", value=retries)
        yield CounterMetricFamily(f"{_P}_leases_lost", "Attempts whose program died or stood still.", value=lost)
        yield CounterMetricFamily(f"{_P}_rows_saved", "Rows that were saved.", value=found.rows_saved)
        yield CounterMetricFamily(f"{_P}_rows_rejected", "Rows with something wrong.", value=found.rows_rejected)
        yield _histogram(found)

    def _queue(self, now: datetime) -> Iterator[Metric]:
        waiting = self._statistics.waiting(now)
        age = (now - waiting.oldest).total_seconds() if waiting.oldest is not None else 0.0
        yield GaugeMetricFamily(f"{_P}_queue_depth", "Files that are due and wait for a worker.", value=waiting.count)
        yield GaugeMetricFamily(
            f"{_P}_queue_age_seconds", "How long the first of them has waited.", value=max(0.0, age)
        )


def _histogram(found: AttemptFigures) -> Metric:
    family = HistogramMetricFamily(
        f"{_P}_stage_duration_seconds",
        "How long attempts took, by stage: queued, reading, checking, turn (waiting to save), saving.",
        labels=("stage",),
    )
    for stage, durations in found.durations.items():
        buckets = [(str(bound), float(count)) for bound, count in zip(BUCKETS, durations.at_most, strict=True)]
        family.add_metric((stage,), [*buckets, ("+Inf", float(durations.count))], durations.total)
    return family


class SurroundingsCollector(Collector):
    """Copies, sizes and room, and the program itself."""

    def __init__(self, databases: tuple[Path, ...], backups: Path, versions: dict[str, str], clock: Clock) -> None:
        self._databases = databases
        self._backups = backups
        self._versions = versions
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        yield InfoMetricFamily(f"{_P}_build", "Versions.", value=self._versions)
        ages = GaugeMetricFamily(f"{_P}_backup_age_seconds", "Age of the newest copy.", labels=("database",))
        sizes = GaugeMetricFamily(f"{_P}_database_size_bytes", "Size of a database's file.", labels=("database",))
        for path in self._databases:
            if path.exists():
                sizes.add_metric((path.stem,), path.stat().st_size)
            for copy in backups_in(self._backups, path.stem)[:1]:
                ages.add_metric((path.stem,), (self._clock.now() - copy.made_at).total_seconds())
        yield ages
        yield sizes
        free = psutil.disk_usage(str(self._backups.parent)).free
        yield GaugeMetricFamily(f"{_P}_free_bytes", "Room left on the drive of the data folder.", value=free)
        yield from _process()


def _process() -> Iterator[Metric]:
    """The figures that every program has, under the names that all of Prometheus' libraries give them."""
    process = psutil.Process()
    with process.oneshot():
        memory, times = process.memory_info(), process.cpu_times()
        yield CounterMetricFamily("process_cpu_seconds", "Processor time used.", value=times.user + times.system)
        yield GaugeMetricFamily("process_resident_memory_bytes", "Memory in use.", value=memory.rss)
        yield GaugeMetricFamily("process_virtual_memory_bytes", "Memory addressed.", value=memory.vms)
        yield GaugeMetricFamily("process_start_time_seconds", "Start, since 1970.", value=process.create_time())
        if hasattr(process, "num_fds"):
            yield GaugeMetricFamily("process_open_fds", "Open files.", value=process.num_fds())
