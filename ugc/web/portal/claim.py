"""Where the author of a post that was found decides about it. Opening the page decides nothing.

Who got the link in a direct message has proved who they are; whoever got it in public replies with a code
that this browser alone was shown.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from flask import Response, abort, flash, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from wtforms import Form

from ugc.collect import finds
from ugc.collect.entry import Entry, ShowsChild
from ugc.collect.standing import find_rendition
from ugc.consent.ages import must_not_send
from ugc.consent.ask import Question, questions
from ugc.db import EVERYONE, Session, Whose
from ugc.definitions import Definition, current_terms, load
from ugc.definitions.texts import text
from ugc.lifecycle import Conflict
from ugc.models import Find
from ugc.models.base import ALPHABET
from ugc.web.context import gettext as _
from ugc.web.context import page, services, speak
from ugc.web.forms.claim import claim_form
from ugc.web.forms.submit import USE
from ugc.web.pictures import send
from ugc.web.portal.blueprint import blueprint
from ugc.web.submit import reading
from ugc.web.terms import html

CODE = 8  # characters, 39 bits


@dataclass(frozen=True)
class Claim:
    """A request to one find's page."""

    token: str
    private: bool
    session: Session
    find: Find
    definition: Definition
    language: str

    @cached_property
    def code(self) -> str:
        """What this browser's reader replies with on the network; nobody else sees it."""
        key = f"claim-{self.find.id}"
        if key not in browser:
            browser[key] = "".join(secrets.choice(ALPHABET) for _place in range(CODE))
        return str(browser[key])

    @cached_property
    def proved(self) -> bool:
        """Whether whoever looks is the author."""
        return self.private or finds.proved(self.session, self.find, self.code)

    @cached_property
    def questions(self) -> list[Question]:
        """A box for every use."""
        return questions(self.definition, self.language)

    @cached_property
    def form(self) -> Form:
        """The form, with what was typed."""
        people = bool(self.find.submission.photos) and self.definition.shows_people
        name = "" if finds.is_nameless(self.find) else self.find.author_name
        return claim_form(self.questions, people=people)(request.form, name=name)

    def check(self) -> bool:
        """Whether it can be kept; what is wrong stands at its field."""
        form, sound = self.form, self.form.validate()
        missing = {}
        if not any(form[USE + asked.use].data for asked in self.questions):
            missing[USE + self.questions[0].use] = _("Please tick at least one use, or choose “I say no”.")
        if "child" in form and not form["child"].data:
            missing["child"] = _(
                "Please tell us whether a photo shows a child; we take special care with children."
            )
        if "people" in form and not form["people"].data:
            missing["people"] = _(
                "Please tell us whether anybody else can be recognised; they have a say too."
            )
        for field, sentence in missing.items():
            form[field].errors = [sentence]
        return sound and not missing

    def too_young(self) -> bool:
        """Whether it is a child from whom we may take nothing at all."""
        years = self.form["age"].data
        return bool(years) and must_not_send(int(years), self.form["country"].data)

    def entry(self) -> Entry:
        """What the checked form says."""
        form, submission = self.form, self.find.submission
        child: ShowsChild = form["child"].data if "child" in form else "no"
        return Entry(
            kind=submission.kind,
            name=form["name"].data,
            email=form["email"].data,
            language=self.language,
            credit=reading.credit(form, form["name"].data),
            terms=current_terms(self.session, submission.campaign, self.language),
            agreements=reading.agreements(form, self.questions),
            shows_child=child,
            guardian=reading.guardian(form, child),
            depicted=reading.depicted(form),
            strangers=reading.strangers(form),
        )

    def page(self, status: int = 200) -> ResponseReturnValue:
        """The post and the question, or how it was decided."""
        submission = self.find.submission
        return page(
            "portal/claim.html",
            status=status,
            brand=submission.campaign.brand,
            token=self.token,
            find=self.find,
            submission=submission,
            texts=text(self.definition, self.language),
            open=finds.is_open(self.find),
            proved=self.proved,
            code=self.code,
            form=self.form,
            questions=self.questions,
            my_page=self._my_page(),
            terms=html(current_terms(self.session, submission.campaign, self.language).text, top=3),
        )

    def _my_page(self) -> str:
        """Where they go on from here; not for everybody who reads our reply to them."""
        if self.find.state != "granted" or not self.proved:
            return ""
        return services().links.my(self.find.submission.customer)


@contextmanager
def claim(token: str, *, write: bool = False) -> Iterator[Claim]:
    """Open the find a link stands for; 404 for a link nobody made."""
    here = services()
    find_id, private = here.links.read_claim(token) or abort(404)
    with here.database.read(EVERYONE) as session:
        seen = session.get(Find, find_id) or abort(404)
    with (here.database.write if write else here.database.read)(Whose.brand(seen.brand_id)) as session:
        find = session.get_one(Find, find_id, with_for_update=write)
        definition = load(find.submission.campaign.revision)
        yield Claim(token, private, session, find, definition, speak(definition.languages))


@blueprint.get("/claim/<token>")
def claimed(token: str) -> ResponseReturnValue:
    """The post, the uses and the terms; a scanner that opens this decides nothing."""
    with claim(token) as it:
        return it.page()


@blueprint.post("/claim/<token>")
def decide(token: str) -> ResponseReturnValue:
    """Yes to what is ticked, by the author only; or no, which nobody has to prove."""
    try:
        with claim(token, write=True) as it:
            if request.form.get("answer") == "no" or (it.proved and it.too_young()):
                finds.refuse(it.session, it.find)
            elif not it.proved:
                return it.page(403)
            elif not it.check():
                return it.page(422)
            else:
                finds.grant(it.session, it.find, it.definition, it.entry())
    except Conflict:
        pass  # decided before: the page says how
    return redirect(url_for(".claimed", token=token), 303)


@blueprint.post("/claim/<token>/replied")
def replied(token: str) -> ResponseReturnValue:
    """They have replied with the code: listen now rather than at the next time."""
    with claim(token, write=True) as it:
        finds.hurry_one(it.session, it.find)
    flash(_("Thank you. We are looking for your reply; please open this page again in a minute."))
    return redirect(url_for(".claimed", token=token), 303)


@blueprint.get("/claim/<token>/media/<path:key>")
def claimed_picture(token: str, key: str) -> Response:
    """A picture of the post, as long as it can be decided about."""
    with claim(token) as it:
        rendition = find_rendition(it.session, key)
        theirs = {photo.id for photo in it.find.submission.photos}
        if not finds.is_open(it.find) or rendition is None or rendition.photo_id not in theirs:
            abort(404)
        return send(rendition)
