"""Who consents alone, country by country."""

import pytest

from ugc.consent.ages import AGES, DEFAULT, GROWN, YOUNGEST, must_not_send, needs_guardian


def test_every_country_names_the_law_its_age_comes_from() -> None:
    assert all(13 <= age.years <= 16 and age.source for age in AGES.values())
    assert (YOUNGEST, GROWN) == (13, 16)


@pytest.mark.parametrize(
    ("country", "years"),
    [
        ("GB", 13),
        ("SE", 13),
        ("ES", 14),
        ("IT", 14),
        ("FR", 15),
        ("DE", 16),
        ("IE", 16),
        ("US", 13),
        ("XX", 16),
    ],
)
def test_one_year_decides(country: str, years: int) -> None:
    assert needs_guardian(years - 1, country)
    assert not needs_guardian(years, country)


def test_a_country_nobody_named_counts_as_the_strictest() -> None:
    assert needs_guardian(DEFAULT - 1, "")
    assert DEFAULT == GROWN


def test_only_in_the_united_states_a_guardian_by_mail_is_not_enough() -> None:
    assert must_not_send(12, "US")
    assert not must_not_send(13, "US")
    assert not must_not_send(12, "GB")
