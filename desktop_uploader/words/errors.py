"""Words for errors: what happened, and what to do. Placeholders are the error's parameters."""

UNKNOWN = (
    "Something unexpected went wrong ({code}).",
    "Press Retry. If it happens again, report it with the technical details.",
)

ERRORS: dict[str, tuple[str, str]] = {
    # The file that was picked
    "source-gone": ("The file {name} is not there any more.", "Look where it was moved to and add it again."),
    "source-is-folder": ("{name} is a folder.", "Open it and add the files in it."),
    "source-no-permission": (
        "You are not allowed to read {name}.",
        "Ask its owner for permission, or save a copy that you may read and add that.",
    ),
    "source-locked": ("{name} is open in another program.", "Close it there, then press Retry."),
    "source-owner-file": (
        "{name} is a marker that Excel keeps while a workbook is open.",
        "Add the workbook itself.",
    ),
    "source-unreadable": ("{name} could not be read: {reason}.", "Check the drive or the network, then press Retry."),
    "source-changed": (
        "{name} was changed while it was being copied.",
        "Wait until it is saved, then press Retry.",
    ),
    # Storage
    "disk-full": ("The disk is full.", "Free some space, then press Retry."),
    "storage-no-permission": (
        "Files cannot be written to {folder}.",
        "Check that you may write there, or choose another folder.",
    ),
    "storage-missing": (
        "The stored file is missing: {name}.",
        "Add the file again from where it came from.",
    ),
    "storage-damaged": (
        "The stored copy of {name} is not what was added.",
        "Add the file again from where it came from.",
    ),
    "storage-unavailable": ("The place where files are kept does not answer: {reason}.", "It is tried again."),
    # Databases and folders
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
    "database-busy": ("Another program is using the database.", "It is tried again by itself."),
    "database-damaged": (
        "The database file {name} is damaged.",
        'Run "desktop-uploader doctor"; a copy of each day is kept in the folder "backups".',
    ),
    "database-read-only": (
        "The database file {name} is read-only.",
        "Check that you may write to it, then press Retry.",
    ),
    "database-trouble": ("The database could not be used: {reason}.", "Press Retry."),
    "migration-others-running": (
        "Desktop Uploader was updated while an older one is still running.",
        "Close the other window or worker, then start again.",
    ),
    # Processing
    "reader-crashed": (
        "This file makes the reader stop working.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "out-of-memory": (
        "This file needs more memory than a single file may use ({limit_mb} MB).",
        "Remove sheets or empty cells that are not needed, or split the file.",
    ),
    "time-limit": (
        "This file took longer than {seconds} seconds.",
        "Split the file, or raise the time limit in the settings.",
    ),
    "stalled": ("Processing made no progress for {seconds} seconds.", "Press Retry."),
    "attempts-used-up": (
        "This file was tried {attempts} times, and each time the program stopped.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "saved-with-other-content": (
        "Rows of another file are already saved under this upload.",
        "Add the file again as a new upload.",
    ),
    "internal": ("Something unexpected went wrong ({reason}).", "Press Retry. If it happens again, report it."),
    # Asking for what cannot be
    "no-such-task": ("There is no upload number {task_id}.", 'See the numbers with "desktop-uploader list".'),
    "no-such-dataset": ("There is no dataset named {name}.", 'See the names with "desktop-uploader datasets list".'),
    "cannot-retry": (
        "Upload {task_id} is {status} and cannot be tried again.",
        "Only failed and cancelled ones can.",
    ),
    "cannot-cancel": ("Upload {task_id} is already finished ({status}).", "There is nothing to cancel."),
    "settings-invalid": (
        "The settings file {name} has a mistake: {reason}.",
        "Correct it, or delete it to start fresh.",
    ),
    "already-running": ("Desktop Uploader is already open for this data folder.", "Its window comes to the front."),
}
