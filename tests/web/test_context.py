"""Pages speak their visitor's language: the one asked for, and then on every page."""

import copy

import pytest
from flask.testing import FlaskClient

from tests.support.people import World
from ugc.db import EVERYONE, Database
from ugc.language import day
from ugc.models import Campaign, Revision

CAMPAIGN = "/c/little-wearers"


@pytest.fixture
def everywhere(database: Database, running: World) -> Campaign:
    """The campaign in every shipped language and in Arabic, open until a certain day."""
    with database.write(EVERYONE) as session:
        campaign = session.get_one(Campaign, running.campaign.id)
        campaign.closes_at = session.now().replace(year=session.now().year + 1)
        revision = session.get_one(Revision, campaign.revision_id)
        document = copy.deepcopy(revision.document)
        document["languages"] = ["en", "es", "de", "fr", "ar"]
        for code in ("de", "fr", "ar"):
            document["translations"][code] = document["translations"]["es"]
        revision.document = document
        return campaign


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "open until"), ("es", "abierta hasta el"), ("de", "offen bis"), ("fr", "ouverte jusqu’au")],
)
def test_a_page_speaks_the_browsers_language(
    client: FlaskClient, everywhere: Campaign, code: str, words: str
) -> None:
    answer = client.get(CAMPAIGN, headers={"Accept-Language": f"{code}, en;q=0.5"})
    assert {"Accept-Language", "Cookie"} <= set(answer.vary)
    html = answer.text
    assert f'<html lang="{code}" dir="ltr">' in html
    assert everywhere.closes_at is not None
    assert f"{words} {day(everywhere.closes_at, code, 'Europe/London')}" in html


def test_a_language_asked_for_wins_and_stays(client: FlaskClient, everywhere: Campaign) -> None:
    german = {"Accept-Language": "de"}
    assert '<html lang="fr"' in client.get(f"{CAMPAIGN}?language=fr", headers=german).text
    assert '<html lang="fr"' in client.get(f"{CAMPAIGN}/gallery", headers=german).text
    assert '<html lang="es"' in client.get(f"{CAMPAIGN}?language=es", headers=german).text
    assert '<html lang="es"' in client.get(f"{CAMPAIGN}/gallery", headers=german).text


def test_a_language_that_is_not_offered_is_not_remembered(client: FlaskClient, everywhere: Campaign) -> None:
    answer = client.get(f"{CAMPAIGN}?language=ja", headers={"Accept-Language": "de"})
    assert '<html lang="de"' in answer.text
    assert "language=" not in answer.headers.get("Set-Cookie", "")


def test_the_languages_of_a_campaign_are_offered_by_their_own_names(
    client: FlaskClient, everywhere: Campaign
) -> None:
    html = client.get(CAMPAIGN, headers={"Accept-Language": "es"}).text
    assert '<a href="?language=es" lang="es" hreflang="es" aria-current="true">Español</a>' in html
    assert '<a href="?language=de" lang="de" hreflang="de" >Deutsch</a>' in html


def test_arabic_runs_from_right_to_left(client: FlaskClient, everywhere: Campaign) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get(f"{CAMPAIGN}?language=ar").text


def test_an_error_speaks_the_visitors_language(client: FlaskClient, running: World) -> None:
    answer = client.get("/c/none-of-that-name", headers={"Accept-Language": "de"})
    assert answer.status_code == 404
    assert "Hier ist nichts." in answer.text


def test_the_staff_desk_speaks_english(client: FlaskClient, running: World) -> None:
    html = client.get("/staff/sign-in?language=de", headers={"Accept-Language": "de"}).text
    assert '<html lang="en" dir="ltr">' in html
    assert "Skip to the content" in html
