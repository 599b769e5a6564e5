"""A submission as its customer finds it on their page."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.web.portal.concerned import DANA, Letters, asking
from ugc.collect.agreements import ask_others
from ugc.collect.entry import Depicted, Guardian
from ugc.consent.lapse import LETTERS
from ugc.consent.sweep import sweep
from ugc.converse import outbox
from ugc.db import EVERYONE, Database, Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, begin, due, move
from ugc.models import Customer, Mail, Photo, Rendition, Submission, Thread
from ugc.platforms.mail import Memory
from ugc.wiring import Services


@pytest.fixture
def sent(database: Database, running: World, services: Services) -> Submission:
    """An approved submission with a developed photo and a conversation."""
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="approved", kind="photo")
        add_photo(session, services, row)
        thread = Thread(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
        thread.due_at = session.now()
        begin(session, thread, ENGINE)
        return row


def add_photo(session: Session, services: Services, row: Submission, state: str = "ready") -> Photo:
    """A photo with one rendition, or an unusable one."""
    photo = Photo(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    number = len(session.new) + len(row.photos)
    photo.position, photo.filename, photo.alt = number, f"IMG_{number}.jpg", "A duck"
    photo.original_key, photo.sha256 = f"o/{row.id}{number}", f"{number}" * 64
    photo.size, photo.mime, photo.width, photo.height = 3, "image/jpeg", 64, 48
    begin(session, photo, ENGINE)
    if state == "ready":
        rendition = Rendition(brand_id=row.brand_id, photo_id=photo.id, key=f"r/{photo.id}/64.jpg")
        rendition.format, rendition.width, rendition.height, rendition.size = "jpeg", 64, 48, 3
        session.add(rendition)
        services.store.put(rendition.key, BytesIO(b"pic"), content_type="image/jpeg")
    else:
        photo.problem = "truncated"
    services.store.put(photo.original_key, BytesIO(b"org"), content_type="image/jpeg")
    move(session, photo, state, ENGINE)
    session.refresh(photo, ["renditions"])
    session.refresh(row, ["photos"])
    return photo


def my(services: Services, customer: Customer) -> str:
    """The path of somebody's own page."""
    return services.links.my(customer).removeprefix(services.links.base)


@pytest.fixture
def page(services: Services, running: World) -> str:
    """The customer's own page."""
    return my(services, running.customer)


@pytest.fixture
def another_page(services: Services, running: World) -> str:
    """Another customer's own page."""
    return my(services, running.another_customer)


@pytest.fixture
def waiting(database: Database, running: World, services: Services, clock: Clock) -> Submission:
    """A photo of Dana and Eli, with a child in it whose guardian is somebody else; all are asked."""
    with database.write(EVERYONE) as session:
        row = submission(session, running, state="ready", kind="photo")
        add_photo(session, services, row)
        row.shows_child = "other"
        named = (Depicted("Dana", DANA), Depicted("Eli", "eli@example.net"))
        guardian = Guardian(email="gil@example.net")
        entry = asking(running, "gallery", "reshare", guardian=guardian, depicted=named)
        ask_others(session, load(row.revision), row, entry, guardian=False)
    return row


@pytest.fixture
def silence(database: Database, clock: Clock) -> Callable[[], None]:
    """Three days on which nobody says anything."""

    def silence() -> None:
        clock.advance(hours=73)
        with database.write(EVERYONE) as session:
            sweep(session)

    return silence


@pytest.fixture
def letters(database: Database, services: Services) -> Letters:
    """Send what is due to those who are asked: to whom, and the page it leads to."""

    def letters() -> list[tuple[str, str]]:
        mailer = Memory("hello@ugc.example")
        with database.read(EVERYONE) as session:
            asking = session.scalars(select(Mail.id).where(Mail.kind.in_(LETTERS))).all()
            waiting = [mail_id for mail_id in due(session, Mail, "queued") if mail_id in asking]
        for mail_id in waiting:
            outbox.send(database, mailer, services.links, mail_id)
        found = [(letter.to, re.search(r"/consent/\S+", letter.text)) for letter in mailer.letters]
        return [(to, link[0]) for to, link in found if link]

    return letters
