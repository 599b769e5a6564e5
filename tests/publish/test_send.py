"""Posting once, against a real server: outcomes, lost answers, withdrawals at each step (P2 to P5)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from tests.support.clock import Clock
from tests.support.faulty import Fault, FaultyRelay, faulty
from tests.support.mastodon import MastodonServer
from tests.support.ports import wait_until
from tests.support.postgres import blocked
from tests.support.reshares import VAULT, Desk, withdraw
from ugc import publish
from ugc.db import EVERYONE
from ugc.lifecycle import ENGINE, claim, move
from ugc.models import Channel, Member, Reshare, Submission
from ugc.stores import MemoryStore

STATUSES = "/api/v1/statuses"


@pytest.fixture
def clock() -> Clock:
    """The server's clock is the machine's, so ours has to be."""
    clock = Clock()
    clock.time = datetime.now(UTC)
    return clock


@pytest.fixture
def relay(desk: Desk, mastodon: MastodonServer) -> Iterator[FaultyRelay]:
    """The way to the server, which can break."""
    with faulty(mastodon.base_url) as relay, desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).base_url = relay.base_url
        session.commit()
        yield relay


def test_it_is_posted_with_credit_photos_and_alt_texts_and_the_author_is_told(
    desk: Desk, mastodon: MastodonServer
) -> None:
    row_id = desk.plan_now()
    desk.work()
    [status] = mastodon.statuses()
    row = desk.reshare(row_id)
    assert (row.state, row.remote_id, row.permalink) == ("sent", status["id"], status["url"])
    assert "📷 Carla" in status["content"]
    assert [media["description"] for media in status["media_attachments"]] == ["Ducks, 1", "Ducks, 2"]
    assert desk.letters() == ["reshared"]


def test_it_is_posted_once_however_often_the_engine_asks(desk: Desk, mastodon: MastodonServer) -> None:
    desk.plan_now()
    for _ in range(3):
        desk.work()
    assert len(mastodon.statuses()) == 1


def test_it_waits_for_its_moment(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Reshare, row_id).due_at = session.now() + timedelta(hours=1)
    publish.send(desk.database, desk.store, VAULT, desk.door, row_id)
    assert mastodon.statuses() == []
    assert desk.reshare(row_id).state == "scheduled"


# Lost answers


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER, Fault.CUT_BEFORE_SERVER])
def test_a_lost_answer_is_looked_up_and_leaves_exactly_one_post(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay, clock: Clock, fault: Fault
) -> None:
    row_id = desk.plan_now()
    relay.break_next(f"POST {STATUSES}", fault)
    desk.work()
    assert desk.reshare(row_id).state == "unknown"
    desk.work()
    assert desk.reshare(row_id).state == "unknown"  # the server is given a moment
    clock.advance(minutes=2)
    desk.work()
    desk.work()
    [status] = mastodon.statuses()
    assert (desk.reshare(row_id).state, desk.reshare(row_id).remote_id) == ("sent", status["id"])
    assert desk.letters() == ["reshared"]


def test_an_outcome_that_cannot_be_looked_up_stays_unknown(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay, clock: Clock
) -> None:
    row_id = desk.plan_now()
    relay.break_next(f"POST {STATUSES}", Fault.CUT_BEFORE_ANSWER)
    desk.work()
    clock.advance(minutes=2)
    mastodon.fault("GET", "/api/v1/accounts/*", status=503)
    desk.work()
    assert desk.reshare(row_id).state == "unknown"
    clock.advance(hours=1)
    desk.work()
    assert desk.reshare(row_id).state == "sent"
    assert len(mastodon.statuses()) == 1


def test_a_holder_that_died_before_or_after_posting_is_looked_up(
    desk: Desk, mastodon: MastodonServer, clock: Clock
) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        claim(session, session.get_one(Reshare, row_id), timedelta(minutes=15), to="sending")
    desk.work()
    assert desk.reshare(row_id).state == "sending"  # somebody holds it
    clock.advance(minutes=16)
    desk.work()
    desk.work()
    assert desk.reshare(row_id).state == "sent"
    assert len(mastodon.statuses()) == 1


def test_a_holder_whose_lease_ran_out_meanwhile_does_not_post(
    desk: Desk, mastodon: MastodonServer, clock: Clock
) -> None:
    row_id = desk.plan_now()

    def slow() -> None:
        clock.advance(minutes=20)
        desk.store = store
        desk.work()  # another worker finds the lease over, sees nothing there and schedules it again
        desk.work()  # and posts it

    store = desk.store
    desk.store = Tampered(store, slow)  # type: ignore[assignment]
    desk.work()
    assert desk.reshare(row_id).state == "sent"
    assert len(mastodon.statuses()) == 1


# Refusals


def test_a_network_that_asks_us_to_wait_is_obeyed(desk: Desk, mastodon: MastodonServer, clock: Clock) -> None:
    row_id = desk.plan_now()
    mastodon.fault("POST", STATUSES, status=429, headers={"Retry-After": "90"})
    desk.work()
    row = desk.reshare(row_id)
    assert row.state == "scheduled"
    assert row.due_at == clock() + timedelta(seconds=90)
    assert row.problem
    clock.advance(seconds=91)
    desk.work()
    assert desk.reshare(row_id).state == "sent"
    assert desk.reshare(row_id).problem is None


def test_an_unreachable_network_is_tried_ever_more_rarely_and_then_given_up(desk: Desk, clock: Clock) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).base_url = "http://127.0.0.1:9"
    waits = []
    while desk.reshare(row_id).state != "failed":
        desk.work()
        due_at = desk.reshare(row_id).due_at
        assert due_at
        waits.append(due_at - clock())
        clock.time = max(due_at, clock())
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert len(waits) == 12
    assert "cannot be reached" in (desk.reshare(row_id).problem or "")


def test_a_key_that_no_longer_works_keeps_the_queue_and_calls_a_person(
    desk: Desk, mastodon: MastodonServer, clock: Clock
) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).secret = VAULT.seal("revoked")
    desk.work()
    row = desk.reshare(row_id)
    assert (row.state, row.channel.problem) == ("scheduled", row.problem)
    assert "Sign in again" in (row.problem or "")
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).secret = VAULT.seal(mastodon.token)
    clock.advance(minutes=31)
    desk.work()
    row = desk.reshare(row_id)
    assert (row.state, row.problem, row.channel.problem) == ("sent", None, None)


def test_who_can_mend_a_channel_is_told_once_by_mail_until_it_is_mended(
    desk: Desk, mastodon: MastodonServer, clock: Clock
) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Member, desk.world.moderator.id).role = "owner"
        session.get_one(Channel, desk.channel_id).secret = VAULT.seal("revoked")
    for _try in range(3):
        desk.work()
        clock.advance(minutes=31)
    assert [letter for letter in desk.letters() if letter.startswith("channel")] == ["channel"]
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).secret = VAULT.seal(mastodon.token)
    desk.work()
    assert desk.reshare(row_id).state == "sent"


def test_a_secret_of_another_installation_calls_a_person(desk: Desk) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Channel, desk.channel_id).secret = "garbage"
    desk.work()
    assert desk.reshare(row_id).state == "scheduled"
    assert "another secret key" in (desk.reshare(row_id).channel.problem or "")


def test_a_refusal_for_good_is_failed_with_its_sentence(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    mastodon.fault("POST", STATUSES, status=422)
    desk.work()
    row = desk.reshare(row_id)
    assert row.state == "failed"
    assert "refused" in (row.problem or "")
    assert mastodon.statuses() == []


def test_a_photo_that_is_gone_fails_and_nothing_is_posted(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    desk.store = MemoryStore()
    desk.work()
    assert desk.reshare(row_id).state == "failed"
    assert mastodon.statuses() == []


def test_a_credit_that_changed_meanwhile_is_not_lost(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        session.get_one(Submission, desk.submission_id).credit = "Carla R., Leeds"
    desk.work()
    assert desk.reshare(row_id).state == "failed"
    assert "“Carla R., Leeds”" in (desk.reshare(row_id).problem or "")
    assert mastodon.statuses() == []


# Withdrawals race at each step


def test_withdrawn_before_its_moment(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    desk.withdraw()
    publish.send(desk.database, desk.store, VAULT, desk.door, row_id)
    assert desk.reshare(row_id).state == "cancelled"
    assert mastodon.statuses() == []


def test_withdrawn_while_the_photos_are_read(desk: Desk, mastodon: MastodonServer) -> None:
    row_id = desk.plan_now()
    desk.store = Tampered(desk.store, desk.withdraw)  # type: ignore[assignment]
    desk.work()
    assert desk.reshare(row_id).state == "cancelled"
    assert mastodon.statuses() == []


def test_withdrawn_while_the_photos_are_uploaded(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay
) -> None:
    row_id = desk.plan_now()
    before(relay, "POST /api/v2/media", desk.withdraw)
    desk.work()
    assert desk.reshare(row_id).state == "cancelled"
    assert mastodon.statuses() == []


def test_withdrawn_during_the_very_call(desk: Desk, mastodon: MastodonServer, relay: FaultyRelay) -> None:
    row_id = desk.plan_now()
    before(relay, f"POST {STATUSES}", desk.withdraw)
    desk.work()
    assert desk.reshare(row_id).state == "removing"
    desk.work()
    assert desk.reshare(row_id).state == "removed"
    assert mastodon.statuses() == []
    assert desk.letters() == ["removed"]


def test_a_withdrawal_that_commits_while_the_post_arrives(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay
) -> None:
    row_id, followed = desk.plan_now(), Event()

    def withdraw_slowly() -> None:
        with desk.database.write(EVERYONE) as session:
            withdraw(session, desk.submission_id)
            publish.follow(session, session.get_one(Submission, desk.submission_id))
            followed.set()
            wait_until(mastodon.statuses, "the post to be there")
            wait_until(lambda: blocked(session) or desk.reshare(row_id).state != "sending", "the worker")

    customer = Thread(target=withdraw_slowly)

    def meanwhile() -> None:
        customer.start()
        followed.wait()

    before(relay, f"POST {STATUSES}", meanwhile)
    publish.send(desk.database, desk.store, VAULT, desk.door, row_id)
    customer.join()
    assert desk.reshare(row_id).state == "removing"  # seen at once, not only by the next sweep


def test_withdrawn_while_the_outcome_is_unknown(
    desk: Desk, mastodon: MastodonServer, relay: FaultyRelay, clock: Clock
) -> None:
    row_id = desk.plan_now()
    relay.break_next(f"POST {STATUSES}", Fault.CUT_BEFORE_ANSWER)
    desk.work()
    desk.withdraw()
    clock.advance(minutes=2)
    for _ in range(3):
        desk.work()
    assert desk.reshare(row_id).state == "removed"
    assert mastodon.statuses() == []


def test_held_when_its_moment_comes_is_not_posted_and_not_forgotten(
    desk: Desk, mastodon: MastodonServer
) -> None:
    row_id = desk.plan_now()
    with desk.database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, desk.submission_id), "held", ENGINE)
    desk.work()
    row = desk.reshare(row_id)
    assert row.state == "failed"
    assert "on hold" in (row.problem or "")
    assert mastodon.statuses() == []


def before(relay: FaultyRelay, request: str, happens: Callable[[], None]) -> None:
    """Let something happen when the first such request is on its way to the server."""
    take, waiting = relay.take, [happens]

    def hooked(received: bytes) -> Fault | None:
        if waiting and received.startswith(request.encode()):
            waiting.pop()()
        return take(received)

    relay.take = hooked  # type: ignore[method-assign]


class Tampered:
    """A store during whose first reading something happens."""

    def __init__(self, store: object, happens: Callable[[], None]) -> None:
        self._store, self._happens = store, happens

    def open(self, key: str) -> object:
        happens, self._happens = self._happens, lambda: None
        happens()
        return self._store.open(key)  # type: ignore[attr-defined]
