"""Who besides the sender has a say: whoever can be recognised, guardians of children and of young senders."""

from collections.abc import Iterator

from wtforms import Field, Form, RadioField, SelectField

from ugc.consent.ages import GROWN, UNDER, needs_guardian
from ugc.language import countries
from ugc.web.context import gettext as _
from ugc.web.context import spoken
from ugc.web.forms.parts import NAME, Hanging, Only, Spoken, When, choices, line, mail, name, required

PEOPLE = 6  # who can be named on one form
NAMED, STRANGERS = "named", "strangers"


def seen() -> dict[str, Field]:
    """Who can be recognised: a child, other people by name and address, people nobody can ask."""
    answers = choices(
        ("no", _("No, nobody else")),
        (NAMED, _("Yes, and I can tell you who")),
        (STRANGERS, _("Yes, people I do not know are in it")),
    )
    people = RadioField(_("Can anybody else be recognised in a photo?"), [Hanging()], choices=answers)
    return {**_child(), "people": people, **{name: made for n in range(PEOPLE) for name, made in _one(n)}}


def _one(number: int) -> Iterator[tuple[str, Field]]:
    """One of those who are asked, by name and address. The first is needed; of any other both or nothing."""
    mine, theirs = f"person_{number}_name", f"person_{number}_email"

    def needed(form: Form, other: str) -> bool:
        return form["people"].data == NAMED and (number == 0 or bool(form[other].data))

    sentence = _("Please tell us who it is and where we can ask them; without their yes nothing is shown.")
    blank = {"placeholder": " ", "autocomplete": "off"}
    yield (
        mine,
        line(_("Their name"), NAME, When(lambda form: needed(form, theirs), sentence), render_kw=blank),
    )
    yield theirs, mail(_("Their email address"), When(lambda form: needed(form, mine), sentence), more=blank)


def once_more_form(party: str, *, needed: bool) -> type[Form]:
    """Who said nothing, to be asked once more; a guardian goes by no name. Not `needed`: both or nothing."""

    def wanted(form: Form) -> bool:
        return needed or any(field.data for field in form)

    sentence = _("Please tell us who it is and where we can ask them; we have forgotten it.")
    blank = {"placeholder": " ", "autocomplete": "off"}
    label = _("Their email address") if party == "depicted" else _("The parent's or guardian's email address")
    fields: dict[str, Field] = {}
    if party == "depicted":
        fields["name"] = line(_("Their name"), NAME, When(wanted, sentence), render_kw=blank)
    fields["email"] = mail(label, When(wanted, sentence), more=blank)
    return type("OnceMoreForm", (Spoken,), fields)


def young() -> dict[str, Field]:
    """How old they are, and only of young people where they live; both decide and neither is kept."""
    ages = [(str(UNDER - 1), _("Younger than %(age)s", age=UNDER))]
    ages += [(str(age), str(age)) for age in range(UNDER, GROWN)]
    ages += [(str(GROWN), _("%(age)s or older", age=GROWN))]
    asked = _("Please tell us how old you are; for young people a parent or guardian answers too.")
    where = _("Please tell us where you live; every country has an age of its own for this.")
    return {
        "age": RadioField(
            _("How old are you?"),
            [required(asked)],
            choices=choices(*ages),
            description=_("We only use it to know whether a parent has to agree, and do not keep it."),
        ),
        "country": SelectField(
            _("Which country do you live in?"),
            [When(lambda form: form["age"].data not in (None, str(GROWN)), where)],
            choices=choices(("", _("Please choose")), *countries(spoken())),
        ),
        **guardian(),
    }


def guardian() -> dict[str, Field]:
    """Where a parent or guardian is asked."""
    wanted = _("Please tell us where we can ask them; without their yes nothing is shown.")
    said = _("We write to them and remind them once. Nothing is shown before they say yes.")
    label = _("The parent's or guardian's email address")
    return {"guardian_email": mail(label, When(a_guardian_is_asked, wanted), description=said)}


def a_guardian_is_asked(form: Form) -> bool:
    """Whether somebody else has to answer: for the child in the photo, or for a young sender."""
    return ("child" in form and form["child"].data == "other") or ("age" in form and is_young(form))


def is_young(form: Form) -> bool:
    """Whether the sender cannot consent alone where they live."""
    age = form["age"].data
    return bool(age) and int(age) < GROWN and needs_guardian(int(age), form["country"].data or "")


def _child() -> dict[str, Field]:
    answers = choices(
        ("no", _("No, there is no child in it")),
        ("guardian", _("Yes, and I am the parent or guardian")),
        ("other", _("Yes, and somebody else is the parent or guardian")),
    )
    return {
        "child": RadioField(_("Does a photo show a child?"), [Hanging()], choices=answers),
        "guardian_name": name(
            _("Your full name, as parent or guardian"),
            Only("child", "guardian", _("Please type your name; it stands for your agreement as guardian.")),
            description=_("Typed here, it stands for your signature. Never shown."),
        ),
    }
