"""A person's session as a desktop has it: a D-Bus of its own and the real keyring of GNOME."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 15.0
NEEDED = ("dbus-daemon", "gnome-keyring-daemon")
PASSWORD = "opens the keyring"

needs_keyring = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, NEEDED)),
    reason="the keyring of GNOME (gnome-keyring, dbus) is not installed",
)


@contextmanager
def session(home: Path, *, unlocked: bool) -> Iterator[dict[str, str]]:
    """The environment of programs in the session; what `home` holds of the keyring stays for the next one."""
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True, mode=0o700)
    hidden = ("AWS_", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND", "DBUS_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(home / "share"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with contextlib.ExitStack() as stack:
        bus = stack.enter_context(_running(["dbus-daemon", "--session", "--nofork", "--print-address=1"], environment))
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        line = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *["--unlock"] * unlocked]
        keyring = stack.enter_context(_running(line, environment))
        assert keyring.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            if unlocked:
                keyring.stdin.write(PASSWORD.encode())
            keyring.stdin.close()
        _wait(environment)
        yield environment


@contextmanager
def _running(line: list[str], environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        process = subprocess.Popen(line, env=environment, **pipes)  # type: ignore[call-overload]
    except PermissionError:
        # Its file has a capability (locked memory) that some containers take away.
        pytest.skip(f"{line[0]} may not be run in this container")
    with process:
        try:
            yield process
        finally:
            process.terminate()


def _wait(environment: dict[str, str]) -> None:
    """Until the keyring answers on the bus."""
    ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
    ask += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        told = subprocess.run(ask, env=environment, capture_output=True, text=True, check=False)
        if "boolean true" in told.stdout:
            return
        time.sleep(0.05)
    pytest.skip("the keyring of GNOME does not start on this computer")
