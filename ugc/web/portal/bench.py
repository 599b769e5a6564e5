"""What one request to mend a submission works on: what was asked, what is there, what the form says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Form

from ugc.collect.mend import Asked, Mended, asked, missing
from ugc.collect.settle import fewest
from ugc.collect.standing import Standing
from ugc.collect.uploads import Draft
from ugc.consent.again import Again
from ugc.consent.again import missing as missing_uses
from ugc.db import Session
from ugc.definitions import Definition, load
from ugc.definitions.texts import text
from ugc.models import Ask, Customer, Photo, Submission
from ugc.moderate.retouch import Refused
from ugc.web.context import gettext as _
from ugc.web.context import page, services, spoken
from ugc.web.forms.areas import NoNumber, drawn, sentence
from ugc.web.forms.portal import USE, mend_form
from ugc.web.forms.reasons import sentence as why_unusable
from ugc.web.portal import agreeing
from ugc.web.portal.kept import Kept, redraw
from ugc.web.portal.mine import Mine
from ugc.web.submit import browser
from ugc.web.submit.pictures import Picture, picture_form
from ugc.web.submit.pictures import Refused as NotTaken
from ugc.web.terms import html


@dataclass(frozen=True)
class Bench:
    """One request to mend one submission."""

    mine: Mine
    submission: Submission
    standing: Standing

    @cached_property
    def definition(self) -> Definition:
        """What the submission was asked by."""
        return load(self.submission.revision)

    @cached_property
    def asked(self) -> dict[Ask, Asked]:
        """What is to be mended; empty where everything may be changed."""
        return {one.ask: one for one in asked(self.submission, self.standing.decision)}

    @property
    def decision_id(self) -> str:
        """The decision that asked, if one did."""
        return self.standing.decision.id if self.standing.decision else ""

    @property
    def outdated(self) -> bool:
        """Whether the form was about another decision than the one that stands."""
        return request.form.get("asked", "") not in ("", self.decision_id)

    @cached_property
    def again(self) -> Again | None:
        """The uses nobody said yes to, where a permission is asked for."""
        return missing_uses(self.mine.session, self.submission) if "consent" in self.asked else None

    @cached_property
    def form(self) -> Form:
        """The words, as they are or as they were typed."""
        more = {}
        if "consent" in self.asked:
            people = self.definition.shows_people and bool(self.submission.photos)
            more = agreeing.fields(self.again, people=people)
        return mend_form(self.definition, more)(request.form, data={"story": self.submission.story})

    @cached_property
    def once_more(self) -> dict[str, Form]:
        """Where those who said nothing are asked again, by person."""
        return agreeing.once_more(self.standing, needed=False) if "people" in self.form else {}

    @cached_property
    def kept(self) -> list[Kept]:
        """The photos it has. One that another is asked for leaves, unless the customer says otherwise."""
        return [self._kept(photo) for photo in self.submission.photos]

    def _kept(self, photo: Photo) -> Kept:
        asks = frozenset(ask for ask, one in self.asked.items() if photo in one.photos)
        leaves = "photo" in asks and (self.asked["photo"].all or len(self.submission.photos) == 1)
        form = picture_form(photo.id, photo.alt, remove=leaves)
        form["alt"].flags.hangs = "alt" in asks  # not optional then
        return Kept(photo, form, asks)

    @cached_property
    def draft(self) -> Draft:
        """Where new photos wait; there is room for those that are left out."""
        here, room = services(), self.definition.form.photos.max - sum(one.good for one in self.kept)
        key = browser.draft(self.submission.id)
        return Draft(here.database, here.store, self.submission.campaign, key, max(room, 0))

    @cached_property
    def wrong(self) -> dict[str, str]:
        """What is wrong with the areas of a photo, by its id."""
        return {}

    def check(self, photos: Sequence[Picture]) -> bool:
        """Whether it can be sent again; what is wrong or still missing stands at its field."""
        described = [*(one.form for one in photos), *(one.form for one in self.kept)]
        named = [agreeing.sound(one, self.standing, person) for person, one in self.once_more.items()]
        sound = all([self.form.validate(), *named, *(one.validate() for one in described)])
        sound = sound and ("people" not in self.form or agreeing.nameable(self.form, self.standing))
        count = len(photos) + sum(one.good for one in self.kept)
        if count < fewest(self.submission):
            self.form["photos"].errors = [_("Please add a photo; it is what this is about.")]
            sound = False
        for one in self.kept:
            try:
                drawn(one.prefix)
            except NoNumber as problem:
                self.wrong[one.photo.id] = sentence(problem)
        return sound and not self.wrong and (bool(self.form["why"].data) or self._done(photos))

    def _done(self, photos: Sequence[Picture]) -> bool:
        """Whether all that was asked was done."""
        mended, left = self.mended(photos), []
        for one in self.asked.values():
            undone = missing(one, self.submission, mended, len(photos))
            if undone is not None:
                left.append(one.ask)
                self._say(one.ask, {photo.id for photo in undone})
        if left:
            self.form["why"].errors = [
                _(
                    "Something we asked for is still missing; it is marked above. "
                    "If you would rather leave it as it is, tell us why here."
                )
            ]
        return not left

    def _say(self, ask: Ask, of: set[str]) -> None:
        """Say at its field what is still missing."""
        if ask == "photo":
            self.form["photos"].errors = [_("Please add another photo.")]
        if ask == "consent":
            first = next(one for one in self.form if one.short_name == "people" or one.name.startswith(USE))
            first.errors = [_("Please tick a use or say who else is in it.")]
        if ask == "words":
            self.form["story"].errors = [_("These are the same words as before.")]
        for one in self.kept:
            if one.photo.id in of and ask == "hide":
                self.wrong[one.photo.id] = _("Nothing is marked on this photo yet.")
            if one.photo.id in of and ask == "alt":
                same = one.form["alt"].data and _("These are the same words as before.")
                one.form["alt"].errors = [same or _("Please describe this photo in a line.")]

    def mended(self, photos: Sequence[Picture]) -> Mended:
        """What the checked form says. Photos nobody can read are left out."""
        alts = {one.photo.id: one.form["alt"].data for one in self.kept}
        alts |= {one.upload.id: one.form["alt"].data for one in photos}
        return Mended(
            story=self.form["story"].data,
            alts=alts,
            without=frozenset(one.photo.id for one in self.kept if not one.good),
            hidden=frozenset(one.photo.id for one in self.kept if one.typed),
            agreed="consent" in self.asked and self._answered,
            asked=self.form["asked"].data or "",
            why=self.form["why"].data,
        )

    @property
    def _answered(self) -> bool:
        """Whether anything was said about who agrees to what."""
        return agreeing.answered(self.form) or any(one["email"].data for one in self.once_more.values())

    def hide(self, session: Session, customer: Customer) -> bool:
        """Hide what was drawn and show again what they hid before; what cannot be is said at its photo.

        Raises Conflict for a stale view.
        """
        for one in self.kept:
            try:
                if one.good:
                    redraw(session, one, customer)
            except Refused as problem:
                self.wrong[one.photo.id] = sentence(problem)
        return not self.wrong

    def page(
        self,
        photos: Sequence[Picture],
        status: int = 200,
        refused: Sequence[NotTaken] = (),
        *,
        stale: bool = False,
    ) -> ResponseReturnValue:
        """The form, pinned to its draft and to what was asked."""
        self.form["draft"].data, self.form["asked"].data = self.draft.key, self.decision_id
        if "terms" in self.form:
            self.form["terms"].data = self.again.now.sha256 if self.again else ""
        for box in self.form if stale else ():
            if box.short_name.startswith(USE):
                box.data = False  # a yes is said each time
        return page(
            "portal/mend.html",
            status=status,
            brand=self.mine.brand,
            token=self.mine.token,
            standing=self.standing,
            submission=self.submission,
            definition=self.definition,
            texts=text(self.definition, spoken()),
            form=self.form,
            asked=self.asked,
            questions=self.again.questions if self.again else [],
            terms=html(self.again.now.text, top=3) if self.again else "",
            kept=self.kept,
            once_more=self.once_more,
            wrong=self.wrong,
            photos=photos,
            drafts=browser.drafts(),
            refused=refused,
            stale=stale,
            why=why_unusable,
        )
