"""Whoever is named is asked alone, reminded once, forgotten when they say nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.collect.sending import send
from tests.support.clock import Clock
from ugc import converse
from ugc.collect.entry import Depicted, Entry, Guardian
from ugc.collect.uploads import Draft
from ugc.consent.answer import answer
from ugc.consent.sweep import sweep
from ugc.consent.withdraw import withdraw
from ugc.db import EVERYONE
from ugc.definitions.schema import Definition
from ugc.lifecycle import Actor, due
from ugc.links import Links
from ugc.models import Consent, Mail, Submission
from ugc.platforms.mail import Memory

BEN, ADA = Depicted("Ben", "both@example.net"), Depicted("Ada", "both@example.net")
LINKS = Links("https://join.example.org", "k" * 40)


@pytest.fixture
def asked(draft: Draft, definition: Definition, entry: Entry) -> Submission:
    """Two friends with one address, and a young sender's mother."""
    mother = Guardian(email="mum@example.net")
    return send(draft, definition, replace(entry, depicted=(BEN, ADA), guardian=mother))


def first(draft: Draft, name: str, party: str = "depicted") -> Consent:
    """The first of somebody's answers."""
    with draft.database.read(EVERYONE) as session:
        theirs = select(Consent).where(Consent.name == name, Consent.party == party)
        return session.scalars(theirs.order_by(Consent.created_at, Consent.id)).all()[0]


def says_yes(draft: Draft, name: str, *uses: str, party: str = "depicted") -> None:
    with draft.database.write(EVERYONE) as session:
        one = session.get_one(Consent, first(draft, name, party).id)
        answer(session, one, "A typed name", uses, session.now() + timedelta(days=300))


def agreed(draft: Draft, about: Submission, use: str) -> bool:
    with draft.database.read(EVERYONE) as session:
        condition = Submission.agreed(use, session.now())
        return session.scalar(select(condition).where(Submission.id == about.id)) is True


def letters(draft: Draft) -> list[tuple[str, str]]:
    """Send the questions that are due; what was sent, to whom."""
    mailer = Memory("hello@example.org")
    with draft.database.read(EVERYONE) as session:
        asking = set(
            session.scalars(select(Mail.id).where(Mail.kind.in_(("guardian", "depicted", "remind"))))
        )
        waiting = [mail_id for mail_id in due(session, Mail, "queued") if mail_id in asking]
    for mail_id in waiting:
        converse.send(draft.database, mailer, LINKS, mail_id)
    return sorted((letter.to, letter.subject) for letter in mailer.letters)


def test_each_person_has_a_say_of_their_own_also_with_one_address_for_two(
    draft: Draft, asked: Submission
) -> None:
    says_yes(draft, "Ben", "gallery", "reshare")
    says_yes(draft, "", "gallery", "reshare", party="guardian")
    assert not agreed(draft, asked, "gallery")
    says_yes(draft, "Ada", "gallery")
    assert agreed(draft, asked, "gallery")
    assert not agreed(draft, asked, "reshare")


def test_one_of_them_takes_it_back_alone_and_it_ends_at_once(draft: Draft, asked: Submission) -> None:
    for name, party in (("Ben", "depicted"), ("Ada", "depicted"), ("", "guardian")):
        says_yes(draft, name, "gallery", party=party)
    assert agreed(draft, asked, "gallery")
    with draft.database.write(EVERYONE) as session:
        theirs = select(Consent).where(Consent.party == "depicted", Consent.purpose == "gallery")
        one = session.scalars(theirs).all()[0]
        withdraw(session, one, Actor("depicted", one.id))
    assert not agreed(draft, asked, "gallery")


def test_whoever_says_nothing_is_reminded_once_and_then_forgotten(
    draft: Draft, asked: Submission, clock: Clock
) -> None:
    assert [to for to, _ in letters(draft)] == ["both@example.net", "both@example.net", "mum@example.net"]
    says_yes(draft, "Ben", "gallery")
    clock.advance(hours=47)
    assert letters(draft) == []
    clock.advance(hours=2)
    assert letters(draft) == [
        ("both@example.net", "Nadia still waits for your yes or no"),
        ("mum@example.net", "Nadia still waits for your yes or no"),
    ]
    clock.advance(hours=24)
    with draft.database.write(EVERYONE) as session:
        sweep(session)
    with draft.database.read(EVERYONE) as session:
        lapsed = session.scalars(select(Consent).where(Consent.state == "lapsed")).all()
        addresses = set(session.scalars(select(Mail.to).where(Mail.kind.in_(("guardian", "remind")))))
    assert len(lapsed) == 4
    assert {(one.name, one.email) for one in lapsed} == {("", "")}
    assert addresses == {"", "both@example.net"}  # Ben has answered; his letters keep their address
    assert letters(draft) == []


def test_no_letter_goes_out_about_what_was_answered_before_it_was_due(
    draft: Draft, asked: Submission, clock: Clock
) -> None:
    says_yes(draft, "Ben", "gallery")
    clock.advance(hours=50)
    assert [to for to, _ in letters(draft)].count("both@example.net") == 2  # both are hers
