"""Every fault at every step of a transfer: nothing half there is called stored, and afterwards all goes well.

`python -m tests.storage.every_step` tries them all and prints the table of docs/reliability.md.
"""

from pathlib import Path

import pytest

from .backends import make_bucket, raw_client
from .faultproxy import LINES, REFUSALS
from .servers import Server
from .steps import LEFT, STEPS, Meeting, meet

CASES = [
    ("head", "ExpiredToken", True),
    ("put", "SlowDown", True),
    ("put", "reset", False),
    ("put", "lost", True),
    ("put", "drip", False),
    ("create", "InternalError", True),
    ("create", "lost", False),
    ("part 1", "reset", False),
    ("part 2", "QuotaExceeded", True),
    ("part 3", "AccessDenied", True),
    ("complete", "lost", True),
    ("complete", "truncated", True),
    ("range", "truncated", True),
    ("range on", "silent", True),
    ("list", "truncated", True),
    ("delete", "InternalError", True),
]
"""Each step and each fault at least once."""


@pytest.fixture(scope="module")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    made = make_bucket(seaweedfs)
    # The first object of a bucket takes the server a second.
    raw_client(seaweedfs).put_object(Bucket=made, Key="first", Body=b"first")
    return made


@pytest.mark.parametrize(("step", "kind", "lasting"), CASES)
def test_a_fault_at_a_step_loses_nothing_and_calls_nothing_half_stored(
    seaweedfs: Server, bucket: str, tmp_path: Path, step: str, kind: str, lasting: bool
) -> None:
    seen = meet(seaweedfs, bucket, tmp_path, step, kind, lasting=lasting)

    assert seen.happened, "the step did not come"
    assert seen.advice or seen.error is None
    assert seen.well == (LEFT if (step, kind) == ("create", "lost") else Meeting.ALL_WELL)


def test_each_step_and_each_fault_is_tried() -> None:
    assert {step for step, *_ in CASES} == {*STEPS}
    assert {kind for _, kind, _ in CASES} == {*REFUSALS, *LINES}
