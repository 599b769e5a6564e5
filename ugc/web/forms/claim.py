"""What the author of a post found on a network decides."""

from collections.abc import Sequence

from wtforms import BooleanField, Form
from wtforms.validators import Optional

from ugc.consent.ask import Question
from ugc.web.context import gettext as _
from ugc.web.forms.concerned import seen, young
from ugc.web.forms.parts import Spoken, mail, name, required
from ugc.web.forms.submit import USE, credited


def claim_form(questions: Sequence[Question], *, people: bool) -> type[Form]:
    """Who they are, how they are named, who else is in it, and a box for every use, none ticked."""
    fields = {
        "name": name(
            _("Your name"),
            required(_("Please tell us your name, so that we know who we are answering.")),
            description=_("The person who answers you will use it."),
        ),
        "email": mail(
            _("Your email address"),
            Optional(),
            description=_("Only if you want our answers and a link to your page by mail. Never shown."),
        ),
        **credited(),
        **(seen() if people else {}),
        **young(),
        **{USE + asked.use: BooleanField(asked.label, description=asked.means) for asked in questions},
    }
    return type("ClaimForm", (Spoken,), fields)
