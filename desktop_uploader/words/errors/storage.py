"""Words for errors: the places where files are kept."""

from ..plurals import Plural

ERRORS: dict[str, tuple[str, str]] = {
    "disk-full": ("The disk is full.", "Free some space, then press Retry."),
    "export-no-room": (
        "There is no room for the file in {folder}.",
        "Free some space, or save it elsewhere. Nothing was written.",
    ),
    "storage-no-permission": (
        "Files cannot be written to {folder}.",
        "Check that you may write there, or choose another folder.",
    ),
    "storage-missing": (
        "The stored file is missing: {name}.",
        "Add the file again from where it came from.",
    ),
    "found-again": (
        "This file is stored, but the history no longer knew of it.",
        "Press Retry to have its rows saved.",
    ),
    "storage-damaged": (
        "The stored copy of {name} is not what was added.",
        "Add the file again from where it came from.",
    ),
    "storage-replaced": (
        "Another file has taken the place of the stored file {name}.",
        "Add the file again from where it came from.",
    ),
    "storage-key-taken": (
        "There is another file in the place where {name} would be stored; nothing was overwritten.",
        "Add the file again from where it came from.",
    ),
    "storage-folder-gone": (
        "The folder where files are kept is not there: {folder}.",
        "Connect the drive or the network. It is tried again.",
    ),
    "storage-path-too-long": ("The name {name} is too long for the storage folder.", "Shorten it, then add the file."),
    "storage-unknown": (
        'Files of the kind "{scheme}:" cannot be read by this program.',
        "Update Desktop Uploader, then press Retry.",
    ),
    "storage-not-set-up": (
        'The S3 storage is not set up: the setting "{setting}" is missing.',
        "Set it in the table [s3] of settings.toml.",
    ),
    "storage-no-host": (
        "No computer with the name {host} is known.",
        "Check your network connection and the address of the storage. It is tried again.",
    ),
    "storage-refused": (
        "{host} refuses the connection.",
        "Check the storage's address, and that its server is running. It is tried again.",
    ),
    "storage-timeout": (
        "{host} does not answer.",
        "Check your network connection, and whether a proxy must be set. It is tried again.",
    ),
    "storage-proxy": (
        "The proxy {host} does not let you through.",
        "Check the setting proxy, or ask who looks after your network. It is tried again.",
    ),
    "storage-certificate": (
        'The certificate of {host}, issued by "{issuer}", is not trusted: {reason}.',
        "Ask who looks after your network for the file of its certificate authority, and set it as ca_file.",
    ),
    "storage-certificate-unread": (
        "The certificate of {host} is not trusted: {reason}.",
        "Ask who looks after your network for the file of its certificate authority, and set it as ca_file.",
    ),
    "storage-clock": (
        Plural(
            "This computer's clock differs from the storage's by {seconds} second.",
            "This computer's clock differs from the storage's by {seconds} seconds.",
            by="seconds",
        ),
        "Set the clock right. The files that wait go on by themselves.",
    ),
    "storage-other-server": (
        "{name} is kept on {server}, which this program does not know any more.",
        "Set that storage under Settings, Storage, try the file again, and set back what you want for new files.",
    ),
    "storage-keys-missing": (
        "No keys for the storage were found.",
        'Type them in under Settings, Storage, or with "desktop-uploader storage set-keys"; else name a profile, or '
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    "storage-keys-refused": (
        "The storage does not accept your keys.",
        'Type them in again with "desktop-uploader storage set-keys". The files that wait go on by themselves.',
    ),
    "storage-keys-expired": (
        "Your access to the storage has expired.",
        "Sign in again (for AWS: aws sso login), or type in new keys. The files that wait go on by themselves.",
    ),
    "storage-no-profile": (
        "There is no profile {profile} in the AWS configuration of this computer.",
        "Correct the setting profile, or make the profile with aws configure.",
    ),
    "storage-keyring": (
        "This computer has no keyring that can be used ({reason}).",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where Desktop Uploader is started, or name a profile.",
    ),
    "storage-keyring-locked": (
        "The keyring of this computer is locked, so that your keys for the storage cannot be read.",
        "Unlock it, or type the keys in when Desktop Uploader asks for them. It goes on by itself.",
    ),
    "storage-no-bucket": (
        "There is no bucket {bucket}.",
        "Correct the setting bucket, or have the bucket made.",
    ),
    "storage-wrong-region": (
        "The bucket {bucket} is in the region {region}.",
        "Set region to {region}. The files that wait go on by themselves.",
    ),
    "storage-denied": (
        "You are not allowed to do this in the bucket {bucket}: {action}.",
        "Ask whoever looks after the bucket for it. Files that wait go on by themselves; retry those that failed.",
    ),
    "storage-throttled": ("The storage is asked too often at the moment ({reason}).", "It is tried again."),
    "storage-full": (
        "The storage has no room left ({reason}).",
        "Free some space there or have it enlarged. The files that wait go on by themselves.",
    ),
    "storage-garbled": ("The file was damaged on its way to the storage.", "It is sent again."),
    "storage-unexpected": (
        "The storage gave an answer that was not expected ({reason}).",
        'Check the provider in the settings, and try "desktop-uploader storage test".',
    ),
    "storage-unavailable": ("The place where files are kept does not answer: {reason}.", "It is tried again."),
}
