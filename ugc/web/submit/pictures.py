"""The photos of a form: kept as they come, each with a line for who can't see it and a way out."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Form

from ugc.collect.uploads import UNSEEN, Draft, TooMany
from ugc.media.reasons import Unusable
from ugc.models import Submission, Upload
from ugc.stores import StoreError
from ugc.web.context import gettext as _
from ugc.web.forms.parts import Spoken, line
from ugc.web.forms.reasons import sentence

ALT = 500  # characters


@dataclass(frozen=True)
class Picture:
    """A photo that waits in the draft, with its own small form."""

    upload: Upload
    form: Form

    @property
    def shown(self) -> bool:
        """Whether every browser can show the original."""
        return self.upload.mime not in UNSEEN


@dataclass(frozen=True)
class Refused:
    """A file that did not become a photo: what it was called, and a sentence."""

    filename: str
    sentence: str


def picture_form(prefix: str, alt: str = "", *, remove: bool = False) -> Form:
    """Alt text and removal of one photo, waiting or sent."""
    label = _("What is in this photo, for someone who can't see it?")
    fields = {"alt": line(label, ALT), "remove": BooleanField(_("Leave this photo out"))}
    data = {"alt": alt, "remove": remove}
    made = type("PictureForm", (Spoken,), fields)(request.form or None, prefix=prefix, data=data)
    assert isinstance(made, Form)
    return made


def keep_files(draft: Draft, files: Sequence[FileStorage] | None = None) -> list[Refused]:
    """Keep these, or every photo of a multipart form; those that could not be kept, each with the reason."""
    all_ = request.files.getlist("photos") if files is None else files
    return [refused for file in all_ for refused in _keep(draft, file)]


def late_files(before: Submission) -> list[FileStorage]:
    """The photos of a multipart form that are not in what was sent before."""
    known = {photo.sha256 for photo in before.photos}
    picked = [file for file in request.files.getlist("photos") if file.filename]
    return [file for file in picked if _sha256(file) not in known]


def _sha256(file: FileStorage) -> str:
    digest = hashlib.file_digest(cast(BytesIO, file.stream), "sha256").hexdigest()
    file.stream.seek(0)
    return digest


def _keep(draft: Draft, file: FileStorage) -> Iterator[Refused]:
    if not file.filename:
        return
    try:
        with closing(file):
            draft.keep(file.filename, cast(BinaryIO, file.stream))
    except Unusable as unusable:
        yield Refused(file.filename, sentence(unusable.reason))
    except TooMany:
        yield Refused(
            file.filename,
            _(
                "This one did not fit: %(most)s photos go with one form. Leave another out to make room.",
                most=draft.most,
            ),
        )
    except StoreError:
        yield Refused(
            file.filename,
            _("We cannot keep photos at this moment. Please pick it again in a few minutes."),
        )


def pictures(draft: Draft) -> list[Picture]:
    """The photos that wait, in the order the form says, without those that were just removed."""
    if order := request.form.getlist("order"):
        draft.reorder(order)
    found = [Picture(upload, picture_form(upload.id)) for upload in draft.photos()]
    for picture in found:
        if picture.form["remove"].data:
            draft.remove(picture.upload.id)
    return [picture for picture in found if not picture.form["remove"].data]
