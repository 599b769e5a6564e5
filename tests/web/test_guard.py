"""P2 as one property: nothing is public without live consent of every party for that use, at that moment.

Over who was asked (author, guardian, people in it), what for (each purpose, each network), every state and
end of their answers, the submission's state, its grace period and a hidden campaign; on both databases; in
the guard, for the publisher, and on every page of the route table as a stranger, an outsider on the staff
and another customer see it. A new route is looked at by itself, or fails until its arguments are known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.people import World, consent, submission
from tests.support.reshares import approved, channel
from tests.support.routes import Unclassified, addresses
from tests.web.staff import signed_in
from ugc.consent.sweep import sweep
from ugc.db import EVERYONE, Database
from ugc.models import Campaign, Channel, Consent, Submission, Thread
from ugc.publish import plan
from ugc.publish.board import to_share
from ugc.states import CONSENT, SUBMISSION
from ugc.wiring import Services

STORY = "We splashed all the way to the letter box."
PLAIN = ("gallery", "ads", "print", "mail")
NETWORKS = ("mastodon", "instagram")
USES = [(purpose, "") for purpose in PLAIN] + [("reshare", network) for network in NETWORKS]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """One answer: its state, and when it ends, in days from now; None is never."""

    state: str
    ends: int | None

    @property
    def live(self) -> bool:
        return self.state == "given" and (self.ends is None or self.ends > 0)


Answers = dict[tuple[str, str], Answer]


@dataclass(frozen=True)
class Case:
    """One submission and everybody concerned. `since` are days since it became visible, None before that."""

    author: Answers
    others: tuple[Answers, ...]
    state: str
    since: int | None
    hidden: bool
    strangers: bool

    def public(self, purpose: str, network: str = "") -> bool:
        """The rule as a person would say it."""
        shown = self.state == "approved" and self.since is not None and self.since >= 0
        return shown and not self.hidden and not self.strangers and self._agreed(purpose, network)

    def _agreed(self, purpose: str, network: str) -> bool:
        def answers(person: Answers) -> list[Answer]:
            here = {(purpose, network), (purpose, "")}
            return [answer for use, answer in person.items() if use in here]

        asked = [found for person in self.others if (found := answers(person))]
        author = answers(self.author)
        return any(one.live for one in author) and all(any(one.live for one in each) for each in asked)


answers_ = st.builds(
    Answer, st.sampled_from(["given"] * 4 + list(CONSENT.arrows)), st.sampled_from([None, -1, 0, 1])
)
people = st.dictionaries(st.sampled_from([*USES, ("reshare", "")]), answers_)
mostly_yes = st.fixed_dictionaries(
    {use: st.just(Answer("given", 1)) for use in USES[:1]}, optional=dict.fromkeys(USES[1:], answers_)
)
cases = st.builds(
    Case,
    author=people | mostly_yes,
    others=st.lists(people | mostly_yes, max_size=2).map(tuple),
    state=st.sampled_from(["approved"] * 6 + list(SUBMISSION.arrows)),
    since=st.sampled_from([None, -1, 0, 0, 1, 1, 1]),
    hidden=st.sampled_from([False] * 5 + [True]),
    strangers=st.sampled_from([False] * 5 + [True]),
)


@dataclass
class Set:
    """The rows a case is played with."""

    database: Database
    world: World
    clock: Clock
    submission_id: str
    keys: Sequence[str]
    channels: dict[str, str]

    def play(self, case: Case) -> None:
        with self.database.write(EVERYONE) as session:
            row = session.get_one(Submission, self.submission_id)
            session.query(Consent).filter_by(submission_id=row.id).delete()
            row.state, row.strangers = case.state, case.strangers
            row.visible_from = None if case.since is None else self.clock() - case.since * DAY
            hidden = self.clock() if case.hidden else None
            session.get_one(Campaign, row.campaign_id).hidden_at = hidden
            for person, answers in zip(
                ("author", "guardian", "depicted"), (case.author, *case.others), strict=False
            ):
                for (purpose, network), answer in answers.items():
                    one = consent(self.world, row, purpose, answer.state, person, network)
                    one.expires_at = None if answer.ends is None else self.clock() + answer.ends * DAY
                    session.add(one)


@pytest.fixture
def stage(database: Database, running: World, services: Services, clock: Clock) -> Set:
    with database.write(EVERYONE) as session:
        row = approved(session, running, services.store)
        row.story = STORY
        keys = [one.key for photo in row.photos for one in photo.renditions]
        keys += [photo.original_key for photo in row.photos]
        there = {
            "mastodon": channel(session, running, "mastodon", "https://social.example").id,
            "instagram": channel(session, running, "manual", "https://www.instagram.com/pipandmoss").id,
        }
        return Set(database, running, clock, row.id, keys, there)


ON_BOTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=80, deadline=None, suppress_health_check=ON_BOTH)
@given(case=cases)
def test_the_guard_and_the_publisher_say_what_the_rule_says(stage: Set, case: Case) -> None:
    stage.play(case)
    with stage.database.read(EVERYONE) as session:
        now, row = session.now(), session.get_one(Submission, stage.submission_id)
        for purpose in PLAIN:
            shown = Submission.publishable(purpose, None, now).where(Submission.id == row.id)
            assert (session.scalar(shown) is not None) == case.public(purpose), purpose
        for network, channel_id in stage.channels.items():
            there = session.get_one(Channel, channel_id)
            assert plan.publishable(session, row, there, now) == case.public("reshare", network), network
        somewhere = any(case.public("reshare", network) for network in (*NETWORKS, "any other"))
        assert bool(to_share(session, stage.world.brand)) == somewhere


@settings(max_examples=15, deadline=None, suppress_health_check=ON_BOTH)
@given(case=cases)
def test_time_alone_ends_a_grant_and_the_sweep_writes_it_down(stage: Set, case: Case) -> None:
    stage.play(case)
    before = stage.clock.time
    stage.clock.time = before + 2 * DAY
    try:
        with stage.database.write(EVERYONE) as session:
            sweep(session)
        with stage.database.read(EVERYONE) as session:
            ended = select(Consent).where(Consent.state == "given", Consent.expires_at <= session.now())
            assert session.scalars(ended).all() == []
            shown = Submission.publishable("gallery", None, session.now())
            endless = {use: one for use, one in case.author.items() if one.ends is None}
            assert session.scalar(shown) is None or endless
    finally:
        stage.clock.time = before


SHOWS = {
    "public.home", "public.brand", "public.campaign", "public.gallery", "public.submission",
    "public.feed_json", "public.feed_xml", "media.media",
}  # fmt: skip
"""Where a public photo is shown. Whatever else shows one may do so only while it is public."""


@pytest.fixture
def look(stage: Set, app: Flask, services: Services) -> Callable[[], dict[str, bool]]:
    """Ask every address; which endpoints let one of its pictures or its words be seen by a stranger."""
    world = stage.world
    with stage.database.write(EVERYONE) as session:
        theirs = submission(session, world, author=world.another_customer)
        asked = consent(world, theirs, "gallery", "requested", "guardian")
        session.add(asked)
        thread = Thread(
            brand_id=world.brand.id, customer_id=world.customer.id, submission_id=stage.submission_id
        )
        thread.state = "ours"
        session.add(thread)
        session.flush()
        tokens = [services.links.my(world.another_customer), services.links.asked(asked)]
        photo_id = session.get_one(Submission, stage.submission_id).photos[0].id
    values = {
        "slug": [world.campaign.slug],
        "/b/<slug> slug": [world.brand.slug],
        "submission_id": [stage.submission_id],
        "key": stage.keys,
        "token": [token.rsplit("/", 1)[1] for token in tokens],
        "upload_id": [photo_id],
        "photo_id": [photo_id],
        "thread_id": [thread.id],
        "path": ["css/base.css"],
        "reshare_id": [stage.submission_id],
    }
    found = list(addresses(app, values))
    stranger, outsider = app.test_client(), signed_in(app, world.outsider)

    def shows(client: FlaskClient, address: str) -> bool:
        with client.get(address) as answer:
            pictures = answer.mimetype in ("image/jpeg", "image/webp", "application/octet-stream")
            body = b"" if pictures else answer.get_data()
            said = any(word.encode() in body for word in (STORY, *stage.keys) if word not in address)
            return answer.status_code == 200 and (pictures or said)

    def look() -> dict[str, bool]:
        seen: dict[str, bool] = {}
        for endpoint, address in found:
            for client in (stranger, outsider):
                seen[endpoint] = seen.get(endpoint, False) or shows(client, address)
        return seen

    return look


@settings(max_examples=12, deadline=None, suppress_health_check=ON_BOTH)
@given(case=cases)
def test_no_page_shows_more_than_the_rule_allows(
    stage: Set, look: Callable[[], dict[str, bool]], case: Case
) -> None:
    stage.play(case)
    public = case.public("gallery")
    shown = {endpoint for endpoint, seen in look().items() if seen}
    assert shown == SHOWS if public else shown == set()


def test_a_route_nobody_has_classified_fails(app: Flask) -> None:
    app.add_url_rule("/new/<thing>", "new", lambda thing: thing)
    with pytest.raises(Unclassified, match="what is thing"):
        list(
            addresses(
                app, {name: ["x"] for rule in app.url_map.iter_rules() for name in rule.arguments - {"thing"}}
            )
        )
