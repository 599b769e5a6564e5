"""What staff fill in."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from ugc.moderate.decide import OUTCOMES
from ugc.web.auth.passwords import LONGEST
from ugc.web.context import gettext as _

LONGEST_WORDS = 2000


class SignInForm(FlaskForm):
    """Mail address and password, and where to go afterwards."""

    email = StringField(
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"},
    )
    password = PasswordField(
        validators=[InputRequired(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.email.label.text = _("Mail address")
        self.password.label.text = _("Password")


class DecisionForm(FlaskForm):
    """What a moderator decides about an item, why, and which state of it they saw."""

    outcome = HiddenField(validators=[AnyOf(OUTCOMES)])
    seen = HiddenField(validators=[InputRequired()])
    reason = HiddenField(default="")
    words = TextAreaField(default="", validators=[Length(max=LONGEST_WORDS)])

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.words.label.text = _("In your own words")
        self.words.description = _("They read this below the sentence you pick, or by itself.")
