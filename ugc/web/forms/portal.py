"""What customers and guardians fill in on their own pages."""

from collections.abc import Mapping, Sequence

from wtforms import BooleanField, Field, Form, HiddenField, MultipleFileField
from wtforms.validators import Optional

from ugc.consent.ask import Question
from ugc.converse.threads import LONGEST
from ugc.definitions import Definition
from ugc.models import Consent
from ugc.web.context import gettext as _
from ugc.web.forms.parts import Spoken, mail, name, paragraph, required

USE, WHY = "use_", 1000


def reply_form() -> type[Form]:
    """Write back."""
    asked = required(_("There is nothing written yet."))
    return type("ReplyForm", (Spoken,), {"body": paragraph(_("Your message"), LONGEST, asked)})


def renew_form() -> type[Form]:
    """The address a fresh link goes to."""
    asked = required(_("Please type your address."))
    return type("RenewForm", (Spoken,), {"email": mail(_("Your email address"), asked)})


def mend_form(definition: Definition, more: Mapping[str, Field]) -> type[Form]:
    """Change the words, add photos, or say why not; `more` fields where a permission is asked for.

    Alt texts have small forms of their own.
    """
    story = definition.form.story
    need = required(_("Please write a line or two.")) if story.required else Optional()
    fields = {
        "draft": HiddenField(),
        "asked": HiddenField(),
        "story": paragraph(_("Your words"), story.max, need),
        "why": paragraph(_("I would rather leave it as it is, because …"), WHY),
    }
    if definition.form.photos.max:
        fields["photos"] = MultipleFileField(_("Photos"))
    return type("MendForm", (Spoken,), {**fields, **more})


def again_form(questions: Sequence[Question]) -> type[Form]:
    """A box for every use that is asked about anew, none ticked."""
    boxes = {USE + one.use: BooleanField(one.label, description=one.means) for one in questions}
    return type("AgainForm", (Spoken,), boxes)


def guardian_form(asked: Sequence[Consent], questions: Sequence[Question]) -> type[Form]:
    """A box for every use somebody was asked about, and a name typed as a signature."""
    words = {question.use: question for question in questions}
    boxes = {
        USE + one.use: BooleanField(words[one.use].label, description=words[one.use].means)
        if one.use in words
        else BooleanField(one.statement)
        for one in asked
    }
    typed = name(
        _("Your full name"),
        required(_("Please type your name; without it the answer does not count.")),
        description=_("Typed here, it stands for your signature. Never shown."),
    )
    return type("GuardianForm", (Spoken,), {**boxes, "name": typed})
