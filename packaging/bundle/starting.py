"""How long the bundle takes until its window answers, against the program as it is installed with Python, in turns.

Usage: python packaging/bundle/starting.py [ROUNDS]

Run it with the Python of `.venv`. A window answers when it has been shown and its event loop runs: as a second start
asks it, it is asked here.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import BUNDLE
from desktop_uploader.gui.single_instance import server_name

MOST = 1.2
PATIENCE = 60.0


def main(arguments: list[str]) -> int:
    """Print medians and their ratio; exit 1 where it is more than it may be."""
    rounds = int(arguments[0]) if arguments else 7
    programs = {"installed": [sys.executable, "-m", "desktop_uploader"], "bundle": [str(BUNDLE / "desktop-uploader")]}
    times: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(rounds + 1):
            for name, command in programs.items():
                seconds = start(command, Path(scratch) / name)
                # The first starts make the databases and fill the system's memory of files.
                times[name] += [seconds] if turn else []
    installed, bundle = (statistics.median(times[name]) for name in programs)
    print(f"bundle {bundle:.2f} s, installed {installed:.2f} s: {bundle / installed:.2f} (at most {MOST})", end="")
    print(f"; {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    return 0 if bundle / installed <= MOST else 1


def start(command: list[str], data: Path) -> float:
    """Seconds from the start until the window answers; it is ended then."""
    address = str(Path(tempfile.gettempdir()) / server_name(data))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.monotonic()
    program = subprocess.Popen(
        [*command, "--data-dir", str(data)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.monotonic() < started + PATIENCE:
            if answers(address):
                return time.monotonic() - started
            time.sleep(0.002)
    finally:
        program.kill()
        program.wait()
        Path(address).unlink(missing_ok=True)
    raise TimeoutError


def answers(address: str) -> bool:
    """Ask the window whether it is there, and wait for what it says."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        try:
            asked.connect(address)
            asked.settimeout(PATIENCE)
            asked.sendall(b"[]\n")
            return asked.recv(8) == b"ok\n"
        except OSError:
            return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
