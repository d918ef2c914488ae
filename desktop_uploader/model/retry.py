"""Which failures are worth another try, in one table: every error that can end an attempt has its place here."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .question import NEEDS_ANSWER

MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a failure of a kind is tried in all, and the seconds before the first try again."""

    attempts: int
    first_delay: float = 5.0
    about_place: bool = False
    """Not the file is at fault but the place where files are kept: all files wait for it, and none fails."""

    @property
    def transient(self) -> bool:
        """True where trying again, with nothing changed by a person, can succeed."""
        return self.attempts > 1


NEVER = RetryPolicy(attempts=1)
"""Only a person can change what is wrong."""
OUTSIDE = RetryPolicy(attempts=MAX_ATTEMPTS)
"""Something outside the file does not answer, or is busy: it will pass."""
AWAY = RetryPolicy(attempts=MAX_ATTEMPTS, about_place=True)
"""The place where files are kept does not answer, or is busy: it will pass."""
WRONG = RetryPolicy(attempts=1, about_place=True)
"""A person sets right what is wrong with the place; then its files go on by themselves."""
ONCE_MORE = RetryPolicy(attempts=2)
"""The file may be to blame, or what else the computer was doing."""


def _each(codes: Iterable[str], policy: RetryPolicy) -> dict[str, RetryPolicy]:
    return dict.fromkeys(codes, policy)


POLICIES: dict[str, RetryPolicy] = {
    **_each(("storage-unavailable", "database-busy", "database-trouble", "database-drive", "dataset-busy"), OUTSIDE),
    **_each(("data-folder-gone", "backup-stopped", "storage-garbled"), OUTSIDE),
    **_each(("storage-no-host", "storage-refused", "storage-timeout", "storage-proxy"), AWAY),
    **_each(("storage-throttled", "storage-folder-gone"), AWAY),
    **_each(("storage-keys-*", "storage-keyring*", "storage-no-profile", "storage-not-set-up"), WRONG),
    **_each(("storage-certificate*", "storage-clock", "storage-wrong-region", "storage-no-bucket"), WRONG),
    **_each(("storage-denied", "storage-no-permission", "storage-full"), WRONG),
    **_each(("reader-crashed", "out-of-memory", "stalled"), ONCE_MORE),
    **_each(("time-limit", "attempts-used-up", "internal", "part-fell"), NEVER),
    # The place where files are kept, and the databases: a person makes room, or gives permission.
    **_each(("disk-full", "storage-*", "database-*", "data-folder-*", "export-*"), NEVER),
    # What the file is, what is in it, what its definition says, what a person has to decide.
    **_each(("source-*", "file-*", "text-*", "definition-*", "reference-*", "rows-*", "headings-*"), NEVER),
    **_each(("stray-cell", "cell-outside", "sheet-too-large", "sheets-hidden", "single-cell"), NEVER),
    **_each(("no-rows", "no-values", "no-results", "blank-results", "heading-row-blank"), NEVER),
    **_each((NEEDS_ANSWER, "answer-unusable", "answer-no-such-field", "answer-no-choice"), NEVER),
    **_each(("no-such-question", "no-such-dataset", "dataset-referenced", "dataset-*in-use", "dataset-watched"), NEVER),
    **_each(
        ("dataset-would-change", "too-many-columns", "saved-with-other-content", "claim-lost", "found-again"), NEVER
    ),
}
"""Codes, or beginnings of codes with a star; the first that fits counts."""


def policy_of(code: str) -> RetryPolicy | None:
    """The policy for an error code; None for one that never ends an attempt."""
    if code in POLICIES:
        return POLICIES[code]
    return next((policy for pattern, policy in POLICIES.items() if fnmatchcase(code, pattern)), None)


def is_about_place(code: str) -> bool:
    """True where the place is at fault and not the file."""
    return (policy_of(code) or NEVER).about_place


def is_transient(code: str) -> bool:
    """True where a failure with this code is tried again by itself."""
    return (policy_of(code) or NEVER).transient
