"""What a member writes to a customer."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField


class ReplyForm(FlaskForm):
    """An answer, and whether it may stand in the gallery beside its question."""

    body = TextAreaField()
    public = BooleanField()
