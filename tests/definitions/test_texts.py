from typing import Any

import pytest

from ugc.definitions.schema import Definition
from ugc.definitions.texts import text
from ugc.definitions.values import Purpose
from ugc.definitions.wording import plain


def test_a_translated_campaign_is_translated_whole(document: dict[str, Any]) -> None:
    spanish = text(Definition.model_validate(document), "es")
    assert (spanish.title, spanish.invite.headline) == ("Cometas sobre la ciudad", "Enséñanos tu cometa.")
    assert spanish.fields[0].choices == (("Gentle", "Suave"), ("Rude", "Maleducado"))
    assert spanish.uses["gallery"].label == "Mostrarlo en la galería pública de esta campaña"
    assert spanish.reasons == {"blurred": "¿Tienes otra más nítida?"}


def test_any_other_language_gets_the_original(document: dict[str, Any]) -> None:
    definition = Definition.model_validate(document)
    assert text(definition, "fr") == text(definition, "en")
    assert text(definition, "en").language == "en"
    assert text(definition, "en").fields[0].choices == (("Gentle", "Gentle"), ("Rude", "Rude"))


def test_a_campaigns_own_wording_wins(document: dict[str, Any]) -> None:
    own = {"label": "Pin it up", "means": "It hangs in the hall."}
    document["consent"]["wording"] = {"gallery": own}
    uses = text(Definition.model_validate(document), "en").uses
    assert uses["gallery"].model_dump() == own
    assert list(uses) == ["gallery", "reshare-mastodon", "reshare-bluesky", "reshare-instagram"]


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "es-MX"])
def test_every_shipped_language_words_every_purpose(language: str) -> None:
    assert set(plain(language)) == set(Purpose.__args__)  # type: ignore[attr-defined]


def test_a_language_we_have_no_words_in_gets_english_ones() -> None:
    assert plain("fi") == plain("en") != plain("es")
