"""Power cuts: processes are killed while they work, started again, and nothing is lost or done twice."""

import hashlib
import json
import threading
from collections import Counter
from io import BytesIO

import pytest
import urllib3
from sqlalchemy import func, select, update

from tests.support.installation import Installation
from tests.support.photos import jpeg
from tests.support.ports import wait_until
from tests.web.forms import PATH, filled, hidden
from ugc.collect.entry import Agreement, Entry
from ugc.collect.intake import receive
from ugc.collect.uploads import Draft, new_draft
from ugc.db import EVERYONE, Database, Whose
from ugc.definitions import current_terms, find_campaign, load
from ugc.models import Mail, Photo, Rendition, Submission
from ugc.stores import Store

CUTS = 4


def submit(database: Database, store: Store, photos: int, size: tuple[int, int] = (2400, 1800)) -> str:
    """A story with photos, ready for the engine; nobody hinted anything."""
    with database.read(EVERYONE) as session:
        campaign = find_campaign(session, "little-wearers")
        assert campaign is not None
        definition, terms = load(campaign.revision), current_terms(session, campaign, "en")
    draft = Draft(database, store, campaign, new_draft(), most=photos)
    for number in range(photos):
        draft.keep(f"IMG_{number}.jpg", BytesIO(jpeg(size, seed=number)))
    agreements = (Agreement("gallery", "Show it.", given=True),)
    entry = Entry("photo", "Nadia", "nadia@example.net", "en", "Nadia", terms, agreements, "A duck.")
    with database.write(Whose.brand(campaign.brand_id)) as session:
        campaign = find_campaign(session, "little-wearers")
        assert campaign is not None
        return receive(session, campaign, definition, draft.key, entry).id


def developed(database: Database) -> int:
    """How many photos are through."""
    with database.read(EVERYONE) as session:
        return session.scalar(select(func.count()).where(Photo.state != "received")) or 0


def let_leases_run_out(database: Database) -> None:
    """The minutes a dead worker's leases last go by."""
    with database.write(EVERYONE) as session:
        for model in (Photo, Mail):
            session.execute(update(model).values(lease_until=None).where(model.lease_until.is_not(None)))


def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(
    here: Installation, database: Database, store: Store
) -> None:
    submission_id = submit(database, store, photos=5)
    for cut in range(CUTS):
        worker = here.start("worker")
        wait_until(lambda done=cut: developed(database) > done, "a photo to be developed", 120)
        here.kill(worker)
        let_leases_run_out(database)
    here.start("worker")
    wait_until(lambda: developed(database) == 5, "every photo", 120)
    here.letter("nadia@example.net")
    with database.read(EVERYONE) as session:
        submission = session.get_one(Submission, submission_id)
        assert submission.state == "ready"
        assert {photo.state for photo in submission.photos} == {"ready"}
        per_photo = Counter(session.scalars(select(Rendition.photo_id)))
        keys = session.scalars(select(Rendition.key)).all()
    assert set(per_photo.values()) == {8}
    assert all(store.size(key) for key in keys)
    assert len({letter["Message-ID"] for letter in here.letters("nadia@example.net")}) == 1


def test_a_rebuild_that_is_killed_goes_on_and_no_photo_is_ever_gone(
    here: Installation, database: Database, store: Store
) -> None:
    submission_id = submit(database, store, photos=4)
    worker = here.start("worker")
    wait_until(lambda: developed(database) == 4, "every photo", 120)
    here.kill(worker)
    with database.write(EVERYONE) as session:
        before = set(session.scalars(select(Rendition.key)))
        session.get_one(Submission, submission_id).credit = "Nadia of the ducks"

    def anew() -> int:
        with database.read(EVERYONE) as session:
            keys = session.scalars(select(Rendition.key)).all()
        assert len(keys) == 4 * 8
        assert all(store.size(key) for key in keys)
        return len(set(keys) - before) // 8

    stopped = here.start("media", "rebuild", "--jobs", "1")
    wait_until(lambda: anew() > 0, "a photo to be made anew", 120)
    here.kill(stopped)
    done = anew()
    said = json.loads(here.run("media", "rebuild", "--json"))
    assert said == {"made": 4 - done, "problems": []}
    assert anew() == 4


@pytest.mark.parametrize("cut", [None, 0.05, 0.3])
def test_what_was_acknowledged_survives_the_web_process(
    here: Installation, database: Database, store: Store, cut: float | None
) -> None:
    """P1. `cut` is how long after sending the process is killed, in seconds; None: right after its answer."""
    process = here.serve("--web-only")
    photo = jpeg((1600, 1200), seed=7)
    browser = urllib3.PoolManager(retries=False, timeout=30)
    page = browser.request("GET", here.base_url + PATH)
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    fields = {
        **hidden(page.data.decode()),
        **filled(child="no"),
        "photos": ("IMG_1.jpg", photo, "image/jpeg"),
    }
    killer = threading.Timer(cut, here.kill, [process]) if cut is not None else None
    if killer:
        killer.start()
    try:
        answer = browser.request(
            "POST",
            here.base_url + PATH,
            fields=list(fields.items()),
            headers={"Cookie": cookie},
            redirect=False,
        )
        acknowledged = answer.status in (200, 303)
        assert acknowledged, answer.data.decode()[:500]
    except urllib3.exceptions.HTTPError:
        acknowledged = False
    if killer:
        killer.join()
    else:
        here.kill(process)
    with database.read(EVERYONE) as session:
        kept = session.scalars(select(Submission)).all()
        originals = session.scalars(select(Photo)).all()
    assert acknowledged <= (len(kept) == 1)
    assert len(originals) == len(kept)
    for original in originals:
        with store.open(original.original_key) as file:
            assert hashlib.sha256(file.read()).hexdigest() == hashlib.sha256(photo).hexdigest()
