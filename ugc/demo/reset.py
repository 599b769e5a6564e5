"""Takes away what a killed filling left of one campaign, so that it can be played again."""

from sqlalchemy import delete, select

from ugc.collect.uploads import throw_away
from ugc.db import Session
from ugc.demo.script import HOST
from ugc.models import (
    Campaign,
    Consent,
    Customer,
    Decision,
    Find,
    Mail,
    Message,
    Photo,
    Rendition,
    Reply,
    Reshare,
    Submission,
    Thread,
)

THEIRS = (
    Message,
    Thread,
    Mail,
    Reshare,
    Decision,
    Consent,
    Photo,
    Reply,
    Find,
    Submission,
)  # those that point to others first


def reset(session: Session, campaign: Campaign) -> None:
    """Delete the brand's invented customers with all they sent; the files go with the sweep."""
    wrote = select(Customer.id).where(Customer.email.endswith(HOST))
    posted = select(Find.customer_id).where(Find.campaign_id == campaign.id)
    invented = [*session.scalars(wrote), *session.scalars(posted)]
    photos = select(Photo.id).where(Photo.customer_id.in_(invented))
    originals = select(Photo.original_key).where(Photo.id.in_(photos))
    renditions = select(Rendition.key).where(Rendition.photo_id.in_(photos))
    files = [*session.scalars(originals), *session.scalars(renditions)]
    session.execute(delete(Rendition).where(Rendition.photo_id.in_(photos)))
    for model in THEIRS:
        session.execute(delete(model).where(model.customer_id.in_(invented)))
    session.execute(delete(Customer).where(Customer.id.in_(invented)))
    for key in files:
        throw_away(session, campaign, key)
