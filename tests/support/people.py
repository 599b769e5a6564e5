"""Brands, campaigns and people with roles, as rows, for tests that need somebody to act."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import Actor, begin, move
from ugc.models import (
    Account,
    Brand,
    Campaign,
    Consent,
    Customer,
    Member,
    Revision,
    Submission,
    Terms,
    new_id,
)


@dataclass
class World:
    """A brand with a campaign, a customer, and staff; and another brand with an outsider."""

    brand: Brand
    other_brand: Brand
    campaign: Campaign
    terms: Terms
    customer: Customer
    another_customer: Customer
    moderator: Member
    second_moderator: Member
    spokesperson: Member
    outsider: Member


def member(session: Session, brand: Brand, name: str, role: str, *, may_speak: bool = False) -> Member:
    """A person with a sign-in and a role in one brand."""
    account = Account(email=f"{name.lower()}.{new_id()[:4]}@example.org", name=name, password_hash="")
    session.add(account)
    session.flush()
    row = Member(brand_id=brand.id, account_id=account.id, role=role, may_speak=may_speak, account=account)
    session.add(row)
    return row


def customer(session: Session, brand: Brand, name: str) -> Customer:
    """Somebody who writes to a brand."""
    row = Customer(brand_id=brand.id, name=name, email=f"{name.lower()}@example.net", language="en")
    session.add(row)
    session.flush()
    return row


def brand(session: Session, slug: str) -> Brand:
    """A brand with an empty profile."""
    row = Brand(slug=slug, name=slug.title(), profile={})
    session.add(row)
    session.flush()
    return row


def campaign(session: Session, owner: Brand, slug: str, document: dict[str, Any] | None = None) -> Campaign:
    """A campaign that opened a month ago, with one revision."""
    row = Campaign(brand_id=owner.id, slug=slug, opens_at=session.now() - timedelta(days=30))
    session.add(row)
    session.flush()
    revision = Revision(brand_id=owner.id, campaign_id=row.id, number=1, document=document or {})
    revision.sha256, revision.author = "0" * 64, "file"
    session.add(revision)
    session.flush()
    row.revision_id = revision.id
    return row


def build_world(database: Database) -> World:
    """All of it, committed."""
    with database.write(EVERYONE) as session:
        ours, theirs = brand(session, "pip-and-moss"), brand(session, "elsewhere")
        running = campaign(session, ours, "little-wearers")
        terms = Terms(
            brand_id=ours.id, campaign_id=running.id, language="en", sha256="1" * 64, text="Be kind."
        )
        session.add(terms)
        return World(
            brand=ours,
            other_brand=theirs,
            campaign=running,
            terms=terms,
            customer=customer(session, ours, "Carla"),
            another_customer=customer(session, ours, "Ciro"),
            moderator=member(session, ours, "Mo", "moderator"),
            second_moderator=member(session, ours, "Mia", "moderator"),
            spokesperson=member(session, ours, "Sam", "spokesperson", may_speak=True),
            outsider=member(session, theirs, "Otto", "owner", may_speak=True),
        )


def submission(
    session: Session,
    world: World,
    *,
    author: Customer | None = None,
    state: str = "received",
    purposes: dict[str, str] | None = None,
    kind: str = "story",
) -> Submission:
    """A submission brought to `state`, with one author's consent row per purpose in the state named."""
    author = author or world.customer
    row = Submission(
        brand_id=world.brand.id,
        customer_id=author.id,
        campaign_id=world.campaign.id,
        revision_id=world.campaign.revision_id,
        kind=kind,
        form_key=new_id(),
        story="We splashed all the way to school.",
        answers={},
        credit=author.name,
        shows_child="no",
        language="en",
    )
    begin(session, row, Actor("customer", author.id))
    for purpose, answer in (purposes or {"gallery": "given", "reshare": "given"}).items():
        session.add(consent(world, row, purpose, answer))
    for step in {"ready": ["ready"], "approved": ["ready", "approved"]}.get(state, []):
        move(session, row, step, Actor("member", world.moderator.account_id))
    row.visible_from = session.now() if state == "approved" else None
    session.flush()
    return row


def consent(
    world: World, about: Submission, purpose: str, state: str, party: str = "author", network: str = ""
) -> Consent:
    """One party's answer for one purpose; a reshare without a network covers all of them."""
    row = Consent(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
    row.party, row.name, row.email, row.purpose = party, "Carla", f"{party}@example.net", purpose
    row.terms_id, row.language, row.statement = world.terms.id, "en", f"You may use it for {purpose}."
    row.state, row.person, row.network = state, party, network
    return row
