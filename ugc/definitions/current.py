"""What stands in the database: brands and campaigns by public name, definitions and terms as they are."""

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import or_, select

from ugc.db import Session
from ugc.definitions.schema import Definition
from ugc.models import Brand, Campaign, Revision, Terms

KEPT = 256  # definitions; an agency's forty brands have a few each


def load(revision: Revision) -> Definition:
    """The definition a revision holds. It is frozen, so whoever asks for the same one shares it."""
    return _parsed(json.dumps(revision.document))


@lru_cache(KEPT)
def _parsed(document: str) -> Definition:
    return Definition.model_validate(json.loads(document))


def find_brand(session: Session, slug: str) -> Brand | None:
    """The brand of that public name, if the session may see it."""
    return session.scalar(select(Brand).where(Brand.slug == slug))


def find_campaign(session: Session, slug: str) -> Campaign | None:
    """The campaign of that public name, if the session may see it."""
    return session.scalar(select(Campaign).where(Campaign.slug == slug))


def all_campaigns(session: Session) -> Sequence[Campaign]:
    """Every campaign the session may see, by public name."""
    return session.scalars(select(Campaign).order_by(Campaign.slug)).all()


def open_campaigns(session: Session) -> Sequence[Campaign]:
    """The campaigns that take submissions at this moment, the one closing soonest first."""
    now = session.now()
    running = select(Campaign).where(
        Campaign.opens_at <= now,
        or_(Campaign.closes_at.is_(None), Campaign.closes_at > now),
        Campaign.closed_at.is_(None),
        Campaign.hidden_at.is_(None),
    )
    return session.scalars(
        running.order_by(Campaign.closes_at.is_(None), Campaign.closes_at, Campaign.slug)
    ).all()


def current_terms(session: Session, campaign: Campaign, language: str) -> Terms:
    """The terms as they stand, in one of the campaign's languages. Raises NoResultFound for any other."""
    rows = select(Terms).where(Terms.campaign_id == campaign.id, Terms.language == language)
    return session.scalars(rows.order_by(Terms.created_at.desc()).limit(1)).one()
