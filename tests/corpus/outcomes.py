"""Every file of a folder through the real check, in a real child process with limits, and a table by outcome."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.model.jobs import CheckJob, CheckResult, Limits
from desktop_uploader.words import Catalogue
from desktop_uploader.words.errors import ERRORS
from desktop_uploader.worker.saveturn import SaveTurns
from desktop_uploader.worker.supervisor import Supervisor

ENDINGS = frozenset(
    {".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xltx", ".htm", ".html", ".xml"}
)
SECONDS, MEMORY = 10.0, 1024**3
DEATHS = {
    "reader-crashed": "died",
    "internal": "died",
    "out-of-memory": "too much memory",
    "stalled": "too slow",
    "time-limit": "too slow",
}
BAD = frozenset({*DEATHS.values(), "refused without words", "read, but no rows"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str
    outcome: str
    seconds: float
    megabytes: int
    detail: str = ""
    rows: int = 0


def main(folder: Path, report: Path | None) -> int:
    """Print the table; write the outcomes as JSON where asked. Gives 1 where a file died, hung or lied."""
    outcomes = list(run(folder))
    if report is not None:
        report.write_text(json.dumps([asdict(item) for item in outcomes], indent=1), encoding="utf-8")
    groups = defaultdict(list)
    for item in outcomes:
        groups[item.outcome].append(item)
    print(f"{len(outcomes)} files in {sum(item.seconds for item in outcomes):.0f} s")
    for name, items in sorted(groups.items()):
        slowest, largest = max(item.seconds for item in items), max(item.megabytes for item in items)
        print(f"{len(items):6}  {name:32} slowest {slowest:5.1f} s, largest {largest:5} MB")
    offenders = [item for item in outcomes if item.outcome in BAD]
    for item in offenders:
        print(f"OFFENDER {item.outcome}: {item.file} ({item.seconds:.1f} s, {item.megabytes} MB) {item.detail}")
    return 1 if offenders else 0


def files_of(folder: Path) -> list[Path]:
    """The folder's files that a person might add."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in ENDINGS)


def run(folder: Path) -> Iterator[Outcome]:
    """Check every file in one child, which is replaced after a death."""
    supervisor = Supervisor(SaveTurns())
    with tempfile.TemporaryDirectory(prefix="corpus-") as data:
        url = sqlite_url(Path(data) / "records.sqlite3")
        records = RecordsDatabase(url)
        records.prepare()
        records.close()
        try:
            for path in files_of(folder):
                yield _checked(supervisor, path, path.relative_to(folder).as_posix(), url)
        finally:
            supervisor.close()


def _checked(supervisor: Supervisor, path: Path, name: str, records_url: str) -> Outcome:
    job = CheckJob(str(path), path.name, records_url, limits=Limits(memory=MEMORY, stall=SECONDS, ceiling=SECONDS))
    started = monotonic()
    try:
        result = supervisor.run(job, lambda moved: None, lambda: False).result
        outcome, detail, rows = _read(result)
    except UploaderError as error:
        outcome, detail, rows = *_refused(error), 0
    return Outcome(name, outcome, monotonic() - started, (supervisor.usage.peak_memory or 0) // 1024**2, detail, rows)


def _read(result: object) -> tuple[str, str, int]:
    assert isinstance(result, CheckResult)
    rows = result.counts.total
    if not rows and not result.totals:
        return "read, but no rows", "", 0
    return "read with problems" if result.totals else "read", "", rows


def _refused(error: UploaderError) -> tuple[str, str]:
    if error.code in DEATHS:
        return DEATHS[error.code], str(error)
    if error.code == "needs-answer":
        return "needs an answer", str(error)
    if error.code not in ERRORS:
        return "refused without words", str(error)
    return f"refused: {error.code}", f"{error}: {Catalogue().exception(error)}"
