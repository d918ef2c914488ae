"""The places that the contract holds for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config

from desktop_uploader.model.places import Addressing, Provider, S3Place
from desktop_uploader.storage.base import Original, Storage
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.storage.s3.storage import S3Storage

from .servers import ACCESS_KEY, SECRET_KEY, Server

PART_SIZE = 5 * 1024 * 1024
"""The smallest that servers take."""


@dataclass(frozen=True)
class Place:
    """A storage of one kind, and what tests do with it."""

    storage: Storage
    folder: Path

    def source(self, content: bytes, name: str = "orders.xlsx") -> Path:
        """A new file with a content."""
        path = self.folder / uuid4().hex / name
        path.parent.mkdir()
        path.write_bytes(content)
        return path

    def in_folder(self, folder: Path) -> "Place":
        """The same storage with a folder for the sources of one test."""
        return replace(self, folder=folder)

    def put(self, content: bytes, key: str | None = None) -> str:
        """Store a content; gives the URI."""
        source = self.source(content)
        return self.storage.put(source, key or new_key(), original_of(source))


def new_key(name: str = "orders.xlsx") -> str:
    return f"h/2026/11/25/{uuid4()}/{name}"


def original_of(path: Path) -> Original:
    return Original("import", sha256_of(path))


def local_place(folder: Path) -> Place:
    return Place(LocalStorage(folder / "files"), folder)


def s3_settings(server: Server, bucket: str, **more: Any) -> S3Place:
    """How a test's server is spoken to; MiniStack as AWS is, with what AWS is known for."""
    fixed = {"endpoint": server.endpoint, "bucket": bucket, "region": "us-east-1", "prefix": "desk", "tries": 3}
    provider = Provider.AWS if server.name == "ministack" else Provider.OTHER
    return S3Place.model_validate({"provider": provider, "addressing": Addressing.PATH, **fixed, **more})


def s3_place(server: Server, bucket: str, folder: Path, **more: Any) -> Place:
    return Place(S3Storage(s3_settings(server, bucket, **more), folder, PART_SIZE), folder)


def raw_client(server: Server) -> Any:
    """boto3 without anything of ours."""
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    )


def make_bucket(server: Server) -> str:
    """A new bucket; its name."""
    name = f"b{uuid4().hex[:12]}"
    raw_client(server).create_bucket(Bucket=name)
    return name
