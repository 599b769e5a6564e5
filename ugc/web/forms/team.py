"""Inviting people, giving them roles, joining; and narrowing the audit log."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from ugc.models import Account
from ugc.permissions import ROLES
from ugc.web.auth.passwords import weakness
from ugc.web.context import gettext as _
from ugc.web.forms.parts import NAME, clean

LAST = date.max - timedelta(days=1)  # a day that still has a next one
TYPED = {"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"}


class PlaceForm(FlaskForm):
    """A role, and whether they speak for the brand."""

    role = SelectField(
        validators=[InputRequired()],
        choices=[SelectChoice(role, role) for role in ROLES],
        default="moderator",
    )
    may_speak = BooleanField()

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.role.label.text = _("Role")
        self.may_speak.label.text = _("Their answers go out at once, without a colleague’s release")


class InviteForm(PlaceForm):
    """Whom to invite, as what."""

    email = StringField(
        filters=[clean],
        validators=[
            InputRequired("Please type the address the invitation goes to."),
            Length(max=254),
            Email(
                "This does not look like an email address. It needs an @ and a dot, as in ana@example.org."
            ),
        ],
        render_kw=TYPED,
    )

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.email.label.text = _("Mail address")
        self.email.description = _("They get a link that works once, for seven days.")


class NewPasswordForm(FlaskForm):
    """A password to come, of somebody of whom this is known: names and addresses."""

    password = PasswordField(
        validators=[
            InputRequired("Please choose a password."),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, known: Iterable[str] = (), **defaults: Any) -> None:
        super().__init__(**defaults)
        self.known = (*known,)
        self.password.label.text = _("New password")
        self.password.description = _(
            "At least 12 characters. A sentence you remember is better than a riddle."
        )

    def validate_password(self, field: PasswordField) -> None:
        """Called by WTForms."""
        if problem := weakness(field.data, self.known):
            raise ValidationError(problem)


class ChangePasswordForm(NewPasswordForm):
    """Another password, for the current one."""

    current = PasswordField(
        validators=[InputRequired("Please type your current password.")],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, known: Iterable[str] = (), **defaults: Any) -> None:
        super().__init__(known, **defaults)
        self.current.label.text = _("Current password")


class CodeForm(FlaskForm):
    """A one-time code, or a recovery code."""

    code = StringField(
        validators=[InputRequired(), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.code.label.text = _("Code")


class ConfirmForm(CodeForm):
    """The password again, and a code where the account has a second factor."""

    password = PasswordField(
        validators=[InputRequired("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, account: Account, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.password.label.text = _("Password")
        if not account.totp:
            del self.code


class PasskeyForm(FlaskForm):
    """What a browser made or answered, and for a new one what its owner calls it."""

    name = StringField(filters=[clean], validators=[Length(max=60)], render_kw={"autocomplete": "off"})
    credential = HiddenField(validators=[InputRequired(), Length(max=8192)])

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.name.label.text = _("What you call it")
        self.name.description = _("As in “my phone”, so that you know which to remove one day.")


class ForgotForm(FlaskForm):
    """Whose password is gone."""

    email = StringField(filters=[clean], validators=[InputRequired(), Length(max=254)], render_kw=TYPED)

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.email.label.text = _("Mail address")


class JoinForm(NewPasswordForm):
    """A new account: what customers read below an answer, and a password."""

    name = StringField(
        filters=[clean],
        validators=[InputRequired("Please type your name."), Length(max=NAME)],
        render_kw={"autocomplete": "name"},
    )

    def __init__(self, known: Iterable[str] = (), **defaults: Any) -> None:
        super().__init__(known, **defaults)
        self.known += (self.name.data or "",)
        self.name.label.text = _("Your name")
        self.name.description = _("Customers read it below your answers.")


class AuditForm(FlaskForm):
    """Which lines of the audit log to show."""

    class Meta:
        csrf = False

    who = SelectField(validators=[Optional()], validate_choice=False, default="")
    about = SelectField(validators=[Optional()], validate_choice=False, default="")
    since = DateField(validators=[Optional()])
    until = DateField(validators=[Optional()])

    def __init__(self, formdata: Any, people: list[tuple[str, str]], kinds: list[str]) -> None:
        super().__init__(formdata=formdata)
        self.who.choices = [SelectChoice("", _("everybody")), *(SelectChoice(*one) for one in people)]
        self.about.choices = [SelectChoice("", _("everything")), *(SelectChoice(one, one) for one in kinds)]
        words = (_("Who"), _("About"), _("From"), _("Until"))
        for field, word in zip((self.who, self.about, self.since, self.until), words, strict=True):
            field.label.text = word

    def begins(self) -> datetime | None:
        """The first moment shown, in UTC."""
        return datetime.combine(self.since.data, time(), UTC) if self.since.data else None

    def ends(self) -> datetime | None:
        """The end of the last day shown, in UTC."""
        last = min(self.until.data, LAST) if self.until.data else None
        return datetime.combine(last, time(), UTC) + timedelta(days=1) if last else None
