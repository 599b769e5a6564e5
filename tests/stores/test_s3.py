"""What only a service can do wrong, looked at with boto3's own client."""

import io
from hashlib import sha256
from uuid import uuid4

import pytest

from tests.stores.sources import Breaking, photo
from tests.support.ports import free_port
from tests.support.seaweed import Seaweed
from ugc.stores import Store, StoreError, open_store
from ugc.stores.multipart import PART

LARGE = photo(PART + 1000)


class Bucket:
    """A store of ours, and what the server says about it without our code."""

    def __init__(self, server: Seaweed) -> None:
        self.prefix = uuid4().hex
        self.store: Store = open_store(server.url(self.prefix))
        self.client = server.client()
        self._all = {"Bucket": server.bucket, "Prefix": self.prefix}

    def uploads(self) -> list[dict[str, str]]:
        """Multipart uploads still open, each as the arguments of a further call."""
        listed = self.client.list_multipart_uploads(**self._all).get("Uploads", [])
        return [
            {"Bucket": self._all["Bucket"]} | {name: one[name] for name in ("Key", "UploadId")}
            for one in listed
        ]

    def types(self) -> dict[str, str]:
        """The content type of every object by its name in the bucket."""
        bucket = self._all["Bucket"]
        names = [one["Key"] for one in self.client.list_objects_v2(**self._all).get("Contents", [])]
        return {name: self.client.head_object(Bucket=bucket, Key=name)["ContentType"] for name in names}


@pytest.fixture
def bucket(seaweed_server: Seaweed) -> Bucket:
    return Bucket(seaweed_server)


@pytest.mark.parametrize("size", [1000, PART + 1000])
def test_an_object_has_its_type_and_leaves_nothing_beside_it(bucket: Bucket, size: int) -> None:
    partial = bucket.store.partial("a/b")
    partial.append(io.BytesIO(photo(size)), size)
    partial.finish("image/heic")
    assert bucket.types() == {f"{bucket.prefix}/a/b": "image/heic"}
    assert bucket.uploads() == []


def test_a_put_that_breaks_late_leaves_no_parts(bucket: Bucket) -> None:
    with pytest.raises(ConnectionResetError):
        bucket.store.put("a", Breaking(LARGE, PART + 500), content_type="image/jpeg")
    assert bucket.uploads() == []


def test_parts_that_a_lifecycle_rule_removed_are_sent_again(bucket: Bucket) -> None:
    partial = bucket.store.partial("a")
    partial.append(io.BytesIO(LARGE), len(LARGE))
    (upload,) = bucket.uploads()
    bucket.client.abort_multipart_upload(**upload)
    assert partial.offset() == 0
    partial.append(io.BytesIO(LARGE), len(LARGE))
    assert partial.finish("image/jpeg").sha256 == sha256(LARGE).hexdigest()


def test_a_part_that_a_retry_sent_again_counts_once(bucket: Bucket) -> None:
    partial = bucket.store.partial("a")
    partial.append(io.BytesIO(LARGE), len(LARGE))
    (upload,) = bucket.uploads()
    bucket.client.upload_part(**upload, PartNumber=1, Body=LARGE[:PART])
    assert partial.offset() == len(LARGE)
    assert partial.finish("image/jpeg").sha256 == sha256(LARGE).hexdigest()


def test_a_service_that_is_down_may_come_back(seaweed_server: Seaweed) -> None:
    away = open_store(Seaweed(f"http://127.0.0.1:{free_port()}").url("x"))
    for trouble in (
        away.ready,
        lambda: away.size("a"),
        lambda: away.partial("a").append(io.BytesIO(b"x"), 1),
    ):
        with pytest.raises(StoreError, match="cannot be reached") as down:
            trouble()
        assert not down.value.permanent


def test_a_bucket_that_is_not_there_is_named(seaweed_server: Seaweed) -> None:
    with pytest.raises(StoreError, match="no bucket “nobodys”") as absent:
        open_store(seaweed_server.url("x", bucket="nobodys")).ready()
    assert absent.value.permanent


def test_wrong_credentials_are_for_a_person_to_mend(
    seaweed_server: Seaweed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    store = open_store(seaweed_server.fresh())
    for trouble in (store.ready, lambda: store.put("a", io.BytesIO(b"x"), content_type="image/jpeg")):
        with pytest.raises(StoreError, match="refused") as refused:
            trouble()
        assert refused.value.permanent


def test_credentials_that_are_not_there_are_named(
    seaweed_server: Seaweed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with pytest.raises(StoreError, match="AWS_ACCESS_KEY_ID") as missing:
        open_store(seaweed_server.fresh()).ready()
    assert missing.value.permanent
