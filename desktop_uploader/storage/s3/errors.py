"""What botocore, urllib3 and ssl say, as the program's own errors: one place turns them all."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from botocore import exceptions as boto
from urllib3 import exceptions as http

from ...model.errors import StorageError
from .certificates import issuer_of

SKEW = 15 * 60
"""Seconds by which a clock may differ before servers refuse signatures."""

CODES = {
    **dict.fromkeys(("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurity"), "storage-keys-refused"),
    **dict.fromkeys(("UnrecognizedClientException", "InvalidClientTokenId", "NotSignedUp"), "storage-keys-refused"),
    **dict.fromkeys(("InvalidToken", "ExpiredToken", "ExpiredTokenException"), "storage-keys-expired"),
    **dict.fromkeys(("TokenRefreshRequired", "RequestExpired"), "storage-keys-expired"),
    **dict.fromkeys(("NoSuchBucket", "InvalidBucketName"), "storage-no-bucket"),
    **dict.fromkeys(("AccessDenied", "AllAccessDisabled", "AccountProblem", "403"), "storage-denied"),
    **dict.fromkeys(("SlowDown", "Throttling", "ThrottlingException", "TooManyRequests"), "storage-throttled"),
    **dict.fromkeys(("RequestLimitExceeded", "TooManyRequestsException", "429", "503"), "storage-throttled"),
    **dict.fromkeys(("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"), "storage-full"),
    **dict.fromkeys(("StorageQuotaExceeded", "XMinioAdminBucketQuotaExceeded"), "storage-full"),
    **dict.fromkeys(("NoSuchKey", "NoSuchVersion", "NotFound", "404", "405"), "storage-missing"),
    **dict.fromkeys(("PreconditionFailed", "412"), "storage-replaced"),
    **dict.fromkeys(("RequestTimeout", "RequestTimeoutException"), "storage-timeout"),
    **dict.fromkeys(("BadDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"), "storage-garbled"),
    **dict.fromkeys(("InternalError", "ServiceUnavailable", "OperationAborted"), "storage-unavailable"),
    **dict.fromkeys(("IncompleteBody", "ConditionalRequestConflict"), "storage-unavailable"),
}
"""What S3 servers call their errors."""

OTHER_REGION = {"PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect", "301", "307"}

ACTIONS = {
    "HeadObject": "GetObject",
    "ListObjectsV2": "ListBucket",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "ListParts": "ListMultipartUploadParts",
    "ListMultipartUploads": "ListBucketMultipartUploads",
}
"""The permission that a call needs, where it has another name."""

EXPIRED = (boto.UnauthorizedSSOTokenError, boto.SSOTokenLoadError, boto.TokenRetrievalError)
MISSING_KEYS = (boto.NoCredentialsError, boto.PartialCredentialsError, boto.CredentialRetrievalError)
TIMEOUTS = (boto.ConnectTimeoutError, boto.ReadTimeoutError, http.TimeoutError, TimeoutError)
BROKEN = (boto.ConnectionClosedError, boto.IncompleteReadError, boto.ResponseStreamingError, boto.HTTPClientError)


@contextmanager
def naming(name: str, bucket: str) -> Iterator[None]:
    """Turns what is raised inside into `StorageError`; `name` is the file that it was about."""
    try:
        yield
    except (boto.BotoCoreError, boto.ClientError, http.HTTPError, OSError) as error:
        raise translate(error, name, bucket) from error


def code_of(error: boto.ClientError) -> str:
    """The server's own code, or the number of its answer where the answer had no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


def translate(error: Exception, name: str, bucket: str) -> StorageError:
    """The error in our own words' terms."""
    if isinstance(error, boto.ClientError):
        return _refused(error, name, bucket)
    causes = list(_causes(error))
    host = _host(causes)
    for cause in causes:
        if (found := _known(cause, host)) is not None:
            return found
    # Asked last: urllib3 takes every connection that was not made for one that timed out.
    if any(isinstance(cause, TIMEOUTS) for cause in causes):
        return StorageError("storage-timeout", host=host)
    if isinstance(error, boto.ProfileNotFound):
        return StorageError("storage-no-profile", profile=error.kwargs["profile"])
    if isinstance(error, (boto.NoRegionError, boto.InvalidRegionError)):
        return StorageError("storage-not-set-up", setting="region")
    if isinstance(error, boto.ParamValidationError):
        return StorageError("storage-no-bucket", bucket=bucket)
    if isinstance(error, BROKEN) or isinstance(error, (http.HTTPError, OSError, boto.ConnectionError)):
        return StorageError("storage-unavailable", reason=f"the connection to {host or 'it'} broke")
    return StorageError("storage-unexpected", reason=type(error).__name__)


def _known(cause: BaseException, host: str) -> StorageError | None:
    if isinstance(cause, EXPIRED):
        return StorageError("storage-keys-expired")
    if isinstance(cause, MISSING_KEYS):
        return StorageError("storage-keys-missing")
    if isinstance(cause, boto.ProxyConnectionError):
        return StorageError("storage-proxy", host=urlsplit(str(cause.kwargs.get("proxy_url"))).hostname or "")
    if isinstance(cause, ssl.SSLCertVerificationError):
        issuer = issuer_of(host)
        if not issuer:
            return StorageError("storage-certificate-unread", host=host, reason=cause.verify_message)
        return StorageError("storage-certificate", host=host, issuer=issuer, reason=cause.verify_message)
    if isinstance(cause, (socket.gaierror, http.NameResolutionError)):
        return StorageError("storage-no-host", host=host)
    if isinstance(cause, ConnectionRefusedError):
        return StorageError("storage-refused", host=host)
    return None


def _refused(error: boto.ClientError, name: str, bucket: str) -> StorageError:
    answer, code = error.response.get("ResponseMetadata", {}), code_of(error)
    status, headers = int(answer.get("HTTPStatusCode", 0)), answer.get("HTTPHeaders", {})
    difference = clock_difference(headers)
    if code == "RequestTimeTooSkewed" or (status == 403 and abs(difference) > SKEW):
        return StorageError("storage-clock", seconds=abs(round(difference)))
    region = headers.get("x-amz-bucket-region") or error.response.get("Error", {}).get("Region")
    if code in OTHER_REGION and region:
        return StorageError("storage-wrong-region", bucket=bucket, region=region)
    known = CODES.get(code)
    if known == "storage-denied":
        operation = error.operation_name
        return StorageError(known, bucket=bucket, action=f"s3:{ACTIONS.get(operation, operation)}")
    if known == "storage-no-bucket":
        return StorageError(known, bucket=bucket)
    if known in ("storage-missing", "storage-replaced"):
        return StorageError(known, name=name)
    if known is None and status < 500:
        return StorageError("storage-unexpected", reason=code or str(status))
    return StorageError(known or "storage-unavailable", reason=code or str(status))


def clock_difference(headers: dict[str, str]) -> float:
    """Seconds by which the server's clock is ahead of this computer's; 0 where it does not say."""
    try:
        there = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return 0.0
    return (there - datetime.now(UTC)).total_seconds()


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything that it says led to it, which each library keeps elsewhere."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        item = waiting.pop(0)
        if not isinstance(item, BaseException) or id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        inner = getattr(item, "kwargs", {})
        waiting += [inner.get("error") if isinstance(inner, dict) else None, getattr(item, "reason", None)]
        waiting += [item.__cause__, item.__context__, *item.args]


def _host(causes: list[BaseException]) -> str:
    """The server's name and port, as far as an error names it."""
    for cause in causes:
        inner = getattr(cause, "kwargs", None)
        if isinstance(inner, dict) and inner.get("endpoint_url"):
            return urlsplit(str(inner["endpoint_url"])).netloc
    return ""
