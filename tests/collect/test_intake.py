"""From a form to a submission: everything in one transaction, and the same click twice is one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.collect.sending import send
from tests.support import photos
from tests.support.clock import Clock
from tests.support.people import World
from ugc.collect.entry import Agreement, Entry, Guardian
from ugc.collect.intake import sent
from ugc.collect.pieces import append, complete
from ugc.collect.uploads import Draft, sweep
from ugc.db import EVERYONE, Database
from ugc.definitions.schema import Definition
from ugc.models import Consent, Customer, Event, Mail, Photo, Submission, Thread, Upload
from ugc.stores import Store, open_store


@pytest.fixture
def store() -> Store:
    return open_store("memory://")


def consents(database: Database, submission: Submission, party: str) -> dict[str, Consent]:
    with database.read(EVERYONE) as session:
        of_it = select(Consent).where(Consent.submission_id == submission.id, Consent.party == party)
        return {consent.purpose: consent for consent in session.scalars(of_it)}


def test_a_form_becomes_a_submission_with_all_that_hangs_on_it(
    draft: Draft, definition: Definition, entry: Entry, clock: Clock
) -> None:
    upload = draft.keep("duck.jpg", BytesIO(photos.jpeg()))
    row = send(draft, definition, replace(entry, alts={upload.id: "A duck with a letter"}))
    with draft.database.read(EVERYONE) as session:
        submission = session.get_one(Submission, row.id)
        customer = session.get_one(Customer, submission.customer_id)
        photo = session.scalars(select(Photo)).one()
        thread = session.scalars(select(Thread)).one()
        receipt = session.scalars(select(Mail)).one()
        assert session.scalars(select(Upload)).all() == []
    assert (submission.state, submission.kind, submission.credit) == ("received", "photo", "Nadia & Milo")
    assert (customer.name, customer.email) == ("Nadia", "nadia@example.net")
    assert (photo.state, photo.alt, photo.filename) == ("received", "A duck with a letter", "duck.jpg")
    assert (photo.original_key, photo.sha256) == (upload.key, upload.sha256)
    assert (thread.state, thread.due_at) == ("ours", clock() + timedelta(hours=24))
    assert (receipt.kind, receipt.about_id, receipt.to) == ("receipt", submission.id, "nadia@example.net")


def test_a_box_left_empty_is_a_refusal_on_record(draft: Draft, definition: Definition, entry: Entry) -> None:
    submission = send(draft, definition, entry)
    answers = consents(draft.database, submission, "author")
    assert {purpose: consent.state for purpose, consent in answers.items()} == {
        "gallery": "given",
        "reshare": "given",
        "ads": "refused",
    }
    gallery = answers["gallery"]
    assert gallery.statement == "Show it. Anyone can see it."
    assert (gallery.terms_id, gallery.language) == (entry.terms.id, "en")
    assert gallery.expires_at == definition.consent_ends
    assert answers["ads"].given_at is None


def test_words_alone_are_ready_at_once(draft: Draft, definition: Definition, entry: Entry) -> None:
    submission = send(draft, definition, replace(entry, kind="question"))
    assert submission.state == "ready"


def test_the_engine_hears_of_every_photo_and_the_receipt(
    draft: Draft, definition: Definition, entry: Entry
) -> None:
    for number in range(2):
        draft.keep(f"{number}.jpg", BytesIO(photos.jpeg(seed=number)))
    hints: list[str] = []
    draft.database.hint = lambda kind, _: hints.append(kind)
    send(draft, definition, entry)
    assert sorted(hints) == ["mail", "photo", "photo"]


def test_the_same_click_twice_is_one_submission(draft: Draft, definition: Definition, entry: Entry) -> None:
    draft.keep("once.jpg", BytesIO(photos.jpeg()))
    with ThreadPoolExecutor(4) as clicks:
        ids = {s.id for s in clicks.map(lambda _: send(draft, definition, entry), range(8))}
    assert len(ids) == 1
    with draft.database.read(EVERYONE) as session:
        counted = {
            model: session.scalar(select(func.count()).select_from(model)) for model in (Submission, Photo)
        }
        assert counted == {Submission: 1, Photo: 1}
        assert session.scalar(select(func.count()).select_from(Mail)) == 1
        assert session.scalar(select(func.count()).where(Customer.name == "Nadia")) == 1
        assert sent(session, draft.campaign, draft.key) is not None


def test_the_same_photo_twice_is_one(
    draft: Draft, definition: Definition, entry: Entry, store: Store
) -> None:
    file = photos.jpeg()
    first = draft.keep("IMG_1.jpg", BytesIO(file))
    assert draft.keep("IMG_1 (1).jpg", BytesIO(file)).id == first.id
    again = draft.expect("meanwhile.jpg", len(file))
    append(draft, again, 0, BytesIO(file))
    complete(draft, again)
    send(draft, definition, entry)
    sweep(draft.database, store)
    with draft.database.read(EVERYONE) as session:
        assert session.scalars(select(Photo.filename)).all() == ["IMG_1.jpg"]
    assert list(store.keys()) == [first.key]


def test_somebody_from_their_own_page_stays_the_same_customer(
    draft: Draft, definition: Definition, entry: Entry, world: World
) -> None:
    submission = send(draft, definition, replace(entry, customer=world.customer))
    assert submission.customer_id == world.customer.id


def test_a_guardian_who_sends_it_agrees_for_the_child_under_their_name(
    draft: Draft, definition: Definition, entry: Entry
) -> None:
    entry = replace(entry, shows_child="guardian", guardian=Guardian("Nadia Rahman"))
    submission = send(draft, definition, entry)
    answers = consents(draft.database, submission, "guardian")
    assert {purpose: consent.state for purpose, consent in answers.items()} == {
        "gallery": "given",
        "reshare": "given",
        "ads": "refused",
    }
    assert {consent.name for consent in answers.values()} == {"Nadia Rahman"}


def test_another_guardian_is_asked_and_until_then_nothing_is_public(
    draft: Draft, definition: Definition, entry: Entry, clock: Clock
) -> None:
    entry = replace(entry, shows_child="other", guardian=Guardian(email="grandad@example.net"))
    submission = send(draft, definition, entry)
    answers = consents(draft.database, submission, "guardian")
    assert {consent.state for consent in answers.values()} == {"requested"}
    assert set(answers) == {"gallery", "reshare"}
    assert {consent.expires_at for consent in answers.values()} == {clock() + timedelta(hours=72)}
    with draft.database.read(EVERYONE) as session:
        letter = session.scalars(select(Mail).where(Mail.kind == "guardian")).one()
        agreed = session.scalar(
            select(Submission.agreed("gallery", clock())).where(Submission.id == submission.id)
        )
    assert (letter.to, letter.about_id in {c.id for c in answers.values()}) == ("grandad@example.net", True)
    assert not agreed


def test_every_answer_leaves_an_event(draft: Draft, definition: Definition, entry: Entry) -> None:
    submission = send(draft, definition, entry)
    with draft.database.read(EVERYONE) as session:
        events = session.scalars(select(Event).where(Event.about == "consent")).all()
    assert sorted(event.new for event in events) == ["given", "given", "refused"]
    assert {event.actor for event in events} == {f"customer:{submission.customer_id}"}


def test_if_anything_fails_nothing_is_kept_and_the_photos_still_wait(
    draft: Draft, definition: Definition, entry: Entry
) -> None:
    draft.keep("duck.jpg", BytesIO(photos.jpeg()))
    twice = Agreement("gallery", "Show it.", given=True)
    with pytest.raises(Exception, match=r"(?i)unique"):
        send(draft, definition, replace(entry, agreements=(twice, twice)))
    with draft.database.read(EVERYONE) as session:
        assert session.scalars(select(Submission)).all() == []
    assert len(draft.photos()) == 1
