"""A submitted form, read and checked: what the fields can't know by themselves, and the entry it makes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Form

from ugc.collect.entry import Agreement, Depicted, Entry, Guardian, ShowsChild
from ugc.consent.ask import Question
from ugc.definitions import Definition
from ugc.models import Customer, Terms
from ugc.web.context import gettext as _
from ugc.web.forms.concerned import NAMED, PEOPLE, STRANGERS, a_guardian_is_asked
from ugc.web.forms.submit import OWN, USE
from ugc.web.submit.pictures import Picture


def kind_of(definition: Definition, form: Form, photos: int) -> str:
    """What is being sent: what there is, and where that leaves a choice, what was chosen."""
    accepts = definition.accepts
    if photos and "photo" in accepts:
        return "photo"
    if "story" in accepts and not ("kind" in form and form["kind"].data == "question"):
        return "story"
    return "question" if "question" in accepts else "photo"


def check(
    form: Form, definition: Definition, questions: Sequence[Question], photos: Sequence[Picture]
) -> bool:
    """Whether it can be sent; what is wrong stands at its field."""
    sound = bool(form.validate()) and all(picture.form.validate() for picture in photos)
    kind = kind_of(definition, form, len(photos))
    for name, sentence in _missing(form, definition, questions, kind, len(photos)).items():
        if not form[name].errors:
            form[name].errors = [sentence]
        sound = False
    return sound


def _missing(
    form: Form, definition: Definition, questions: Sequence[Question], kind: str, photos: int
) -> dict[str, str]:
    asked, missing = definition.form.photos, {}
    if kind != "question" and photos < max(asked.min, kind == "photo"):
        missing["photos"] = _("Please add a photo; it is what this is about.")
    if asked.max < photos:
        missing["photos"] = _("%(most)s photos go with one form. Please leave some out.", most=asked.max)
    if photos and "child" in form and not form["child"].data:
        missing["child"] = _(
            "Please tell us whether a photo shows a child; we take special care with children."
        )
    if photos and "people" in form and not form["people"].data:
        missing["people"] = _("Please tell us whether anybody else can be recognised; they have a say too.")
    if kind == "question" and not form["story"].data:
        missing["story"] = _("Please write your question.")
    if kind != "question" and not any(form[USE + question.use].data for question in questions):
        missing[USE + questions[0].use] = _(
            "Please tick at least one use. Without your yes we may not show it to anybody."
        )
    if form["website"].data:
        form["website"].data = ""
        missing["website"] = _("Something filled in a field that people don't see. Please send it once more.")
    return missing


def credit(form: Form, name: str) -> str:
    """The exact words that will stand beside it."""
    match form["credit"].data:
        case "handle":
            return "@" + str(form["handle"].data).lstrip("@")
        case "anonymous":
            return _("Anonymous")
    return name


def entry(
    form: Form,
    definition: Definition,
    questions: Sequence[Question],
    photos: Sequence[Picture],
    *,
    language: str,
    terms: Terms,
    customer: Customer | None,
) -> Entry:
    """What a checked form says."""
    name = customer.name if customer else form["name"].data
    child: ShowsChild = form["child"].data if "child" in form and photos else "no"
    return Entry(
        kind=kind_of(definition, form, len(photos)),
        name=name,
        email=customer.email if customer else form["email"].data,
        language=language,
        credit=credit(form, name),
        terms=terms,
        agreements=agreements(form, questions),
        story=form["story"].data,
        answers=_answers(form),
        alts={picture.upload.id: picture.form["alt"].data for picture in photos},
        shows_child=child,
        guardian=guardian(form, child),
        depicted=depicted(form) if photos else (),
        strangers=bool(photos) and strangers(form),
        customer=customer,
    )


def strangers(form: Form) -> bool:
    """Whether people are in it whom nobody can ask."""
    return "people" in form and form["people"].data == STRANGERS


def agreements(form: Form, questions: Sequence[Question]) -> tuple[Agreement, ...]:
    """The answer at every box."""
    return tuple(
        Agreement(asked.purpose, asked.statement, bool(form[USE + asked.use].data), asked.network)
        for asked in questions
    )


def _answers(form: Form) -> Mapping[str, Any]:
    given = {
        field.short_name.removeprefix(OWN): field.data for field in form if field.short_name.startswith(OWN)
    }
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in given.items()
        if value not in (None, "", False)
    }


def guardian(form: Form, child: ShowsChild) -> Guardian:
    """Who answers for a child: the sender, or somebody who is asked."""
    name = form["guardian_name"].data if child == "guardian" else ""
    return Guardian(name, form["guardian_email"].data if a_guardian_is_asked(form) else "")


def depicted(form: Form) -> tuple[Depicted, ...]:
    """Whom the sender named; twice at one address is once."""
    if "people" not in form or form["people"].data != NAMED:
        return ()
    asked = [Depicted(form[f"person_{n}_name"].data, form[f"person_{n}_email"].data) for n in range(PEOPLE)]
    return tuple({one.email.lower(): one for one in reversed(asked) if one.email}.values())[::-1]
