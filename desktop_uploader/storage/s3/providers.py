"""What is known of those who run S3 storages; what a server is really able to, `Storage.test` finds out."""

from dataclasses import dataclass

from ...model.errors import StorageError
from ...model.places import Addressing, Checksums, Provider, S3Place


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider's ways."""

    endpoint: str | None = None
    """A pattern with `{region}` and `{account}`; empty: boto3 knows it; None: a person must give it."""
    region: str | None = "us-east-1"
    """The region to sign for where none is set; None: a person must give it."""
    addressing: Addressing = Addressing.PATH
    checksums: Checksums = Checksums.MD5
    conditional: bool = False
    """True where `If-None-Match` is known to keep files from being overwritten; else it is looked before."""


PRESETS = {
    Provider.AWS: Preset("", None, Addressing.AUTO, Checksums.SHA256, conditional=True),
    Provider.R2: Preset("https://{account}.r2.cloudflarestorage.com", "auto"),
    Provider.MINIO: Preset(checksums=Checksums.SHA256, conditional=True),
    Provider.WASABI: Preset("https://s3.{region}.wasabisys.com"),
    Provider.B2: Preset("https://s3.{region}.backblazeb2.com", None),
    Provider.DIGITALOCEAN: Preset("https://{region}.digitaloceanspaces.com", None, Addressing.VIRTUAL),
    Provider.CEPH: Preset(),
    Provider.OTHER: Preset(),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """How a place is spoken to: what is set, else what its provider is known for."""

    endpoint: str | None
    region: str | None
    addressing: Addressing
    checksums: Checksums
    conditional: bool


def ways_of(place: S3Place) -> Ways:
    """Settings and preset put together. Raises `storage-not-set-up`, which names the setting that is missing."""
    preset = PRESETS[place.provider]
    own_region_known = place.provider is Provider.AWS  # AWS's own configuration may name one
    region = place.region or preset.region
    if preset.region is None and not region and not own_region_known:
        raise StorageError("storage-not-set-up", setting="region")
    endpoint = place.endpoint
    if not endpoint:
        if preset.endpoint is None:
            raise StorageError("storage-not-set-up", setting="endpoint")
        if "{account}" in preset.endpoint and not place.account:
            raise StorageError("storage-not-set-up", setting="account")
        endpoint = preset.endpoint.format(region=region, account=place.account)
    return Ways(
        endpoint or None,
        region or None,
        preset.addressing if place.addressing is Addressing.AUTO else place.addressing,
        preset.checksums if place.checksums is Checksums.AUTO else place.checksums,
        preset.conditional,
    )


def asked_of(provider: Provider) -> tuple[str, ...]:
    """The settings, besides bucket and keys, that a person has to give for a provider, or is likely to."""
    preset = PRESETS[provider]
    if preset.endpoint is None:
        return ("endpoint",)
    asked = [name for name in ("account", "region") if f"{{{name}}}" in preset.endpoint]
    return tuple(asked) or ("region",)
