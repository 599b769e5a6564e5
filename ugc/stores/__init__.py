"""Where photos are kept: a local directory, an S3 bucket or memory, behind one contract."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ugc.stores.contract import BadKey, Missing, Partial, Store, Stored, StoreError
from ugc.stores.local import LocalStore
from ugc.stores.memory import MemoryStore

__all__ = ["BadKey", "BadStoreUrl", "Missing", "Partial", "Store", "StoreError", "Stored", "open_store"]


class BadStoreUrl(ValueError):
    """The store's address cannot be understood; the text says what would be right."""


def open_store(url: str) -> Store:
    """The store at `file:///path`, `s3://bucket/prefix?endpoint=…&region=…` or `memory://`.

    Makes a local directory that is not there yet. Raises BadStoreUrl, and StoreError when the directory can't
    be made.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStore(_directory(parts))
    if parts.scheme == "s3":
        return _s3(parts)
    if url == "memory://":
        return MemoryStore()
    raise BadStoreUrl(
        f"“{url}” is no store: write file:///absolute/path, s3://bucket/prefix?endpoint=https://… or memory://"
    )


def _directory(parts: SplitResult) -> Path:
    if parts.netloc or not parts.path.startswith("/") or parts.query:
        raise BadStoreUrl(
            "A local store is written with three slashes and its absolute path: file:///srv/ugc/media"
        )
    return Path(unquote(parts.path))


def _s3(parts: SplitResult) -> Store:
    from ugc.stores.s3 import S3Store  # noqa: PLC0415  boto3 takes its time to import; only S3 pays for it

    if "@" in parts.netloc:
        raise BadStoreUrl(
            "Credentials stay out of the store's address: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not parts.netloc or not options.keys() <= {"endpoint", "region"} or not all(options.values()):
        raise BadStoreUrl(
            "An S3 store is written s3://bucket/prefix?endpoint=https://…&region=…; the bucket is enough."
        )
    prefix = parts.path.strip("/")
    return S3Store(parts.netloc, f"{prefix}/" if prefix else "", **options)
