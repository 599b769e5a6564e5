"""A form that was opened, as its photos' sender knows it."""

import base64
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from tests.support.people import World
from tests.web.forms import PATH, hidden

TUS = {"Tus-Resumable": "1.0.0"}
UPLOADS = "/c/little-wearers/uploads"
BYTES = "application/offset+octet-stream"


@dataclass(frozen=True)
class Opened:
    """What an opened form's page holds: the draft's key, and the token that says the click is its own."""

    draft: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {**TUS, "X-CSRFToken": self.token}

    def creating(self, length: int, filename: str = "train.jpg") -> dict[str, str]:
        """The headers that announce a photo."""
        pairs = {"filename": filename, "draft": self.draft}
        encoded = ",".join(
            f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items()
        )
        return {**self.headers, "Upload-Length": str(length), "Upload-Metadata": encoded}

    def sending(self, offset: int, **more: str) -> dict[str, str]:
        """The headers of a piece."""
        return {**self.headers, "Upload-Offset": str(offset), "Content-Type": BYTES, **more}


def opened(page: str) -> Opened:
    found = hidden(page)
    return Opened(found["draft"], found["csrf_token"])


@pytest.fixture
def form(client: FlaskClient, running: World) -> Opened:
    """The form, open in the client's browser."""
    return opened(client.get(PATH).text)
