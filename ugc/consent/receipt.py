"""A receipt: what one person agreed to about one submission, with the fields of ISO/IEC TS 27560:2023.

`receipt.schema.json` beside this file is its schema, written by us from the standard's list of fields.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ugc.db import Session
from ugc.definitions import load
from ugc.links import Links
from ugc.models import Brand, Campaign, Consent, Event, Submission

VERSION = "ISO/IEC TS 27560:2023; ugc receipt 1"
ROLES = {"author": "author", "guardian": "parent or guardian", "depicted": "person in the photo"}


def own(submission: Submission) -> list[Consent]:
    """The author's answers, also those they gave as the child's guardian."""
    mine = {one.email for one in submission.consents if one.party == "author"}
    return [one for one in submission.consents if one.email in mine]


def receipt(session: Session, consents: Sequence[Consent], links: Links, page: str) -> dict[str, Any]:
    """The receipt for one person's answers about one submission; `page` is where they take them back."""
    first = consents[0]
    submission = session.get_one(Submission, first.submission_id)
    campaign = session.get_one(Campaign, submission.campaign_id)
    brand = session.get_one(Brand, first.brand_id)
    principal = first.customer_id if first.party == "author" else first.person
    return {
        "schema_version": VERSION,
        "record_id": f"{submission.id}-{first.person}",
        "receipt_time": _moment(session.now()),
        "pii_principal_id": principal,
        "pii_processing": {
            "privacy_notice": _notice(first, links, campaign),
            "language": first.language,
            "pii_controllers": [_controller(brand)],
            "jurisdiction": str(brand.profile.get("jurisdiction", "")),
            "geographic_restrictions": load(submission.revision).consent.territory,
            "lawful_basis": "consent",
            "collection_method": "web form" if first.party == "author" else "a page opened by a mailed link",
            "withdrawal_method": page,
            "privacy_rights": page,
            "purposes": [_purpose(session, one, submission) for one in consents],
        },
        "party_identification": [
            {"party_id": principal, "name": first.name, "email": first.email, "type": "pii_principal"}
            | {"role": ", ".join(dict.fromkeys(ROLES[one.party] for one in consents))},
            {"party_id": brand.id, "type": "pii_controller", "role": "controller"}
            | {key: value for key, value in _controller(brand).items() if key in ("name", "email")},
        ],
    }


def _notice(consent: Consent, links: Links, campaign: Campaign) -> dict[str, str]:
    terms = consent.terms
    where = f"{links.campaign(campaign)}/rules"
    return {"url": where, "sha256": terms.sha256, "language": terms.language, "text": terms.text}


def _controller(brand: Brand) -> dict[str, str]:
    known = brand.profile.get("controller", {})
    return {
        "name": str(known.get("name", brand.name)),
        "address": str(known.get("address", "")),
        "email": str(known.get("mail", "")),
    }


def _purpose(session: Session, consent: Consent, submission: Submission) -> dict[str, Any]:
    kinds = ["name or credit", *(["photographs"] if submission.photos else []), "text"]
    return {
        "consent_id": consent.id,
        "purpose": consent.use,
        "purpose_description": consent.statement,
        "party": consent.party,
        "pii_types": kinds,
        "recipient_third_parties": [consent.network] if consent.network else [],
        "retention_period": _moment(consent.expires_at) if consent.given_at and consent.expires_at else None,
        "event_state": consent.state,
        "events": list(_events(session, consent)),
    }


def _events(session: Session, consent: Consent) -> Iterator[dict[str, Any]]:
    """What happened to it, each with its place in the brand’s chain: proof in the reader’s hands."""
    about = select(Event).where(Event.about == "consent", Event.about_id == consent.id)
    for event in session.scalars(about.order_by(Event.number)):
        yield {
            "event_time": _moment(event.at),
            "event_type": "explicit" if event.new in ("given", "withdrawn", "refused") else "notice",
            "event_state": event.new,
            "entity_id": event.actor,
            "proof": {"position": event.position, "sha256": event.hash},
        }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
