"""Posts that were found, as rows, for whoever only looks at them."""

from datetime import timedelta

from tests.support.people import World
from ugc.db import Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Brand, Channel, Customer, Find, Submission, new_id
from ugc.models.submission import FOUND


def a_find(session: Session, world: World, brand: Brand, channel: Channel, caption: str, age: int) -> Find:
    """A post without pictures, found so many minutes after it was posted."""
    author = Customer(brand_id=brand.id, name="Ana <b>", email="", language="en")
    session.add(author)
    session.flush()
    ours = {"brand_id": brand.id, "customer_id": author.id, "campaign_id": world.campaign.id}
    row = Submission(
        **ours, revision_id=world.campaign.revision_id, kind="story", form_key=f"{FOUND}{new_id()}"
    )
    row.story, row.answers, row.credit, row.shows_child, row.language = caption, {}, "@ana", "no", "en"
    begin(session, row, ENGINE, state="found")
    find = Find(**ours, submission_id=row.id, channel_id=channel.id, network="mastodon", remote_id="1")
    find.uri = find.permalink = f"https://a.example/{row.id}"
    find.author_id = find.author_handle = "@ana@a.example"
    find.author_name, find.caption, find.media = "Ana <b>", caption, []
    find.posted_at = find.looked_at = session.now() - timedelta(minutes=age)
    begin(session, find, ENGINE)
    return find
