"""A photo at full size and under the loupe: by keys, by mouse; the original only for staff, and on record."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.support.people import World, submission
from tests.support.photos import jpeg
from tests.support.ports import wait_until
from tests.support.reshares import add_photo
from tests.web.staff import opened, signed_in
from ugc.db import EVERYONE, Database
from ugc.media.recipes import Area
from ugc.models import Event, Photo
from ugc.moderate.retouch import retouch
from ugc.wiring import Services

WIDE = 2400  # px: more than any rendition, and than the screen


@pytest.fixture
def photo(database: Database, running: World, services: Services) -> Photo:
    with database.write(EVERYONE) as session:
        about = submission(session, running, state="ready", kind="photo")
        made = add_photo(session, services.store, about)
        made.width, made.height, made.mime = WIDE, WIDE, "image/jpeg"
        data = jpeg((WIDE, WIDE))
        made.size = services.store.put(made.original_key, BytesIO(data), content_type="image/jpeg").size
        session.refresh(made, ["renditions"])
        return made


@pytest.fixture
def desk(app: Flask, browser: Browser, running: World, photo: Photo) -> Iterator[Page]:
    with opened(app, browser, running.moderator, f"/staff/queue/{photo.submission_id}") as page:
        yield page


def test_the_original_is_shown_to_staff_and_on_record_and_not_where_something_is_hidden(
    app: Flask, database: Database, running: World, photo: Photo
) -> None:
    address = f"/staff/media/full/{photo.id}"
    assert app.test_client().get(address).status_code == 302  # to the sign-in
    assert signed_in(app, running.outsider).get(address).status_code == 404
    moderator = signed_in(app, running.moderator)
    answer = moderator.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    with database.write(EVERYONE) as session:
        assert session.scalars(select(Event.actor).where(Event.new == "looked at")).all() == [
            f"member:{running.moderator.account_id}"
        ]
        row = session.get_one(Photo, photo.id)
        retouch(session, row, [Area("blur", 0.1, 0.1, 0.5, 0.5)], running.moderator, 0)
    assert moderator.get(address).status_code == 404  # its new pictures are being made


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_full_size_by_key_and_by_click_is_moved_over_by_keys_and_mouse(desk: Page) -> None:
    desk.keyboard.press("f")
    box, pane = desk.locator("[data-zoom]"), desk.locator("[data-pane]")
    expect(box).to_be_visible()
    expect(pane).to_be_focused()
    expect(pane.locator("img")).to_have_js_property("naturalWidth", WIDE)
    before = pane.evaluate("it => it.scrollLeft")
    desk.keyboard.press("ArrowRight")
    desk.wait_for_function("before => document.querySelector('[data-pane]').scrollLeft > before", arg=before)
    before = pane.evaluate("it => it.scrollTop")
    desk.mouse.move(600, 400)
    desk.mouse.down()
    desk.mouse.move(600, 300)
    desk.mouse.up()
    desk.wait_for_function("before => document.querySelector('[data-pane]').scrollTop > before", arg=before)
    desk.keyboard.press("Escape")
    expect(box).not_to_be_visible()
    desk.locator("figure img").first.click(position={"x": 1, "y": 1})
    expect(box).to_be_visible()
    assert pane.evaluate("it => it.scrollLeft + it.scrollTop") == 0  # where it was clicked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_finger_moves_over_a_wide_photo_which_fills_a_phones_height(
    desk: Page, database: Database, services: Services, photo: Photo
) -> None:
    wide = BytesIO(jpeg((WIDE // 2, WIDE // 8)))
    kept = services.store.put(photo.original_key, wide, content_type="image/jpeg")
    with database.write(EVERYONE) as session:
        session.get_one(Photo, photo.id).size = kept.size
    desk.set_viewport_size({"width": 360, "height": 720})
    desk.keyboard.press("f")
    pane = desk.locator("[data-pane]")
    expect(pane.locator("img")).to_have_js_property("naturalWidth", WIDE // 2)
    assert pane.evaluate("it => it.querySelector('img').height >= it.clientHeight")
    before, touch = pane.evaluate("it => it.scrollLeft"), desk.context.new_cdp_session(desk)
    for kind, x in (("touchStart", 300), *(("touchMove", x) for x in range(290, 150, -20))):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 400}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    desk.wait_for_function("before => document.querySelector('[data-pane]').scrollLeft > before", arg=before)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_loupe_is_there_while_a_key_or_the_pointer_is_held(desk: Page) -> None:
    loupe, place = desk.locator("[data-loupe]"), "it => it.getBoundingClientRect().x"
    expect(loupe).to_be_hidden()
    desk.keyboard.down("m")
    expect(loupe).to_be_visible()
    before = loupe.evaluate(place)
    desk.keyboard.press("ArrowLeft")
    assert loupe.evaluate(place) < before
    desk.keyboard.up("m")
    expect(loupe).to_be_hidden()
    desk.locator("figure img").first.hover()
    desk.mouse.down()
    expect(loupe).to_be_visible()
    desk.mouse.up()
    expect(loupe).to_be_hidden()
    expect(desk.locator("[data-zoom]")).not_to_be_visible()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_finger_that_stays_has_the_loupe_above_it_and_one_that_goes_on_scrolls(desk: Page) -> None:
    desk.set_viewport_size({"width": 360, "height": 720})
    touch, image, loupe = desk.context.new_cdp_session(desk), desk.locator("figure img").first, "[data-loupe]"
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    image.evaluate("it => it.scrollIntoView({ block: 'end' })")
    shown = image.bounding_box()
    assert shown
    x, y = shown["x"] + shown["width"] / 2, shown["y"] + shown["height"] / 2

    def finger(kind: str, *at: float) -> None:
        points = [dict(zip("xy", at, strict=True))] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", x, y)
    expect(desk.locator(loupe)).to_be_visible()
    held, before = desk.locator(loupe).bounding_box(), desk.evaluate("scrollY")
    assert held and held["x"] >= 0 and held["x"] + held["width"] <= 360
    assert held["y"] == 0 or held["y"] + held["height"] < y
    seen = desk.locator(f"{loupe} img").bounding_box()
    finger("touchMove", x - 40, y - 60)
    finger("touchMove", x - 60, y - 90)
    assert desk.locator(f"{loupe} img").bounding_box() != seen
    assert desk.evaluate("scrollY") == before
    finger("touchEnd")
    expect(desk.locator(loupe)).to_be_hidden()
    expect(desk.locator("[data-zoom]")).not_to_be_visible()

    def swiped() -> bool:
        finger("touchStart", x, y)
        for step in range(1, 12):
            finger("touchMove", x, y - 20 * step)
        finger("touchEnd")
        return bool(desk.evaluate("scrollY") > before)

    def tapped() -> bool:
        finger("touchStart", x, y)
        finger("touchEnd")
        return desk.locator("[data-zoom]").is_visible()

    wait_until(swiped, "the page to scroll")
    expect(desk.locator(loupe)).to_be_hidden()
    image.evaluate("it => it.scrollIntoView({ block: 'end', behavior: 'instant' })")
    wait_until(tapped, "the photo at full size")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_press_that_is_over_leaves_the_menu_of_a_photo_to_the_browser(desk: Page) -> None:
    image = desk.locator("figure img").first
    image.click(position={"x": 1, "y": 1})
    desk.keyboard.press("Escape")
    asked = "it => it.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))"
    assert image.evaluate(asked)
