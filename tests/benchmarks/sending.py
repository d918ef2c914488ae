"""One way of sending files to S3, in a process of its own; prints what it took as JSON.

Usage: python -m tests.benchmarks.sending WAY ENDPOINT BUCKET FOLDER; FOLDER has the files.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config

from desktop_uploader.bootstrap import build
from desktop_uploader.model.places import Addressing, Provider, S3Place, StorageKind
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.base import Original
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.s3.storage import S3Storage

Took = dict[str, float]


def place(endpoint: str, bucket: str) -> S3Place:
    """As a person would set it for a server that keeps conditional writes; everything else at its default."""
    fixed = {"provider": Provider.MINIO, "addressing": Addressing.PATH, "region": "us-east-1"}
    return S3Place.model_validate({**fixed, "endpoint": endpoint, "bucket": bucket})


def theirs(endpoint: str) -> Any:
    """boto3 at its defaults, but for as many kept connections as its users ask for."""
    config = Config(s3={"addressing_style": "path"}, max_pool_connections=50)
    return boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", config=config)


def timed(work: Callable[[], object]) -> Took:
    started = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - started}


def ours_large(endpoint: str, bucket: str, file: Path) -> Took:
    storage, original = S3Storage(place(endpoint, bucket), file.parent), Original("benchmark", sha256_of(file))
    return timed(lambda: storage.put(file, f"ours/{uuid4()}", original))


def boto3_large(endpoint: str, bucket: str, file: Path) -> Took:
    client = theirs(endpoint)
    return timed(lambda: client.upload_file(str(file), bucket, f"boto3/{uuid4()}"))


class Cut(Exception):
    """The line breaks here."""


def ours_cut(endpoint: str, bucket: str, file: Path) -> Took:
    """An upload that breaks at 60 %, and what is sent of it again: counted in parts, as they go."""
    storage, original, size = S3Storage(place(endpoint, bucket), file.parent), Original("b", sha256_of(file)), 0
    length = file.stat().st_size

    def cut(done: int) -> None:
        if done > 0.6 * length:
            raise Cut

    def count(params: dict[str, Any], **_more: Any) -> None:
        nonlocal size
        size += len(params["Body"])

    try:
        storage.put(file, "cut", original, cut)
    except Cut:
        pass
    storage._client.meta.events.register("provide-client-params.s3.UploadPart", count)
    storage.put(file, "cut", original)
    return {"share": size / length}


def _small(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.xlsx"))


def boto3_one_by_one(endpoint: str, bucket: str, folder: Path) -> Took:
    client = theirs(endpoint)
    return timed(
        lambda: [client.put_object(Bucket=bucket, Key=str(uuid4()), Body=p.read_bytes()) for p in _small(folder)]
    )


def boto3_pool(endpoint: str, bucket: str, folder: Path) -> Took:
    client, threads = theirs(endpoint), S3Place().files_at_once

    def put(path: Path) -> None:
        client.put_object(Bucket=bucket, Key=str(uuid4()), Body=path.read_bytes())

    with ThreadPoolExecutor(threads) as pool:
        return timed(lambda: list(pool.map(put, _small(folder))))


def ours_pool(endpoint: str, bucket: str, folder: Path) -> Took:
    """The storage alone, by as many threads as the program has."""
    storage, threads = S3Storage(place(endpoint, bucket), folder), S3Place().files_at_once

    def put(path: Path) -> None:
        storage.put(path, str(uuid4()), Original("benchmark", sha256_of(path)))

    with ThreadPoolExecutor(threads) as pool:
        return timed(lambda: list(pool.map(put, _small(folder))))


def ours_program(endpoint: str, bucket: str, folder: Path) -> Took:
    """The program: every file has its row, its lease, its durable snapshot and its timeline."""
    data = folder / "data"
    parts = build(Settings(storage=StorageKind.S3, s3=place(endpoint, bucket)), find_folders(data), "benchmark")
    for path in _small(folder):
        parts.intake.register(path)
    took = timed(parts.uploader.drain)
    waiting = parts.history.count(TaskQuery(statuses=frozenset({TaskStatus.PENDING})))
    parts.close()
    shutil.rmtree(data)
    return {**took, "stored": waiting}


WAYS = {
    function.__name__: function
    for function in (
        ours_large,
        boto3_large,
        ours_cut,
        boto3_one_by_one,
        boto3_pool,
        ours_pool,
        ours_program,
    )
}


if __name__ == "__main__":
    way, endpoint, bucket, files = sys.argv[1:]
    took = WAYS[way](endpoint, bucket, Path(files))
    print(json.dumps({**took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
