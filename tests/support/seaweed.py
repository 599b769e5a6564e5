"""An S3 server of the tests' own: SeaweedFS, with one bucket."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import boto3.session
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.support.ports import end, free_port, wait_until

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "tester",
    "AWS_SECRET_ACCESS_KEY": "a secret for tests",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True)
class Seaweed:
    """A running server; `fresh()` is a store URL nobody used before."""

    endpoint: str
    bucket: str = "photos"

    def url(self, prefix: str, bucket: str = bucket) -> str:
        return f"s3://{bucket}/{prefix}?endpoint={self.endpoint}&region=us-east-1"

    def fresh(self) -> str:
        return self.url(uuid4().hex)

    def client(self):
        """boto3's own client, for looking at the bucket without our code."""
        retries = {"total_max_attempts": 1}
        session = boto3.session.Session(
            CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"]
        )
        return session.client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1", config=Config(retries=retries)
        )


@contextmanager
def seaweed(folder: Path) -> Iterator[Seaweed]:
    """Start a server below `folder`, and the usual AWS variables with it; both end with the block."""
    program, s3 = Path(sys.executable).with_name("weed"), free_port()
    (folder / "s3.json").write_text(json.dumps({"identities": [_IDENTITY]}))
    (folder / "data").mkdir()
    options = {
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "dir": folder / "data",
        "s3.config": folder / "s3.json",
    }
    options |= {"volume.max": 20, "master.volumeSizeLimitMB": 256, "master.telemetry": "false"}
    options |= {"s3.port": s3, "s3.port.iceberg": 0, "s3.port.lance": 0, "filer": "true", "s3": "true"}
    options |= {f"{part}.port": free_port() for part in ("master", "volume", "filer")}
    options |= {f"{part}.port.grpc": free_port() for part in ("master", "volume", "filer", "s3")}
    run = [str(program), "server", *(f"-{name}={value}" for name, value in options.items())]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(run, stdout=log, stderr=log, cwd=folder)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in CREDENTIALS.items():
                patch.setenv(name, value)
            running = Seaweed(f"http://127.0.0.1:{s3}")
            wait_until(lambda: _keeps(running), f"SeaweedFS to keep an object (see {folder}/log)", 90)
            yield running
    finally:
        server.kill()
        end(server)


_IDENTITY = {
    "name": "tests",
    "credentials": [
        {"accessKey": CREDENTIALS["AWS_ACCESS_KEY_ID"], "secretKey": CREDENTIALS["AWS_SECRET_ACCESS_KEY"]}
    ],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}


def _keeps(server: Seaweed) -> bool:
    """It answers before it can keep anything, so ask for what we need."""
    client = server.client()
    try:
        with suppress(client.exceptions.BucketAlreadyOwnedByYou):
            client.create_bucket(Bucket=server.bucket)
        client.put_object(Bucket=server.bucket, Key="first", Body=b"?")
    except (BotoCoreError, ClientError):
        return False
    return True
