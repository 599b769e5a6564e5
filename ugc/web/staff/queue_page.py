"""The queue's page: one item large, and around it the filters, what was just decided, what comes next."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import request, url_for

from ugc import language as languages
from ugc.db import Session
from ugc.definitions import load
from ugc.definitions.texts import Texts, text
from ugc.models import Brand, Consent, Decision, Event, Submission
from ugc.moderate import queue
from ugc.moderate.asks import OF_PHOTOS, askable, asked_before
from ugc.moderate.decide import OUTCOMES, changes, marker
from ugc.moderate.flags import flags, kept
from ugc.moderate.hints import screened
from ugc.moderate.overview import campaigns
from ugc.moderate.queue import Called, Filter
from ugc.moderate.reasons import choices
from ugc.moderate.reserve import holder
from ugc.moderate.review import reviews
from ugc.moderate.views import views
from ugc.permissions import may
from ugc.team.audit import names
from ugc.web.auth import acting
from ugc.web.context import spoken
from ugc.web.forms.staff import DecisionForm
from ugc.web.staff.desk import chosen_campaign, desk_page, numbers, place_in

FILTERS = ("brand", "campaign", "kind", "hint", "rule", "state", "language", "consent", "age", "customer")
SETTLED = {"settled": True, "open": False}
DAYS = {"1": 1, "3": 3, "7": 7}


@dataclass(frozen=True)
class Refusal:
    """Why nothing was decided: `stale`, `taken`, `late`, `sealed`, `reason` (none given), `form` (too long),
    `kept` (by a rule, for a manager).

    `outcome` is what the moderator was about to decide, so that its form is open again; `seen` is how
    the item stood when they looked.
    """

    why: str
    outcome: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Party:
    """Somebody who was asked, and their answer for each purpose."""

    kind: str
    name: str
    answers: list[Consent]


def show(
    session: Session,
    submission: Submission,
    refusal: Refusal | None = None,
    status: int = 200,
    chosen: Filter | None = None,
    more: bool | None = None,
) -> tuple[str, int]:
    """The page of one submission; the filter, and whether more waits after it, where they are known."""
    brand = submission.campaign.brand
    chosen = chosen or chosen_filter(session, brand)
    if more is None:
        more = queue.following(session, chosen, submission, acting(submission)) is not None
    facts = _about(session, submission) | _verdict(session, submission, refusal)
    facts |= {"previous": queue.previous(session, chosen, submission), "goes_on": more}
    beside = around(session, brand, chosen)
    return desk_page(session, "staff/queue.html", brand, "queue", status=status, **facts, **beside)


def _about(session: Session, submission: Submission) -> dict[str, Any]:
    """What there is to look at."""
    definition = load(submission.campaign.revision)
    words, made = text(definition, spoken()), queue.decisions(session, submission)
    return {
        "submission": submission,
        "definition": definition,
        "texts": words,
        "fields": _fields(submission, words),
        "parties": _parties(submission),
        "unsettled": queue.unsettled(submission, "gallery", session.now()),
        "earlier": queue.earlier(session, submission),
        "screened": screened(session, submission),
        "decisions": made,
        "asked_before": asked_before(made),
        "reviews": reviews(session, submission) if definition.moderation.reviewers > 1 else (),
    }


def _verdict(session: Session, submission: Submission, refusal: Refusal | None) -> dict[str, Any]:
    """What this person can do about it, and what is in the way."""
    member, flagged = acting(submission), flags(session, submission)
    for_managers = kept(flagged, submission, member)
    return {
        "flags": flagged,
        "kept": for_managers,
        "outcomes": [] if for_managers else _outcomes(submission),
        "holder": holder(session, submission, member),
        "may_settle": may(member, "settle"),
        "may_share": submission.state == "approved" and may(member, "reshare"),
        "changes": _changes(session, submission, refusal.seen if refusal else ""),
        "choices": choices(load(submission.campaign.revision), submission.language),
        "askable": askable(submission),
        "of_photos": OF_PHOTOS,
        "seen": marker(session, submission),
        "decide_at": address(submission.id),
        "next_at": url_for("staff.queue", **_filters() | {"after": submission.id}),
        "form": DecisionForm(),
        "ask": refusal.outcome if refusal else request.args.get("ask"),
        "refusal": refusal,
    }


def _outcomes(submission: Submission) -> list[str]:
    """Where it can go from here; nobody says yes to what is sealed."""
    possible = [
        name for name, state in OUTCOMES.items() if submission.machine.allows(submission.state, state)
    ]
    return [name for name in possible if name != "approve" or not submission.sealed]


def show_empty(session: Session, brand: Brand, chosen: Filter) -> tuple[str, int]:
    """That nothing waits here."""
    beside = around(session, brand, chosen)
    return desk_page(session, "staff/queue_empty.html", brand, "queue", **beside)


def show_outcome(
    session: Session, brand: Brand, made: Decision | None, outcome: str, about: Submission
) -> tuple[str, int]:
    """What a desk has to learn that shows the next one already."""
    facts = _counted(session, brand, chosen_filter(session, brand)) | _told(session, made, about.id)
    facts |= {"said": "" if made else outcome}
    return desk_page(session, "staff/queue_decided.html", brand, "queue", **facts)


def chosen_filter(session: Session, brand: Brand) -> Filter:
    """What the address narrows the queue to; 404 for a campaign that is not there."""
    asked = request.args.get
    name = asked("customer", "")[:200].strip()
    days = DAYS.get(asked("age", ""))
    chosen = Filter(
        brand.id,
        asked("state") or "ready",
        kind=asked("kind"),
        hint=asked("hint"),
        rule=asked("rule"),
        language=asked("language"),
        settled=SETTLED.get(asked("consent", "")),
        before=session.now() - timedelta(days=days) if days else None,
        customer=Called(brand.id, name).among(session) if name else None,
    )
    campaign = chosen_campaign(session, brand)
    return replace(chosen, campaign_id=campaign.id) if campaign else chosen


def address(submission_id: str | None, **more: str) -> str:
    """Where an item stands under the filters in use; without one, the queue itself."""
    query = _filters() | more
    if submission_id is None:
        return url_for("staff.queue", **query)
    return url_for("staff.item", submission_id=submission_id, **query)


def _filters() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if name in FILTERS and value}


def _changes(session: Session, submission: Submission, seen: str) -> list[tuple[Event, str]]:
    """What has happened since somebody looked, each with who did it."""
    happened = changes(session, submission, seen)
    called = names(session, happened) if happened else {}
    return [(one, called.get(one.actor) or one.actor.partition(":")[0]) for one in happened]


def around(session: Session, brand: Brand, chosen: Filter) -> dict[str, Any]:
    """What stands around an item or a list: the filters, saved views, what was just decided."""
    definitions = [(one.slug, load(one.revision)) for one in campaigns(session, brand)]
    return {
        "address": address,
        "campaigns": [(slug, definition.title) for slug, definition in definitions],
        "rules": {
            rule.name: rule.label for _, definition in definitions for rule in definition.moderation.rules
        },
        **_counted(session, brand, chosen),
        "narrowing": {name: value for name, value in _filters().items() if name != "brand"},
        "views": views(session, brand, place_in(brand)),
        "language_names": languages.named(languages.SHIPPED),
        "said": request.args.get("said", ""),
        **_told(
            session,
            session.get(Decision, decided) if (decided := request.args.get("decided")) else None,
            request.args.get("about", ""),
        ),
    }


def _counted(session: Session, brand: Brand, chosen: Filter) -> dict[str, Any]:
    """How many there are under the filters in use, and what the rail says."""
    counts = numbers(session, brand)
    all_of_it = chosen == Filter(brand.id)
    return {"counts": counts, "number": counts["queue"] if all_of_it else queue.count(session, chosen)}


def _told(session: Session, made: Decision | None, about: str) -> dict[str, Any]:
    """A decision that was just made, and where it can be undone for how many seconds; else one's word."""
    left = int((made.final_at - session.now()).total_seconds()) if made and not made.undone_at else 0
    undo_at = url_for("staff.take_back", decision_id=made.id, **_filters()) if made and left > 0 else ""
    if made is None and about:
        undo_at = url_for("staff.take_word_back", submission_id=about, **_filters())
    return {"just_made": made, "undo_at": undo_at, "seconds_left": max(left, 0)}


def _fields(submission: Submission, words: Texts) -> list[tuple[str, str]]:
    """What they answered to the campaign's own fields, by label; a field given up since keeps its name."""
    labels = {field.field.name: field.label for field in words.fields}
    return [(labels.get(name, name), answer) for name, answer in submission.answers.items() if answer]


def _parties(submission: Submission) -> list[Party]:
    parties: dict[str, Party] = {}
    for consent in submission.consents:
        party = Party(consent.party, consent.name, [])
        parties.setdefault(consent.person, party).answers.append(consent)
    return list(parties.values())
