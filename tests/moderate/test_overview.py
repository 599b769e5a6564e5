"""The start page's numbers: what waits for a person, and how a campaign stands."""

from datetime import datetime

from tests.support.clock import Clock
from tests.support.people import World, campaign, consent, submission
from ugc.db import EVERYONE, Database, Session, Whose
from ugc.lifecycle import ENGINE, begin, move
from ugc.models import Channel, Mail, Reshare, Submission, Thread
from ugc.moderate.overview import standing, waiting


def channel(session: Session, world: World, problem: str | None = None) -> Channel:
    row = Channel(brand_id=world.brand.id, network="mastodon", name="main", base_url="", secret="")
    row.problem = problem
    session.add(row)
    session.flush()
    return row


def reshare(
    session: Session, about: Submission, where: Channel, *states: str, at: datetime | None = None
) -> None:
    row = Reshare(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.channel_id, row.caption, row.photo_ids, row.due_at = where.id, "", [], at
    begin(session, row, ENGINE)
    for state in states:
        move(session, row, state, ENGINE)


def thread(session: Session, about: Submission, state: str = "ours") -> None:
    row = Thread(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    begin(session, row, ENGINE)
    if state != "ours":
        move(session, row, state, ENGINE)


def test_everything_that_waits_for_a_person_is_counted(
    database: Database, clock: Clock, world: World
) -> None:
    with database.write(EVERYONE) as session:
        first, second = (submission(session, world, state="ready") for _ in range(2))
        submission(session, world, state="approved")
        thread(session, first)
        thread(session, second, "theirs")
        where = channel(session, world, problem="The token was revoked.")
        reshare(session, first, where, "scheduled", "sending", "failed")
        reshare(session, first, where, "scheduled", "sending", "sent", "removing", "remove_by_hand")
        mail = Mail(brand_id=world.brand.id, customer_id=world.customer.id, kind="receipt")
        mail.about_id, mail.to, mail.key = first.id, "carla@example.net", "receipt:1"
        begin(session, mail, ENGINE)
        move(session, mail, "sending", ENGINE)
        move(session, mail, "failed", ENGINE)
    with database.read(Whose.brand(world.brand.id)) as session:
        (ours,) = waiting(session)
    assert (ours.brand.id, ours.queue, ours.inbox) == (world.brand.id, 2, 1)
    assert (ours.failed_reshares, ours.remove_by_hand) == (1, 1)
    assert (ours.failed_letters, ours.broken_channels) == (1, 1)
    assert ours.total == 7


def test_an_account_of_both_brands_sees_both_and_an_outsider_their_own(
    database: Database, world: World
) -> None:
    with database.write(EVERYONE) as session:
        submission(session, world, state="ready")
    with database.read(Whose.brand(world.brand.id, world.other_brand.id)) as session:
        assert [(one.brand.slug, one.queue) for one in waiting(session)] == [
            ("elsewhere", 0),
            ("pip-and-moss", 1),
        ]
    with database.read(Whose.brand(world.other_brand.id)) as session:
        assert [(one.brand.slug, one.total) for one in waiting(session)] == [("elsewhere", 0)]
        assert standing(session, world.brand) == []


def test_how_a_campaign_stands(database: Database, clock: Clock, world: World) -> None:
    with database.write(EVERYONE) as session:
        agreed = submission(session, world, state="approved")
        refused = submission(session, world, state="ready", purposes={"gallery": "refused"})
        guarded = submission(session, world, state="ready")
        session.add(consent(world, guarded, "gallery", "requested", "guardian"))
        gone = submission(session, world, state="ready")
        move(session, gone, "withdrawn", ENGINE)
        thread(session, refused)
        where = channel(session, world)
        later, sooner = clock.advance(hours=2), clock.advance(hours=-1)
        reshare(session, agreed, where, "scheduled", at=later)
        reshare(session, agreed, where, "scheduled", at=sooner)
        reshare(session, agreed, where, at=clock.advance(hours=-1))
        campaign(session, world.brand, "another")
    with database.read(Whose.brand(world.brand.id)) as session:
        stands = {one.campaign.slug: one for one in standing(session, world.brand)}
    ours = stands["little-wearers"]
    assert (ours.submissions, ours.agreed, ours.unanswered) == (3, 1, 1)
    assert ours.by_state == {"approved": 1, "ready": 2, "withdrawn": 1}
    assert ours.next_reshare == sooner
    assert (stands["another"].submissions, stands["another"].next_reshare) == (0, None)
