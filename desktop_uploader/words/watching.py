"""Words for watched folders."""

from .plurals import Plural

ERRORS: dict[str, tuple[str, str]] = {
    "watch-folder-gone": (
        "The watched folder {folder} is not there.",
        "Connect the drive or the network, or watch another folder. It is tried again.",
    ),
    "watch-no-permission": (
        "You are not allowed to look into the watched folder {folder}.",
        "Ask whoever manages it for permission. It is tried again.",
    ),
    "watch-unreadable": (
        "The watched folder {folder} could not be looked into: {reason}.",
        "Check the drive or the network. It is tried again.",
    ),
    "watch-own-folder": (
        "The folder {folder} is the program's own, and cannot be watched.",
        "Watch another folder.",
    ),
    "watch-name": (
        "The name of the file {name} in the watched folder {folder} holds characters that cannot be stored.",
        "Rename the file.",
    ),
    "watch-file-waits": (
        "{name} in the watched folder {folder} cannot be read yet.",
        "Close it where it is open, or ask for permission to read it. It is tried again.",
    ),
    "watch-not-moved": (
        "{name} in the watched folder {folder} was added, but could not be moved or renamed: {reason}.",
        "Close it where it is open, or ask for permission to write there. It is tried again.",
    ),
    "watch-invalid": ("This cannot be watched: {reason}.", "Correct it and try again."),
    "watch-unknown": (
        "The folder {folder} is not watched.",
        "Look at the list: desktop-uploader watch list.",
    ),
}

AFTERWARDS = {
    "leave": "Leave added files where they are",
    "move": "Move added files to the folder Added",
    "mark": "Write (added) into the names of added files",
}
"""What becomes of the files that were added, to choose from."""

THEN = {"leave": "", "move": "then moved to Added", "mark": "then marked (added)"}
"""The same beside a folder."""

FOLDER_MISTAKE = "A whole path from the top, or s3://bucket/folder/."
PATTERNS_MISTAKE = "Names of files without folders, such as orders*.xlsx."
QUIET_MISTAKE = "A number above 0, at most 3,600."
"""What is wrong with what is entered for a watched folder."""

WATCHED_ALREADY = "{folder} is watched already."
WATCHED_WITHIN = "{inner} lies in {outer}, which is watched with all that is in it."

NONE_WATCHED = "No folder is watched."
ADDED = "{folder} is watched."
REMOVED = "{folder} is watched no more. Files that were added stay in the list."

TITLE = "Watched folders"
ABOUT = (
    "Files that appear in these folders are added by themselves when they have stopped changing: once each, and again "
    "when their content is another."
)
RECOGNISE = "Recognise it by the headings"
RECOGNISED = "dataset by the headings"
FILES_ADDED = Plural("{count} file added", "{count} files added")
FILES_WAIT = Plural("{count} file waits", "{count} files wait")
WITH_FOLDERS = "with the folders in it"
