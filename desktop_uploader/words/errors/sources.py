"""Words for errors: the file that was picked, and the address of one in S3."""

ERRORS: dict[str, tuple[str, str]] = {
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
    "source-no-bucket": ("There is no bucket {bucket}.", "Look at the address, then add the file again."),
    "source-denied": (
        "You are not allowed to read {name} in the bucket {bucket} ({action}).",
        "Ask whoever looks after the bucket for permission, then press Retry.",
    ),
    "address-unknown": (
        "{address} is not the address of a file in S3.",
        "Type it like s3://bucket/folder/file.xlsx.",
    ),
    "address-bucket": (
        'No bucket can have the name "{bucket}".',
        "Type the address like s3://bucket/folder/file.xlsx.",
    ),
    "address-no-file": (
        "{address} names a bucket or a folder, but no file in it.",
        "Add the name of the file, like s3://bucket/folder/file.xlsx.",
    ),
    "address-other-server": (
        "The server {host} is not the one of the S3 storage in the settings.",
        "Type the address like s3://bucket/folder/file.xlsx, or download the file and add it from there.",
    ),
}
