"""Objects in an S3 bucket, AWS's own or a compatible service's. The only door to boto3."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

import boto3.session
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

from ugc.stores.contract import Missing, Stored, StoreError, check_key
from ugc.stores.multipart import INCOMING, PART, S3Partial
from ugc.stores.streams import CHUNK, Tally

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


class S3Store:
    """`s3://bucket/prefix`, with credentials from the usual AWS variables.

    `prefix` is empty or ends with a slash. The bucket is ours below it: `sweep` aborts any multipart upload
    there.
    """

    def __init__(
        self, bucket: str, prefix: str = "", *, endpoint: str | None = None, region: str | None = None
    ) -> None:
        self._bucket = bucket
        self._prefix = prefix
        self._client = boto3.session.Session().client(
            "s3", endpoint_url=endpoint, region_name=region, config=_config(endpoint)
        )

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        tally = Tally(source)
        with _vendor_errors(check_key(key)):
            self._client.upload_fileobj(
                tally, **self.address(key), ExtraArgs={"ContentType": content_type}, Config=_TRANSFER
            )
        return tally.stored(key)

    def open(self, key: str) -> BinaryIO:
        return self.stream(check_key(key))

    def size(self, key: str) -> int:
        return int(self.call("head_object", check_key(key))["ContentLength"])

    def delete(self, key: str) -> None:
        self.call("delete_object", check_key(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        check_key(prefix + "x")
        return (key for key, _ in self._listed(prefix) if not key.startswith(INCOMING))

    def partial(self, key: str) -> S3Partial:
        return S3Partial(self, check_key(key))

    def sweep(self, before: datetime) -> int:
        left = 0
        for upload in self.pages(
            "list_multipart_uploads", "Uploads", Bucket=self._bucket, Prefix=self._prefix
        ):
            if upload["Initiated"] < before:
                key = upload["Key"].removeprefix(self._prefix)
                self.call("abort_multipart_upload", key, UploadId=upload["UploadId"])
                left += 1
        for key, touched in self._listed(INCOMING):
            if touched < before:
                self.call("delete_object", key)
                left += 1
        return left

    def ready(self) -> None:
        try:
            with _vendor_errors(self._bucket):
                self._client.head_bucket(Bucket=self._bucket)
        except Missing as error:
            raise StoreError(f"The photo store has no bucket “{self._bucket}”.", permanent=True) from error

    def address(self, key: str) -> dict[str, str]:
        """`key` as S3 knows it."""
        return {"Bucket": self._bucket, "Key": self._prefix + key}

    def call(self, operation: str, key: str, **arguments: Any) -> dict[str, Any]:
        """One S3 operation on one object. Raises Missing and StoreError."""
        with _vendor_errors(key):
            answer: dict[str, Any] = getattr(self._client, operation)(**self.address(key), **arguments)
        return answer

    def stream(self, key: str) -> BinaryIO:
        """An object of any name, also one of our own beside the keys. Raises Missing."""
        return io.BufferedReader(_Body(self.call("get_object", key)["Body"], key), CHUNK)

    def pages(self, operation: str, member: str, **arguments: Any) -> Iterator[dict[str, Any]]:
        """Every `member` of a listing, page after page. Raises Missing and StoreError."""
        with _vendor_errors(self._bucket):
            for page in self._client.get_paginator(operation).paginate(**arguments):
                yield from page.get(member, [])

    def _listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        for entry in self.pages(
            "list_objects_v2", "Contents", Bucket=self._bucket, Prefix=self._prefix + prefix
        ):
            yield entry["Key"].removeprefix(self._prefix), entry["LastModified"]


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
