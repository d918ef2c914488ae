"""What people read of a file's place."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.formats import kept_as, place_text, storage_text
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import S3Place


@pytest.fixture
def task(application: Application, tmp_path: Path) -> UploadTask:
    path = tmp_path / "orders.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    return application.intake.register(path)


@pytest.mark.parametrize(
    ("uri", "kept", "place"),
    [
        ("local:ab12/2026/11/25/04c9c3ed-2684/orders.csv", "2026/11/25/04c9…/orders.csv", "this computer"),
        (
            "s3://office/in/ab12/2026/11/25/04c9c3ed-2684/a%20b.csv?versionId=x",
            "s3://office/…/04c9…/a b.csv",
            "office",
        ),
        (None, "not stored yet", "this computer"),
    ],
)
def test_a_stored_files_place_is_short(
    application: Application, task: UploadTask, uri: str | None, kept: str, place: str
) -> None:
    stored = replace(task, file_path=uri)
    assert (kept_as(stored, application.words), place_text(stored, application.words)) == (kept, place)


def test_the_window_says_where_new_files_go(application: Application) -> None:
    settings = application.settings
    assert storage_text(settings, application.words) == "this computer"
    in_s3 = settings.model_copy(update={"storage": StorageKind.S3, "s3": S3Place(bucket="office")})
    assert storage_text(in_s3, application.words) == "S3, bucket office"
