"""Leases of files at work, where the computer sleeps."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_uploader.worker.heartbeat import Pulse

from ..history_parts import Parts, open_parts

SOON = 5.0


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = open_parts(tmp_path / "history.sqlite3")
    yield made
    made.engine.dispose()


def test_after_a_sleep_a_lease_is_renewed_at_once_and_nobody_takes_the_file(parts: Parts) -> None:
    parts.pending()
    owner = parts.owners.register("window")
    claim = parts.queue.claim(owner)
    assert claim is not None
    pulse = Pulse(parts.queue, parts.clock)

    with pulse.of(claim) as heartbeat:
        parts.clock.advance(timedelta(hours=8))
        deadline = time.monotonic() + SOON
        while heartbeat.told != parts.clock.now() and time.monotonic() < deadline:
            time.sleep(0.02)

        assert parts.queue.claim(owner) is None and not heartbeat.lost
    pulse.close()
