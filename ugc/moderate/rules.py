"""A definition's rules: what hints lead to. They tag, pass on and keep for a manager; they never decide."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, exists, select

from ugc.db import Session
from ugc.definitions import load
from ugc.definitions.working import HintRule
from ugc.lifecycle import ENGINE, Actor, Conflict, record
from ugc.models import Campaign, Flag, Hint, Member, Submission, Switch
from ugc.permissions import require


def digest(rule: HintRule) -> str:
    """What the rule does, in short: other words for the same are the same rule."""
    document = rule.model_dump(mode="json", exclude={"name", "label"})
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def rules(campaign: Campaign) -> Sequence[HintRule]:
    """The rules as the campaign's definition has them now."""
    return load(campaign.revision).moderation.rules


def switches(session: Session, campaign: Campaign) -> Mapping[str, Switch]:
    """Which rules somebody switched on, by name; one that was changed since is on trial all the same."""
    rows = session.scalars(select(Switch).where(Switch.campaign_id == campaign.id))
    return {row.rule: row for row in rows}


def found(rule: HintRule) -> ColumnElement[bool]:
    """Submissions about which everything was found that the rule looks for."""
    about = exists().where(
        Hint.submission_id == Submission.id, Hint.finding == "found", Hint.sure >= rule.sure / 100
    )
    return and_(*(about.where(Hint.kind == kind) for kind in rule.when))


def apply(session: Session, submission: Submission) -> None:
    """Do to it what its campaign's rules say that are on, now that its hints are in.

    Again changes nothing, and hints that are gone take their flags along. What somebody has decided
    is left alone.
    """
    if submission.state != "ready":
        return
    wanted = {
        rule.name: rule for rule in _on(session, submission.campaign) if _fits(session, rule, submission)
    }
    there = set(session.scalars(select(Flag.rule).where(Flag.submission_id == submission.id)))
    session.execute(delete(Flag).where(Flag.submission_id == submission.id, Flag.rule.not_in(wanted)))
    for name in wanted.keys() - there:
        _flag(session, submission, wanted[name])


def switch(session: Session, campaign: Campaign, name: str, seen: str, member: Member, *, on: bool) -> None:
    """Switch a rule on for what comes from now on, as it was `seen` (its digest), or off with all its flags.

    Raises NotAllowed, and Conflict when the rule is another one by now.
    """
    require(member, "campaigns", campaign)
    session.refresh(campaign, with_for_update=True)
    rule = next((one for one in rules(campaign) if one.name == name and digest(one) == seen), None)
    if on and rule is None:
        raise Conflict(f"{name} is not the rule that was seen")
    row = switches(session, campaign).get(name)
    actor = Actor("member", member.account_id)
    if rule and on and (row is None or row.digest != seen):
        row = row or Switch(brand_id=campaign.brand_id, campaign_id=campaign.id, rule=name)
        row.digest, row.account_id = seen, member.account_id
        session.add(row)
        session.flush()
        record(session, row, "off", "on", actor, f"{name}: {_words(rule)}")
    elif row and not on:
        record(session, row, "on", "off", actor, name)
        here = select(Submission.id).where(Submission.campaign_id == campaign.id)
        session.execute(delete(Flag).where(Flag.rule == name, Flag.submission_id.in_(here)))
        session.delete(row)


def _on(session: Session, campaign: Campaign) -> list[HintRule]:
    on = switches(session, campaign)
    return [one for one in rules(campaign) if one.name in on and on[one.name].digest == digest(one)]


def _fits(session: Session, rule: HintRule, submission: Submission) -> bool:
    fits = select(Submission.id).where(Submission.id == submission.id, found(rule))
    return session.scalar(fits) is not None


def _flag(session: Session, submission: Submission, rule: HintRule) -> None:
    """The event is about the flag: what a moderator has open is no stale view because of a label."""
    row = Flag(brand_id=submission.brand_id, customer_id=submission.customer_id, submission_id=submission.id)
    row.rule, row.label, row.does, row.to = rule.name, rule.label, rule.then, (rule.to or "").lower()
    session.add(row)
    session.flush()
    record(session, row, None, rule.then, ENGINE, f"{rule.name}: {_words(rule)}")


def _words(rule: HintRule) -> str:
    found = " + ".join(rule.when)
    return f"{found} → {rule.then}{f' to {rule.to}' if rule.to else ''}"
