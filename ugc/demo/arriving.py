"""A customer sends the form: the photos first, as a browser uploads them, then all the rest at once."""

from ugc.collect import intake
from ugc.collect.entry import Agreement, Depicted, Entry, Guardian
from ugc.collect.uploads import Draft, new_draft
from ugc.consent.ask import questions
from ugc.db import Session
from ugc.definitions import current_terms
from ugc.demo.script import Pictures, Sent
from ugc.demo.stage import Stage
from ugc.models import Campaign


def arrive(stage: Stage, sent: Sent) -> str:
    """Take in one submission; returns its id."""
    draft, alts = upload(stage, sent.photos, broken=sent.broken)
    with stage.desk() as session:
        campaign = session.get_one(Campaign, stage.campaign.id)
        entry = _entry(session, stage, sent, alts)
        submission = intake.receive(session, campaign, stage.definition, draft.key, entry)
        stage.authors[sent.mail] = submission.customer
    return submission.id


def upload(stage: Stage, photos: Pictures, *, broken: bool = False) -> tuple[Draft, dict[str, str]]:
    """A draft with these photos, and their alt texts by upload id."""
    services, alts = stage.services, dict[str, str]()
    draft = Draft(
        services.database, services.store, stage.campaign, new_draft(), stage.definition.form.photos.max
    )
    for name, alt in photos:
        kept = draft.keep(stage.pictures.filename(), stage.pictures.file(name, broken=broken))
        alts[kept.id] = alt
    return draft, alts


def _entry(session: Session, stage: Stage, sent: Sent, alts: dict[str, str]) -> Entry:
    asked = questions(stage.definition, sent.language)
    guardian = {"guardian": Guardian(name=sent.name), "other": Guardian(email=sent.guardian)}
    return Entry(
        kind=sent.kind or stage.definition.accepts[0],
        name=sent.name,
        email=sent.mail,
        language=sent.language,
        credit=sent.credit,
        terms=current_terms(session, stage.campaign, sent.language),
        agreements=tuple(
            Agreement(q.purpose, q.statement, bool({q.purpose, q.use} & set(sent.agrees)), q.network)
            for q in asked
        ),
        story=sent.story.strip(),
        answers=sent.answers,
        alts=alts,
        shows_child=sent.child,
        guardian=guardian.get(sent.child, Guardian()),
        depicted=tuple(Depicted(name, mail) for name, mail in sent.people.items()),
        strangers=sent.strangers,
        customer=stage.authors.get(sent.mail),
    )
