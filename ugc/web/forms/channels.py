"""Connecting a social account."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from ugc.platforms import NETWORKS, capabilities
from ugc.web.context import gettext as _

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*$"  # as campaigns name channels (definitions.values.Slug)


class KeyForm(FlaskForm):
    """An access token, never shown again."""

    token = PasswordField(
        validators=[Length(max=2000)], render_kw={"autocomplete": "off", "spellcheck": "false"}
    )

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.token.label.text = _("Access token, or name and password")
        self.token.description = _(
            "Which one stands with the network. Of a password, only the session it gives is kept, encrypted "
            "like a token."
        )

    def secret(self) -> str:
        """The token as it was meant."""
        return (self.token.data or "").strip()


class ChannelForm(KeyForm):
    """A new channel: which network, under which name, where."""

    network = RadioField(validators=[InputRequired()], default="mastodon")
    name = StringField(validators=[InputRequired(), Length(max=64), Regexp(SLUG)])
    base_url = StringField(
        validators=[InputRequired(), Length(max=200)],
        render_kw={"inputmode": "url", "placeholder": "https://"},
    )

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.network.choices = [(name, capabilities(name).title) for name in NETWORKS]
        self.network.label.text = _("Where")
        self.name.label.text = _("Name")
        self.name.description = _("As campaigns call it: small letters, digits and hyphens.")
        self.base_url.label.text = _("Address")
        self.base_url.description = _("The server, or for posting by hand the profile.")
        self.hints = {name: capabilities(name).signing_in for name in NETWORKS}
