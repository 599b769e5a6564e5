"""Slopes and bands as plain numbers: mirror images, and the order in which bands are tried."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageOps

from tests.support import photos
from ugc.media.fingerprints import fingerprints
from ugc.models.fingerprint import BANDS, BITS, pack, read_slopes
from ugc.screen.likeness import is_plain, likely_bands, mirrored

slopes_of_a_band = st.lists(st.integers(-127, 127), min_size=20, max_size=20)


def test_the_mirrored_slopes_are_those_of_the_mirror_image() -> None:
    for seed in range(1, 6):
        scene = photos.scene(seed=seed)
        ours = mirrored(read_slopes(bytes.fromhex(fingerprints(scene).picture)))
        theirs = read_slopes(bytes.fromhex(fingerprints(ImageOps.mirror(scene)).picture))
        assert all(abs(a - b) <= 2 for a, b in zip(ours, theirs, strict=True))


def test_each_quarter_has_a_band_of_twenty_bits_of_its_own() -> None:
    places = [place for band in BANDS for place in band]
    assert [len(band) for band in BANDS] == [20] * 4
    assert len(set(places)) == len(places)
    assert all(0 <= place < BITS for place in places)


@given(slopes_of_a_band)
def test_the_likely_bands_begin_with_the_band_itself_and_never_repeat(slopes: list[int]) -> None:
    bands = likely_bands(slopes, 64)
    assert bands[0] == pack(slopes)
    assert len(set(bands)) == len(bands) == 64


@given(slopes_of_a_band)
def test_the_likely_bands_come_by_the_steepness_of_what_turned_over(slopes: list[int]) -> None:
    bands = likely_bands(slopes, 64)
    costs = [
        sum(abs(slope) for place, slope in enumerate(slopes) if (band ^ bands[0]) >> place & 1)
        for band in bands
    ]
    assert costs == sorted(costs)


def test_all_bands_of_a_few_slopes_are_found() -> None:
    assert sorted(likely_bands([3, -1, 2], 100)) == list(range(8))


def test_a_picture_without_contours_is_plain() -> None:
    assert is_plain([2, -2] * 64)
    assert not is_plain([3, -2] * 64)
