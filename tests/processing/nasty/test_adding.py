"""Nasty case 20: files that another program holds."""

import errno
from pathlib import Path

import pytest

from desktop_uploader.intake.source import look_at, snapshot, trouble_of
from desktop_uploader.model.errors import SourceError
from desktop_uploader.words import Catalogue

from ..files import workbook


@pytest.mark.parametrize(
    "name", ["~$orders.xlsx", ".~lock.orders.ods#"], ids=["nasty_20_excel", "nasty_20_libreoffice"]
)
def test_nasty_20_the_marker_of_an_open_workbook_is_no_workbook(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x05Alice")

    with pytest.raises(SourceError) as refused:
        look_at(tmp_path / name)

    assert refused.value.code == "source-owner-file"
    assert str(Catalogue().exception(refused.value)).endswith("Add the workbook itself.")


@pytest.mark.parametrize("number", [32, 33])
def test_nasty_20_a_file_that_excel_holds_is_said_to_be_open(tmp_path: Path, number: int) -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]

    trouble = trouble_of(error, tmp_path / "orders.xlsx")

    assert str(Catalogue().exception(trouble)) == (
        "orders.xlsx is open in another program. Close it there, then press Retry."
    )


def test_nasty_20_the_copy_is_what_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "orders.xlsx", [["A"], ["x"]])
    content = path.read_bytes()

    taken = snapshot(path, tmp_path, "i", lambda _done: None)
    path.write_bytes(b"written by Excel meanwhile")

    assert taken.path.read_bytes() == content
