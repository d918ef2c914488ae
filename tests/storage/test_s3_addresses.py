"""Addresses as people have them."""

import pytest

from desktop_uploader.model.errors import SourceError
from desktop_uploader.model.places import S3Place
from desktop_uploader.storage.s3.pasted import as_s3, read_address
from desktop_uploader.storage.s3.uri import Address, parse

AMAZON = S3Place(bucket="b")
NAS = S3Place(bucket="b", endpoint="https://nas.example:9000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://bucket/a.xlsx", Address("bucket", "a.xlsx")),
        (' "S3://bucket/a b/März.xlsx" ', Address("bucket", "a b/März.xlsx")),
        ("s3://bucket/a%20b/M%C3%A4rz.xlsx", Address("bucket", "a b/März.xlsx")),
        ("s3://bucket/50% off #1 what?.xlsx", Address("bucket", "50% off #1 what?.xlsx")),
        ("s3://bucket/a%20b c.xlsx", Address("bucket", "a%20b c.xlsx")),
        ("s3://bucket/a+b&c.xlsx", Address("bucket", "a+b&c.xlsx")),
        ("s3://bucket/a.xlsx?versionId=x.Y_z", Address("bucket", "a.xlsx", "x.Y_z")),
        ("s3://bucket/a//b.xlsx", Address("bucket", "a//b.xlsx")),
    ],
)
def test_pasted_addresses_are_understood(text: str, expected: Address) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize("key", ["a.xlsx", "a b/100%.xlsx", "価格 #1?.csv", "a+b=c&d.xlsx", "a%20b.csv", "'x'(1)!.csv"])
def test_the_programs_own_addresses_come_back_as_they_were(key: str) -> None:
    for address in (Address("bucket", key), Address("bucket", key, "v+1="), Address("bucket", key, None, "ab-2")):
        assert read_address(str(address)) == address == parse(str(address))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("https://nas.example:9000/bucket/a%20b.xlsx", NAS, "s3://bucket/a%20b.xlsx"),
        ("https://bucket.nas.example:9000/in/a.xlsx?versionId=7", NAS, "s3://bucket/in/a.xlsx?versionId=7"),
        ("https://bucket.s3.eu-central-1.amazonaws.com/a.xlsx?X-Amz-Date=1", AMAZON, "s3://bucket/a.xlsx"),
        ("https://s3.eu-central-1.amazonaws.com/bucket/a.xlsx", AMAZON, "s3://bucket/a.xlsx"),
        ("s3://bucket/a.xlsx", NAS, "s3://bucket/a.xlsx"),
    ],
)
def test_addresses_in_the_web_are_understood(text: str, place: S3Place, expected: str) -> None:
    assert as_s3(text, place) == expected


@pytest.mark.parametrize("place", [AMAZON, NAS])
def test_addresses_of_other_servers_are_refused(place: S3Place) -> None:
    with pytest.raises(SourceError, match="address-other-server"):
        as_s3("https://files.example/bucket/a.xlsx", place)
