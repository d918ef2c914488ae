"""Independent S3 servers on loopback ports, started by the tests and ended by their ids."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ACCESS_KEY = "test-access-key"
SECRET_KEY = "test-secret-XyZ0123456789"
READER = "reader-access-key"
"""The access key of somebody who may read and list only; the secret key is the same."""
PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    endpoint: str


def ministack(folder: Path) -> Iterator[Server]:
    """Checks checksums and conditional writes; keeps versions; knows no permissions."""
    (port,) = free_ports(1)
    settings = {"BIND_HOST": "127.0.0.1", "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0", "SERVICES": "s3,sqs,sts"}
    yield from _running(
        "ministack", [sys.executable, "-m", "ministack"], port, folder, settings | {"GATEWAY_PORT": str(port)}
    )


def seaweedfs(folder: Path) -> Iterator[Server]:
    """Checks signatures, checksums and conditional writes."""
    ports = free_ports(8)
    identity = {
        "name": "test",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "List", "Tagging", "Write"],
    }
    credentials = [{"accessKey": READER, "secretKey": SECRET_KEY}]
    reader = {"name": "reader", "credentials": credentials, "actions": ["Read", "List"]}
    config = folder / "identities.json"
    config.write_text(json.dumps({"identities": [identity, reader]}), encoding="utf-8")
    # One volume for each bucket instead of seven, which take seconds to be made.
    (folder / "master.toml").write_text("[master.volume_growth]\ncopy_1 = 1\n", encoding="utf-8")
    names = ("s3.port", "s3.port.grpc", "master.port", "master.port.grpc")
    names += ("volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    options = [f"-{name}={port}" for name, port in zip(names, ports, strict=True)]
    fixed = [
        "-s3",
        "-filer",
        "-ip=127.0.0.1",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.telemetry=false",
        "-s3.autoCreateBucket=false",
    ]
    small = ["-volume.max=100", "-master.volumeSizeLimitMB=64", f"-dir={folder}", f"-s3.config={config}"]
    yield from _running("seaweedfs", [_binary("weed"), "server", *fixed, *small, *options], ports[0], folder, {})


def rclone(folder: Path, port: int | None = None) -> Iterator[Server]:
    """A server with quirks: it ignores conditional writes. Started again on its port, it has what it had."""
    port = port or free_ports(1)[0]
    data = folder / "data"
    data.mkdir(exist_ok=True)
    line = [_binary("rclone"), "serve", "s3", f"--addr=127.0.0.1:{port}", f"--config={os.devnull}", str(data)]
    yield from _running("rclone", line, port, folder, {"RCLONE_AUTH_KEY": f'"{ACCESS_KEY},{SECRET_KEY}"'})


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [server.getsockname()[1] for server in opened]


def _binary(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not made for this platform")
    return found


def _running(name: str, line: list[str], port: int, folder: Path, more: Mapping[str, str]) -> Iterator[Server]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(line, stdout=log, stderr=log, cwd=folder, env={**os.environ, **more})
        try:
            _wait(process, port, folder)
            yield Server(name, f"http://127.0.0.1:{port}")
        finally:
            # What it has written is thrown away: it need not end in good order.
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"no server: {(folder / 'server.log').read_text(errors='replace')[-2000:]}")
