"""boto3's client, made for one place."""

import socket
import ssl
from functools import partial
from typing import Any

import boto3
import truststore
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session
from botocore.utils import get_environ_proxies

from ...model.errors import StorageError
from ...model.places import S3Place
from .errors import translate
from .keys import HeldKeys, Keys, look_up_keys
from .providers import Ways


def make_client(place: S3Place, ways: Ways, held: HeldKeys) -> Any:
    """A client, which several threads may use. Raises `StorageError` where keys or settings cannot be used."""
    try:
        session = boto3.Session(profile_name=place.profile or None, region_name=ways.region)
        keys = _keys(place, held, session)
        client = session.client(
            "s3",
            endpoint_url=ways.endpoint,
            region_name=session.region_name or "us-east-1",
            config=_config(place, ways),
            **_credentials(keys),
        )
    except (BotoCoreError, ValueError) as error:
        raise translate(error, "connect", place.bucket) from error
    _trust(client, place)
    # A body is read once to sign it and once to send it; only the second is progress, and held to the bandwidth.
    unsigned = client.meta.config.merge(Config(s3={**client.meta.config.s3, "payload_signing_enabled": False}))
    client.meta.events.register_first("request-created.s3", partial(_signing, unsigned))
    client.meta.events.register_last("request-created.s3", _sending)
    return client


def _keys(place: S3Place, held: HeldKeys, session: boto3.Session) -> Keys | None:
    """The typed-in keys; None where those shall be used that boto3 finds by itself."""
    if place.profile:
        return None
    if (keys := held.find(place)) is not None:
        return keys
    try:
        return look_up_keys(place)
    except StorageError:
        if session.get_credentials() is None:
            raise
        return None


def _most_connections(place: S3Place) -> int:
    """Every file that is sent has parts of its own on their way; beside them things are looked up."""
    return place.files_at_once * place.concurrency + 4


def _config(place: S3Place, ways: Ways) -> Config:
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": str(ways.addressing)},
        retries={"mode": "adaptive", "total_max_attempts": place.tries},
        connect_timeout=place.connect_seconds,
        read_timeout=place.read_seconds,
        max_pool_connections=_most_connections(place),
        # We send and compare checksums of our own; those that boto3 adds are refused by many servers.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _credentials(keys: Keys | None) -> dict[str, str | None]:
    if keys is None:
        return {}
    return {
        "aws_access_key_id": keys.access_key,
        "aws_secret_access_key": keys.secret_key,
        "aws_session_token": keys.session_token,
    }


class _SystemTrust(URLLib3Session):  # type: ignore[misc]
    """Trusts what the operating system trusts, as the browsers of an office do, and a CA file where one is given."""

    def _get_ssl_context(self) -> ssl.SSLContext:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def _setup_ssl_cert(self, conn: Any, url: str, verify: Any) -> None:
        super()._setup_ssl_cert(conn, url, verify)
        if verify is True:
            conn.ca_certs = None


def _trust(client: Any, place: S3Place) -> None:
    url = client.meta.endpoint_url
    proxies = {"http": place.proxy, "https": place.proxy} if place.proxy else get_environ_proxies(url)
    common = {
        "proxies": proxies,
        "timeout": (place.connect_seconds, place.read_seconds),
        "max_pool_connections": _most_connections(place),
        "socket_options": [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1), (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)],
    }
    # The only way in: boto3 has no setting for it.
    client._endpoint.http_session = _SystemTrust(verify=str(place.ca_file) if place.ca_file else True, **common)


def _signing(unsigned: Config, request: Any, **_more: Any) -> None:
    if hasattr(request.body, "sending"):
        request.body.sending = False
        # The signature covers the checksum, which the server compares the body with: no need to hash it once more.
        if any(name in request.headers for name in ("Content-MD5", "x-amz-checksum-sha256")):
            request.context["client_config"] = unsigned


def _sending(request: Any, **_more: Any) -> None:
    if hasattr(request.body, "sending"):
        request.body.sending = True
