"""What models see, as hints; without them, and when they fail, it is not checked."""

from collections.abc import Callable

import pytest

from tests.support.people import World, submission
from tests.support.reshares import add_photo
from ugc.db import EVERYONE, Database
from ugc.media.detectors import Detectors, Face
from ugc.models import Hint, Photo, Submission
from ugc.screen.findings import Finding
from ugc.screen.sight import look
from ugc.stores.memory import MemoryStore


class Seeing(Detectors):
    """Models that see what a test says."""

    def __init__(self, faces: list[float], nudity: float, young: tuple[float | None, ...] = ()) -> None:
        guesses = young or (None,) * len(faces)
        self.seen = [Face(sure, guess) for sure, guess in zip(faces, guesses, strict=True)]
        self.score = nudity

    def faces(self, jpeg: bytes) -> list[Face]:
        assert jpeg.startswith(b"\xff\xd8")
        return self.seen

    def nudity(self, jpeg: bytes) -> float:
        if self.score < 0:
            raise RuntimeError("out of memory")
        return self.score


@pytest.fixture
def photo(database: Database, world: World, store: MemoryStore) -> Photo:
    with database.write(EVERYONE) as session:
        added = add_photo(session, store, submission(session, world, state="ready"))
        session.refresh(added)
        assert added.renditions
        return added


def seen(store: MemoryStore, photo: Photo, models: Detectors, says: str = "no") -> dict[str, Finding]:
    return {finding.kind: finding for finding in look(store, models, [photo], says)}


def test_faces_and_nudity_are_found_with_how_sure(store: MemoryStore, photo: Photo) -> None:
    found = seen(store, photo, Seeing([0.91, 0.6], 0.97), "other")
    assert (found["faces"].finding, found["faces"].sure) == ("found", 0.91)
    assert found["faces"].evidence == {"count": 2, "child": "other", "young": None}
    assert (found["nudity"].finding, found["nudity"].sure) == ("found", 0.97)


def test_the_youngest_looking_face_is_told(store: MemoryStore, photo: Photo) -> None:
    found = seen(store, photo, Seeing([0.91, 0.6], 0, (0.03, 0.88)))
    assert found["faces"].evidence["young"] == 0.88


def test_an_empty_beach_is_clear(store: MemoryStore, photo: Photo) -> None:
    found = seen(store, photo, Seeing([], 0.3))
    assert found["faces"].finding == found["nudity"].finding == "clear"


def test_violence_is_never_clear_while_no_model_looks_for_it(store: MemoryStore, photo: Photo) -> None:
    violence = seen(store, photo, Seeing([], 0))["violence"]
    assert (violence.finding, violence.evidence) == ("not_checked", {"why": "none"})


def test_a_model_that_fails_has_not_checked_and_stops_no_other(
    store: MemoryStore, photo: Photo, caplog: pytest.LogCaptureFixture
) -> None:
    found = seen(store, photo, Seeing([], -1))
    assert (found["nudity"].finding, found["nudity"].evidence) == ("not_checked", {"why": "failed"})
    assert found["faces"].finding == "clear"
    assert "out of memory" in caplog.text


def test_a_photo_whose_picture_is_lost_is_not_checked(photo: Photo) -> None:
    found = seen(MemoryStore(), photo, Seeing([], 0))
    assert found["faces"].evidence == found["nudity"].evidence == {"why": "failed"}


def test_without_the_models_the_desk_is_told_so(
    database: Database,
    store: MemoryStore,
    photo: Photo,
    sent: Callable[..., Submission],
    hints: Callable[[Submission], dict[str, Hint]],
) -> None:
    whys = {kind: finding.evidence["why"] for kind, finding in seen(store, photo, Detectors()).items()}
    assert whys == {"faces": "off", "nudity": "off", "violence": "none"}
    row = sent()
    with database.write(EVERYONE) as session:
        add_photo(session, store, session.get_one(Submission, row.id))
    found = hints(row)
    assert found["faces"].evidence == found["nudity"].evidence == {"why": "off"}
