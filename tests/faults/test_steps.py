"""Killed at a chosen system call of an upload, a form or a photo's development: what was acknowledged stays.

strace counts the calls of the process's first thread and kills it at the given one.
"""

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import requests
from sqlalchemy import select, update

from tests.faults.test_kill import let_leases_run_out, submit
from tests.support.installation import Installation
from tests.support.photos import jpeg
from tests.support.ports import listens, wait_until
from tests.web.forms import PATH, filled, hidden
from tests.web.submit.conftest import UPLOADS, opened
from ugc.collect.uploads import sweep
from ugc.db import EVERYONE, Database
from ugc.models import Photo, Rendition, Submission, Upload
from ugc.settings import ROOT
from ugc.stores import LocalStore

SYNCS = [("fsync", nth) for nth in (1, 3, 6, 9)] + [("fdatasync", nth) for nth in (2, 5, 8, 10)]
UPLOADING = [*SYNCS, ("rename", 1), ("unlink", 1), *(("pwrite64", nth) for nth in (14, 40, 90))]
DEVELOPING = [
    ("fsync", 5),
    ("rename", 1),
    ("rename", 4),
    ("fdatasync", 1),
    ("fdatasync", 2),
    ("pwrite64", 20),
]

EACH = 4  # renditions of a photo of that size: 320 and 480 pixels, WebP and JPEG

Point = tuple[str, int]


def step(here: Installation, point: Point | None, *words: str) -> subprocess.Popen[bytes]:
    """Start a step that dies at a point, or doesn't."""
    call, nth = point or ("", 0)
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={nth}"]
    strace = ["strace", "-D", "-o", "/dev/null", *inject] if point else []
    run = [*strace, sys.executable, "-m", "tests.faults.steps", *words]
    environment = {**here.environment, "PYTHONDONTWRITEBYTECODE": "1"}  # or the first run has more to write
    process = subprocess.Popen(run, cwd=ROOT, env=environment)
    here.running.append(process)
    return process


class Stubborn:
    """A customer who tries until there is an answer, while the server dies at one point after another."""

    def __init__(self, here: Installation, database: Database, points: list[Point]) -> None:
        self.here, self.database, self.points = here, database, points
        self.browser = requests.Session()
        self.process: subprocess.Popen[bytes] | None = None

    def insist(self, ask: Callable[[], requests.Response]) -> requests.Response:
        """Ask, and whenever the server has died, let it be started again and ask once more."""
        while True:
            if self.process is None or self.process.poll() is not None:
                point = self.points.pop(0) if self.points else None
                self.process = step(self.here, point, "serve", str(self.here.port))
                wait_until(lambda: listens(self.here.port), "the server to listen", 60)
            try:
                return ask()
            except requests.ConnectionError:
                self.process.wait(timeout=30)

    def pass_on(self, url: str, headers: dict[str, str], piece: bytes) -> None:
        """Send a piece; it may have arrived before although nobody said so."""
        answer = self.insist(lambda: self.browser.patch(url, headers=headers, data=piece, timeout=30))
        assert answer.status_code in (204, 409, 423)
        if answer.status_code == 423:  # the minute for which a dead request holds it goes by
            with self.database.write(EVERYONE) as session:
                session.execute(update(Upload).values(lease_until=None))

    def send(self, photo: bytes) -> None:
        """Fill in a form with one photo, whatever happens."""
        self.browser = requests.Session()
        base, get = self.here.base_url, lambda: self.browser.get(base + PATH, timeout=30)
        form = opened(self.insist(get).text)
        headers = form.creating(len(photo))
        created = self.insist(lambda: self.browser.post(base + UPLOADS, headers=headers, timeout=30))
        assert created.status_code == 201
        url, acknowledged = base + created.headers["Location"], 0
        while acknowledged < len(photo):
            asked = self.insist(lambda: self.browser.head(url, headers=form.headers, timeout=30))
            at = int(asked.headers["Upload-Offset"])
            assert at >= acknowledged
            acknowledged = at
            if at < len(photo):
                self.pass_on(url, form.sending(at), photo[at : at + len(photo) // 3])
        fields = {**hidden(self.insist(get).text), **filled()}
        post = lambda: self.browser.post(base + PATH, data=fields, allow_redirects=False, timeout=30)  # noqa: E731
        assert self.insist(post).status_code == 303


def test_an_upload_and_its_form_survive_a_death_at_every_step(
    here: Installation, database: Database, store: LocalStore
) -> None:
    customer, sent = Stubborn(here, database, list(UPLOADING)), []
    while customer.points:
        photo = jpeg((640, 480), seed=len(sent))
        customer.send(photo)
        sent.append(hashlib.sha256(photo).hexdigest())
    with database.read(EVERYONE) as session:
        kept = {photo.original_key: photo.sha256 for photo in session.scalars(select(Photo))}
        assert len(session.scalars(select(Submission)).all()) == len(sent)
    assert sorted(kept.values()) == sorted(sent)
    for key, sha256 in kept.items():
        with store.open(key) as file:
            assert hashlib.sha256(file.read()).hexdigest() == sha256
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    sweep(Database(str(database.engine.url), lambda: tomorrow), store)
    store.sweep(tomorrow)
    assert set(store.keys()) == kept.keys()


def test_a_photo_is_developed_once_whichever_step_its_worker_dies_at(
    here: Installation, database: Database, store: LocalStore
) -> None:
    submission_id = submit(database, store, len(DEVELOPING), (480, 360))
    with database.read(EVERYONE) as session:
        photos = [photo.id for photo in session.get_one(Submission, submission_id).photos]
    for photo_id, point in zip(photos, DEVELOPING, strict=True):
        assert step(here, point, "develop", photo_id).wait(timeout=120) == -9
        with database.read(EVERYONE) as session:
            rows = session.scalars(select(Rendition.key)).all()
            assert all(store.size(key) for key in rows)
        assert set(Counter(key.split("/")[1] for key in rows).values()) <= {EACH}
    let_leases_run_out(database)
    for photo_id in photos:
        step(here, None, "develop", photo_id).wait(timeout=120)
    with database.read(EVERYONE) as session:
        assert session.get_one(Submission, submission_id).state == "ready"
        keys = session.scalars(select(Rendition.key)).all()
    assert len(keys) == EACH * len(photos)
    assert set(store.keys("r/")) == set(keys)
