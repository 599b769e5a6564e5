"""Reporting something public: a reason is enough; a name and an address bring an answer."""

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField
from wtforms.validators import Optional

from ugc.web.context import gettext as _
from ugc.web.context import spoken
from ugc.web.forms.parts import mail, name, paragraph

MOST_WORDS = 2000


class Told(FlaskForm):
    """A form whose every sentence is in the page's language."""

    class Meta:
        @property
        def locales(self) -> list[str]:
            return [spoken(), "en"]


def report_form() -> FlaskForm:
    """The form of this request."""
    fields = {
        "reason": SelectField(choices=[SelectChoice(*one) for one in reasons()], default=""),
        "words": paragraph(_("What should we know?"), MOST_WORDS, Optional()),
        "name": name(_("Your name"), Optional()),
        "email": mail(
            _("Your email address"),
            Optional(),
            description=_("We write to you what became of it. Without an address we cannot."),
        ),
    }
    return type("ReportForm", (Told,), fields)()


def reasons() -> list[tuple[str, str]]:
    """Why one reports something, as it is kept and as it is read."""
    return [
        ("child", _("A child is harmed or shown without permission")),
        ("intimate", _("It shows somebody naked, or something intimate")),
        ("privacy", _("It shows me or somebody else who did not agree")),
        ("rights", _("It is my picture or my text")),
        ("hateful", _("It is hateful or hurts people")),
        ("illegal", _("It is against the law for another reason")),
        ("other", _("Something else is wrong with it")),
    ]
