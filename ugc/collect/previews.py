"""A small picture of a photo that browsers cannot show, while its form is being filled in.

A courtesy: nobody waits for it and nothing is tried again; without it the form shows a card with the file's
name. It lies beside the upload and is forgotten with it.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from ugc.collect.uploads import NOBODY
from ugc.db import EVERYONE, Database
from ugc.media.darkroom import Darkroom, Failed
from ugc.media.reasons import Unusable
from ugc.media.recipes import Credit, Recipe, Row
from ugc.models import Upload
from ugc.stores import Missing, Store

RECIPE = Recipe(Credit("", "", "", ""), renditions=(Row(320, "jpeg", 80),))  # only its sender sees it


def preview(database: Database, store: Store, darkroom: Darkroom, upload_id: str) -> None:
    """Make it, if the upload still waits. Raises StoreError."""
    with database.read(EVERYONE) as session:
        upload = session.get(Upload, upload_id)
    if upload is None or not upload.sha256:
        return
    try:
        _make(store, darkroom, upload)
    except (Unusable, Failed, Missing):
        return
    with database.read(EVERYONE) as session:
        still = session.get(Upload, upload_id)
    if still is None or still.draft == NOBODY:  # whoever forgot it meanwhile did not know of this picture
        store.delete(upload.preview_key)


def _make(store: Store, darkroom: Darkroom, upload: Upload) -> None:
    with TemporaryDirectory(prefix="ugc-") as folder:
        original = Path(folder, "original")
        with store.open(upload.key) as source, original.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        (made,) = darkroom.develop(original, Path(folder), RECIPE).renditions
        with made.path.open("rb") as file:
            store.put(upload.preview_key, file, content_type=made.mime)
