"""My page and its sisters in a real browser: usable by everybody, and mended with photos that travel."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.support import photos
from tests.support.axe import violations
from tests.support.people import World, consent
from tests.support.served import buffering
from tests.web.portal.conftest import add_photo
from ugc.converse import say
from ugc.db import EVERYONE, Database
from ugc.lifecycle import ENGINE, move
from ugc.models import Photo, Submission, Thread
from ugc.wiring import Services

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(params=[(360, "light"), (1440, "dark")], ids=["phone", "desktop"])
def window(request: pytest.FixtureRequest, browser: Browser, app: Flask, running: World) -> Iterator[Page]:
    """A window on the application; an error in our scripts fails the test."""
    width, scheme = request.param
    with buffering(app) as base:
        context = browser.new_context(
            base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-GB"
        )
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        context.close()
    assert errors == []


def test_my_page_is_usable_by_everybody(
    window: Page, page: str, sent: Submission, database: Database, running: World, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        add_photo(session, services, row, "unusable")
        say(session, session.scalars(select(Thread)).one(), "Which pond?", running.spokesperson, [])
    window.goto(page)
    window.locator("details summary").click()
    assert violations(window) == []
    window.get_by_role("button", name="Take back: Show it in").click()
    expect(window.get_by_text("Done. It is no longer used for that.")).to_be_visible()
    assert violations(window) == []


def test_mending_is_usable_by_everybody_and_sends_photos_as_they_are_picked(
    window: Page, page: str, sent: Submission, database: Database, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Submission, sent.id)
        add_photo(session, services, row, "unusable")
        for step in ("ready", "returned"):
            move(session, row, step, ENGINE)
    window.goto(page)
    window.get_by_role("link", name="Mend it and send it again").click()
    window.wait_for_load_state()  # the script takes what is picked once it is there
    window.set_input_files(
        "#photos", [{"name": "new.jpg", "mimeType": "image/jpeg", "buffer": photos.jpeg()}]
    )
    expect(window.locator("[data-photos] > li")).to_contain_text("safe with us")
    window.locator("[data-photos]").get_by_label("What is in this photo").fill("Brighter")
    assert violations(window) == []
    window.get_by_role("button", name="Send it again").click()
    expect(window.get_by_text("It is on its way again.")).to_be_visible()
    with database.read(EVERYONE) as session:
        kept = session.execute(select(Photo.filename, Photo.alt).order_by(Photo.position)).all()
    assert [tuple(one) for one in kept] == [("IMG_0.jpg", "A duck"), ("new.jpg", "Brighter")]


def test_the_guardians_page_is_usable_by_everybody(
    window: Page, sent: Submission, database: Database, running: World, services: Services
) -> None:
    with database.write(EVERYONE) as session:
        question = consent(running, session.get_one(Submission, sent.id), "gallery", "requested", "guardian")
        question.expires_at = session.now() + timedelta(hours=72)
        session.add(question)
    window.goto(services.links.asked(question).removeprefix(services.links.base))
    assert violations(window) == []
    window.locator("#use_gallery").check()
    window.get_by_label("Your full name").fill("Gerda Rahman")
    window.get_by_role("button", name="I agree to what I ticked").click()
    expect(window.get_by_role("button", name="Take back: Show it in")).to_be_visible()
    assert violations(window) == []
