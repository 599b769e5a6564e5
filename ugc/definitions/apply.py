"""From a checked definition to the database: a new revision where something changed, nothing where not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, exists, select

from ugc.db import Session
from ugc.definitions.compare import Change, compare, differing
from ugc.definitions.current import find_brand, load
from ugc.definitions.read import Bundle
from ugc.definitions.schema import Definition
from ugc.lifecycle import Actor, record
from ugc.models import Brand, Campaign, Revision, Submission, Terms

FILE = Actor("file")
LOCKED = ("dates", "timezone", "consent", "contest")
NOT_LOCKED = ("consent.networks",)  # whoever entered before agreed to what their own boxes said


class Refused(Exception):
    """The definition cannot be applied; the message says why and what to do instead."""


@dataclass(frozen=True)
class Applied:
    """What came of it: the campaign, its new revision if there had to be one, and what changed."""

    campaign: Campaign
    revision: Revision | None
    changes: list[Change]


def apply(
    session: Session, bundle: Bundle, actor: Actor, base: int | None = None, *, asking_again: bool = False
) -> Applied:
    """Make a definition the campaign's current one. Applying the same again changes nothing.

    `base` is the number of the revision the definition was made from. Without it, only a revision that
    came from a file is replaced. Raises Refused when somebody else's revision would be overwritten, the
    campaign is another brand's, or people have already entered under what would change. `asking_again`
    lets consent and terms change for those to come, if the caller then asks everybody who entered again.
    """
    definition = bundle.definition
    campaign = session.scalar(select(Campaign).where(Campaign.slug == definition.slug).with_for_update())
    if campaign and campaign.brand.slug != definition.brand:
        raise Refused(f"{definition.slug} belongs to {campaign.brand.slug}; choose another slug.")
    brand, changes = _brand(session, bundle, actor)
    if campaign is None:
        campaign = _campaign(session, brand, definition)
        return Applied(campaign, _revise(session, campaign, bundle, actor, 1), changes)
    found = differences(session, campaign, bundle)
    if not found:
        return Applied(campaign, None, changes)
    _refuse_what_it_did_not_start_from(campaign, base)
    _refuse_what_is_locked(session, campaign, found, asking_again=asking_again)
    number = campaign.revision.number + 1
    return Applied(campaign, _revise(session, campaign, bundle, actor, number), changes + found)


def differences(session: Session, campaign: Campaign, bundle: Bundle) -> list[Change]:
    """What applying would change in a campaign, the terms' wording included."""
    rows = session.scalars(select(Terms).where(Terms.campaign_id == campaign.id).order_by(Terms.created_at))
    stands = {terms.language: terms.sha256 for terms in rows}
    languages = [each for each in stands if each in load(campaign.revision).languages]
    before = {f"consent.terms[{each}]": stands[each] for each in languages}
    after = {f"consent.terms[{each}]": _hash(text) for each, text in bundle.terms.items()}
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    wording = [Change(path, before.get(path), after.get(path)) for path in paths]
    return compare(load(campaign.revision), bundle.definition) + wording


def has_submissions(session: Session, campaign: Campaign) -> bool:
    """Whether anybody has entered; from then on dates and terms are locked."""
    return bool(session.scalar(select(exists().where(Submission.campaign_id == campaign.id))))


def _refuse_what_it_did_not_start_from(campaign: Campaign, base: int | None) -> None:
    current = campaign.revision
    if base is None and current.author != str(FILE):
        raise Refused(
            f"{campaign.slug}: revision {current.number} was written by {current.author}, not by a file. "
            f"Export it, put your changes there, and apply that with base {current.number}."
        )
    if base is not None and base != current.number:
        raise Refused(
            f"{campaign.slug} is at revision {current.number} by now, and yours started from {base}."
        )


def _refuse_what_is_locked(
    session: Session, campaign: Campaign, changes: Iterable[Change], *, asking_again: bool
) -> None:
    locked = [change.path for change in changes if is_locked(change)]
    if asking_again:
        locked = [path for path in locked if not path.startswith("consent.")]
    if locked and has_submissions(session, campaign):
        raise Refused(
            f"{campaign.slug}: people have entered under {', '.join(locked)}; "
            "what they relied on stays as it is. A new campaign can do it differently."
        )


def is_locked(change: Change) -> bool:
    """Whether entrants rely on this key: dates, consent, contest, and terms they may have read.

    A language that is added or dropped leaves the wording of the others alone.
    """
    if change.path in NOT_LOCKED:
        return False
    parts = change.path.split(".")
    if parts[0] == "translations":
        return parts[2:3] == ["contest"] and None not in (change.old, change.new)
    if change.path.startswith("consent.terms["):
        return None not in (change.old, change.new)
    return parts[0] in LOCKED


def _brand(session: Session, bundle: Bundle, actor: Actor) -> tuple[Brand, list[Change]]:
    profile = bundle.brand.model_dump(mode="json")
    brand = find_brand(session, bundle.brand.slug)
    if brand is None:
        brand = Brand(slug=bundle.brand.slug, name=bundle.brand.name, profile=profile)
        session.add(brand)
        session.flush()
        return brand, []
    changes = [Change(f"brand.{c.path}", c.old, c.new) for c in differing(brand.profile, profile)]
    if changes:
        brand.name, brand.profile = bundle.brand.name, profile
        record(session, brand, None, "changed", actor, ", ".join(change.path for change in changes))
    return brand, changes


def _campaign(session: Session, brand: Brand, definition: Definition) -> Campaign:
    campaign = Campaign(brand_id=brand.id, slug=definition.slug, opens_at=definition.window.opens)
    campaign.brand = brand
    session.add(campaign)
    session.flush()
    return campaign


def _revise(session: Session, campaign: Campaign, bundle: Bundle, actor: Actor, number: int) -> Revision:
    document = bundle.definition.model_dump(mode="json")
    revision = Revision(brand_id=campaign.brand_id, campaign_id=campaign.id, number=number, document=document)
    revision.sha256, revision.author = _hash(json.dumps(document, sort_keys=True)), str(actor)
    session.add(revision)
    session.flush()
    campaign.revision_id = revision.id
    campaign.opens_at, campaign.closes_at = bundle.definition.window
    _keep_terms(session, campaign, bundle.terms)
    record(
        session, campaign, str(number - 1) if number > 1 else None, str(number), actor, "definition applied"
    )
    session.flush()
    session.refresh(campaign, ["revision"])
    return revision


def _keep_terms(session: Session, campaign: Campaign, texts: dict[str, str]) -> None:
    """One row for each language and wording. Drafts nobody could have agreed to are dropped."""
    here = Terms.campaign_id == campaign.id
    wanted = {(language, _hash(text)): text for language, text in texts.items()}
    if not has_submissions(session, campaign):
        session.execute(delete(Terms).where(here, Terms.sha256.not_in([sha for _, sha in wanted])))
    kept = {(terms.language, terms.sha256) for terms in session.scalars(select(Terms).where(here))}
    for (language, sha), text in wanted.items():
        if (language, sha) not in kept:
            terms = Terms(brand_id=campaign.brand_id, campaign_id=campaign.id, language=language)
            terms.sha256, terms.text = sha, text
            session.add(terms)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
