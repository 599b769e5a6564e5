"""Everything to take along: complete, safe to unpack, made while it is sent, and of nobody else."""

import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.support.people import World, consent, submission
from tests.support.photos import jpeg
from tests.support.reshares import DEFINITION, LINKS, add_photo
from ugc.consent.export import Parcel, pack, stream
from ugc.converse import say, write_back
from ugc.db import EVERYONE, Database, Whose
from ugc.lifecycle import ENGINE, Actor, begin, move
from ugc.models import Channel, Customer, Decision, Mail, Message, Reshare, Revision, Submission, Thread
from ugc.stores import MemoryStore, Store, open_store

PHOTO = jpeg((64, 48))


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
def sent(database: Database, world: World, store: Store) -> Submission:
    """Photo, words, consents, a decision, a conversation and a post; and somebody else's, as full."""
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        mine = submission(session, world, state="approved", kind="photo")
        other = submission(session, world, author=world.another_customer, state="approved")
        other.story = "Somebody else's words."
        photo = add_photo(session, store, mine)
        photo.filename = "../../etc/päss wd.jpg"
        store.put(photo.original_key, BytesIO(PHOTO), content_type="image/jpeg")
        session.add(consent(world, mine, "gallery", "given", "guardian"))
        theirs = {"brand_id": mine.brand_id, "customer_id": mine.customer_id}
        decision = Decision(**theirs, submission_id=mine.id, account_id=world.moderator.account_id)
        decision.outcome, decision.reason, decision.final_at = "approved", "What a puddle!", session.now()
        thread = Thread(**theirs, submission_id=mine.id)
        channel = Channel(brand_id=mine.brand_id, network="manual", name="ours", secret="")
        channel.base_url = "https://social.example"
        session.add_all([decision, channel])
        begin(session, thread, ENGINE)
        say(session, thread, "Which <pond> was it?", world.spokesperson, [])
        write_back(session, thread, "The mill pond.", DEFINITION.conversation.reply_within)
        session.add(Message(**theirs, thread_id=thread.id, body="A draft nobody released."))
        post = Reshare(**theirs, submission_id=mine.id, channel_id=channel.id, caption="Carla", photo_ids=[])
        begin(session, post, Actor("member"))
        for state in ("scheduled", "sent"):
            move(session, post, state, ENGINE)
        post.permalink, post.sent_at = "https://social.example/1", session.now()
        return mine


def packed(database: Database, customer: Customer) -> Parcel:
    with database.read(Whose.of(customer)) as session:
        return pack(session, session.get_one(Customer, customer.id), LINKS)


def unzipped(store: Store, parcel: Parcel) -> tuple[ZipFile, dict[str, Any]]:
    archive = ZipFile(BytesIO(b"".join(stream(store, parcel))))
    assert archive.testzip() is None
    return archive, json.loads(archive.read("everything.json"))


def test_it_holds_everything_bit_for_bit(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    archive, everything = unzipped(store, packed(database, world.customer))
    (one,) = everything["submissions"]
    (photo,) = one["photos"]
    assert archive.read(photo["file"]) == PHOTO
    assert one["story"] == sent.story
    assert one["consents"]["pii_processing"]["privacy_notice"]["text"] == "Be kind."
    assert {use["purpose"] for use in one["consents"]["pii_processing"]["purposes"]} == {"gallery", "reshare"}
    assert one["others_asked"] == [{"party": "guardian", "use": "gallery", "state": "given"}]
    assert one["decisions"][0]["reason"] == "What a puddle!"
    assert [(m["from"], m["text"]) for m in one["messages"]] == [
        ("Sam", "Which <pond> was it?"),
        ("Carla", "The mill pond."),
    ]
    assert [(place["where"], place["link"]) for place in one["used"]] == [
        ("gallery", LINKS.submission(sent)),
        ("social.example", "https://social.example/1"),
    ]
    assert everything["customer"]["email"] == world.customer.email


def test_it_can_be_read_by_a_person_and_nothing_in_it_runs(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    archive, everything = unzipped(store, packed(database, world.customer))
    page = archive.read("index.html").decode()
    assert "Everything Pip-And-Moss has from you" in page
    assert "Which &lt;pond&gt; was it?" in page
    assert everything["submissions"][0]["photos"][0]["file"] in page
    assert "<script" not in page


def test_no_name_leads_out_of_the_folder_it_is_unpacked_in(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    archive, _ = unzipped(store, packed(database, world.customer))
    names = archive.namelist()
    assert f"photos/{sent.id}/1-etc_päss_wd.jpg" in names
    assert not [name for name in names if ".." in name or name.startswith("/")]


def test_nothing_of_anybody_else_is_in_it(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    with database.write(EVERYONE) as session:
        letter = Mail(brand_id=sent.brand_id, customer_id=sent.customer_id, kind="guardian")
        letter.about_id, letter.to, letter.key = sent.id, "opa@example.net", "guardian:1"
        letter.due_at = letter.sent_at = session.now()
        begin(session, letter, ENGINE)
    whole = b"".join(stream(store, packed(database, world.customer)))
    archive = ZipFile(BytesIO(whole))
    words = b"".join(archive.read(name) for name in archive.namelist())
    for stranger in (b"Ciro", b"Somebody else", b"A draft nobody released", b"opa@", b"guardian@"):
        assert stranger not in words


def test_a_photo_that_is_gone_is_said_to_be(
    database: Database, world: World, store: Store, sent: Submission
) -> None:
    parcel = packed(database, world.customer)
    for key in parcel.files.values():
        store.delete(key)
    archive, _ = unzipped(store, parcel)
    assert [name for name in archive.namelist() if name.endswith(".missing.txt")]


def test_large_photos_pass_through_without_being_held(tmp_path: Path) -> None:
    store = open_store((tmp_path / "media").as_uri())
    size = 48 * 2**20
    store.put("o/large", BytesIO(bytes(size)), content_type="image/jpeg")
    files = {f"photos/{number}.jpg": "o/large" for number in range(2)}

    parcel = Parcel(datetime(2026, 11, 22, tzinfo=UTC), {"index.html": "…"}, files)
    tracemalloc.start()
    sent = sum(len(piece) for piece in stream(store, parcel))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 2 * size
    assert peak < 4 * 2**20  # bytes
