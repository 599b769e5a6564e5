"""Copies are found across the brand's campaigns and customers, and never across brands (P8)."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageOps

from tests.screen.conftest import add_picture
from tests.support import people, photos
from tests.support.people import World
from ugc.db import EVERYONE, Database, Whose
from ugc.lifecycle import Actor, move
from ugc.models import Fingerprint, Hint, Photo, Submission
from ugc.models.fingerprint import columns, read_slopes
from ugc.screen.duplicates import near

Sent = Callable[..., Submission]
Hints = Callable[[Submission], dict[str, Hint]]
SCENE = photos.scene(seed=3, grain=0.5)
OTHER = photos.scene(seed=4, grain=0.5)


def watermarked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((420, 440), "© somebody 2026", fill="white", font_size=22)
    return copy


COPIES = {
    "the same": lambda image: image,
    "smaller": lambda image: image.resize((200, 150)),
    "watermarked": watermarked,
    "mirrored": ImageOps.mirror,
    "in a frame": lambda image: ImageOps.expand(image, 50, "white"),
    "mirrored in a frame": lambda image: ImageOps.expand(ImageOps.mirror(image), (0, 200), "black"),
    "cropped": lambda image: image.crop((20, 10, 628, 466)),
}


@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES)
def test_a_copy_is_found_with_the_photo_it_is_like(
    change: Callable[[Image.Image], Image.Image], sent: Sent, hints: Hints
) -> None:
    earlier, later = sent(SCENE), sent(change(SCENE))
    found = hints(later)["duplicate"]
    assert found.finding == "found"
    assert found.photo_id == later.photos[0].id
    (evidence,) = found.evidence["photos"]
    assert evidence["id"] == earlier.photos[0].id
    assert evidence["mirrored"] == (change in (COPIES["mirrored"], COPIES["mirrored in a frame"]))
    assert found.sure is not None and found.sure > 0.5


def test_a_photo_of_its_own_is_clear(sent: Sent, hints: Hints) -> None:
    sent(OTHER)
    assert hints(sent(SCENE))["duplicate"].finding == "clear"


def test_the_frame_may_be_around_the_earlier_one(sent: Sent, hints: Hints) -> None:
    sent(ImageOps.expand(SCENE, 50, "white"))
    assert hints(sent(SCENE))["duplicate"].finding == "found"


def test_the_nearest_comes_first(sent: Sent, hints: Hints) -> None:
    cropped, same = sent(COPIES["cropped"](SCENE)), sent(SCENE)
    evidence = hints(sent(SCENE))["duplicate"].evidence["photos"]
    assert [one["id"] for one in evidence] == [same.photos[0].id, cropped.photos[0].id]


def test_two_alike_in_one_submission_are_the_customers_own_affair(sent: Sent, hints: Hints) -> None:
    assert hints(sent(SCENE, SCENE))["duplicate"].finding == "clear"


def test_what_was_taken_back_is_shown_to_nobody(
    database: Database, sent: Sent, hints: Hints, world: World
) -> None:
    taken_back = sent(SCENE)
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, taken_back.id)
        move(session, row, "withdrawn", Actor("customer", row.customer_id))
    assert hints(sent(SCENE))["duplicate"].finding == "clear"


def test_another_brands_photo_is_never_found(
    database: Database, world: World, sent: Sent, hints: Hints
) -> None:
    with database.write(EVERYONE) as session:
        theirs = people.campaign(session, world.other_brand, "elsewhere")
        author = people.customer(session, world.other_brand, "Olga")
        row = Submission(
            brand_id=world.other_brand.id,
            customer_id=author.id,
            campaign_id=theirs.id,
            revision_id=theirs.revision_id,
            kind="photo",
            form_key="k",
            story="",
            answers={},
            credit="Olga",
            shows_child="no",
            language="en",
            state="ready",
        )
        session.add(row)
        session.flush()
        add_picture(session, row, SCENE)
    assert hints(sent(SCENE))["duplicate"].finding == "clear"


def test_nothing_is_said_about_a_plain_surface(sent: Sent, hints: Hints) -> None:
    plain = Image.new("RGB", (640, 480), "teal")
    sent(plain)
    hint = hints(sent(plain))["duplicate"]
    assert (hint.finding, hint.evidence) == ("not_checked", {"why": "plain"})


def test_a_photo_without_fingerprints_is_not_checked(database: Database, sent: Sent, hints: Hints) -> None:
    row = sent(SCENE)
    with database.write(EVERYONE) as session:
        session.delete(session.query(Fingerprint).where(Fingerprint.photo_id == row.photos[0].id).one())
    assert hints(row)["duplicate"].evidence == {"why": "missing"}


def test_fingerprints_go_with_their_photo(database: Database, sent: Sent, hints: Hints) -> None:
    row = sent(SCENE)
    hints(row)
    with database.write(EVERYONE) as session:
        session.delete(session.get_one(Photo, row.photos[0].id))
    with database.read(EVERYONE) as session:
        assert session.query(Fingerprint).count() == 0
        assert session.query(Hint).where(Hint.photo_id.is_not(None)).count() == 0


def test_every_photo_within_the_bands_reach_is_found(database: Database, world: World, sent: Sent) -> None:
    """A copy whose faintest slopes turned over, one after the other, in every quarter."""
    row = sent(SCENE)
    with database.read(Whose.brand(world.brand.id)) as session:
        (kept,) = session.query(Fingerprint.slopes).where(Fingerprint.part == "picture").one()
    slopes = list(read_slopes(kept))
    for place in sorted(range(128), key=lambda place: abs(slopes[place]))[:28]:
        slopes[place] = -slopes[place] or 1
    with database.read(Whose.brand(world.brand.id)) as session:
        nearest = near(session, world.brand.id, [slopes])
    assert [one.photo_id for one in nearest] == [row.photos[0].id]
    assert columns(kept)["bits"] != columns(bytes(s & 0xFF for s in slopes))["bits"]
