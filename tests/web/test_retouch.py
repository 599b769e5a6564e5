"""Hiding a part of a photo: by numbers without JavaScript, by mouse and keys with it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.support.people import World, submission
from tests.support.reshares import add_photo
from tests.support.served import buffering
from tests.web.staff import opened, signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Customer, Photo, Retouch
from ugc.wiring import Services


@pytest.fixture
def photo(database: Database, running: World, services: Services) -> Photo:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready", kind="photo")
        made = add_photo(session, services.store, about)
        session.refresh(made, ["renditions"])
        return made


@pytest.fixture
def client(app: Flask, running: World) -> FlaskClient:
    return signed_in(app, running.moderator)


def hidden(database: Database) -> list[tuple[str, float, float, float, float]]:
    with database.read(EVERYONE) as session:
        rows = session.scalars(select(Retouch).where(Retouch.undone_at.is_(None)).order_by(Retouch.left))
        return [(row.kind, row.left, row.top, row.width, row.height) for row in rows]


def test_by_numbers_and_undone(client: FlaskClient, database: Database, photo: Photo, running: World) -> None:
    address = f"/staff/photos/{photo.id}/retouch"
    assert address in client.get(f"/staff/queue/{photo.submission_id}").text
    page = client.get(address).text
    key = photo.renditions[0].key
    assert key in page
    area = {"kind": "blur", "left": "40", "top": "10", "width": "20,5", "height": "30"}
    answer = client.post(address, data={"csrf_token": token(page), "seen": "0"} | area, follow_redirects=True)
    assert "Out of sight from this moment" in answer.text
    assert "The new picture is being made" in answer.text
    assert hidden(database) == [("blur", *map(pytest.approx, (0.4, 0.1, 0.205, 0.3)))]
    assert client.get(f"/staff/media/{key}").status_code == 404
    assert "A photo is being made anew" in client.get(f"/staff/queue/{photo.submission_id}").text
    with database.read(EVERYONE) as session:
        row = session.scalars(select(Retouch)).one()
    undo = f"/staff/retouches/{row.id}/undo"
    stale = client.post(undo, data={"csrf_token": token(answer.text), "seen": "0"})
    assert stale.status_code == 409 and "A colleague changed this photo" in stale.text
    client.post(undo, data={"csrf_token": token(answer.text), "seen": "1"})
    assert hidden(database) == []


def test_numbers_that_are_none_change_nothing(client: FlaskClient, database: Database, photo: Photo) -> None:
    address = f"/staff/photos/{photo.id}/retouch"
    page = client.get(address).text
    for width in ("", "wide", "nan", "-3", "1e9"):
        area = {"kind": "blur", "left": "40", "top": "10", "width": width, "height": "30"}
        answer = client.post(address, data={"csrf_token": token(page), "seen": "0"} | area)
        assert answer.status_code == 422 and "Nothing was changed" in answer.text
    assert hidden(database) == []


def test_the_customer_reads_it_on_their_page(
    client: FlaskClient, database: Database, photo: Photo, running: World, services: Services
) -> None:
    address = f"/staff/photos/{photo.id}/retouch"
    area = {"kind": "blur", "left": "40", "top": "10", "width": "20", "height": "30"}
    client.post(address, data={"csrf_token": token(client.get(address).text), "seen": "0"} | area)
    with database.read(EVERYONE) as session:
        mine = services.links.my(session.get_one(Customer, photo.customer_id))
    page = client.application.test_client().get(mine.removeprefix(services.links.base)).text
    assert "We blurred something in it." in page


@pytest.fixture
def easel(app: Flask, browser: Browser, running: World, photo: Photo) -> Iterator[Page]:
    """The moderator's browser with the photo open; what goes wrong in it fails the test."""
    with opened(app, browser, running.moderator, f"/staff/photos/{photo.id}/retouch") as page:
        page.wait_for_load_state("networkidle")
        yield page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_by_mouse_and_by_keys(easel: Page, database: Database) -> None:
    box = easel.locator("[data-easel]").bounding_box()
    assert box
    easel.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.2)
    easel.mouse.down()
    easel.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    easel.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    easel.mouse.up()
    easel.locator("body").press("n")
    second = easel.get_by_role("group", name="Area 2").and_(easel.locator(".frame"))
    expect(second).to_be_focused()
    for key in ("ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        second.press(key)
    easel.get_by_role("button", name="Hide it").click()
    expect(easel.locator("[data-making]")).to_be_visible()
    first, other = hidden(database)
    assert first == ("blur", *(pytest.approx(side, abs=0.02) for side in (0.1, 0.2, 0.2, 0.3)))
    assert other == ("blur", *map(pytest.approx, (0.41, 0.4, 0.2, 0.22)))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_by_finger(app: Flask, browser: Browser, running: World, photo: Photo) -> None:
    cookie = signed_in(app, running.moderator).get_cookie("ugc")
    assert cookie
    with buffering(app) as base:
        phone = browser.new_context(
            base_url=base, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
        )
        phone.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
        page = phone.new_page()
        page.goto(f"/staff/photos/{photo.id}/retouch")
        page.wait_for_load_state("networkidle")
        box = page.locator("[data-easel]").bounding_box()
        assert box
        finger = phone.new_cdp_session(page)
        for what, share in (("touchStart", 0.1), ("touchMove", 0.3), ("touchMove", 0.5), ("touchEnd", None)):
            points = (
                [{"x": box["x"] + box["width"] * share, "y": box["y"] + box["height"] * share}]
                if share
                else []
            )
            finger.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})
        drawn = [page.locator(f"[name={side}]").first for side in ("left", "top", "width", "height")]
        expect(page.locator(".frame")).to_be_focused()
        assert [float(one.input_value()) for one in drawn] == [
            pytest.approx(each, abs=2) for each in (10, 10, 40, 40)
        ]
        phone.close()
