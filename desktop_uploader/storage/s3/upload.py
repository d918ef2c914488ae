"""Puts one file: whole where it is small, else in parts that are taken up where a break has left them."""

import logging
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from ...model.errors import StorageError
from ...model.places import Checksums, S3Place
from ..base import ByteProgress, Original
from ..files import sha256_of
from . import checksums
from .errors import code_of
from .progressfile import Part, Upload, beside
from .transfer import Bandwidth, PartReader, Transfer
from .uri import Address

logger = logging.getLogger(__name__)

MOST_PARTS = 10_000
MIB = 1024 * 1024
SMALL = 256 * 1024
"""Bytes up to which a file is sent from memory."""

GONE = ("NoSuchUpload", "404", "NoSuchKey")
CANNOT_TELL = ("NotImplemented", "MethodNotAllowed", "405", "501")
TAKEN = ("PreconditionFailed", "412")


class Taken(Exception):
    """There is an object under the key already."""


class UploadGone(Exception):
    """The server knows nothing of the upload any more."""


class Sender:
    """Sends one local file to one address. Used once, on one thread."""

    def __init__(
        self,
        client: Any,
        place: S3Place,
        kind: Checksums,
        part_size: int,
        bandwidth: Bandwidth,
        source: Path,
        target: Address,
        original: Original,
    ) -> None:
        self._client = client
        self._place = place
        self._kind = kind
        self._bandwidth = bandwidth
        self._source = source
        self._target = target
        self._original = original
        self._size = source.stat().st_size
        fewest = -(-self._size // MOST_PARTS)
        self._part_size = max(part_size, -(-fewest // MIB) * MIB)
        self._noted = beside(source)
        self._where = {"Bucket": target.bucket, "Key": target.key}

    def send(self, progress: ByteProgress | None) -> dict[str, Any]:
        """Gives the server's answer. Raises `Taken`, `UploadGone` (then to be sent anew), and botocore's errors."""
        if self._size <= self._part_size:
            return self._send_whole(progress)
        upload, parts = self._begin()
        self._send_parts(upload, parts, progress)
        answer = self._complete(upload, parts)
        self._noted.remove()
        return answer

    def _send_whole(self, progress: ByteProgress | None) -> dict[str, Any]:
        transfer, answers = Transfer(self._bandwidth), []

        def put() -> None:
            with PartReader(self._source, 0, self._size, transfer) as body:
                digest = body.digest("sha256")
                self._compare(digest.hex())
                _value, checksum = checksums.of_part(body, self._kind, digest)
                # A file as the body costs one more exchange with the server, which asks first whether it may send.
                content = body.read() if self._size <= SMALL else body
                arguments = {**self._where, **self._described(), **checksum, "Body": content}
                answers.append(self._unless_taken(self._client.put_object, arguments))
                if content is not body:
                    transfer.passed(self._size)

        transfer.run([put], 1, progress)
        return answers[0]

    def _begin(self) -> tuple[Upload, dict[int, Part]]:
        found = self._noted.read()
        if found is not None and self._is_of_this(found[0]):
            kept = self._confirmed(*found)
            if kept is not None:
                logger.info("upload taken up: %s of %s parts are there", len(kept), self._count(found[0].part_size))
                return found[0], kept
        answer = self._client.create_multipart_upload(
            **self._where, **self._described(), **checksums.of_upload(self._kind)
        )
        upload = Upload(**self._identity(), part_size=self._part_size, upload_id=answer["UploadId"])
        self._noted.begin(upload)
        return upload, {}

    def _confirmed(self, upload: Upload, parts: dict[int, Part]) -> dict[int, Part] | None:
        """The noted parts that the server has as well; None where it knows nothing of the upload any more."""
        there: dict[int, str] = {}
        marker = 0
        try:
            while True:
                answer = self._client.list_parts(**self._where, UploadId=upload.upload_id, PartNumberMarker=marker)
                there.update({part["PartNumber"]: part["ETag"] for part in answer.get("Parts", [])})
                if not answer.get("IsTruncated"):
                    break
                marker = int(answer["NextPartNumberMarker"])
        except ClientError as error:
            if code_of(error) in CANNOT_TELL:
                return parts
            if code_of(error) in GONE:
                return None
            raise
        return {number: part for number, part in parts.items() if there.get(number) == part.etag}

    def _send_parts(self, upload: Upload, parts: dict[int, Part], progress: ByteProgress | None) -> None:
        size = upload.part_size
        missing = [number for number in range(1, self._count(size) + 1) if number not in parts]
        transfer = Transfer(self._bandwidth, sum(self._length(number, size) for number in parts))

        def verify() -> None:
            def go_on(_done: int) -> None:
                transfer.passed(0)

            self._compare(sha256_of(self._source, go_on))

        def part(number: int) -> None:
            length = self._length(number, size)
            with PartReader(self._source, (number - 1) * size, length, transfer) as body:
                value, checksum = checksums.of_part(body, self._kind)
                answer = self._client.upload_part(
                    **self._where, UploadId=upload.upload_id, PartNumber=number, Body=body, **checksum
                )
            sent = Part(number, answer["ETag"], value)
            self._noted.add(sent)
            parts[number] = sent

        jobs = [verify, *(lambda number=number: part(number) for number in missing)]
        try:
            transfer.run(jobs, self._place.concurrency, progress)
        except ClientError as error:
            raise (UploadGone() if code_of(error) in GONE else error) from error

    def _complete(self, upload: Upload, parts: dict[int, Part]) -> dict[str, Any]:
        listed = [checksums.of_completed(n, parts[n].etag, parts[n].checksum, self._kind) for n in sorted(parts)]
        arguments = {**self._where, "UploadId": upload.upload_id, "MultipartUpload": {"Parts": listed}}
        try:
            return self._unless_taken(self._client.complete_multipart_upload, arguments)
        except Taken:
            self._abort(upload)
            raise
        except ClientError as error:
            if code_of(error) in GONE or code_of(error).startswith("InvalidPart"):
                self._abort(upload)
                raise UploadGone from error
            raise

    def _abort(self, upload: Upload) -> None:
        try:
            self._client.abort_multipart_upload(**self._where, UploadId=upload.upload_id)
        except ClientError as error:
            logger.info("the upload was not aborted: %s", code_of(error))
        self._noted.remove()

    def _unless_taken(self, call: Any, arguments: dict[str, Any]) -> dict[str, Any]:
        """The call under the condition that nothing is there; without it where the server knows no conditions."""
        try:
            return dict(call(**arguments, IfNoneMatch="*"))
        except ClientError as error:
            if code_of(error) in TAKEN:
                raise Taken from error
            if code_of(error) not in CANNOT_TELL:
                raise
        if "Body" in arguments and hasattr(arguments["Body"], "seek"):
            arguments["Body"].seek(0)
        return dict(call(**arguments))

    def _compare(self, digest: str) -> None:
        """What lies in the outbox must be what was added."""
        if digest != self._original.sha256:
            raise StorageError("storage-damaged", name=self._target.name)

    def _described(self) -> dict[str, Any]:
        metadata = {"sha256": self._original.sha256, "import-id": self._original.import_id}
        sse = {"ServerSideEncryption": self._place.sse} if self._place.sse else {}
        key = {"SSEKMSKeyId": self._place.kms_key} if self._place.kms_key else {}
        return {"Metadata": metadata, **sse, **key}

    def _identity(self) -> dict[str, Any]:
        endpoint = str(self._client.meta.endpoint_url)
        return {"endpoint": endpoint, **self._target_fields(), "sha256": self._original.sha256, "size": self._size}

    def _target_fields(self) -> dict[str, str]:
        return {"bucket": self._target.bucket, "key": self._target.key}

    def _is_of_this(self, upload: Upload) -> bool:
        return all(getattr(upload, name) == value for name, value in self._identity().items())

    def _count(self, part_size: int) -> int:
        return -(-self._size // part_size)

    def _length(self, number: int, part_size: int) -> int:
        return min(part_size, self._size - (number - 1) * part_size)
