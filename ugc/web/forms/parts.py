"""What the customers' forms share: text as people type it, and questions that hang on another answer."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from wtforms import Field, Form, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, StopValidation

from ugc.web.context import gettext as _
from ugc.web.context import spoken

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
NAME, MAIL = 120, 254  # characters


class Spoken(Form):
    """A form whose every sentence is in the page's language, WTForms' own included."""

    class Meta:
        @property
        def locales(self) -> list[str]:
            return [spoken(), "en"]


def clean(text: str | None) -> str:
    """Without control characters, which no database keeps alike, and without space around it."""
    return UNSEEN.sub("", (text or "").replace("\r\n", "\n")).strip()


def line(label: str, most: int, *validators: Any, **options: Any) -> StringField:
    """One line of text of at most so many characters."""
    return StringField(label, [*validators, at_most(most)], filters=[clean], **options)


def paragraph(label: str, most: int, *validators: Any, **options: Any) -> TextAreaField:
    """Some lines of text of at most so many characters."""
    return TextAreaField(label, [*validators, at_most(most)], filters=[clean], **options)


def at_most(most: int) -> Length:
    """No more than so many characters."""
    return Length(
        max=most, message=_("This is longer than %(most)s characters. Please shorten it a little.", most=most)
    )


def name(label: str, *validators: Any, **options: Any) -> StringField:
    """A person's name."""
    return line(label, NAME, *validators, render_kw={"autocomplete": "name"}, **options)


def mail(label: str, *validators: Any, more: dict[str, str] | None = None, **options: Any) -> StringField:
    """A mail address that can exist; `more` are attributes of its control."""
    wrong = _("This does not look like an email address. It needs an @ and a dot, as in ana@example.org.")
    keyboard = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "type": "email"}
    return line(label, MAIL, *validators, Email(wrong), render_kw=keyboard | (more or {}), **options)


def required(sentence: str) -> DataRequired:
    """It has to be answered; the sentence asks for it kindly."""
    return DataRequired(sentence)


def choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """What can be chosen: what is kept, and what is read."""
    return [SelectChoice(value, label) for value, label in pairs]


class Hanging:
    """Whether it has to be answered hangs on the rest of the form, so it is not called optional."""

    field_flags: ClassVar = {"hangs": True}

    def __call__(self, form: Form, field: Field) -> None:
        field.errors[:] = []
        if not field.data:
            raise StopValidation


class When(Hanging):
    """Required when something holds of the form; otherwise whatever stands here is dropped."""

    def __init__(self, holds: Callable[[Form], bool], sentence: str) -> None:
        self.holds, self.sentence = holds, sentence

    def __call__(self, form: Form, field: Field) -> None:
        field.errors[:] = []
        if not self.holds(form):
            field.data = ""
            raise StopValidation
        if not field.data:
            raise StopValidation(self.sentence)


class Only(When):
    """Required when another field has this answer."""

    def __init__(self, other: str, answer: str, sentence: str) -> None:
        super().__init__(lambda form: form[other].data == answer, sentence)
