"""The way in: open campaigns, a brand's page, a campaign's invitation and its rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort

from ugc.db import EVERYONE, Session, Whose
from ugc.definitions import find_brand, load, open_campaigns
from ugc.definitions.texts import Texts, text
from ugc.language import SHIPPED
from ugc.models import Brand, Campaign, Photo
from ugc.publish.gallery import gallery
from ugc.web.context import page, services, speak, visit
from ugc.web.plainly import summary
from ugc.web.public.blueprint import blueprint
from ugc.web.terms import html

LATEST = 6


@dataclass(frozen=True)
class Card:
    """A campaign as a door: its texts, and the newest photo people sent, or words where there is none."""

    campaign: Campaign
    texts: Texts
    photo: Photo | None
    words: str


@blueprint.get("/")
def home() -> tuple[str, int]:
    """Every campaign that takes submissions now."""
    with services().database.read(EVERYONE) as session:
        return page("public/home.html", cards=_cards(session, speak(SHIPPED)))


@blueprint.get("/b/<slug>")
def brand(slug: str) -> tuple[str, int]:
    """One brand and its open campaigns."""
    database = services().database
    with database.read(EVERYONE) as session:
        found = find_brand(session, slug) or abort(404)
    with database.read(Whose.brand(found.id)) as session:
        return page("public/home.html", brand=found, cards=_cards(session, speak(_languages(found))))


@blueprint.get("/c/<slug>")
def campaign(slug: str) -> tuple[str, int]:
    """The invitation: one sentence, one example, one button."""
    with visit(slug) as here:
        latest = gallery(here.session, here.campaign, limit=LATEST)
        return here.page("public/campaign.html", place="campaign", latest=latest.items)


@blueprint.get("/c/<slug>/rules")
def rules(slug: str) -> tuple[str, int]:
    """The terms as they stand."""
    with visit(slug) as here:
        plain = summary(here.definition, here.texts, here.campaign.brand)
        return here.page("public/rules.html", place="rules", terms=html(here.terms().text), summary=plain)


def _cards(session: Session, language: str) -> list[Card]:
    return [_card(session, row, language) for row in open_campaigns(session)]


def _card(session: Session, campaign: Campaign, language: str) -> Card:
    items = gallery(session, campaign, limit=LATEST).items
    photo = next((photo for item in items for photo in item.photos), None)
    words = next((item.submission.story for item in items), "")
    return Card(campaign, text(load(campaign.revision), language), photo, words)


def _languages(brand: Brand) -> Sequence[str]:
    return brand.profile.get("languages") or SHIPPED
