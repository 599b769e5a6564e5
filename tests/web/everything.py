"""One of everything a route can name, for tests that walk all routes."""

from io import BytesIO

from sqlalchemy import select

from tests.support.finds import a_find
from tests.support.people import World, member
from tests.support.reshares import approved, channel
from ugc.db import EVERYONE, Database, Session
from ugc.definitions import load
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import (
    Appeal,
    Brand,
    Channel,
    Decision,
    Find,
    Invite,
    Mail,
    Member,
    Message,
    Photo,
    Reply,
    Report,
    Reshare,
    Retouch,
    Submission,
    Thread,
    View,
    new_id,
)
from ugc.moderate.decide import decide
from ugc.team.invite import invite
from ugc.wiring import Services

TOP_SECRET = "a story only Pip & Moss may read"


def one_of_everything(database: Database, world: World, services: Services) -> dict[str, str]:
    """The ids of rows of the world's brand and its first customer, by the name routes call them."""
    links = services.links
    with database.write(EVERYONE) as session:
        about = approved(session, world, services.store)
        about.story = TOP_SECRET
        (photo,) = about.photos
        services.store.put(photo.original_key, BytesIO(b"!"), content_type="image/jpeg")
        definition = load(about.campaign.revision)
        made = decide(session, about, "hold", "A second look.", world.moderator, "approved", definition)
        made.batch = new_id()
        thread = Thread(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
        begin(session, thread, ENGINE)
        invited, leaver = _invite(session, world), member(session, world.brand, "Lee", "viewer")
        by_hand = channel(session, world, "manual", "")
        session.flush()
        find = a_find(session, world, world.brand, by_hand, TOP_SECRET, 1)
        return {
            "submission_id": about.id,
            "photo_id": photo.id,
            "key": photo.renditions[0].key,
            "decision_id": made.id,
            "batch_id": made.batch,
            "thread_id": thread.id,
            "message_id": _message(session, thread),
            "channel_id": by_hand.id,
            "reshare_id": _reshare(session, by_hand, about),
            "act": "cancel",
            "find_id": find.id,
            "reply_id": _reply(session, find),
            "member_id": leaver.id,
            "invite_id": invited.id,
            "report_id": _report(session, about),
            "appeal_id": _appeal(session, made),
            "view_id": _view(session, world),
            "retouch_id": _retouch(session, world, photo),
            "mail_id": _mail(session, about),
            "slug": "little-wearers",
            "rule": "bare_skin",
            "token": links.my(world.customer).rpartition("/")[2],
        }


def _invite(session: Session, world: World) -> Invite:
    owner = member(session, world.brand, "Olga", "owner", may_speak=True)
    session.flush()
    by = session.get_one(Member, owner.id)
    return invite(session, session.get_one(Brand, world.brand.id), "new@example.org", "viewer", False, by)


def _message(session: Session, thread: Thread) -> str:
    row = Message(brand_id=thread.brand_id, customer_id=thread.customer_id, thread_id=thread.id, body="…")
    session.add(row)
    session.flush()
    return row.id


def _retouch(session: Session, world: World, photo: Photo) -> str:
    row = Retouch(brand_id=photo.brand_id, customer_id=photo.customer_id, photo_id=photo.id, kind="blur")
    row.account_id, row.left, row.top, row.width, row.height = world.moderator.account_id, 0.1, 0.1, 0.2, 0.2
    session.add(row)
    session.flush()
    return row.id


def _view(session: Session, world: World) -> str:
    session.add(View(brand_id=world.brand.id, account_id=world.moderator.account_id, name="Mine", filters={}))
    session.flush()
    return session.scalars(select(View.id)).one()


def _report(session: Session, about: Submission) -> str:
    row = Report(brand_id=about.brand_id, submission_id=about.id, reason="other", words="", name="", email="")
    row.url, row.language, row.origin = f"/s/{about.id}", "en", ""
    begin(session, row, ENGINE)
    return row.id


def _appeal(session: Session, made: Decision) -> str:
    row = Appeal(brand_id=made.brand_id, customer_id=made.customer_id, decision_id=made.id, words="Why?")
    begin(session, row, ENGINE)
    return row.id


def _mail(session: Session, about: Submission) -> str:
    row = Mail(brand_id=about.brand_id, customer_id=about.customer_id, kind="receipt", about_id=about.id)
    row.key, row.to = f"receipt:{about.id}", "carla@example.net"
    begin(session, row, ENGINE)
    for step in ("sending", "failed"):
        move(session, row, step, ENGINE)
    return row.id


def _reply(session: Session, find: Find) -> str:
    row = Reply(brand_id=find.brand_id, customer_id=find.customer_id, find_id=find.id, kind="request")
    row.liked, row.body = "", TOP_SECRET
    begin(session, row, ENGINE, state="by_hand")
    return row.id


def _reshare(session: Session, by_hand: Channel, about: Submission) -> str:
    row = Reshare(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.channel_id, row.caption, row.photo_ids = by_hand.id, "", []
    begin(session, row, ENGINE)
    return row.id
