"""The form of a campaign, built from its definition in the reader's language."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
)
from wtforms.validators import InputRequired, Optional

from ugc.consent.ask import Question
from ugc.definitions import Definition
from ugc.definitions.texts import FieldText, Texts
from ugc.web.context import gettext as _
from ugc.web.forms.concerned import seen, young
from ugc.web.forms.parts import Hanging, Only, Spoken, choices, line, mail, name, paragraph, required

LINE, PARAGRAPH, ALT, HANDLE = 200, 2000, 500, 80  # characters
FEW = 6  # choices that are shown at once; more go into a list
OWN, USE = "own_", "use_"  # what the names of a campaign's own fields and of consent boxes begin with


def submit_form(
    definition: Definition, texts: Texts, questions: Iterable[Question], *, known: bool = False
) -> type[Form]:
    """The form's class. `known`: the customer came from their own page, so name and mail are not asked."""
    fields = {
        "draft": HiddenField(),
        "terms": HiddenField(),
        "website": line(_("Leave this empty"), LINE),
        **_content(definition),
        **{OWN + text.field.name: _own(text) for text in texts.fields},
        **({} if known else _person()),
        **credited(),
        **(seen() if definition.shows_people else {}),
        **young(),
        **{USE + asked.use: BooleanField(asked.label, description=asked.means) for asked in questions},
    }
    return type("SubmitForm", (Spoken,), fields)


def _content(definition: Definition) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    asked = definition.form
    accepts: set[str] = set(definition.accepts)
    if asked.photos.max:
        fields["photos"] = MultipleFileField(_("Photos"))
    if {"story", "question"} <= accepts:
        kinds = choices(("story", _("A story")), ("question", _("A question")))
        fields["kind"] = RadioField(_("What are you sending?"), [Hanging()], choices=kinds, default="story")
    wanted = required(_("Please write a line or two; it is what we look forward to most."))
    need = wanted if asked.story.required or accepts == {"question"} else Optional()
    fields["story"] = paragraph(_story_label(accepts), asked.story.max, need)
    return fields


def _story_label(accepts: set[str]) -> str:
    if accepts == {"question"}:
        return _("Your question")
    return _("Your story or question") if "question" in accepts else _("Your story")


def _own(text: FieldText) -> Field:
    need = required(_("Please answer this one.")) if text.field.required else Optional()
    words = {"description": text.help}
    match text.field.type:
        case "text":
            return line(text.label, LINE, need, **words)
        case "paragraph":
            return paragraph(text.label, PARAGRAPH, need, **words)
        case "number":
            return _number(text)
        case "date":
            wrong = _("Please write a date, as in 2026-06-14.")
            return DateField(text.label, [need], invalid_value_message=wrong, **words)
        case "checkbox":
            return BooleanField(text.label, [need] if text.field.required else [], **words)
        case "choice":
            return _choice(text, need)


def _number(text: FieldText) -> Field:
    need = InputRequired(_("Please answer this one.")) if text.field.required else Optional()
    return IntegerField(
        text.label,
        [need],
        invalid_value_message=_("Please write a whole number, in digits."),
        render_kw={"inputmode": "numeric"},
        description=text.help,
    )


def _choice(text: FieldText, need: Any) -> Field:
    none = () if text.field.required else (("", _("No answer")),)
    if len(text.choices) > FEW:
        return SelectField(text.label, [need], choices=choices(*none, *text.choices), description=text.help)
    return RadioField(text.label, [need], choices=choices(*text.choices), description=text.help)


def _person() -> dict[str, Field]:
    return {
        "name": name(
            _("Your name"),
            required(_("Please tell us your name, so that we know who we are answering.")),
            description=_("The person who answers you will use it."),
        ),
        "email": mail(
            _("Your email address"),
            required(_("Please tell us your email address; that is where we answer.")),
            description=_("Only for the receipt and our answers. Never shown."),
        ),
    }


def credited() -> dict[str, Field]:
    """How somebody wants to be named beside it."""
    ways = choices(
        ("name", _("With my name")), ("handle", _("With my @handle")), ("anonymous", _("Without a name"))
    )
    return {
        "credit": RadioField(
            _("How would you like to be credited?"),
            [required(_("Please choose one."))],
            choices=ways,
            default="name",
        ),
        "handle": line(
            _("Your @handle"),
            HANDLE,
            Only("credit", "handle", _("Please write your handle, or choose another way to be credited.")),
            description=_("As on the network you like best, for example @nadia@mastodon.social."),
            render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
        ),
    }
