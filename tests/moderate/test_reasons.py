"""Reasons reach the customer in their own language."""

from ugc.definitions import Definition
from ugc.moderate.reasons import choices, words


def in_spanish(definition: Definition) -> Definition:
    return Definition.model_validate(
        definition.model_dump()
        | {
            "languages": ["en", "es"],
            "translations": {
                "es": {
                    "title": "Little Wearers",
                    "invite": {"headline": "Enséñanos", "prompt": "Una foto."},
                    "reasons": {"blurred": "¿Tienes otra más nítida?"},
                }
            },
        }
    )


def test_the_moderator_reads_the_label_and_the_customer_their_language(definition: Definition) -> None:
    (choice,) = choices(in_spanish(definition), "es")
    assert (choice.code, choice.label, choice.says) == ("blurred", "Too blurred", "¿Tienes otra más nítida?")


def test_a_language_the_campaign_does_not_offer_falls_back_to_its_own(definition: Definition) -> None:
    assert choices(in_spanish(definition), "sv")[0].says == "Have you a sharper one?"


def test_own_words_stand_below_the_picked_reason_or_alone(definition: Definition) -> None:
    assert words(definition, "en", "blurred", "") == "Have you a sharper one?"
    assert words(definition, "en", "blurred", " The second. ") == "Have you a sharper one?\n\nThe second."
    assert words(definition, "en", "", "Just this.") == "Just this."


def test_a_code_nobody_offered_says_nothing(definition: Definition) -> None:
    assert words(definition, "en", "ugly", "") == ""
