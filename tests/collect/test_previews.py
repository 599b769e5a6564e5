"""Small pictures of photos that browsers cannot show: made beside the upload, forgotten with it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.collect.sending import send
from tests.support import photos
from ugc.collect.entry import Entry
from ugc.collect.previews import preview
from ugc.collect.uploads import Draft, sweep
from ugc.db import Database
from ugc.definitions.schema import Definition
from ugc.media.darkroom import Darkroom
from ugc.media.recipes import Developed, Recipe
from ugc.models import Upload
from ugc.stores import Store


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as darkroom:
        yield darkroom


@pytest.fixture
def heic(draft: Draft) -> Upload:
    return draft.keep("IMG_2.HEIC", BytesIO(photos.heic()))


def test_only_what_browsers_cannot_show_asks_for_one(draft: Draft) -> None:
    hints: list[tuple[str, str]] = []
    draft.database.hint = lambda *hint: hints.append(hint)
    draft.keep("IMG_1.JPG", BytesIO(photos.jpeg()))
    unseen = draft.keep("IMG_2.HEIC", BytesIO(photos.heic()))
    assert hints == [("preview", unseen.id)]


def test_it_is_small_and_goes_with_the_photo(
    draft: Draft, database: Database, store: Store, darkroom: Darkroom, heic: Upload
) -> None:
    preview(database, store, darkroom, heic.id)
    with store.open(heic.preview_key) as file, Image.open(BytesIO(file.read())) as image:
        assert (image.format, image.size) == ("JPEG", (320, 240))
    draft.remove(heic.id)
    assert list(store.keys()) == []


def test_once_sent_only_the_photo_stays(
    draft: Draft, store: Store, darkroom: Darkroom, definition: Definition, entry: Entry, heic: Upload
) -> None:
    preview(draft.database, store, darkroom, heic.id)
    send(draft, definition, entry)
    sweep(draft.database, store)
    assert list(store.keys()) == [heic.key]


def test_made_while_the_photo_is_left_out_it_does_not_stay(
    draft: Draft, database: Database, store: Store, darkroom: Darkroom, heic: Upload
) -> None:
    class Slow(Darkroom):
        def develop(self, original: Path, into: Path, recipe: Recipe) -> Developed:
            made = darkroom.develop(original, into, recipe)
            draft.remove(heic.id)
            return made

    preview(database, store, Slow(), heic.id)
    assert list(store.keys()) == []


@pytest.mark.parametrize("other", [photos.text_named_jpg(), photos.truncated()])
def test_what_cannot_be_developed_has_none(
    draft: Draft, database: Database, store: Store, darkroom: Darkroom, heic: Upload, other: bytes
) -> None:
    store.put(heic.key, BytesIO(other), content_type="image/heic")
    preview(database, store, darkroom, heic.id)
    assert list(store.keys()) == [heic.key]
