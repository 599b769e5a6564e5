"""Passwords: kept as argon2id, made to be read out, checked a few at a time."""

import pytest

from ugc.web.auth import passwords
from ugc.web.auth.passwords import Busy, generate, hash_password, matches


def test_only_the_password_itself_matches() -> None:
    kept = hash_password("tea and toast at ten")
    assert kept.startswith("$argon2id$")
    assert matches(kept, "tea and toast at ten")
    assert not matches(kept, "tea and toast at ten ")
    assert not matches("", "")
    assert not matches("not a hash at all", "tea and toast at ten")


def test_a_made_password_is_long_enough_and_new() -> None:
    made = {generate() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) >= passwords.SHORTEST for one in made)


def test_no_more_are_checked_at_a_time_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._slot(), passwords._slot(), pytest.raises(Busy):
        matches("", "anything")
    assert not matches("", "anything")
