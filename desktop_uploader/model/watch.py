"""Folders whose files are added by themselves, as they can be set."""

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from .places import S3_SCHEME


class Afterwards(StrEnum):
    """What becomes of a file when its content is safe."""

    LEAVE = "leave"
    MOVE = "move"
    MARK = "mark"


class Polling(StrEnum):
    """Whether the system's own messages about changes are relied on."""

    AUTO = "auto"
    ALWAYS = "always"


def _place(folder: str) -> str:
    if folder.startswith(S3_SCHEME):
        if not folder.removeprefix(S3_SCHEME).partition("/")[0]:
            raise ValueError("must name a bucket, such as s3://bucket/folder/")
        return f"{folder.rstrip('/')}/"
    if "\0" in folder or not Path(folder).expanduser().is_absolute():
        raise ValueError("must be a whole path from the top, or begin with s3://")
    return folder


def _pattern(pattern: str) -> str:
    if not pattern or "/" in pattern or "\\" in pattern:
        raise ValueError("must be names of files, such as orders*.xlsx, without folders")
    return pattern


class Watch(BaseModel):
    """A table `[[watch]]` of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Annotated[str, AfterValidator(_place)] = Field(description="A folder, or s3://bucket/prefix/.")
    patterns: tuple[Annotated[str, AfterValidator(_pattern)], ...] = Field(
        default=(), description="Names of the files to add; not set: all workbooks and CSV files."
    )
    dataset: str | None = Field(default=None, min_length=1, description="The dataset that the files belong to.")
    recursive: bool = Field(default=False, description="Whether folders in the folder are watched too.")
    polling: Polling = Field(default=Polling.AUTO, description="always: do not rely on the system's messages.")
    afterwards: Afterwards = Field(default=Afterwards.LEAVE, description="What becomes of a file that was added.")
    quiet_seconds: float = Field(
        default=10.0, gt=0, le=3600, description="How long a file must not have changed before it is added."
    )

    @model_validator(mode="after")
    def _objects_stay(self) -> "Watch":
        if self.in_s3 and self.afterwards is not Afterwards.LEAVE:
            raise ValueError('files in S3 are never moved or renamed: set afterwards = "leave"')
        return self

    @property
    def in_s3(self) -> bool:
        """True for a prefix in a bucket."""
        return self.folder.startswith(S3_SCHEME)

    @property
    def root(self) -> Path:
        """The folder; makes no sense for S3."""
        return Path(os.path.abspath(Path(self.folder).expanduser()))

    @property
    def key(self) -> str:
        """Equal for two ways of writing one place."""
        return self.folder if self.in_s3 else os.path.normcase(self.root)

    def holds(self, other: "Watch") -> bool:
        """True where the files of the other one would be this one's too."""
        if self.key == other.key:
            return True
        if self.in_s3 or other.in_s3:
            return self.in_s3 and other.key.startswith(self.key)
        return self.recursive and Path(other.key).is_relative_to(self.key)


def overlap(watches: Sequence[Watch]) -> tuple[Watch, Watch] | None:
    """The first two of which the one holds the other, the outer one first; None where there are none."""
    for index, watch in enumerate(watches):
        for other in watches[index + 1 :]:
            outer, inner = (watch, other) if watch.holds(other) else (other, watch)
            if outer.holds(inner):
                return outer, inner
    return None


def refuse_overlaps(watches: tuple[Watch, ...]) -> tuple[Watch, ...]:
    """Raise `ValueError` where a file would belong to two watched folders."""
    if (found := overlap(watches)) is not None:
        outer, inner = found
        if outer.key == inner.key:
            raise ValueError(f"{outer.folder} is watched twice: keep one of the two")
        raise ValueError(f"{inner.folder} lies in {outer.folder}, which is watched with all that is in it")
    return watches
