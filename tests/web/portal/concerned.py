"""Who else is in what somebody sent, and how they stand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.support.people import World
from ugc.collect.entry import Agreement, Entry
from ugc.consent.answer import answer
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Actor, move
from ugc.models import Consent, Decision, Submission

DANA = "dana@example.net"
Letters = Callable[[], list[tuple[str, str]]]


def asking(world: World, *uses: str, **others: Any) -> Entry:
    """What an author says who agrees to these uses, and who else is concerned."""
    return Entry(
        kind="photo",
        name="Carla",
        email="carla@example.net",
        language="en",
        credit="Carla",
        terms=world.terms,
        agreements=tuple(Agreement(use, f"{use}.", True) for use in uses),
        **others,
    )


def people(database: Database, about: Submission) -> dict[str, Consent]:
    """One row of each who was asked, by the name they had; who was forgotten goes by their turn."""
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Consent).where(Consent.submission_id == about.id)).all()
        return {one.person: one for one in rows if one.party != "author"}


def called(database: Database, about: Submission, name: str) -> Consent:
    return next(one for one in people(database, about).values() if one.name == name)


def sealed(database: Database, about: Submission) -> bool:
    with database.read(EVERYONE) as session:
        return session.get_one(Submission, about.id).sealed


def says(database: Database, one: Consent, *uses: str) -> None:
    with database.write(EVERYONE) as session:
        until = session.now() + timedelta(days=300)
        answer(session, session.get_one(Consent, one.id), "A typed name", uses, until)


def came_back(database: Database, world: World, about: Submission) -> None:
    """A moderator returns it and asks who is in it."""
    with database.write(EVERYONE) as session:
        made = Decision(brand_id=about.brand_id, customer_id=about.customer_id, submission_id=about.id)
        made.account_id, made.outcome, made.reason = world.moderator.account_id, "returned", "Who is it?"
        made.final_at, made.asks = session.now(), {"consent": []}
        session.add(made)
        move(session, session.get_one(Submission, about.id), "returned", Actor("member"))
