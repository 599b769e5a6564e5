"""Where a guardian, or somebody in the photo, answers. Opening it decides nothing; only a sent form does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from ugc.collect.standing import GONE, find_rendition
from ugc.consent.answer import answer, asked_with, open_at
from ugc.consent.ask import questions
from ugc.consent.withdraw import withdraw
from ugc.db import EVERYONE, Session, Whose
from ugc.definitions import Definition, load
from ugc.definitions.texts import text
from ugc.lifecycle import Actor, Conflict
from ugc.models import Consent, Customer, Submission
from ugc.publish import follow
from ugc.web.context import gettext as _
from ugc.web.context import page, services, speak
from ugc.web.forms.portal import USE, guardian_form
from ugc.web.pictures import send
from ugc.web.portal.blueprint import blueprint
from ugc.web.terms import html


class AskedAnew(Exception):
    """They were asked once more since this link was made; it may have gone to somebody else."""


@dataclass(frozen=True)
class Asked:
    """A request to one person's page: everything they were asked about one submission."""

    token: str
    session: Session
    submission: Submission
    definition: Definition
    consents: list[Consent]

    @property
    def open(self) -> bool:
        """Whether we still wait for the answer."""
        return open_at(self.consents, self.session.now())

    @property
    def visible(self) -> bool:
        """Whether they may see what it is about: while we wait, and as long as they agree to something."""
        agreed = any(one.state == "given" for one in self.consents)
        return (self.open or agreed) and self.submission.state not in GONE

    @property
    def about(self) -> str:
        """Whom it is about: the reader (you), a child in the photo, or the child who sent it (author)."""
        if self.consents[0].party == "depicted":
            return "you"
        return "child" if self.submission.shows_child == "other" else "author"

    def form(self) -> Form:
        """A box for every use, none ticked, and the typed name."""
        asked = questions(self.definition, self.consents[0].language)
        return guardian_form(self.waiting, asked)(request.form)

    @property
    def waiting(self) -> list[Consent]:
        """What they have not answered yet; asked again, they keep what they answered before."""
        return [one for one in self.consents if one.state == "requested"]

    def page(self, form: Form, status: int = 200) -> ResponseReturnValue:
        """The question, or how it was answered."""
        submission, one = self.submission, self.consents[0]
        return page(
            "portal/guardian.html",
            status=status,
            brand=submission.campaign.brand,
            token=self.token,
            submission=submission,
            definition=self.definition,
            texts=text(self.definition, one.language),
            consents=self.consents,
            waiting=self.waiting,
            open=self.open,
            about=self.about,
            visible=self.visible,
            form=form,
            terms=html(one.terms.text, top=3),
        )


@contextmanager
def asked(token: str, *, write: bool = False) -> Iterator[Asked]:
    """Open the question a link stands for; 404 for a link nobody made. Raises AskedAnew for an older one."""
    here = services()
    consent_id, number = here.links.read_asked(token) or abort(404)
    with here.database.read(EVERYONE) as session:
        consent = session.get(Consent, consent_id) or abort(404)
        if consent.link_number != number:
            raise AskedAnew
        customer = session.get_one(Customer, consent.customer_id)
    with (here.database.write if write else here.database.read)(Whose.of(customer)) as session:
        consent = session.get_one(Consent, consent_id)
        submission = session.get_one(Submission, consent.submission_id, with_for_update=write)
        speak([consent.language])
        yield Asked(token, session, submission, load(submission.revision), asked_with(session, consent))


@blueprint.errorhandler(AskedAnew)
def older(_older: AskedAnew) -> ResponseReturnValue:
    """Point to the newer letter, and show nothing."""
    return page("portal/newer.html", status=404)


@blueprint.get("/consent/<token>")
def consent(token: str) -> ResponseReturnValue:
    """The photos, the uses and the terms; a mail scanner that opens this confirms nothing."""
    with asked(token) as it:
        return it.page(it.form())


@blueprint.post("/consent/<token>")
def answered(token: str) -> ResponseReturnValue:
    """The answer: the uses that are ticked, or none."""
    try:
        with asked(token, write=True) as it:
            form = it.form()
            agreed = [one.use for one in it.waiting if form[USE + one.use].data]
            if request.form.get("answer") == "no":
                agreed = []
            elif it.waiting and not _sound(form, it, agreed):
                return it.page(form, 422)
            answer(it.session, it.consents[0], form["name"].data, agreed, it.definition.consent_ends)
            it.session.flush()
            follow(it.session, it.submission)
    except Conflict:
        pass  # answered before, or too late: the page says which
    return redirect(url_for(".consent", token=token), 303)


def _sound(form: Form, it: Asked, agreed: list[str]) -> bool:
    sound = bool(form.validate())
    if not agreed:
        form[USE + it.waiting[0].use].errors = [_("Please tick at least one use, or choose “I say no”.")]
    return sound and bool(agreed)


@blueprint.post("/consent/<token>/withdraw")
def take_back(token: str) -> ResponseReturnValue:
    """One use taken back by whom it was given."""
    with asked(token, write=True) as it:
        for one in it.consents:
            if one.use == request.form.get("use") and one.state == "given":
                withdraw(it.session, one, Actor(one.party, one.id))
        it.session.flush()
        follow(it.session, it.submission)
    flash(_("Done. It is no longer used for that."))
    return redirect(url_for(".consent", token=token), 303)


@blueprint.get("/consent/<token>/media/<path:key>")
def shown(token: str, key: str) -> Response:
    """A picture of the submission in question, while we wait for the answer or have it."""
    with asked(token) as it:
        rendition = find_rendition(it.session, key)
        if (
            not it.visible
            or rendition is None
            or rendition.photo_id not in {photo.id for photo in it.submission.photos}
        ):
            abort(404)
        return send(rendition)
