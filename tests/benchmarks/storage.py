"""Sending to S3: one large file, many small ones, one that was cut. SeaweedFS, on this computer, is sent to by all.

Usage: python -m tests.benchmarks.storage [large|small|cut] [--s5cmd PROGRAM] [--rounds N]
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from uuid import uuid4

from ..storage import servers
from ..storage.backends import raw_client
from ..storage.servers import ACCESS_KEY, SECRET_KEY, Server
from .figures import Figure

GIB = 1024**3
SMALL, SIZE = 500, 50_000
LATENCY = 20
ROUNDS = 3
SMALL_WAYS = ("boto3_one_by_one", "boto3_pool", "ours_pool", "ours_program")
KEYS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1"}
# As on a computer without a keyring, and with nothing of whoever runs it.
ENVIRONMENT = {**os.environ, **KEYS, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
ENVIRONMENT |= {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull}


def figures(folder: Path, parts: list[str], s5cmd: str | None, rounds: int = ROUNDS) -> Iterator[Figure]:
    """All of them; without `s5cmd` that comparison is left out."""
    folder.mkdir(exist_ok=True)
    if "large" in parts:
        yield from _large(folder, s5cmd, rounds)
    if "small" in parts:
        yield from _small(folder, s5cmd, rounds)
    if "cut" in parts:
        with _server(folder) as (server, bucket):
            cut = _send("ours_cut", server, bucket, _file(folder))
        yield Figure("1 GiB cut at 60 %: the share that is sent again", cut["share"], 0.45, False)


def _large(folder: Path, s5cmd: str | None, rounds: int) -> Iterator[Figure]:
    file, took, peaks = _file(folder), dict[str, list[float]](), []
    for _round in range(rounds):
        # A new one for each round: what is deleted takes its room for a while.
        with _server(folder) as (server, bucket):
            for way in ("ours_large", "boto3_large"):
                found = _send(way, server, bucket, file)
                took.setdefault(way, []).append(found["seconds"])
                if way == "ours_large":
                    peaks.append(found["peak"])
            if s5cmd:
                took.setdefault("s5cmd", []).append(_s5cmd(s5cmd, server, "cp", file, f"s3://{bucket}/{uuid4()}"))
    seconds = {way: median(times) for way, times in took.items()}
    note = ", ".join(f"{way} {value:.2f} s" for way, value in seconds.items())
    yield Figure("1 GiB against boto3's upload_file", seconds["boto3_large"] / seconds["ours_large"], 1, True, note)
    if s5cmd:
        yield Figure("1 GiB against s5cmd", seconds["s5cmd"] / seconds["ours_large"], 0.8, True)
    yield Figure("memory meanwhile (MB)", max(peaks), 200, False)


def _small(folder: Path, s5cmd: str | None, rounds: int) -> Iterator[Figure]:
    files = folder / "small"
    files.mkdir()
    for number in range(SMALL):
        (files / f"{number:03}.xlsx").write_bytes(os.urandom(SIZE))
    with _server(folder) as (server, bucket), _slowly(server) as slow:
        for line, name in ((server, "on the loopback"), (slow, f"with {LATENCY} ms of latency")):
            took, peak = dict[str, list[float]](), 0.0
            for _round in range(rounds):
                for way in SMALL_WAYS:
                    found = _send(way, line, bucket, files)
                    took.setdefault(way, []).append(found["seconds"])
                    assert found.get("stored", SMALL) == SMALL
                    peak = max(peak, found["peak"] if way == "ours_program" else 0)
                if s5cmd:
                    times = took.setdefault("s5cmd", [])
                    times.append(_s5cmd(s5cmd, line, "cp", f"{files}/*.xlsx", f"s3://{bucket}/{uuid4()}/"))
            seconds = {way: median(times) for way, times in took.items()}
            note = ", ".join(f"{way} {value:.2f} s" for way, value in seconds.items())
            against, bar = ("boto3_pool", 0.9) if line is server else ("boto3_one_by_one", 3)
            for way in ("ours_pool", "ours_program"):
                ratio = seconds[against] / seconds[way]
                yield Figure(f"{SMALL} files of 50 KB {name}, {way} against {against}", ratio, bar, True, note)
            yield Figure(f"memory of the program {name} (MB)", peak, 200, False)


def _file(folder: Path) -> Path:
    path = folder / "large.bin"
    if not path.exists():
        with path.open("wb") as file:
            for _ in range(GIB // 2**26):
                file.write(os.urandom(2**26))
    return path


def _send(way: str, server: Server, bucket: str, files: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.sending", way, server.endpoint, bucket, str(files)]
    ended = subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True)
    took: dict[str, float] = json.loads(ended.stdout)
    return took


def _s5cmd(program: str, server: Server, *arguments: object) -> float:
    started = time.perf_counter()
    command = [program, "--endpoint-url", server.endpoint, *map(str, arguments)]
    subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[tuple[Server, str]]:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        running = servers.seaweedfs(Path(place))
        server, bucket = next(running), f"b{uuid4().hex[:8]}"
        try:
            raw_client(server).create_bucket(Bucket=bucket)
            yield server, bucket
        finally:
            running.close()  # type: ignore[attr-defined]


@contextlib.contextmanager
def _slowly(server: Server) -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.benchmarks.slowline", server.endpoint.rpartition(":")[2], str(LATENCY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(server.name, f"http://127.0.0.1:{process.stdout.readline().strip()}")
        finally:
            process.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=[])
    parser.add_argument("--s5cmd")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for figure in figures(Path(scratch), options.parts or ["large", "small", "cut"], options.s5cmd, options.rounds):
            print(figure.line(), flush=True)
