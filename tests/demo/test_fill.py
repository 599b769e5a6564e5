"""The whole demo, filled once; and one campaign of it on both databases, killed and filled again."""

from collections import Counter
from stat import S_IMODE

import pytest
from sqlalchemy import func, select

from tests.demo.conftest import Installation
from ugc import states
from ugc.db import EVERYONE, Whose
from ugc.demo import fill, is_empty, play, sign_in
from ugc.demo.fill import FILLED
from ugc.demo.script import cast, scripts
from ugc.models import (
    Account,
    Base,
    Branded,
    Campaign,
    Channel,
    Customer,
    Event,
    Find,
    Mail,
    Member,
    Message,
    Photo,
    Rendition,
    Reply,
    Reshare,
    Search,
    Submission,
    Thread,
)
from ugc.web.auth.passwords import matches
from ugc.wiring import Services

CUSTOMERS_ROWS = (Customer, Submission, Thread, Message, Reshare, Photo, Mail, Channel, Campaign)


@pytest.fixture(scope="module")
def filled(installation: Installation) -> Services:
    services = installation()
    assert is_empty(services)
    fill(services)
    return services


def counted(services: Services) -> dict[str, int]:
    with services.database.read(EVERYONE) as session:
        rows = {name: select(func.count()).select_from(table) for name, table in Base.metadata.tables.items()}
        return {name: session.scalar(count) or 0 for name, count in rows.items()}


def test_every_campaign_has_people_in_it(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        per_campaign = Counter(row.campaign.slug for row in session.scalars(select(Submission)))
    assert per_campaign == {
        slug: len(content.sent) + len(content.seen) for slug, content in scripts().items()
    }


def test_finds_are_there_from_every_network_and_their_authors_are_being_asked(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        found = session.scalars(select(Find)).all()
        heard = {search.heard_at is not None for search in session.scalars(select(Search))}
        replies = [reply.state for reply in session.scalars(select(Reply))]
    assert {find.network for find in found} == {"mastodon", "bluesky", "instagram"}
    assert Counter(find.state for find in found) == {"found": 3, "asked": 1, "answered": 1}
    assert [find.author_name for find in found if not find.author_id] == ["Somebody on Instagram"]
    assert (heard, replies) == ({True}, ["sent", "sent"])


def test_every_state_a_submission_can_be_in_is_to_be_seen(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        seen = set(session.scalars(select(Submission.state)))
    assert seen == set(states.SUBMISSION.arrows) - {"erased"}


def test_reshares_wait_fail_went_out_and_are_taken_back(filled: Services) -> None:
    now = filled.clock()
    with filled.database.read(EVERYONE) as session:
        reshares = session.scalars(select(Reshare)).unique().all()
        ahead = [row for row in reshares if row.state == "scheduled" and row.due_at and row.due_at > now]
        waiting = [row for row in reshares if row.state == "scheduled" and row.due_at and row.due_at <= now]
        by_hand = {row.channel.network for row in waiting}
    assert {row.state for row in reshares} >= {
        "draft",
        "scheduled",
        "sent",
        "failed",
        "cancelled",
        "remove_by_hand",
    }
    assert len(ahead) >= 5
    assert by_hand == {"manual"}
    assert all(row.problem for row in reshares if row.state == "failed")
    assert all(row.permalink for row in reshares if row.state == "sent")
    assert all(row.remove_by for row in reshares if row.state == "remove_by_hand")


def test_what_is_public_was_agreed_to_and_carries_a_credit(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        public = session.scalars(Submission.publishable("gallery", None, filled.clock())).all()
        shown = Counter(row.campaign.slug for row in public)
        assert all(row.credit.strip() for row in public)
        assert all(photo.state == "ready" for row in public for photo in row.photos)
        renditions = session.scalars(select(Rendition)).all()
    assert all(shown[slug] >= 5 for slug in scripts())
    for rendition in renditions[:20]:
        with filled.store.open(rendition.key) as file:
            assert file.read(4)


def test_a_guardian_is_still_asked_and_a_use_was_taken_back(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        rows = session.scalars(select(Submission)).all()
        consents = [consent for row in rows for consent in row.consents if row.state != "withdrawn"]
    assert {(one.party, one.state) for one in consents} >= {
        ("guardian", "requested"),
        ("depicted", "requested"),
        ("author", "withdrawn"),
    }


def test_a_guardian_agreed_to_the_gallery_only(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        shared = session.scalars(Submission.publishable("reshare", None, filled.clock())).all()
        shown = session.scalars(Submission.publishable("gallery", None, filled.clock())).all()
        (gallery_only,) = [row for row in shown if row.customer.name == "Morag Sinclair"]
    assert gallery_only.id not in {row.id for row in shared}


def test_people_are_answered_and_few_wait_too_long(filled: Services) -> None:
    now = filled.clock()
    with filled.database.read(EVERYONE) as session:
        threads = session.scalars(select(Thread)).all()
        ours = [thread for thread in threads if thread.state == "ours"]
        overdue = [thread for thread in ours if thread.due_at and thread.due_at < now]
        longest = max(len(thread.messages) for thread in threads)
        drafts = session.scalars(select(Message).where(Message.sent_at.is_(None))).all()
        public = session.scalars(select(Message).where(Message.public.is_(True))).all()
    assert {thread.state for thread in threads} == set(states.THREAD.arrows)
    assert 1 <= len(overdue) <= 3
    assert longest >= 4
    assert drafts
    assert len(public) >= 20


def test_no_letter_is_due_and_every_event_lies_in_the_past(filled: Services) -> None:
    with filled.database.read(EVERYONE) as session:
        due = select(Mail).where(Mail.state.in_(("queued", "sending", "failed")))
        assert session.scalars(due.where(Mail.due_at <= filled.clock())).all() == []
        assert (session.scalar(select(func.max(Event.at))) or filled.clock()) <= filled.clock()


def test_the_outsider_sees_nothing(filled: Services) -> None:
    outsider = next(person for person in cast().people if cast().brand.slug in person.brands)
    with filled.database.read(EVERYONE) as session:
        account = session.scalars(Account.at(outsider.mail)).one()
        places = session.scalars(Member.of(account)).all()
    with filled.database.read(Whose.brand(*(place.brand_id for place in places))) as session:
        found: list[type[Branded]] = [
            model for model in CUSTOMERS_ROWS if session.scalars(select(model)).first()
        ]
    assert [place.role for place in places] == ["owner"]
    assert found == []


def test_a_second_filling_changes_nothing(filled: Services) -> None:
    before = counted(filled)
    assert not is_empty(filled)
    assert "Nothing was filled in" in fill(filled)
    assert counted(filled) == before


def test_the_sign_in_is_printed_works_and_is_nobody_elses_to_read(filled: Services) -> None:
    file = filled.settings.storage / "demo-sign-in"
    lines = sign_in(filled)
    with filled.database.read(EVERYONE) as session:
        hashes = {account.email: account.password_hash for account in session.scalars(select(Account))}
    mail, password = file.read_text().splitlines()[0].split()
    assert matches(hashes[mail], password)
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert f"{filled.settings.base_url}/staff/" in lines
    assert all(person.mail in lines for person in cast().people if person.signs_in)


def test_an_installation_with_people_of_its_own_is_left_alone(somewhere: Services) -> None:
    with somewhere.database.write(EVERYONE) as session:
        session.add(Account(email="olga@company.example", name="Olga", password_hash=""))
    before = counted(somewhere)
    assert not is_empty(somewhere)
    fill(somewhere)
    assert counted(somewhere) == before
    assert sign_in(somewhere) == ""


def test_a_killed_filling_is_completed_by_the_next(
    somewhere: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    arrive, arrived = play.arrive, []

    def dies(*given: object) -> str:
        if len(arrived) == 3:
            raise Killed
        arrived.append(given)
        return arrive(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(play, "arrive", dies)
        fill(somewhere)
    assert is_empty(somewhere)
    fill(somewhere)
    with somewhere.database.read(EVERYONE) as session:
        writers = session.scalars(select(Customer.email)).all()
        filled = session.scalars(select(Event.about).where(Event.new == FILLED)).all()
    assert sorted(writers) == sorted(sent.mail for sent in scripts()["ask-us"].sent)
    assert sorted(filled) == ["brand", "campaign"]
    assert not is_empty(somewhere)
