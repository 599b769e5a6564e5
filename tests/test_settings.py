"""Settings are typed, complete, and refused with a sentence."""

from pathlib import Path

import pytest

from ugc.settings import SettingsError, from_environment

KEY = "k" * 40


def test_the_secret_key_has_no_default() -> None:
    with pytest.raises(SettingsError, match="UGC_SECRET_KEY: is not set"):
        from_environment({})


def test_a_short_key_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"UGC_SECRET_KEY: .*at least 32"):
        from_environment({"UGC_SECRET_KEY": "hunter2"})


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"UGC_SECRET_KEY": KEY, "UGC_PROXIES": "many", "UGC_COLOUR": "red"})
    assert "UGC_PROXIES" in str(refused.value)
    assert "UGC_COLOUR: is not a setting we know." in str(refused.value)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    assert from_environment({"UGC_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == KEY


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="UGC_SECRET_KEY_FILE: cannot read"):
        from_environment({"UGC_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_the_embedded_parts_live_in_the_storage_folder(tmp_path: Path) -> None:
    settings = from_environment({"UGC_SECRET_KEY": KEY, "UGC_STORAGE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/ugc.sqlite3"
    assert settings.store_url == f"file://{tmp_path}/media"


def test_lists_are_words() -> None:
    settings = from_environment(
        {"UGC_SECRET_KEY": KEY, "UGC_SURFACES": "public", "UGC_ALLOW_PRIVATE": "10.0.0.0/8"}
    )
    assert settings.surfaces == ("public",)
    assert str(settings.allow_private[0]) == "10.0.0.0/8"
