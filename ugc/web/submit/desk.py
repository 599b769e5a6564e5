"""One visit to one campaign's form: what is asked, of whom, and the draft its photos wait in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request
from wtforms import Form

from ugc.collect.entry import Entry
from ugc.collect.uploads import Draft
from ugc.consent.ages import must_not_send
from ugc.consent.ask import Question, questions
from ugc.models import Customer, Terms
from ugc.web.context import Visit, services
from ugc.web.context import gettext as _
from ugc.web.forms.submit import USE, submit_form
from ugc.web.plainly import summary
from ugc.web.submit import browser, reading
from ugc.web.submit.pictures import Picture, Refused
from ugc.web.terms import html


@dataclass(frozen=True)
class Desk:
    """Made anew for each request; what it knows is read once."""

    visit: Visit

    @cached_property
    def questions(self) -> list[Question]:
        """A box for every use."""
        return questions(self.visit.definition, self.visit.texts.language)

    @cached_property
    def customer(self) -> Customer | None:
        """Who sends, if they came from their own page."""
        known = browser.known(self.visit.campaign.brand_id)
        return self.visit.session.get(Customer, known) if known else None

    @cached_property
    def draft(self) -> Draft:
        """This browser's open draft."""
        campaign, most = self.visit.campaign, self.visit.definition.form.photos.max
        here = services()
        return Draft(here.database, here.store, campaign, browser.draft(campaign.slug), most)

    @cached_property
    def terms(self) -> Terms:
        """The terms as they stand."""
        return self.visit.terms()

    @cached_property
    def form(self) -> Form:
        """The form, with what was typed."""
        visit = self.visit
        made = submit_form(visit.definition, visit.texts, self.questions, known=self.customer is not None)
        return made(request.form)

    def outdated(self) -> str:
        """What changed since the form was shown, as a sentence; then the uses are asked anew."""
        if self.form["terms"].data != self.terms.sha256:
            for question in self.questions:
                self.form[USE + question.use].data = False
            return _(
                "The terms changed while you were writing. Everything you wrote is still here, and so are "
                "your photos. Please read the terms again and tick what you agree to."
            )
        if self.form["draft"].data != self.draft.key:
            return _(
                "This form had been waiting for so long that we lost sight of its photos. Everything you "
                "wrote is still here. Please check whether your photos are too, then send it again."
            )
        return ""

    def too_young(self) -> bool:
        """Whether the sender is a child from whom we may take nothing at all."""
        years, country = self.form["age"].data, self.form["country"].data
        return bool(years) and must_not_send(int(years), country)

    def check(self, photos: Sequence[Picture]) -> bool:
        """Whether it can be sent; what is wrong stands at its field."""
        return reading.check(self.form, self.visit.definition, self.questions, photos)

    def entry(self, photos: Sequence[Picture]) -> Entry:
        """What the checked form says."""
        return reading.entry(
            self.form,
            self.visit.definition,
            self.questions,
            photos,
            language=self.visit.texts.language,
            terms=self.terms,
            customer=self.customer,
        )

    def page(
        self,
        photos: Sequence[Picture],
        status: int = 200,
        problem: str = "",
        refused: Sequence[Refused] = (),
    ) -> tuple[str, int]:
        """The form, pinned to this draft and these terms."""
        self.form["draft"].data, self.form["terms"].data = self.draft.key, self.terms.sha256
        return self.visit.page(
            "submit/form.html",
            status=status,
            place="submit",
            form=self.form,
            photos=photos,
            drafts=browser.drafts(),
            problem=problem,
            refused=refused,
            questions=self.questions,
            customer=self.customer,
            terms=html(self.terms.text, top=3),
            summary=summary(self.visit.definition, self.visit.texts, self.visit.campaign.brand),
        )
