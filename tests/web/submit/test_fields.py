"""Fields of a campaign's own: what is kept of each type, and what is said when it is wrong."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from ugc.consent.ask import questions
from ugc.definitions import Definition
from ugc.definitions.asking import FormField
from ugc.definitions.read import read
from ugc.definitions.texts import text
from ugc.settings import ROOT
from ugc.web.forms.submit import submit_form

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ASKED = read(ROOT / "campaigns" / "ask-us.toml")


def filled(app: Flask, field: dict[str, Any], value: str | None) -> Form:
    """A form with this one field of its own."""
    own = FormField(name="own", label="How many?", **field)
    definition = ASKED.model_copy(update={"form": ASKED.form.model_copy(update={"fields": (own,)})})
    assert isinstance(definition, Definition)
    with app.test_request_context():
        made = submit_form(definition, text(definition, "en"), questions(definition, "en"))
        form = made(MultiDict({"own_own": value} if value is not None else {}))
        form.validate()
        return form


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ({"type": "number"}, "0", 0),
        ({"type": "number", "required": True}, "0", 0),
        ({"type": "number"}, "", None),
        ({"type": "text"}, "  two\x00 ", "two"),
        ({"type": "paragraph"}, "a\r\nb", "a\nb"),
        ({"type": "choice", "choices": ("One", "Two")}, "Two", "Two"),
        ({"type": "choice", "choices": tuple("ABCDEFG")}, "", ""),
        ({"type": "checkbox"}, "y", True),
        ({"type": "checkbox"}, None, False),
    ],
)
def test_what_is_kept(app: Flask, field: dict[str, Any], value: str | None, kept: object) -> None:
    form = filled(app, field, value)
    assert (form["own_own"].data, list(form["own_own"].errors)) == (kept, [])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ({"type": "number"}, "many", "Please write a whole number, in digits."),
        ({"type": "number", "required": True}, "", "Please answer this one."),
        ({"type": "date"}, "soon", "Please write a date, as in 2026-06-14."),
        ({"type": "text", "required": True}, "  ", "Please answer this one."),
        ({"type": "checkbox", "required": True}, None, "Please answer this one."),
        ({"type": "choice", "choices": ("One", "Two"), "required": True}, None, "Please answer this one."),
        ({"type": "text"}, "x" * 201, "This is longer than 200 characters. Please shorten it a little."),
    ],
)
def test_what_is_said(app: Flask, field: dict[str, Any], value: str | None, sentence: str) -> None:
    assert sentence in filled(app, field, value)["own_own"].errors
