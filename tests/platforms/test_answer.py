"""What strangers' servers say is read without harm."""

from datetime import UTC, datetime

import pytest

from ugc.platforms import PlatformError
from ugc.platforms.answer import Answer


def said(body: bytes) -> Answer:
    return Answer("social.example", 200, {}, body, datetime(2026, 11, 22, tzinfo=UTC))


def test_text_comes_without_what_no_database_takes() -> None:
    body = rb'{"a\u0000": ["duck\u0000s \ud83e, \ud83e\udd86", {"b": "\\u0000"}], "c": 7, "d": null}'
    assert said(body).read(dict) == {"a": ["ducks , 🦆", {"b": "\\u0000"}], "c": 7, "d": None}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_json_is_one_sentence(body: bytes) -> None:
    with pytest.raises(PlatformError, match=r"social\.example answered in a way we do not understand"):
        said(body).read(dict)
