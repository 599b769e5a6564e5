"""What publishing needs around it: a definition, photos in a store, a channel, a worker."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from tests.support.people import World, submission
from tests.support.photos import jpeg
from ugc import publish
from ugc.db import EVERYONE, Database, Session
from ugc.definitions.schema import Definition
from ugc.lifecycle import ENGINE, Actor, begin, due, move
from ugc.links import Links
from ugc.models import Channel, Consent, Mail, Photo, Rendition, Reshare, Submission, new_id
from ugc.platforms import Door
from ugc.publish import channels
from ugc.publish.plan import plan, send_now
from ugc.stores import Store
from ugc.vault import Vault

LINKS = Links("https://ugc.example", "k" * 40)
VAULT = Vault("k" * 40)
DEFINITION = Definition.model_validate(
    {
        "slug": "little-wearers",
        "brand": "pip-and-moss",
        "title": "Little Wearers",
        "accepts": ["photo", "story"],
        "languages": ["en"],
        "timezone": "Europe/London",
        "dates": {"opens": "2026-10-01T09:00:00"},
        "invite": {"headline": "Show us where they go", "prompt": "One photo and its story."},
        "consent": {
            "terms": "terms/little-wearers.md",
            "purposes": ["gallery", "reshare"],
            "territory": "United Kingdom",
            "until": "2029-03-31",
        },
        "moderation": {
            "reasons": [{"code": "blurred", "label": "Too blurred", "says": "Have you a sharper one?"}]
        },
        "reshare": {
            "channels": ["mastodon"],
            "slots": ["Tue 18:00", "Fri 08:30"],
            "caption": "{prompt_reply} 📷 {credit} {hashtags}",
            "hashtags": ["littlewearers"],
        },
    }
)
small_jpeg = cache(jpeg)


def member(world: World) -> Actor:
    """The spokesperson, who plans."""
    return Actor("member", world.spokesperson.account_id)


def channel(session: Session, world: World, network: str, base_url: str, secret: str = "") -> Channel:
    """A connected account of the brand."""
    return channels.add(
        session, world.brand, VAULT, ENGINE, name=network, kind=network, base_url=base_url, secret=secret
    )


def approved(session: Session, world: World, store: Store, photos: int = 1) -> Submission:
    """An approved submission whose photos are developed and in the store."""
    row = submission(session, world, state="approved", kind="photo")
    for position in range(photos):
        add_photo(session, store, row, position)
    session.refresh(row)
    return row


def add_photo(session: Session, store: Store, about: Submission, position: int = 0) -> Photo:
    """A developed photo with a JPEG and its alt text."""
    photo = Photo(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    photo.position, photo.filename, photo.alt = position, "IMG_1.jpg", f"Ducks, {position + 1}"
    photo.original_key, photo.sha256, photo.size, photo.mime = f"o/{new_id()}", "0" * 64, 1, "image/jpeg"
    photo.width, photo.height = 320, 240
    begin(session, photo, ENGINE)
    move(session, photo, "ready", ENGINE)
    for width in (320, 640):
        rendition = Rendition(
            brand_id=photo.brand_id, photo_id=photo.id, key=f"r/{new_id()}.jpg", format="jpeg"
        )
        rendition.width, rendition.height = width, width * 3 // 4
        data = small_jpeg((width, width * 3 // 4), position + 1)
        rendition.size = store.put(rendition.key, BytesIO(data), content_type="image/jpeg").size
        session.add(rendition)
    session.flush()
    return photo


@dataclass
class Desk:
    """A brand's channel with an approved submission, and the worker that serves it."""

    database: Database
    world: World
    store: Store
    door: Door
    channel_id: str
    submission_id: str

    def plan_now(self) -> str:
        """Plan the submission for this very moment; the reshare's id."""
        with self.database.write(EVERYONE) as session:
            there = session.get_one(Channel, self.channel_id)
            story = session.get_one(Submission, self.submission_id)
            row = plan(session, story, there, member(self.world), DEFINITION, session.now(), links=LINKS)
            send_now(session, row, member(self.world))
            return row.id

    def work(self) -> None:
        """Everything that is due, as the engine's sweep does it."""
        with self.database.write(EVERYONE) as session:
            publish.sweep(session)
        with self.database.read(EVERYONE) as session:
            sending = due(session, Reshare, "scheduled", "sending", "unknown")
            removing = due(session, Reshare, "removing", "remove_by_hand")
        for row_id in sending:
            publish.send(self.database, self.store, VAULT, self.door, row_id)
        for row_id in removing:
            publish.remove(self.database, VAULT, self.door, row_id)

    def withdraw(self) -> None:
        """The customer takes their agreement to resharing back; nobody is told."""
        with self.database.write(EVERYONE) as session:
            withdraw(session, self.submission_id)

    def reshare(self, reshare_id: str) -> Reshare:
        """The row as it stands, with its channel."""
        with self.database.read(EVERYONE) as session:
            row = session.get_one(Reshare, reshare_id)
            assert row.channel and row.submission.customer
            return row

    def letters(self) -> list[str]:
        """The kinds of the letters that wait."""
        with self.database.read(EVERYONE) as session:
            return [mail.kind for mail in session.query(Mail).order_by(Mail.created_at)]


def withdraw(session: Session, submission_id: str) -> None:
    """Move the author's consent to resharing to withdrawn."""
    given = session.query(Consent).filter_by(submission_id=submission_id, purpose="reshare").one()
    move(session, given, "withdrawn", Actor("customer", given.customer_id))
