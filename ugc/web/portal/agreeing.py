"""Saying what may be done with what came back, and who else is in it: the form's questions, unanswered."""

from collections.abc import Mapping, Sequence

from flask import request
from wtforms import BooleanField, Field, Form, HiddenField

from ugc.collect.others import Others, ask_once_more, name_others
from ugc.collect.standing import Concerned, Standing
from ugc.consent.again import Again, missing, write_down
from ugc.consent.ask import Question
from ugc.db import Session
from ugc.lifecycle import Conflict
from ugc.models import Submission
from ugc.web.context import gettext as _
from ugc.web.forms.concerned import NAMED, PEOPLE, a_guardian_is_asked, once_more_form, seen
from ugc.web.forms.concerned import guardian as guardian_field
from ugc.web.forms.portal import USE
from ugc.web.submit import reading


def fields(again: Again | None, *, people: bool) -> dict[str, Field]:
    """A box for every use that is missing, and where there are photos of people, who they are."""
    asked: Sequence[Question] = again.questions if again else ()
    boxes = {USE + one.use: BooleanField(one.label, description=one.means) for one in asked}
    return {"terms": HiddenField(), **boxes, **({**seen(), **guardian_field()} if people else {})}


def ticked(form: Form) -> list[str]:
    """The uses that were agreed to."""
    return [one.short_name.removeprefix(USE) for one in form if one.short_name.startswith(USE) and one.data]


def answered(form: Form) -> bool:
    """Whether anything was said; where nothing is open, there is nothing to say."""
    asked = [one for one in form if one.short_name.startswith(USE) or one.short_name in ("child", "people")]
    return not asked or any(one.data for one in asked)


def once_more(stands: Standing, *, needed: bool = True) -> dict[str, Form]:
    """A small form for each who said nothing, by person; where it is not `needed`, it may stay empty."""
    return {
        person: once_more_form(owed[0].party, needed=needed)(request.form, prefix=person)
        for person, owed in stands.silent.items()
    }


def sound(form: Form, stands: Standing, person: str) -> bool:
    """Whether somebody can be asked once more like that; what is wrong stands at its field."""
    return bool(form.validate()) and _may_ask(form["email"], stands, stands.silent[person][0].party, person)


def nameable(form: Form, stands: Standing) -> bool:
    """Whether everybody a valid form names may be asked, also again; why not stands at its field."""
    emails = [form[f"person_{n}_email"] for n in range(PEOPLE) if form["people"].data == NAMED]
    may = [_may_ask(one, stands, "depicted") for one in emails if one.data]
    return all([*may, not a_guardian_is_asked(form) or _may_ask(form["guardian_email"], stands, "guardian")])


def _may_ask(field: Field, stands: Standing, party: str, besides: str = "") -> bool:
    sentences = {
        "no": _("Whoever has this address said no, so we do not ask them again."),
        "parent": _("The parent or guardian said no, so we do not ask again."),
        "silent": _(
            "They answered none of our letters, so we do not write to them again. "
            "You can send a photo without them."
        ),
    }
    why = stands.barred(field.data, party, besides)
    if why:
        field.errors = [sentences[why]]
    return not why


def agree(session: Session, submission_id: str, form: Form, again_of: Mapping[str, Form]) -> list[Concerned]:
    """Write it down, and ask those of `again_of` once more, by person; whoever needed no letter for that.

    Raises Conflict when the terms are others by now than those that were shown, or when one of them is not
    asked again.
    """
    if "terms" not in form:
        return []
    submission = session.get_one(Submission, submission_id, with_for_update=True)
    again = missing(session, submission)
    if ticked(form):
        if again is None or again.now.sha256 != form["terms"].data:
            raise Conflict("other terms by now")
        write_down(session, submission, again, ticked(form))
        session.flush()
        session.expire(submission, ["consents"])
    known = [ask_whom(session, submission, person, one) for person, one in again_of.items()]
    if "people" in form and (form["people"].data or form["child"].data):
        own = [one for one in submission.consents if one.party == "author"]
        known += name_others(session, submission, _others(form), again.now if again else own[-1].terms)
        session.flush()
        session.expire(submission, ["consents"])
    return [one for one in known if one]


def ask_whom(session: Session, submission: Submission, person: str, form: Form) -> Concerned | None:
    """Ask somebody once more, as a sound form names them; an empty one names nobody."""
    if not form["email"].data:
        return None
    name = form["name"].data if "name" in form else ""
    return ask_once_more(session, submission, person, name, form["email"].data)


def no_letter(known: Concerned) -> str:
    """Why somebody who was named again got no letter for it."""
    who = known.name or _("The parent or guardian")
    if known.state != "requested":
        return _("%(name)s has answered already; that answer stands.", name=who)
    return _(
        "%(name)s has a letter from us already, and we wait for the answer. "
        "If none comes in three days, you can ask once more, at another address too.",
        name=who,
    )


def _others(form: Form) -> Others:
    child = form["child"].data or None
    return Others(
        child=child,
        people=form["people"].data or None,
        guardian=reading.guardian(form, child or "no"),
        depicted=reading.depicted(form),
    )
