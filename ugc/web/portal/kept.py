"""A photo that was sent before, as one request to mend it finds it."""

from dataclasses import dataclass

from flask import request
from wtforms import Form

from ugc.db import Session
from ugc.models import Ask, Customer, Photo, Retouch
from ugc.moderate.retouch import own, retouch, undo
from ugc.web.forms.areas import drawn, seen, typed


@dataclass(frozen=True)
class Kept:
    """A photo that was sent before, with its own small form; `asks` is what is asked about it."""

    photo: Photo
    form: Form
    asks: frozenset[Ask]

    @property
    def good(self) -> bool:
        """Whether it stays unless the customer leaves it out."""
        return self.photo.state != "unusable" and not self.form["remove"].data

    @property
    def prefix(self) -> str:
        """What the names of its fields begin with."""
        return f"{self.photo.id}-"

    @property
    def typed(self) -> list[dict[str, str]]:
        """The areas as they were drawn or typed."""
        return typed(self.prefix)

    @property
    def own(self) -> list[Retouch]:
        """What the customer hid of it before."""
        return own(self.photo)

    @property
    def uncovered(self) -> list[str]:
        """What of that is to be seen again, by its id."""
        return request.form.getlist(f"{self.prefix}again")


def redraw(session: Session, one: Kept, customer: Customer) -> None:
    """Hide what was drawn and uncover what is to be seen again.

    What is drawn comes first: its numbers go by the picture as shown, and a new crop ends the old. Raises
    Refused, NoNumber, and Conflict for a stale view.
    """
    photo = session.get_one(Photo, one.photo.id)
    before, edition = own(photo), seen(one.prefix)
    if one.typed:
        retouch(session, photo, drawn(one.prefix), customer, edition)
        edition = photo.edition
    for row in before:
        if row.id in one.uncovered and not row.undone_at:
            undo(session, row, customer, edition)
            edition = photo.edition
