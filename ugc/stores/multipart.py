"""Uploads in pieces on S3, which cannot append: parts of a multipart upload and the ragged rest beside it.

S3 wants every part but the last to be 5 MiB or more, and some services want them all alike, so each of ours
is exactly `PART`. What doesn't fill one yet is a small object under `INCOMING`, as tusd does it, whose
metadata name the multipart upload and the position the rest starts at. A rest that starts elsewhere than the
parts end is stale and counts for nothing: so sending a part makes its bytes safe and drops them from the rest
in one step, and a process may be killed between any two calls. Parts hold bytes by position, so sending one
again changes nothing.

Limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html (10,000 parts: 48 GiB).
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from ugc.stores.bucket import PART, Bucket
from ugc.stores.contract import Missing, Stored, StoreError
from ugc.stores.streams import chunks, digest

INCOMING = ".incoming/"


@dataclass(frozen=True)
class _Kept:
    """What the bucket holds: `whole` bytes in parts (or the finished object), `rest` bytes beside them."""

    upload: str = ""
    whole: int = 0
    rest: int = 0
    done: bool = False

    @property
    def offset(self) -> int:
        return self.whole + self.rest

    @property
    def complete(self) -> bool:
        """Finished, or about to be: a part that is not full is the last."""
        return self.done or self.whole % PART > 0


class S3Partial:
    def __init__(self, bucket: Bucket, key: str) -> None:
        self._bucket = bucket
        self._key = key
        self._rest_key = INCOMING + key

    def offset(self) -> int:
        return self._kept().offset

    def append(self, source: BinaryIO, limit: int) -> int:
        kept = self._kept()
        if kept.complete:
            raise StoreError("This upload is already complete and safe.", permanent=True)
        part = bytearray(self._read_rest(kept))
        try:
            for chunk in chunks(source, limit):
                room = PART - len(part)
                part += chunk[:room]
                if len(part) == PART:
                    kept = self._begun(kept, part)
                    kept = self._send(kept, part)
                    part = bytearray(chunk[room:])
        finally:
            if len(part) != kept.rest:
                kept = self._keep_rest(kept, part)
        return kept.offset

    def finish(self, content_type: str) -> Stored:
        kept = self._kept()
        if not kept.offset:
            raise Missing(self._key)
        if not kept.done:
            self._assemble(kept, content_type)
        if self._bucket.call("head_object", self._key)["ContentType"] != content_type:
            self._copy(self._key, content_type)  # a multipart upload begins before anybody knows the type
        self._bucket.call("delete_object", self._rest_key)
        with self._bucket.stream(self._key) as file:
            return digest(self._key, file)

    def discard(self) -> None:
        with suppress(Missing):
            if upload := self._bucket.call("head_object", self._rest_key)["Metadata"].get("upload"):
                self._bucket.call("abort_multipart_upload", self._key, UploadId=upload)
        self._bucket.call("delete_object", self._rest_key)

    def _kept(self) -> _Kept:
        """Read anew each time. The rest is looked at first, because finishing removes it last."""
        rest = self._head(self._rest_key)
        if done := self._head(self._key):
            return _Kept(whole=done["ContentLength"], done=True)
        if not rest:
            return _Kept()
        upload, start = rest["Metadata"].get("upload", ""), int(rest["Metadata"]["start"])
        try:
            whole = sum(part["Size"] for part in self._parts(upload).values()) if upload else 0
        except Missing:  # somebody's lifecycle rule aborted it
            upload, whole = "", 0
        return _Kept(upload, whole, rest["ContentLength"] if start == whole else 0)

    def _head(self, key: str) -> dict[str, Any] | None:
        try:
            return self._bucket.call("head_object", key)
        except Missing:
            return None

    def _parts(self, upload: str) -> dict[int, dict[str, Any]]:
        """Parts by number: SeaweedFS lists one that was sent twice two times."""
        return {part["PartNumber"]: part for part in self._bucket.parts(self._key, upload)}

    def _read_rest(self, kept: _Kept) -> bytes:
        if not kept.rest:
            return b""
        with self._bucket.stream(self._rest_key) as file:
            return file.read()

    def _keep_rest(self, kept: _Kept, rest: bytearray) -> _Kept:
        metadata = {"start": str(kept.whole)} | ({"upload": kept.upload} if kept.upload else {})
        self._bucket.call(
            "put_object", self._rest_key, Body=rest, Metadata=metadata, ContentType="application/octet-stream"
        )
        return replace(kept, rest=len(rest))

    def _begun(self, kept: _Kept, part: bytearray) -> _Kept:
        """With a multipart upload whose id is safe beside the rest, before any part depends on it."""
        if kept.upload:
            return kept
        upload = self._bucket.call("create_multipart_upload", self._key)["UploadId"]
        return self._keep_rest(replace(kept, upload=upload), part[: kept.rest])

    def _send(self, kept: _Kept, part: bytes | bytearray) -> _Kept:
        number = kept.whole // PART + 1
        self._bucket.call("upload_part", self._key, UploadId=kept.upload, PartNumber=number, Body=part)
        return replace(kept, whole=kept.whole + len(part), rest=0)

    def _assemble(self, kept: _Kept, content_type: str) -> None:
        if not kept.whole:
            self._copy(self._rest_key, content_type)
            return
        if kept.rest:
            self._send(kept, self._read_rest(kept))
        parts = [
            {"PartNumber": n, "ETag": part["ETag"]} for n, part in sorted(self._parts(kept.upload).items())
        ]
        with suppress(Missing):  # a retry after a lost answer finds the upload gone, the object there
            self._bucket.call(
                "complete_multipart_upload", self._key, UploadId=kept.upload, MultipartUpload={"Parts": parts}
            )

    def _copy(self, source: str, content_type: str) -> None:
        self._bucket.call(
            "copy_object",
            self._key,
            CopySource=self._bucket.address(source),
            MetadataDirective="REPLACE",
            ContentType=content_type,
        )
