"""Objects in an S3 bucket, AWS's own or a compatible service's."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from ugc.stores.bucket import Bucket
from ugc.stores.contract import Stored, check_key
from ugc.stores.multipart import INCOMING, S3Partial
from ugc.stores.streams import Tally


class S3Store:
    """`s3://bucket/prefix`. The bucket is ours below it: `sweep` aborts any multipart upload there."""

    def __init__(
        self, bucket: str, prefix: str = "", *, endpoint: str | None = None, region: str | None = None
    ) -> None:
        self._bucket = Bucket(bucket, prefix, endpoint, region)

    def put(self, key: str, source: BinaryIO, *, content_type: str) -> Stored:
        tally = Tally(source)
        self._bucket.upload(tally, check_key(key), content_type)
        return tally.stored(key)

    def open(self, key: str) -> BinaryIO:
        return self._bucket.stream(check_key(key))

    def size(self, key: str) -> int:
        return int(self._bucket.call("head_object", check_key(key))["ContentLength"])

    def delete(self, key: str) -> None:
        self._bucket.call("delete_object", check_key(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        check_key(prefix + "x")
        return (key for key, _ in self._bucket.objects(prefix) if not key.startswith(INCOMING))

    def partial(self, key: str) -> S3Partial:
        return S3Partial(self._bucket, check_key(key))

    def sweep(self, before: datetime) -> int:
        left = 0
        for key, upload, since in self._bucket.multiparts():
            if since < before:
                self._bucket.call("abort_multipart_upload", key, UploadId=upload)
                left += 1
        for key, touched in self._bucket.objects(INCOMING):
            if touched < before:
                self._bucket.call("delete_object", key)
                left += 1
        return left

    def ready(self) -> None:
        self._bucket.ready()
