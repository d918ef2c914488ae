"""Words for what `doctor` finds and does. Findings that are errors elsewhere too have their words in `errors`."""

from .plurals import Plural

FINDINGS: dict[str, tuple[str, str]] = {
    "database-not-whole": (
        "{name} is damaged: {reason}.",
        'Close all windows and workers and run "desktop-uploader doctor --repair".',
    ),
    "disagreement": (
        "Upload {task_id} is {status}, but its rows are {state}.",
        'Start the program once; if it stays so, run "desktop-uploader doctor --repair".',
    ),
    "stored-missing": ("The stored file of upload {task_id} is missing.", "Add the file again if it is still needed."),
    "stored-changed": (
        "The stored file of upload {task_id} is not what was added.",
        "Add the file again from where it came from.",
    ),
    "stored-unknown": (
        Plural("{count} stored file belongs to no upload.", "{count} stored files belong to no upload."),
        "That does no harm.",
    ),
    "unfinished-files": (
        Plural(
            "{count} unfinished file is left from a program that ended early.",
            "{count} unfinished files are left from a program that ended early.",
        ),
        'Run "desktop-uploader doctor --repair" to remove what is left.',
    ),
    "others-may-read": (
        "Other users of this computer may read {path}.",
        '"desktop-uploader doctor --repair" keeps it to you.',
    ),
    "little-room": ("Only {megabytes} MB are free on the drive.", "Free some space."),
    "backup-none": ("There is no daily copy of the history yet.", "The window or a worker makes one each day."),
    "backup-old": (
        Plural(
            "The newest copy of the history is {days} day old.",
            "The newest copy of the history is {days} days old.",
            "days",
        ),
        "The window or a worker makes one each day.",
    ),
    "backup-damaged": ("The copy {name} is damaged.", "Delete it; newer ones are not affected."),
    "sqlite-old": ("SQLite {found} has a rare fault with several programs at once; {safe} is safe.", ""),
}
"""What was found, and what to do."""

FACTS = {
    "version": "Version",
    "data_folder": "Data folder",
    "log_folder": "Log folder",
    "settings_file": "Settings file",
    "free_bytes": "Free on its drive",
    "file_system": "File system",
    "network": "Network drive",
    "synced_by": "Synced by",
    "keyring": "Keyring",
    "settings": "Settings",
    "databases": "Databases",
    "schemas": "Versions of the databases",
    "uploads": "Uploads",
    "backups": "Copies",
    "storage_test": "Test of the storage",
}
"""What was looked at; what has no words here is called alike everywhere."""

OUTCOMES = {
    "ok": "in order",
    "not made yet": "not made yet",
    "available": "available",
    "not installed; nothing is kept in it": "not installed; nothing is kept in it",
    "done": "done",
    "failed": "failed",
    "not tried": "not tried",
}
"""What was found there, of what the report holds in words."""

ANSWERS = {True: "yes", False: "no"}

LEDGER = {"open": "not saved", "saved": "saved", "closed": "given up", "undone": "undone", "unknown": "unknown"}
"""What became of an upload's rows."""

DEEDS = {
    "kept-aside": "{name} as it was is kept as {path}.",
    "rows-read": Plural(
        "{name} was made anew with {count} row that could be read.",
        "{name} was made anew with {count} rows that could be read.",
    ),
    "table-restored": Plural(
        "Table {table}: {read} row could be read, {from_copy} came from the copy of {made_at}.",
        "Table {table}: {read} rows could be read, {from_copy} came from the copy of {made_at}.",
        "read",
    ),
    "taken-from-copy": "{name} could not be read; the copy of {made_at} took its place.",
    "made-anew": "{name} could not be read and there is no copy: it begins empty.",
    "file-adopted": "The stored file {name} was entered again as upload {task_id}.",
    "upload-stored": "Upload {task_id} ({name}) was stored already; it waits to be processed.",
    "task-done": "Upload {task_id} is done: its rows were saved.",
    "task-undone": "Upload {task_id} is undone: its rows were taken back.",
    "saved-again": "Upload {task_id} waits to be saved once more: rows of it were lost.",
    "rows-stay-lost": "Rows of upload {task_id} were lost; others refer to the rest. Undo those, then it, and retry.",
    "parts-removed": Plural("{count} unfinished file was removed.", "{count} unfinished files were removed."),
    "made-private": "{path} can be read by you alone now.",
    "diagnostics-written": "Written: {path}. Its manifest.json lists what is in it; look before you send it.",
    "nothing": "There was nothing to repair.",
}
"""What a repair did, one line each."""

IN_DIAGNOSTICS = {
    "report.json": "What doctor finds: versions, folders, both databases, copies, uploads by status and error code.",
    "settings.json": "The settings.",
    "log.txt": "The end of the log.",
    "metrics.txt": "Counters and durations, in Prometheus' text format.",
    "secrets": "Values of secret settings are {mark}; the keyring is not read.",
    "names": "Users, computers, addresses, folders, files, sheets and datasets have neutral names such as file-1.xlsx.",
    "cells": "No value of any cell is in any of the files.",
}
"""What the diagnostics hold, and what they do not."""
