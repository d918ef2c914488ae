"""Looks at everything, and changes nothing."""

from datetime import UTC, datetime

from ..settings import Folders, Settings
from . import databases, stored, surroundings
from .place import tested
from .report import Report


def examine(settings: Settings, folders: Folders, *, thorough: bool = False, place: bool = False) -> Report:
    """The state of the program's folders and databases; other programs may go on working.

    `thorough` reads every stored file and every copy, which takes as long as reading them. `place` puts a small file
    where files are kept, reads it back and deletes it: that may wait for the network and for a locked keyring.
    """
    now, states = datetime.now(UTC), databases.states(folders)
    facts = {
        **surroundings.versions(),
        "data_folder": str(folders.data),
        "log_folder": str(folders.logs),
        "settings_file": str(folders.settings_file),
        **surroundings.drive_facts(folders),
        "keyring": surroundings.keyring(),
        "settings": settings.told(),
        "databases": states,
        "schemas": databases.schema_facts(folders),
        "uploads": databases.status_counts(folders),
        "backups": surroundings.backup_facts(folders, now),
    }
    findings = [
        *databases.database_findings(states),
        *databases.agreement_findings(folders),
        *stored.stored_findings(folders, thorough),
        *surroundings.permission_findings(folders),
        *surroundings.drive_findings(folders),
        *surroundings.backup_findings(folders, now, thorough),
        *surroundings.sqlite_findings(),
    ]
    if place:
        facts["storage_test"], troubles = tested(settings, folders)
        findings += troubles
    return Report(facts, tuple(findings))
