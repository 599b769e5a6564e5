"""Everything to download from my page."""

from io import BytesIO
from zipfile import ZipFile

from flask.testing import FlaskClient

from ugc.models import Submission


def test_everything_is_a_download(
    client: FlaskClient, page: str, another_page: str, sent: Submission
) -> None:
    assert f'href="{page}/everything.zip"' in client.get(page).text
    answer = client.get(f"{page}/everything.zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=pip-and-moss.zip"
    assert answer.headers["Cache-Control"] == "no-store"
    with ZipFile(BytesIO(answer.data)) as archive:
        (photo,) = [name for name in archive.namelist() if name.startswith("photos/")]
        assert archive.read(photo) == b"org"
        assert sent.story in archive.read("index.html").decode()
    other = client.get(f"{another_page}/everything.zip").data
    with ZipFile(BytesIO(other)) as archive:
        assert sent.story not in archive.read("index.html").decode()
