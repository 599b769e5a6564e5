"""Stories that are nearly the same are found in the brand, and only there; short ones are left alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.support.people import World
from ugc.collect.settle import ask_for_hints
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, move
from ugc.models import Hint, Submission, Wording
from ugc.models.wording import bands

Sent = Callable[..., Submission]
Hints = Callable[[Submission], dict[str, Hint]]
STORY = (
    "The striped one is yours, the trousers are his grandmother’s work, and the cat counted the socks. "
    "She says five. There are four. We looked everywhere, also behind the piano."
)


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper().replace(",", " –"),
        STORY.replace("striped", "spotted").replace("piano", "sofa"),
        "Hello! " + STORY,
    ],
    ids=["the same", "in capitals", "two other words", "with a greeting"],
)
def test_a_copy_is_found_with_the_story_it_is_like(copy: str, sent: Sent, hints: Hints, world: World) -> None:
    earlier, later = sent(story=STORY, author=world.another_customer), sent(story=copy)
    found = hints(later)["copied"]
    assert found.finding == "found"
    (evidence,) = found.evidence["submissions"]
    assert evidence["id"] == earlier.id
    assert evidence["alike"] >= 0.6


def test_a_story_of_its_own_is_clear(sent: Sent, hints: Hints) -> None:
    sent(story=STORY)
    other = "We walked all the way to school in the rain, and the yellow coat is still hanging in the hall."
    assert hints(sent(story=other))["copied"].finding == "clear"


def test_a_few_words_are_nobody_s(sent: Sent, hints: Hints) -> None:
    sent(story="We love it so much!")
    assert hints(sent(story="We love it so much!"))["copied"].evidence == {"why": "short"}


def test_what_was_taken_back_is_not_pointed_at(database: Database, sent: Sent, hints: Hints) -> None:
    earlier = sent(story=STORY)
    with database.write(EVERYONE) as session:
        move(session, session.get_one(Submission, earlier.id), "withdrawn", ENGINE)
    assert hints(sent(story=STORY))["copied"].finding == "clear"


def test_another_brand_s_story_is_never_found(
    database: Database, sent: Sent, hints: Hints, world: World
) -> None:
    theirs = sent(story=STORY)
    with database.write(EVERYONE) as session:
        session.query(Wording).filter_by(submission_id=theirs.id).update({"brand_id": world.other_brand.id})
    assert hints(sent(story=STORY))["copied"].finding == "clear"


def test_a_story_that_was_changed_is_known_by_its_new_words(database: Database, sent: Sent) -> None:
    row = sent(story=STORY)
    with database.write(EVERYONE) as session:
        changed = session.get_one(Submission, row.id)
        changed.story = STORY.replace("cat", "dog").replace("socks", "shoes")
        ask_for_hints(session, changed)
    with database.read(EVERYONE) as session:
        kept = session.scalars(select(Wording.band).where(Wording.submission_id == row.id)).all()
    assert sorted(kept) == sorted(bands(changed.story))


def test_it_goes_with_the_submission(database: Database, sent: Sent) -> None:
    row = sent(story=STORY)
    with database.read(EVERYONE) as session:
        about = select(func.count()).where(Wording.submission_id == row.id)
        assert session.scalar(about) == 10


def test_the_same_words_give_the_same_numbers_and_others_other_numbers() -> None:
    assert bands(STORY) == bands(STORY.lower())
    assert not set(bands(STORY)) & set(bands("a b c d e f g h i j k l"))
    assert all(0 <= band < 2**63 for band in bands(STORY))
