"""One of everything a page can show, in every state; and a brand where nothing happened."""

from datetime import timedelta

from sqlalchemy import select

from tests.support.finds import a_find
from tests.support.hints import hint, screening
from tests.support.people import World, campaign, consent, customer, submission
from tests.support.reshares import add_photo, channel
from tests.web.pages.places import NAMED, POSTS, RETOUCHED, SENT
from ugc.converse import make_public, say
from ugc.db import Session
from ugc.definitions.read import read_bundle
from ugc.lifecycle import ENGINE, begin, move
from ugc.media.recipes import Area
from ugc.models import (
    ASKS,
    Brand,
    Campaign,
    Channel,
    Decision,
    Flag,
    Mail,
    Member,
    Reply,
    Reshare,
    Retouch,
    Search,
    Submission,
    Terms,
    Thread,
)
from ugc.moderate.retouch import retouch
from ugc.moderate.rules import apply, digest, rules, switch
from ugc.settings import ROOT
from ugc.stores import Store
from ugc.team.invite import invite

WAYS = {
    "returned": ("ready",),
    "declined": ("ready",),
    "approved": ("ready",),
    "held": ("ready", "approved"),
    "failed": ("scheduled", "sending"),
    "unknown": ("scheduled", "sending"),
    "sent": ("scheduled", "sending"),
    "remove_by_hand": ("scheduled", "sending", "sent", "removing"),
}
"""The states on the way to a state, where there are any."""


def fill(session: Session, world: World, owner: Member, store: Store) -> None:
    """Everything at the world's brand and nothing at the other one, but for a campaign that has closed."""
    session.get_one(Terms, world.terms.id).text = "# What you agree to\n\nBe kind."
    for state in SENT:
        row = _sent(session, world, store, state)
        _walk(session, row, state)
        if state == "ready":
            _screened(session, row)
    _named(session, world, store)
    _answered(session, world)
    _invited(session, world, owner)
    shown = submission(session, world, state="approved", kind="photo")
    there = channel(session, world, "manual", "https://social.example")
    there.problem = "The account says our key is no longer good."
    for state in POSTS:
        add_photo(session, store, shown)
        _walk(session, _post(session, shown, there), state)
    _retouched(session, world, store, shown)
    _ruled(session, world, owner)
    _found(session, world, there)
    _quiet(session, world.other_brand)


def _walk(session: Session, row: Submission | Reshare, state: str) -> None:
    for step in (*WAYS.get(state, ()), state):
        if row.state != step:
            move(session, row, step, ENGINE)


def _sent(session: Session, world: World, store: Store, state: str) -> Submission:
    """A story with a photo and an undescribed one, and a conversation."""
    author = customer(session, world.brand, state.title())
    row = submission(session, world, author=author)
    add_photo(session, store, row)
    add_photo(session, store, row, 1).alt = ""
    row.visible_from = session.now()
    question = consent(world, row, "gallery", "given" if state == "approved" else "requested", "guardian")
    question.expires_at = session.now() + timedelta(hours=72)
    session.add(question)
    thread = _thread(session, row)
    if state in ("approved", "declined"):
        say(session, thread, "Which pond was it?", world.spokesperson, [])
    return row


def _named(session: Session, world: World, store: Store) -> None:
    """A return that names all there is to mend, with a part hidden before and two who said nothing."""
    author = customer(session, world.brand, "Named")
    row = submission(session, world, author=author, state="ready", kind=NAMED)
    row.shows_child = "other"
    for position in range(2):
        hid = add_photo(session, store, row, position)
    own = Retouch(brand_id=row.brand_id, customer_id=row.customer_id, photo_id=hid.id, kind="blur")
    own.left, own.top, own.width, own.height = 0.1, 0.1, 0.2, 0.2
    session.add(own)
    for party in ("guardian", "depicted"):
        silent = consent(world, row, "gallery", "lapsed", party)
        silent.name = silent.email = ""
        session.add(silent)
    made = Decision(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
    made.account_id, made.outcome, made.reason = world.moderator.account_id, "returned", "A few things."
    made.asks, made.final_at = {ask: [] for ask in ASKS}, session.now()
    session.add(made)
    _walk(session, row, "returned")


def _screened(session: Session, row: Submission) -> None:
    """Something found in its photo and in its words, something clear, and something nobody looked for."""
    screening(session, row)
    session.refresh(row)
    photo = row.photos[0]
    hint(session, row, "faces", "found", photo, count=2, child="no")
    hint(session, row, "blur", "found", photo, sharpness=9.5, enough=25.0)
    hint(session, row, "words", "found", written=[{"text": "sh1t", "place": "story"}])
    hint(session, row, "dark", "clear", photo)
    hint(session, row, "language", "not_checked", why="short")


def _thread(session: Session, about: Submission) -> Thread:
    thread = Thread(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    thread.due_at = session.now() + timedelta(hours=3)
    begin(session, thread, ENGINE)
    return thread


def _answered(session: Session, world: World) -> None:
    """A question with its public answer."""
    asked = submission(session, world, state="approved", kind="question")
    thread = _thread(session, asked)
    answer = say(session, thread, "They do, from Monday on.", world.spokesperson, [])
    make_public(session, thread, answer, world.spokesperson)


def _retouched(session: Session, world: World, store: Store, shown: Submission) -> None:
    """A photo with something blurred, and one that is just being made anew."""
    ready, making = (add_photo(session, store, shown, 20 + number) for number in range(2))
    session.refresh(making)
    ready.filename, making.filename = RETOUCHED
    retouch(session, making, [Area("crop", 0.1, 0.1, 0.5, 0.5)], world.moderator, 0)
    row = Retouch(brand_id=ready.brand_id, customer_id=ready.customer_id, photo_id=ready.id, kind="blur")
    row.account_id, row.left, row.top, row.width, row.height = world.moderator.account_id, 0.1, 0.1, 0.2, 0.2
    ready.edition = 1
    session.add(row)


def _ruled(session: Session, world: World, owner: Member) -> None:
    """A rule that is on, with something it keeps for a manager and another one passed on."""
    campaign = session.get_one(Campaign, world.campaign.id)
    rule = rules(campaign)[0]
    switch(session, campaign, rule.name, digest(rule), owner, on=True)
    row = session.scalars(select(Submission).where(Submission.state == "ready").limit(1)).one()
    for kind, evidence in {"nudity": {"score": 0.9}, "contact": {"written": []}}.items():
        hint(session, row, kind, "found", **evidence)
    session.flush()
    apply(session, row)
    passed = Flag(
        brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id, rule="seen_before"
    )
    passed.label, passed.does, passed.to = "Sent before", "route", "manager"
    session.add(passed)


def _found(session: Session, world: World, there: Channel) -> None:
    """Finds in every state their pages tell apart, and a text for a person to send."""
    for age, state in enumerate(("found", "asked", "granted", "refused")):
        find = a_find(session, world, world.brand, there, "Puddle day!", age)
        for step in () if state == "found" else ("asked", state) if state != "asked" else ("asked",):
            move(session, find, step, ENGINE)
        said = Reply(brand_id=find.brand_id, customer_id=find.customer_id, find_id=find.id, kind="request")
        said.account_id, said.liked, said.body = world.spokesperson.account_id, "", "We loved that puddle."
        if state != "found":
            begin(session, said, ENGINE, state="by_hand")
    nameless = a_find(session, world, world.brand, there, "Whose boots?", 5)
    nameless.author_id = nameless.author_handle = ""
    nameless.author_name, nameless.network = "Somebody on Instagram", "instagram"
    searching = Search(brand_id=world.brand.id, campaign_id=world.campaign.id, channel_id=there.id)
    searching.cursors, searching.problem = {}, there.problem
    begin(session, searching, ENGINE)


def _post(session: Session, about: Submission, there: Channel) -> Reshare:
    row = Reshare(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.channel_id, row.caption, row.photo_ids = there.id, f"Look! 📷 {about.credit}", []
    row.due_at = session.now() + timedelta(hours=5)
    row.remove_by = session.now() + timedelta(days=2)
    row.problem = "The server does not answer."
    begin(session, row, ENGINE)
    return row


def _invited(session: Session, world: World, owner: Member) -> None:
    """Somebody who was invited, by a letter that did not go out."""
    invite(session, world.brand, "nora@example.net", "moderator", False, owner)
    letter = session.scalars(select(Mail).where(Mail.kind == "invite")).one()
    letter.problem = "There is no such mailbox."
    for step in ("sending", "failed"):
        move(session, letter, step, ENGINE)


def _quiet(session: Session, brand: Brand) -> None:
    bundle = read_bundle(ROOT / "campaigns" / "ask-us.toml")
    brand.profile = bundle.brand.model_dump(mode="json")
    row = campaign(session, brand, "ask-us", bundle.definition.model_dump(mode="json"))
    row.closed_at = session.now()
