"""The plain summary says what the boxes and the dates say, in every language, and never the opposite."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.people import World
from tests.web.forms import PATH
from ugc.db import EVERYONE, Database
from ugc.definitions import Definition, lint
from ugc.definitions.read import read
from ugc.definitions.texts import text
from ugc.definitions.wording import plain
from ugc.language import SHIPPED, day
from ugc.models import Brand, Terms
from ugc.models.channel import PLACES
from ugc.settings import ROOT
from ugc.web.plainly import summary

SHOWN = read(ROOT / "campaigns" / "little-wearers.toml").model_dump(mode="json")
BRAND = Brand(name="Pip & Moss")
PURPOSES = ("gallery", "reshare", "ads", "print", "mail")
some = st.lists(st.sampled_from(PURPOSES), min_size=1, unique=True)
places = st.lists(st.sampled_from([*PLACES, "other"]), min_size=1, unique=True)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(purposes=some, networks=places, language=st.sampled_from(SHIPPED), people=st.booleans())
def test_it_says_what_is_asked_and_nothing_else(
    app: Flask, *, purposes: list[str], networks: list[str], language: str, people: bool
) -> None:
    asked = {"purposes": purposes, "networks": networks, "until": "2029-03-31", "wording": {}}
    asked |= {"depicted": "named" if people else "none", "territory": "Ruritania"}
    told = {"languages": [language], "consent": SHOWN["consent"] | asked, "translations": {}}
    definition = Definition.model_validate(SHOWN | told)
    with app.test_request_context(f"/?language={language}"):
        words = text(definition, language)
        said = summary(definition, words, BRAND)
    whole = " ".join(said)
    assert all(wording.label in whole for wording in words.uses.values())
    for purpose in set(PURPOSES) - set(purposes) - {"reshare"}:
        assert plain(language)[purpose].label not in whole  # type: ignore[index]
    for place in set(PLACES) - set(networks if "reshare" in purposes else ()):
        assert PLACES[place] not in whole
    last = definition.moment(definition.last_day)
    assert day(last, language, definition.timezone) in whole
    assert "Ruritania" in whole
    assert len(said) == 7 if people else 6
    assert list(lint.clauses(whole, language)) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_stands_beside_the_terms(
    client: FlaskClient, running: World, database: Database, language: str
) -> None:
    with database.write(EVERYONE) as session:
        terms = Terms(brand_id=running.brand.id, campaign_id=running.campaign.id, language="es")
        terms.sha256, terms.text = "2" * 64, "Sé amable."
        session.add(terms)
    last = {"en": "31 March 2029", "es": "31 de marzo de 2029"}[language]
    where = {"en": "Online everywhere; in print", "es": "En internet en todas partes"}[language]
    for address in (PATH, "/c/little-wearers/rules"):
        page = client.get(f"{address}?language={language}").text
        assert last in page
        assert where in page
