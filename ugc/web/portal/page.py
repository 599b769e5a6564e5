"""My page: how everything stands, what it is used for, the conversation, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from ugc.collect.mend import MENDABLE
from ugc.collect.standing import Standing, standing, standings
from ugc.consent.again import open_question
from ugc.consent.withdraw import take_back, withdraw_use
from ugc.converse import write_back
from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.definitions.texts import Texts, text
from ugc.models import Appeal, Consent
from ugc.moderate import appeal as appeals
from ugc.publish import follow
from ugc.web.context import gettext as _
from ugc.web.context import page, spoken
from ugc.web.forms.parts import clean
from ugc.web.forms.portal import reply_form
from ugc.web.forms.reasons import sentence
from ugc.web.pictures import send
from ugc.web.portal.agreeing import once_more
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import Mine, mine
from ugc.web.submit import browser
from ugc.web.terms import html


@dataclass(frozen=True)
class Sent:
    """One submission on the page: how it stands, in the words of its campaign."""

    standing: Standing
    definition: Definition
    texts: Texts
    reply: Form
    once_more: Mapping[str, Form]
    asked_again: bool
    appeal: Appeal | None
    object_until: datetime | None

    @property
    def mendable(self) -> bool:
        """Whether its customer may change it and send it again."""
        return self.standing.state in MENDABLE

    @property
    def uses(self) -> list[Consent]:
        """The customer's own answers, in the campaign's order."""
        order = list(self.texts.uses)
        answers = [one for one in self.standing.submission.consents if one.party == "author"]
        standing = sorted(answers, key=lambda one: one.state == "given")
        own = {one.use: one for one in standing}.values()  # asked again: what stands counts, else the last
        return sorted(own, key=lambda one: order.index(one.use) if one.use in order else len(order))

    def label(self, consent: Consent) -> str:
        """What a use is called."""
        wording = self.texts.uses.get(consent.use)
        return wording.label if wording else consent.statement.partition(". ")[0]


@blueprint.get("/my/<token>")
def my(token: str) -> ResponseReturnValue:
    """Everything this customer sent."""
    with mine(token) as it:
        return show(it)


@blueprint.post("/my/<token>/<submission_id>/reply")
def reply(token: str, submission_id: str) -> ResponseReturnValue:
    """Write back; what was typed stays when it cannot be sent."""
    form = reply_form()(request.form, prefix=submission_id)
    with mine(token, write=True) as it:
        thread = it.thread(submission_id)
        if not form.validate():
            return show(it, 422, {submission_id: form})
        definition = load(thread.submission.revision)
        write_back(it.session, thread, form["body"].data, definition.conversation.reply_within)
    flash(_("Your message has arrived. A person answers you."))
    return back(token, submission_id)


@blueprint.post("/my/<token>/<submission_id>/object")
def objection(token: str, submission_id: str) -> ResponseReturnValue:
    """Object to a decision; somebody else than who decided answers."""
    words = clean(request.form.get("words"))[: appeals.LONGEST]
    with mine(token, write=True) as it:
        stands = standing(it.session, it.submission(submission_id))
        try:
            if words:
                appeals.object_to(it.session, stands.submission, stands.decision, words)
        except appeals.Refused:
            abort(409)
    flash(
        _("Somebody else looks at it again and answers you.") if words else _("There is nothing written yet.")
    )
    return back(token, submission_id)


@blueprint.post("/my/<token>/<submission_id>/withdraw")
def withdraw(token: str, submission_id: str) -> ResponseReturnValue:
    """Take one use back, or with none named the whole submission; both act at once."""
    use = request.form.get("use")
    with mine(token, write=True) as it:
        submission = it.submission(submission_id)
        if use:
            withdraw_use(it.session, submission, use)
        else:
            take_back(it.session, submission)
        it.session.flush()
        follow(it.session, submission)
    flash(_("Done. It is no longer used for that.") if use else _("Done. You have taken it back."))
    return back(token, submission_id)


@blueprint.post("/my/<token>/withdraw")
def withdraw_all(token: str) -> ResponseReturnValue:
    """Take everything back that was ever sent."""
    with mine(token, write=True) as it:
        for one in standings(it.session):
            take_back(it.session, one.submission)
            it.session.flush()
            follow(it.session, one.submission)
    flash(_("Done. You have taken all of it back."))
    return redirect(url_for(".my", token=token), 303)


@blueprint.get("/my/<token>/again/<slug>")
def again(token: str, slug: str) -> ResponseReturnValue:
    """On to a new form, as somebody we know."""
    with mine(token) as it:
        browser.know(it.brand.id, it.customer.id)
    return redirect(url_for("submit.form", slug=slug))


@blueprint.get("/my/<token>/media/<path:key>")
def media(token: str, key: str) -> Response:
    """A rendition of one of their own photos, public or not."""
    with mine(token) as it:
        return send(it.rendition(key))


def show(it: Mine, status: int = 200, typed: Mapping[str, Form] | None = None) -> ResponseReturnValue:
    """The page; a form that could not be taken, by its prefix, as it was filled in."""
    sent = [_sent(it.session, one, (typed or {})) for one in standings(it.session)]
    return page(
        "portal/my.html",
        status=status,
        brand=it.brand,
        token=it.token,
        customer=it.customer,
        sent=sent,
        typed=typed or {},
        drafts=browser.drafts(),
        why=sentence,
        html=html,
    )


def _sent(session: Session, stands: Standing, typed: Mapping[str, Form]) -> Sent:
    submission, decision = stands.submission, stands.decision
    definition = load(submission.revision)
    return Sent(
        stands,
        definition,
        text(definition, spoken()),
        reply=typed.get(submission.id) or reply_form()(prefix=submission.id),
        once_more={person: typed.get(person, form) for person, form in once_more(stands).items()},
        asked_again=open_question(session, submission) is not None,
        appeal=appeals.of(session, decision) if decision else None,
        object_until=appeals.until(session, submission, decision),
    )


def back(token: str, submission_id: str) -> ResponseReturnValue:
    """To where one submission stands on it."""
    return redirect(url_for(".my", token=token, _anchor=submission_id), 303)
