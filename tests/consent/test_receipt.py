"""Receipts: every party's, in every state, with the standard's fields and a place in the chain."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import select

from tests.support.people import World, submission
from tests.support.reshares import DEFINITION, LINKS
from ugc.chain import digest
from ugc.consent import receipt as receipts
from ugc.consent.answer import answer
from ugc.consent.withdraw import take_back
from ugc.db import EVERYONE, Database
from ugc.lifecycle import Actor, begin
from ugc.models import Consent, Event, Mail, Revision, Submission

SCHEMA = json.loads(Path(receipts.__file__).with_name("receipt.schema.json").read_text())
PAGE = "https://ugc.example/my/link"


def flaws(receipt: dict[str, Any]) -> list[str]:
    Draft202012Validator.check_schema(SCHEMA)
    return [
        error.message
        for error in Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(receipt)
    ]


@pytest.fixture
def given(database: Database, world: World) -> Submission:
    """An approved submission, agreed to by its author through the front door, and a guardian who is asked."""
    with database.write(EVERYONE) as session:
        session.get_one(Revision, world.campaign.revision_id).document = DEFINITION.model_dump(mode="json")
        row = submission(session, world, state="approved")
        row.shows_child = "other"
        for purpose in ("gallery", "print"):
            asked = Consent(brand_id=row.brand_id, customer_id=row.customer_id, submission_id=row.id)
            asked.party, asked.person, asked.name, asked.email = "guardian", "g" * 16, "", "opa@example.net"
            asked.purpose, asked.terms_id, asked.language = purpose, world.terms.id, "en"
            asked.statement = f"You may use it for {purpose}. It means what it says."
            begin(session, asked, Actor("customer", row.customer_id))
        return row


def of(database: Database, row: Submission, party: str) -> dict[str, Any]:
    with database.read(EVERYONE) as session:
        consents = [one for one in session.get_one(Submission, row.id).consents if one.party == party]
        return receipts.receipt(session, consents, LINKS, PAGE)


def answered(database: Database, *agreed: str) -> None:
    with database.write(EVERYONE) as session:
        one = session.scalars(select(Consent).where(Consent.party == "guardian")).first()
        assert one
        answer(session, one, "Otto Ruiz", agreed, DEFINITION.consent_ends)


def test_it_has_the_standards_fields_for_every_party_and_state(database: Database, given: Submission) -> None:
    assert flaws(of(database, given, "author")) == []
    assert flaws(of(database, given, "guardian")) == []
    answered(database, "gallery")
    assert flaws(of(database, given, "guardian")) == []
    with database.write(EVERYONE) as session:
        take_back(session, session.get_one(Submission, given.id))
    for party in ("author", "guardian"):
        assert flaws(of(database, given, party)) == []


def test_the_schema_notices_what_is_missing_or_strange(database: Database, given: Submission) -> None:
    whole = of(database, given, "author")
    for key in whole:
        assert flaws({name: value for name, value in whole.items() if name != key})
    assert flaws(whole | {"extra": 1})


def test_it_says_what_was_agreed_in_the_words_that_were_shown(database: Database, given: Submission) -> None:
    answered(database, "gallery")
    receipt = of(database, given, "guardian")
    processing = receipt["pii_processing"]
    assert [(one["purpose"], one["event_state"]) for one in processing["purposes"]] == [
        ("gallery", "given"),
        ("print", "refused"),
    ]
    assert processing["purposes"][0]["purpose_description"] == (
        "You may use it for gallery. It means what it says."
    )
    assert processing["purposes"][0]["retention_period"] == DEFINITION.consent_ends.isoformat()
    assert processing["privacy_notice"]["text"] == "Be kind."
    assert processing["geographic_restrictions"] == "United Kingdom"
    assert processing["withdrawal_method"] == PAGE
    assert receipt["party_identification"][0]["name"] == "Otto Ruiz"
    assert receipt["party_identification"][0]["role"] == "parent or guardian"


def test_it_proves_its_place_in_the_chain(database: Database, given: Submission) -> None:
    answered(database, "gallery")
    (event,) = [
        event
        for one in of(database, given, "guardian")["pii_processing"]["purposes"]
        for event in one["events"]
        if event["event_state"] == "given"
    ]
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Event).where(Event.brand_id == given.brand_id).order_by(Event.position))
        chain = {row.position: row for row in rows}
    proven, before = chain[event["proof"]["position"]], chain[event["proof"]["position"] - 1]
    assert event["proof"]["sha256"] == digest(proven, event["proof"]["position"], before.hash)
    assert (proven.about, proven.new) == ("consent", "given")


def test_who_answers_is_mailed_their_receipt_once(database: Database, given: Submission) -> None:
    answered(database)
    with database.read(EVERYONE) as session:
        (mail,) = session.scalars(select(Mail).where(Mail.kind == "agreed")).all()
    assert (mail.to, mail.state) == ("opa@example.net", "queued")
