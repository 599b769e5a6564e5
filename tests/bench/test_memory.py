"""A child stays within its budget at fifty megapixels, also where Pillow by itself would not."""

import pytest

from ugc.bench.memory import KINDS, peaks

BUDGET = 350  # megabytes


@pytest.mark.parametrize("kind", ["webp, lossless, alpha", "avif"])
def test_fifty_megapixels_take_a_bounded_memory(kind: str) -> None:
    assert dict(peaks({kind: KINDS[kind]}))[kind] <= BUDGET
