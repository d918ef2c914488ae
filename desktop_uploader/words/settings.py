"""Words for settings, as a person chooses them."""

from .marking import N_

PROVIDERS = {
    "aws": "Amazon S3",
    "r2": "Cloudflare R2",
    "minio": "MinIO",
    "wasabi": "Wasabi",
    "b2": "Backblaze B2",
    "digitalocean": "DigitalOcean Spaces",
    "ceph": "Ceph",
    "other": "Another S3 storage",
}

ADDRESSINGS = {"auto": "As the provider does", "path": "After the address", "virtual": "Before the address"}

CHECKSUMS = {"auto": "As the provider does", "sha256": "SHA-256", "md5": "MD5"}

ENCRYPTIONS = {
    "": "As the bucket is set up",
    "AES256": "Keys of the storage (AES256)",
    "aws:kms": "A key of AWS KMS",
    "aws:kms:dsse": "A key of AWS KMS, twice (DSSE)",
}

PROBLEMS = {
    "endpoint": "Give the address with https://, without a name or a password in it.",
    "proxy": "Give the address with http:// or https://, without a name or a password in it.",
    "account": "Only letters, digits and hyphens.",
    "region": "Only letters, digits and hyphens, as in eu-central-1.",
    "bucket": "At most 255 characters.",
    "files_at_once": "A number from 1 to 32.",
    "concurrency": "A number from 1 to 32.",
    "bandwidth": "A number, 0 for no limit.",
    "tries": "A number from 1 to 20.",
}
"""What is wrong with the value of a setting, by its name."""

SETTING_MISTAKES = {"working_hours": N_("Two different times of day, such as 18:00 and 07:00.")}
"""The same of the program's own settings."""

NUMBER_BETWEEN = N_("A whole number from {least} to {most}.")
NUMBER_FROM = N_("A whole number, {least} or more.")
NUMBER_ABOVE_ZERO = N_("A number above 0.")

UNUSABLE = "This cannot be used."

MISSING = {
    "endpoint": "Give the address of the storage.",
    "account": "Give the account's id.",
    "region": "Give the region.",
    "bucket": "Give the bucket.",
}
"""What a place needs that is not given."""

STANDS_OVER = (
    "Saved, but a variable of this computer's environment (DESKTOP_UPLOADER_…) says otherwise and stands over it."
)
SAVED = "Saved. New files go to {place}."

FROM_PROFILE = "From the AWS profile {profile}"
NO_KEYS = "None typed in: those of this computer's AWS configuration are used"
KEYS_KEPT = "{key}, in this computer's keyring"
KEYS_HELD = "{key}, in memory until Desktop Uploader ends"
