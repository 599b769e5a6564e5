"""Erasure: a person who was everywhere is nowhere, but for a tombstone that says nothing about them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import String, Text, select, text

from tests.collect.sending import send
from tests.support.clock import Clock
from tests.support.people import World, submission
from tests.support.photos import jpeg
from tests.support.reshares import LINKS
from tests.support.scan import bucket, disk, dump, seen
from tests.support.seaweed import Seaweed
from ugc import converse, publish
from ugc.chain import breaks
from ugc.collect.develop import develop
from ugc.collect.entry import Agreement, Entry, Guardian
from ugc.collect.uploads import Draft, new_draft
from ugc.consent.erase import TOMBSTONES, ask, erase
from ugc.consent.traces import STAYS, untold
from ugc.db import EVERYONE, Database
from ugc.definitions.read import read
from ugc.lifecycle import ENGINE, Actor, begin, claim, due, move
from ugc.media import Darkroom
from ugc.models import (
    Base,
    Channel,
    Customer,
    Decision,
    Erasure,
    Event,
    Fingerprint,
    Hint,
    Mail,
    Message,
    Photo,
    Reshare,
    Revision,
    Submission,
    Thread,
)
from ugc.platforms import Mailer, open_mailer
from ugc.settings import ROOT
from ugc.stores import Store, open_store

NAME, MAIL, GUARDIAN = "Ottilie Grünewald", "ottilie.g@post.example", "opa.grunewald@post.example"
STORY = "The yellow coat met a heron at Quarry Pond."
WORDS = "The heron is back, says Ottilie."
PHOTO = jpeg((64, 48))


@dataclass
class House:
    """An installation's parts, and the folder its files are in."""

    database: Database
    store: Store
    mailer: Mailer
    folder: Path

    def erase(self, customer_id: str, submission_id: str | None = None) -> Erasure:
        """As the customer's button does it, and the engine after it."""
        with self.database.write(EVERYONE) as session:
            customer = session.get_one(Customer, customer_id)
            about = session.get(Submission, submission_id) if submission_id else None
            row = ask(session, customer, "asked", Actor("customer", customer.id), about)
        return self.work(row.id)

    def work(self, erasure_id: str) -> Erasure:
        """Do an erasure that is due."""
        erase(self.database, self.store, self.mailer, publish.follow, erasure_id)
        with self.database.read(EVERYONE) as session:
            return session.get_one(Erasure, erasure_id)

    def seen(self, wanted: dict[str, bytes]) -> set[str]:
        """What of it turns up in the database's dump, on disk or in the store."""
        return seen(wanted, dump(self.database), disk(self.folder), bucket(self.store))


@pytest.fixture(params=["disk", "s3"])
def house(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> House:
    seaweed: Seaweed | None = request.getfixturevalue("seaweed_server") if request.param == "s3" else None
    store = open_store(seaweed.fresh() if seaweed else (tmp_path / "media").as_uri())
    return House(database, store, open_mailer((tmp_path / "outbox").as_uri(), "hello@ugc.example"), tmp_path)


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    darkroom = Darkroom()
    yield darkroom
    darkroom.close()


@pytest.fixture
def ottilie(house: House, world: World, darkroom: Darkroom) -> Submission:
    """A submission that has been through everything: developed, decided, talked about, posted, mailed."""
    database = house.database
    definition = read(ROOT / "campaigns" / "little-wearers.toml")
    with database.write(EVERYONE) as session:
        revision = session.get_one(Revision, world.campaign.revision_id)
        revision.document = definition.model_dump(mode="json")
    draft = Draft(database, house.store, world.campaign, new_draft(), most=3)
    draft.keep("ottilie-grunewald.jpg", BytesIO(PHOTO))
    entry = Entry(
        kind="photo",
        name=NAME,
        email=MAIL,
        language="en",
        credit=NAME,
        story=STORY,
        terms=world.terms,
        agreements=tuple(Agreement(use, f"{use}.", given=True) for use in ("gallery", "reshare")),
        shows_child="other",
        guardian=Guardian("", GUARDIAN),
    )
    row = send(draft, definition, entry)
    with database.read(EVERYONE) as session:
        photo_id = session.scalars(select(Photo.id)).one()
    develop(database, house.store, darkroom, LINKS, photo_id)
    with database.write(EVERYONE) as session:
        _live_through(session, session.get_one(Submission, row.id), world)
    with database.read(EVERYONE) as session:
        letters = due(session, Mail, "queued")
    for mail_id in letters:
        converse.send(database, house.mailer, LINKS, mail_id)
    return row


def _live_through(session, row: Submission, world: World) -> None:  # type: ignore[no-untyped-def]
    theirs = {"brand_id": row.brand_id, "customer_id": row.customer_id}
    who = Actor("member", world.moderator.account_id)
    move(session, row, "declined", who, f"{NAME} can be read on the badge.")
    decision = Decision(**theirs, submission_id=row.id, account_id=who.id, outcome="declined")
    decision.reason, decision.final_at = f"{NAME} can be read on the badge.", session.now()
    thread = session.scalars(select(Thread)).one()
    session.add_all([decision, Message(**theirs, thread_id=thread.id, body=WORDS, sent_at=session.now())])
    hint = Hint(**theirs, submission_id=row.id, kind="contact", finding="found", sure=1.0)
    hint.evidence = {"words": NAME}
    channel = Channel(brand_id=row.brand_id, network="manual", name="ours", secret="")
    channel.base_url = "https://social.example"
    session.add_all([hint, channel])
    session.flush()
    post = Reshare(**theirs, submission_id=row.id, channel_id=channel.id, caption=f"📷 {NAME}: {STORY}")
    post.photo_ids, post.due_at = [photo.id for photo in row.photos], session.now()
    begin(session, post, who)
    for state in ("scheduled", "sending", "sent"):
        move(session, post, state, ENGINE)
    post.remote_id, post.permalink = "1", "https://social.example/1"


def wanted(house: House) -> dict[str, bytes]:
    """What would give Ottilie away."""
    with house.database.read(EVERYONE) as session:
        photo = session.scalars(select(Photo)).one()
        slopes = session.scalars(select(Fingerprint)).first()
        assert slopes
        return {
            "name": b"Ottilie",
            "surname": "Grünewald".encode(),
            "escaped name": rb"Gr\u00fcnewald",
            "mail": MAIL.encode(),
            "guardian": GUARDIAN.encode(),
            "story": b"a heron at Quarry Pond",
            "message": b"The heron is back",
            "file name": b"ottilie-grunewald",
            "original": PHOTO,
            "hash of the original": photo.sha256.encode(),
            "hash in binary": hashlib.sha256(PHOTO).digest(),
            "fingerprint": slopes.slopes,
            "short fingerprint": slopes.bits,
            "rendition": photo.renditions[0].key.encode(),
        }


def test_nothing_is_left_but_the_tombstone(house: House, ottilie: Submission, world: World) -> None:
    traces = wanted(house)
    assert house.seen(traces) | {"escaped name"} == set(traces) - {"hash in binary"}
    tombstone = house.erase(ottilie.customer_id)
    assert tombstone.state == "done"
    assert house.seen(traces) == set()
    assert list(house.store.keys("")) == [f"{TOMBSTONES}customer/{ottilie.customer_id}"]
    with house.database.read(EVERYONE) as session:
        gone = session.get_one(Submission, ottilie.id)
        assert (gone.state, gone.story, gone.credit, gone.answers) == ("erased", "", "", {})
        assert session.scalars(select(Thread.state)).all() == ["closed"]
        assert session.scalars(select(Reshare.state)).all() == ["removing"]
        assert not session.scalars(select(Photo)).all() and not session.scalars(select(Mail)).all()
        assert list(breaks(session, world.brand.id)) == []
        ended = session.scalars(select(Event.new).where(Event.about == "consent", Event.old.is_not(None)))
        assert sorted(ended) == ["lapsed", "lapsed", "withdrawn", "withdrawn"]


def test_nobody_else_loses_anything(house: House, ottilie: Submission, world: World) -> None:
    with house.database.write(EVERYONE) as session:
        other = submission(session, world, author=world.another_customer, state="approved")
        move(session, other, "held", Actor("member"), "Ciro wrote to us.")
    before = house.seen({"name": b"Ciro", "story": other.story.encode(), "reason": b"Ciro wrote to us."})
    house.erase(ottilie.customer_id)
    after = house.seen({"name": b"Ciro", "story": other.story.encode(), "reason": b"Ciro wrote to us."})
    assert before == after == {"name", "story", "reason"}


@pytest.mark.parametrize("house", ["disk"], indirect=True)
def test_one_submission_is_erased_and_its_customer_stays_while_there_is_another(
    house: House, ottilie: Submission, world: World
) -> None:
    with house.database.write(EVERYONE) as session:
        author = session.get_one(Customer, ottilie.customer_id)
        second = submission(session, world, author=author, state="approved")
        second.story = "And then a goose."
    house.erase(ottilie.customer_id, ottilie.id)
    left = {"mail": MAIL.encode(), "heron": b"a heron at Quarry Pond", "goose": b"And then a goose."}
    assert house.seen(left) == {"mail", "goose"}
    with house.database.read(EVERYONE) as session:
        assert session.get_one(Submission, second.id).state == "approved"
    house.erase(ottilie.customer_id, second.id)
    assert house.seen(left) == set()
    assert house.seen({"name": b"Ottilie"}) == set()


@pytest.mark.parametrize("house", ["disk"], indirect=True)
def test_it_waits_for_a_worker_that_could_put_something_back(
    house: House, ottilie: Submission, clock: Clock
) -> None:
    with house.database.write(EVERYONE) as session:
        mail = Mail(brand_id=ottilie.brand_id, customer_id=ottilie.customer_id, kind="receipt")
        mail.about_id, mail.to, mail.key, mail.due_at = ottilie.id, MAIL, "again", session.now()
        begin(session, mail, ENGINE)
        claim(session, mail, timedelta(minutes=2), to="sending")
    row = house.erase(ottilie.customer_id)
    assert (row.state, row.due_at) == ("waiting", clock() + timedelta(minutes=1))
    clock.advance(minutes=3)
    assert house.work(row.id).state == "done"
    assert house.seen({"mail": MAIL.encode(), "name": b"Ottilie"}) == set()


@pytest.mark.parametrize("house", ["disk"], indirect=True)
def test_a_post_whose_answer_was_lost_keeps_its_words_until_it_is_found(
    house: House, ottilie: Submission
) -> None:
    with house.database.write(EVERYONE) as session:
        post = session.scalars(select(Reshare)).one()
        session.execute(text("UPDATE reshare SET state = 'unknown'"))
    house.erase(ottilie.customer_id)
    with house.database.write(EVERYONE) as session:
        post = session.get_one(Reshare, post.id)
        assert post.caption
        move(session, post, "sent", ENGINE)
    untold(house.database)
    assert house.seen({"name": b"Ottilie"}) == set()


@pytest.mark.parametrize("house", ["disk"], indirect=True)
def test_killed_anywhere_it_goes_on(house: House, ottilie: Submission, clock: Clock) -> None:
    class Broken(type(house.store)):  # type: ignore[misc]
        """A store that dies at the first file it is to delete."""

        def delete(self, key: str) -> None:
            raise KeyboardInterrupt

    with house.database.write(EVERYONE) as session:
        row = ask(session, session.get_one(Customer, ottilie.customer_id), "asked", ENGINE)
    traces = wanted(house)
    dying = Broken(house.folder / "media")
    with pytest.raises(KeyboardInterrupt):
        erase(house.database, dying, house.mailer, publish.follow, row.id)
    assert "original" in house.seen(traces)
    from ugc.collect.uploads import sweep

    sweep(house.database, house.store)
    untold(house.database)
    assert house.seen(traces) == set()


HARMLESS = {  # texts that stay and say nothing about a person
    "customer": {"id", "brand_id", "language"},
    "submission": {"id", "brand_id", "customer_id", "campaign_id", "revision_id", "kind", "language", "state"}
    | {"reserved_by"},  # a moderator's account
    "thread": {"id", "brand_id", "customer_id", "submission_id", "state"},
    "decision": {"batch", "id", "brand_id", "customer_id", "submission_id", "account_id", "outcome"},
    "reshare": {"id", "brand_id", "customer_id", "submission_id", "channel_id", "state"}
    | {"remote_id", "permalink", "caption"},  # of our post, while it is being taken down; `untold`
    "erasure": {"id", "brand_id", "customer_id", "submission_id", "state", "cause"},
}


@pytest.mark.parametrize("model", STAYS, ids=lambda model: model.__tablename__)
def test_every_text_that_stays_is_harmless_or_blanked(model: type[Base]) -> None:
    """A new column has to be decided about: in STAYS if it is personal, here if it is not."""
    table = Base.metadata.tables[model.__tablename__]
    texts = {c.name for c in table.columns if isinstance(c.type, String | Text) or c.type.python_type is dict}
    assert texts - STAYS[model].keys() == HARMLESS[table.name]
