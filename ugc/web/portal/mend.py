"""Mending: a submission that came back, changed by its customer and sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from ugc.collect.mend import MENDABLE, Mended, mend
from ugc.collect.settle import fewest
from ugc.collect.standing import standing
from ugc.collect.uploads import Draft
from ugc.definitions import Definition, load
from ugc.definitions.texts import text
from ugc.lifecycle import Conflict
from ugc.models import Photo, Submission
from ugc.web.context import gettext as _
from ugc.web.context import page, services, spoken
from ugc.web.forms.portal import mend_form
from ugc.web.forms.reasons import sentence
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import Mine, mine
from ugc.web.submit import browser
from ugc.web.submit.pictures import Picture, Refused, keep_files, picture_form, pictures


@dataclass(frozen=True)
class Kept:
    """A photo that was sent before, with its own small form."""

    photo: Photo
    form: Form

    @property
    def good(self) -> bool:
        """Whether it stays unless the customer leaves it out."""
        return self.photo.state != "unusable" and not self.form["remove"].data


@dataclass(frozen=True)
class Bench:
    """One request to mend one submission."""

    mine: Mine
    submission: Submission

    @cached_property
    def definition(self) -> Definition:
        """What the submission was asked by."""
        return load(self.submission.revision)

    @cached_property
    def form(self) -> Form:
        """The words, as they are or as they were typed."""
        return mend_form(self.definition)(request.form, data={"story": self.submission.story})

    @cached_property
    def kept(self) -> list[Kept]:
        """The photos it has."""
        return [Kept(photo, picture_form(photo.id, photo.alt)) for photo in self.submission.photos]

    @cached_property
    def draft(self) -> Draft:
        """Where new photos wait; there is room for those that are left out."""
        here, room = services(), self.definition.form.photos.max - sum(one.good for one in self.kept)
        key = browser.draft(self.submission.id)
        return Draft(here.database, here.store, self.submission.campaign, key, max(room, 0))

    def check(self, photos: Sequence[Picture]) -> bool:
        """Whether it can be sent again; what is wrong stands at its field."""
        sound = bool(self.form.validate())
        count = len(photos) + sum(one.good for one in self.kept)
        if count < fewest(self.submission):
            self.form["photos"].errors = [_("Please add a photo; it is what this is about.")]
            return False
        described = [*(one.form for one in photos), *(one.form for one in self.kept)]
        return sound and all(one.validate() for one in described)

    def mended(self, photos: Sequence[Picture]) -> Mended:
        """What the checked form says. Photos nobody can read are left out."""
        alts = {one.photo.id: one.form["alt"].data for one in self.kept}
        alts |= {one.upload.id: one.form["alt"].data for one in photos}
        gone = frozenset(one.photo.id for one in self.kept if not one.good)
        return Mended(story=self.form["story"].data, alts=alts, without=gone)

    def page(
        self, photos: Sequence[Picture], status: int = 200, refused: Sequence[Refused] = ()
    ) -> ResponseReturnValue:
        """The form, pinned to its draft."""
        self.form["draft"].data = self.draft.key
        return page(
            "portal/mend.html",
            status=status,
            brand=self.mine.brand,
            token=self.mine.token,
            standing=standing(self.mine.session, self.submission),
            submission=self.submission,
            definition=self.definition,
            texts=text(self.definition, spoken()),
            form=self.form,
            kept=self.kept,
            photos=photos,
            drafts=browser.drafts(),
            refused=refused,
            why=sentence,
        )


@blueprint.get("/my/<token>/<submission_id>/mend")
def mending(token: str, submission_id: str) -> ResponseReturnValue:
    """What can be changed."""
    with mine(token) as it:
        submission = it.submission(submission_id)
        if submission.state not in MENDABLE:
            return _back(token, submission_id)
        bench = Bench(it, submission)
        return bench.page(pictures(bench.draft))


@blueprint.post("/my/<token>/<submission_id>/mend")
def send_again(token: str, submission_id: str) -> ResponseReturnValue:
    """Send it again, or only add photos without a script."""
    with mine(token) as it:
        submission = it.submission(submission_id)
        if submission.state not in MENDABLE:
            return _back(token, submission_id)
        bench = Bench(it, submission)
        refused = keep_files(bench.draft)
        photos = pictures(bench.draft)
        if request.form.get("do") == "add" or refused or not bench.check(photos):
            return bench.page(
                photos, 200 if request.form.get("do") == "add" and not refused else 422, refused
            )
        mended = bench.mended(photos)
    try:
        with mine(token, write=True) as it:
            mend(it.session, submission_id, bench.draft.key, mended)
    except Conflict:
        return _back(token, submission_id)
    browser.done(submission_id, submission_id)
    flash(_("Thank you. It is on its way again."))
    return _back(token, submission_id)


def _back(token: str, submission_id: str) -> ResponseReturnValue:
    return redirect(url_for(".my", token=token, _anchor=submission_id), 303)
