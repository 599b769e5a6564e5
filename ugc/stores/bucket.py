"""One S3 bucket as boto3 knows it, with our errors in place of the vendor's. The only door to boto3."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

import boto3.session
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

from ugc.stores.contract import Missing, StoreError
from ugc.stores.streams import CHUNK, Tally

PART = 5 * 2**20  # the least S3 takes for any part but the last

_ABSENT = ("NoSuchKey", "NoSuchUpload", "NotFound", "404")
_PASSING = ("RequestTimeout", "RequestTimeTooSkewed")  # 400 and 403, yet worth another try

# One part in memory at a time. boto3's threads would hold ten.
_TRANSFER = TransferConfig(
    multipart_threshold=PART, multipart_chunksize=PART, use_threads=False, preferred_transfer_client="classic"
)


def _config(endpoint: str | None) -> Config:
    """Signing the payload makes the service compare the SHA-256 of what arrived with that of what we sent.

    That replaces boto3's own trailing checksums, which compatible services often refuse.
    """
    return Config(
        connect_timeout=3,
        read_timeout=30,
        retries={"mode": "standard", "total_max_attempts": 3},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"payload_signing_enabled": True, "addressing_style": "path" if endpoint else "auto"},
    )


@contextmanager
def _vendor_errors(key: str) -> Iterator[None]:
    """Turn boto3's errors into ours; whatever else comes through, such as a source's own errors, passes."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _ABSENT:
            raise Missing(key) from error
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        raise StoreError(
            f"The photo store refused ({code}). Everything received before is safe.",
            permanent=400 <= status < 500 and status not in (408, 429) and code not in _PASSING,
        ) from error
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise StoreError(
            "The photo store's credentials are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            permanent=True,
        ) from error
    except BotoCoreError as error:
        raise StoreError(
            "The photo store cannot be reached. Everything received before is safe; please try again soon.",
            permanent=False,
        ) from error


class Bucket:
    """The objects below `prefix`, which is empty or ends with a slash; keys are without it.

    Credentials come from the usual AWS variables. Whatever asks S3 raises Missing and StoreError.
    """

    def __init__(self, name: str, prefix: str, endpoint: str | None, region: str | None) -> None:
        self._name = name
        self._prefix = prefix
        self._client = boto3.session.Session().client(
            "s3", endpoint_url=endpoint, region_name=region, config=_config(endpoint)
        )

    def ready(self) -> None:
        """Raises StoreError when there is no such bucket."""
        try:
            with _vendor_errors(self._name):
                self._client.head_bucket(Bucket=self._name)
        except Missing as error:
            raise StoreError(f"The photo store has no bucket “{self._name}”.", permanent=True) from error

    def address(self, key: str) -> dict[str, str]:
        """`key` as S3 knows it."""
        return {"Bucket": self._name, "Key": self._prefix + key}

    def call(self, operation: str, key: str, **arguments: Any) -> dict[str, Any]:
        """One S3 operation on one object."""
        with _vendor_errors(key):
            answer: dict[str, Any] = getattr(self._client, operation)(**self.address(key), **arguments)
        return answer

    def upload(self, source: Tally, key: str, content_type: str) -> None:
        """`source` to its end, in parts when it is long, as it is read."""
        with _vendor_errors(key):
            self._client.upload_fileobj(
                source, **self.address(key), ExtraArgs={"ContentType": content_type}, Config=_TRANSFER
            )

    def stream(self, key: str) -> BinaryIO:
        """An object as a plain file."""
        return io.BufferedReader(_Body(self.call("get_object", key)["Body"], key), CHUNK)

    def parts(self, key: str, upload: str) -> Iterator[dict[str, Any]]:
        """What a multipart upload holds."""
        return self._pages("list_parts", "Parts", UploadId=upload, **self.address(key))

    def objects(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """The keys that begin so, with when each was written."""
        for entry in self._below("list_objects_v2", "Contents", prefix):
            yield entry["Key"].removeprefix(self._prefix), entry["LastModified"]

    def multiparts(self) -> Iterator[tuple[str, str, datetime]]:
        """The multipart uploads nobody finished: the key, the upload's id, since when."""
        for upload in self._below("list_multipart_uploads", "Uploads", ""):
            yield upload["Key"].removeprefix(self._prefix), upload["UploadId"], upload["Initiated"]

    def _below(self, operation: str, member: str, prefix: str) -> Iterator[dict[str, Any]]:
        return self._pages(operation, member, Bucket=self._name, Prefix=self._prefix + prefix)

    def _pages(self, operation: str, member: str, **arguments: Any) -> Iterator[dict[str, Any]]:
        """Every `member` of a listing, page after page."""
        with _vendor_errors(self._name):
            for page in self._client.get_paginator(operation).paginate(**arguments):
                yield from page.get(member, [])


class _Body(io.RawIOBase):
    """An answer's body as a plain file."""

    def __init__(self, body: Any, key: str) -> None:
        self._body = body
        self._key = key

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _vendor_errors(self._key):
            data: bytes = self._body.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._body.close()
        super().close()
