"""A submission as its customer finds it on their page."""

from io import BytesIO

import pytest

from tests.support.people import World, submission
from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Customer, Photo, Rendition, Submission, Thread
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
