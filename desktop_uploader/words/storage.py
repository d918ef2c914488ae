"""Words for tests of the place where files are kept."""

STEPS = {
    "put": "Storing a small file",
    "read": "Reading it back",
    "list": "Listing it",
    "delete": "Deleting it",
}

RESULTS = {True: "done", False: "failed", None: "not tried"}

FACTS = {
    "conditional_writes:True": "Files are kept from being overwritten by the server.",
    "conditional_writes:False": "The server would overwrite files; Desktop Uploader looks first whether there is one.",
    "checksums:True": "The server refuses files that were damaged on their way.",
    "checksums:False": "The server does not compare checksums; each file is verified when it is read.",
    "versions:True": "Versions of files are kept: each upload reads the one that was stored.",
    "versions:False": "No versions are kept: a file that was replaced is refused.",
    "clock_difference": "The clocks of the server and of this computer differ by {value} s.",
    "free": "Free space: {size}.",
}

KEYS_SAVED = "The keys are in the keyring of this computer."
KEYS_REMOVED = "The keys were taken out of the keyring."
NO_KEYRING = (
    "This computer has no keyring that can be used: type in the keys for the bucket {bucket}. They are kept in memory "
    "until Desktop Uploader ends, and asked for at each start."
)
ASK_ACCESS_KEY = "Access key: "
ASK_SECRET_KEY = "Secret key (is not shown): "
PASSED = "Files can be kept in this place."
FAILED = "Files cannot be kept in this place."
