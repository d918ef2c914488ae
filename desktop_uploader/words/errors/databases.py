"""Words for errors: the program's databases and folders."""

ERRORS: dict[str, tuple[str, str]] = {
    "data-folder-not-writable": (
        "The data folder cannot be written to: {folder}.",
        "Choose another with --data-dir, or ask for permission to write there.",
    ),
    "data-folder-network": (
        "The data folder {folder} is on a network or synced drive, where a database can be damaged.",
        "Choose a folder on this computer with --data-dir.",
    ),
    "database-newer": (
        "The data folder was used by a newer version of Desktop Uploader (it has {found}, this program knows {known}).",
        "Install the newer version, or choose another folder with --data-dir.",
    ),
    "data-folder-synced": (
        "The data folder {folder} is synced by {program}, which can damage a database.",
        "Choose a folder on this computer that is not synced with --data-dir.",
    ),
    "data-folder-gone": (
        "The data folder {folder} is not there any more.",
        "Connect its drive again; work goes on by itself.",
    ),
    "database-foreign": (
        "The file {name} belongs to another program.",
        "Choose another folder with --data-dir, or move that file away.",
    ),
    "database-drive": (
        "The drive with {name} reports an error ({reason}).",
        "Check that it is connected and in order; work goes on by itself.",
    ),
    "database-busy": ("Another program is using the database.", "It is tried again by itself."),
    "database-damaged": (
        "The database file {name} is damaged.",
        'Close all windows and workers and run "desktop-uploader doctor --repair".',
    ),
    "database-read-only": (
        "The database file {name} is read-only.",
        "Check that you may write to it, then press Retry.",
    ),
    "database-trouble": ("The database could not be used: {reason}.", "Press Retry."),
    "backup-failed": (
        "The daily copy could not be written to {folder}: {reason}.",
        "Check that the drive is in order; it is tried again in an hour.",
    ),
    "backup-stopped": ("The copy of {name} was given up.", "It is made the next time."),
    "folder-in-use": (
        "Another window or worker uses the data folder {folder}.",
        "Close it, then start the repair again.",
    ),
    "folder-being-repaired": (
        "The data folder {folder} is being repaired.",
        "Wait until the repair has ended, then start again.",
    ),
    "migration-others-running": (
        "Desktop Uploader was updated while an older one is still running.",
        "Close the other window or worker, then start again.",
    ),
}
