"""What staff fill in at the planner."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ugc import language
from ugc.definitions import Definition
from ugc.web.context import gettext as _
from ugc.web.context import spoken

OWN = "own"


class MomentForm(FlaskForm):
    """When: one of the campaign's free slots, or a moment of one's own in the campaign's zone."""

    slot = SelectField(
        validators=[InputRequired()], validate_choice=False
    )  # one that was taken meanwhile is refused with its own sentence
    own = DateTimeLocalField(validators=[Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])

    def __init__(self, definition: Definition, moments: Sequence[datetime], **defaults: Any) -> None:
        super().__init__(**defaults)
        self._definition = definition
        zone = definition.timezone
        listed = [(each.isoformat(), language.weekday_moment(each, spoken(), zone)) for each in moments]
        self.slot.choices = [*listed, (OWN, _("Another moment, given below"))]
        self.slot.label.text = _("When (%(zone)s)", zone=zone)
        self.own.label.text = _("Another moment")

    def moment(self) -> datetime | None:
        """The chosen moment in UTC; None when a moment of one's own was to be given and is not."""
        if self.own.data:
            return self._definition.moment(self.own.data)
        try:
            return datetime.fromisoformat(str(self.slot.data)).astimezone(UTC)
        except ValueError:
            return None


class CaptionForm(FlaskForm):
    """The words of a post."""

    caption = TextAreaField(validators=[InputRequired(), Length(max=10_000)])

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.caption.label.text = _("Caption")
        self.caption.description = _("Its author's credit has to stay in it, word for word.")


class PlanForm(MomentForm, CaptionForm):
    """A new reshare: its words and its moment."""


class PostedForm(FlaskForm):
    """Where a person posted something by hand."""

    link = StringField(validators=[InputRequired(), Length(max=500)], render_kw={"inputmode": "url"})

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.link.label.text = _("The post's address")
        self.link.description = _("Open the post and copy what stands in the address bar.")
