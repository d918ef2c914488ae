"""What a screen reader is told: the window's tree over AT-SPI, on a display, a session bus and an accessibility bus of
their own."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform == "linux":
    from jeepney import DBusAddress, Properties, new_method_call
    from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE = 60.0
MOST_CHILDREN = 60
NEEDED = ("dbus-daemon", "Xvfb", "openbox", "xdotool")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")

needs_atspi = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, NEEDED)) or not LAUNCHER.exists(),
    reason="AT-SPI, Xvfb, openbox or xdotool is not installed",
)

ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
FOCUSABLE, FOCUSED, SHOWING = 11, 12, 25
"""Numbers of `AtspiStateType`."""


@dataclass(frozen=True)
class Node:
    """One thing that a screen reader knows of."""

    where: tuple[str, str]
    role: str
    name: str
    description: str
    states: frozenset[int]

    @property
    def focusable(self) -> bool:
        return FOCUSABLE in self.states and SHOWING in self.states


class ScreenReader:
    """Walks what programs tell."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
            asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
            (address,) = session.send_and_get_reply(asked, timeout=PATIENCE).body
        self._bus: DBusConnection = open_dbus_connection(address)

    def close(self) -> None:
        self._bus.close()

    def programs(self) -> list[Node]:
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        return [self.node(child) for child in self._call(root, ACCESSIBLE, "GetChildren")]

    def node(self, where: tuple[str, str]) -> Node:
        low, high = self._call(where, ACCESSIBLE, "GetState")
        bits = low | high << 32
        return Node(
            where,
            self._call(where, ACCESSIBLE, "GetRoleName"),
            self._get(where, "Name"),
            self._get(where, "Description"),
            frozenset(number for number in range(64) if bits >> number & 1),
        )

    def children(self, node: Node) -> list[Node]:
        # A table has as many children as cells, in sight or not.
        return [self.node(child) for child in self._call(node.where, ACCESSIBLE, "GetChildren")[:MOST_CHILDREN]]

    def walk(self, node: Node, most: int = 2000) -> Iterator[Node]:
        """What is in sight below a node, itself first."""
        waiting, seen = [node], 0
        while waiting and seen < most:
            found = waiting.pop(0)
            seen += 1
            yield found
            for child in self.children(found):
                if SHOWING in child.states:
                    waiting.append(child)

    def press(self, node: Node) -> None:
        """As a person does with the reader's own keys."""
        names = [name for name, *_ in self._call(node.where, ACTION, "GetActions")]
        number = next(number for number, name in enumerate(names) if name in ("Toggle", "Press"))
        self._call(node.where, ACTION, "DoAction", "i", (number,))

    def _get(self, where: tuple[str, str], name: str) -> str:
        address = DBusAddress(where[1], where[0], ACCESSIBLE)
        reply = self._bus.send_and_get_reply(Properties(address).get(name), timeout=PATIENCE)
        return str(reply.body[0][1])

    def _call(self, where: tuple[str, str], interface: str, name: str, kinds: str = "", values: tuple = ()):  # type: ignore[no-untyped-def, type-arg]
        asked = new_method_call(DBusAddress(where[1], where[0], interface), name, kinds, values)
        body = self._bus.send_and_get_reply(asked, timeout=PATIENCE).body
        if name == "GetState":
            return body[0]
        return body[0] if len(body) == 1 else body


@contextmanager
def desktop(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a program on a desktop with a window manager and a screen reader's buses."""
    run = home / "run"
    run.mkdir(parents=True, mode=0o700)
    hidden = ("QT_", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_", "DESKTOP_UPLOADER_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LANG": "C.UTF-8",
    }
    with contextlib.ExitStack() as stack:
        line = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        environment["DISPLAY"] = ":" + _first_line(stack.enter_context(_running(line, environment)))
        line = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(stack.enter_context(_running(line, environment)))
        stack.enter_context(_running(["openbox"], environment))
        yield environment


@contextmanager
def program(environment: Mapping[str, str], *arguments: str | Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The real program; it is asked to end at the end."""
    line = [sys.executable, "-m", "desktop_uploader", *map(str, arguments)]
    with _running(line, environment) as process:
        yield process


def until(reached: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.2)


def _first_line(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()


@contextmanager
def _running(line: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
