from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
from pydantic import ValidationError

from ugc.definitions.schema import Definition


@pytest.fixture
def definition(document: dict[str, Any]) -> Definition:
    return Definition.model_validate(document)


def test_the_window_is_in_utc_with_each_end_in_its_own_season(definition: Definition) -> None:
    assert definition.window.opens == datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert definition.window.closes == datetime(2027, 3, 31, 17, tzinfo=UTC)


def test_a_campaign_without_an_end_has_none(document: dict[str, Any]) -> None:
    del document["dates"]["closes"]
    assert Definition.model_validate(document).window.closes is None


def test_consent_holds_through_its_last_local_day(definition: Definition) -> None:
    assert definition.consent_ends == datetime(2029, 3, 31, 23, tzinfo=UTC)


def test_the_next_slots_come_in_utc(definition: Definition) -> None:
    after = datetime(2027, 3, 23, 18, tzinfo=UTC)
    assert list(islice(definition.upcoming_slots(after), 2)) == [
        datetime(2027, 3, 30, 17, tzinfo=UTC),
        datetime(2027, 4, 6, 17, tzinfo=UTC),
    ]


def test_terms_have_a_file_for_each_language(definition: Definition) -> None:
    assert [definition.terms_file(each) for each in ("en", "es")] == ["terms/kites.md", "terms/kites.es.md"]


def test_a_definition_cannot_be_changed(definition: Definition) -> None:
    with pytest.raises(ValidationError):
        definition.title = "Another"  # type: ignore[misc]


def test_a_document_from_the_database_reads_back_equal(definition: Definition) -> None:
    assert Definition.model_validate(definition.model_dump(mode="json")) == definition
