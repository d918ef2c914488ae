"""Where files are kept, as it can be set. Nothing in it is secret."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class StorageKind(StrEnum):
    """The kinds of place; the values are the schemes of their URIs."""

    LOCAL = "local"
    S3 = "s3"


S3_SCHEME = "s3://"
"""How the address of an object begins."""


class Provider(StrEnum):
    """Who runs the S3 storage."""

    AWS = "aws"
    R2 = "r2"
    MINIO = "minio"
    WASABI = "wasabi"
    B2 = "b2"
    DIGITALOCEAN = "digitalocean"
    CEPH = "ceph"
    OTHER = "other"


class Addressing(StrEnum):
    """Where a bucket's name stands in the address."""

    AUTO = "auto"
    PATH = "path"
    VIRTUAL = "virtual"


class Checksums(StrEnum):
    """What is sent for the server to compare the content with."""

    AUTO = "auto"
    SHA256 = "sha256"
    MD5 = "md5"


def _without_password(address: str) -> str:
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must begin with http:// or https:// and name a computer")
    if "@" in parts.netloc:
        raise ValueError("must not hold a name or a password: this file is not secret")
    return address.rstrip("/")


def _as_folder(prefix: str) -> str:
    cleaned = prefix.strip("/")
    return f"{cleaned}/" if cleaned else ""


Address = Annotated[str, AfterValidator(_without_password)]


class S3Place(BaseModel):
    """The table `[s3]` of the settings. Keys are never in it: they are in the keyring, or boto3 finds them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: Provider = Provider.AWS
    account: str = Field(
        default="", pattern="^[A-Za-z0-9-]*$", description="The account's id, where addresses hold it."
    )
    bucket: str = Field(default="", max_length=255, description="The bucket for new files.")
    prefix: Annotated[str, AfterValidator(_as_folder)] = Field(default="", description="The folder in the bucket.")
    region: str = Field(default="", pattern="^[A-Za-z0-9-]*$")
    endpoint: Address = Field(
        default="", description="The server's address; needed where the provider has no fixed one."
    )
    addressing: Addressing = Addressing.AUTO
    checksums: Checksums = Checksums.AUTO
    profile: str = Field(default="", description="A profile of the AWS configuration to take the keys from.")
    sse: str = Field(default="", pattern="^(|AES256|aws:kms|aws:kms:dsse)$", description="Server-side encryption.")
    kms_key: str = Field(default="", description="The key for sse = aws:kms.")
    ca_file: Path | None = Field(default=None, description="Certificates to trust besides the system's.")
    proxy: Address = Field(default="", description="The proxy's address; else the environment's.")
    bandwidth: float = Field(default=0.0, ge=0, description="The most MB (10^6 bytes) a second; 0: no limit.")
    concurrency: int = Field(default=4, ge=1, le=32, description="Parts of a file sent at the same time.")
    files_at_once: int = Field(default=8, ge=1, le=32, description="Files sent at the same time.")
    tries: int = Field(default=5, ge=1, le=20, description="How often a request is tried before its file waits.")
    connect_seconds: float = Field(default=10.0, gt=0, le=300)
    read_seconds: float = Field(default=30.0, gt=0, le=900)
