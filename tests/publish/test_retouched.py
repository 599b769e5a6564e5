"""A photo of which something was hidden a moment ago is not posted as it was, and not lost from the post."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from tests.publish.test_send import before, relay
from tests.support.clock import Clock
from tests.support.faulty import FaultyRelay
from tests.support.mastodon import MastodonServer
from tests.support.reshares import Desk, small_jpeg
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, move
from ugc.media.recipes import Area
from ugc.models import Photo, Rendition, Submission
from ugc.moderate.retouch import retouch

__all__ = ["relay"]
FACE = Area("blur", 0.4, 0.1, 0.2, 0.3)


@pytest.fixture
def clock() -> Clock:
    """The server's clock is the machine's, so ours has to be."""
    clock = Clock()
    clock.time = datetime.now(UTC)
    return clock


def hide(desk: Desk) -> None:
    with desk.database.write(EVERYONE) as session:
        photo = session.get_one(Submission, desk.submission_id).photos[0]
        retouch(session, photo, [FACE], desk.world.moderator, 0)


def made_anew(desk: Desk) -> None:
    """What the darkroom would have done."""
    with desk.database.write(EVERYONE) as session:
        photo = session.get_one(Submission, desk.submission_id).photos[0]
        row = Rendition(brand_id=photo.brand_id, photo_id=photo.id, key="r/new.jpg", format="jpeg")
        row.width, row.height, row.size = 320, 240, 1
        session.add(row)
        desk.store.put(row.key, BytesIO(small_jpeg((320, 240), 3)), content_type="image/jpeg")
        move(session, session.get_one(Photo, photo.id), "ready", ENGINE)


@pytest.mark.parametrize("request_", ["POST /api/v2/media", "nothing"])
def test_hidden_before_or_while_it_is_posted_it_waits_for_the_new_picture(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay, clock: Clock, request_: str
) -> None:
    row_id = desk.plan_now()
    if request_ == "nothing":
        hide(desk)
    else:
        before(relay, request_, lambda: hide(desk))
    desk.work()
    assert mastodon.statuses() == []
    assert (desk.reshare(row_id).state, "made anew" in (desk.reshare(row_id).problem or "")) == (
        "scheduled",
        True,
    )
    made_anew(desk)
    clock.advance(minutes=2)
    desk.work()
    [status] = mastodon.statuses()
    assert [media["description"] for media in status["media_attachments"]] == ["Ducks, 1", "Ducks, 2"]
    assert desk.reshare(row_id).state == "sent"
