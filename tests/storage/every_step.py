"""Every fault at every step against a real server, as a table: `python -m tests.storage.every_step`."""

import os
import sys
import tempfile
from pathlib import Path

from . import servers
from .backends import make_bucket, raw_client
from .faultproxy import LINES, REFUSALS
from .servers import ACCESS_KEY, SECRET_KEY, Server
from .steps import LEFT, STEPS, Meeting, meet

KINDS = (*REFUSALS, *LINES)


def main() -> int:
    """Print a line for each step and a column for each fault; 1 where something was lost or half stored."""
    os.environ.update(AWS_ACCESS_KEY_ID=ACCESS_KEY, AWS_SECRET_ACCESS_KEY=SECRET_KEY, AWS_EC2_METADATA_DISABLED="true")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    with tempfile.TemporaryDirectory(prefix="every-step-") as name:
        folder = Path(name)
        (folder / "server").mkdir()
        running = servers.seaweedfs(folder / "server")
        try:
            wrong = _table(next(running), folder)
        finally:
            running.close()  # type: ignore[attr-defined]
    print("\n".join(wrong) or f"\nAll {2 * len(STEPS) * len(KINDS)} came to a good end once the fault was over.")
    return 1 if wrong else 0


def _table(server: Server, folder: Path) -> list[str]:
    bucket, wrong = make_bucket(server), []
    raw_client(server).put_object(Bucket=bucket, Key="first", Body=b"first")
    print(f"| step | {' | '.join(KINDS)} |\n| --- |{' --- |' * len(KINDS)}")
    for step in STEPS:
        cells = []
        for kind in KINDS:
            seen = {}
            for lasting in (False, True):
                place = folder / f"{step} {kind} {lasting}"
                place.mkdir()
                seen[lasting] = meet(server, bucket, place, step, kind, lasting=lasting)
                if not seen[lasting].happened or seen[lasting].well not in (Meeting.ALL_WELL, LEFT):
                    wrong.append(f"{step}, {kind}, lasting={lasting}: {seen[lasting].well}")
            cells.append(f"{seen[False].told}; {seen[True].told}")
        print(f"| {step} | {' | '.join(cells)} |", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
