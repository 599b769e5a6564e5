"""The form in a real browser, on a phone: photos travel as they are picked, over lines that break."""

import hashlib
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, Route, expect
from sqlalchemy import select

from tests.support import photos
from tests.support.axe import violations
from tests.support.people import World
from tests.support.served import buffering
from tests.web.forms import PATH
from ugc.collect.previews import preview
from ugc.collect.uploads import sweep
from ugc.db import EVERYONE, Database
from ugc.models import Photo, Submission, Upload
from ugc.wiring import Services

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PHONE = {"width": 360, "height": 780}
SAFE = "safe with us"


@pytest.fixture
def base(app: Flask, running: World) -> Iterator[str]:
    with buffering(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """The form on a phone; an error in our scripts fails the test."""
    context = browser.new_context(base_url=base, viewport=PHONE, locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(PATH)
    yield page
    context.close()
    assert errors == []


def jpeg(name: str = "IMG_1.JPG", seed: int = 1, size: tuple[int, int] = (640, 480)) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photos.jpeg(size, seed)}


def pick(page: Page, *files: FilePayload) -> None:
    page.set_input_files("#photos", list(files))


def fill(page: Page) -> None:
    page.get_by_label("Your story").fill("She posted a letter to a duck.")
    page.get_by_label("Your name").fill("Nadia")
    page.get_by_label("email address").first.fill("nadia@example.net")
    page.locator('[name="child"][value="no"]').check()
    page.locator('[name="people"][value="no"]').check()
    page.locator('[name="age"][value="16"]').check()
    page.locator("#use_gallery").check()


def card(page: Page, number: int = 0) -> Callable[[str], object]:
    return page.locator("[data-photos] > li").nth(number).locator


def uploads(database: Database) -> list[str]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Upload.filename).where(Upload.sha256.is_not(None))))


def sent(database: Database) -> list[Photo]:
    with database.read(EVERYONE) as session:
        return list(session.scalars(select(Photo).order_by(Photo.position)))


def test_photos_are_shown_at_once_travel_by_themselves_and_are_described(
    page: Page, database: Database
) -> None:
    heic: FilePayload = {"name": "IMG_2.HEIC", "mimeType": "image/heic", "buffer": photos.heic()}
    pick(page, jpeg(), heic)
    first, second = (page.locator("[data-photos] > li").nth(n) for n in (0, 1))
    expect(first.locator(".photo img")).to_be_visible()
    expect(second.locator(".file")).to_be_visible()
    expect(first).to_contain_text(SAFE)
    expect(second).to_contain_text(SAFE)
    first.get_by_label("What is in this photo").fill("A duck")
    second.get_by_role("button", name="Move IMG_2.HEIC up").click()
    fill(page)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert [(photo.filename, photo.alt) for photo in sent(database)] == [
        ("IMG_2.HEIC", ""),
        ("IMG_1.JPG", "A duck"),
    ]


def test_sending_waits_for_what_is_still_on_its_way(page: Page, database: Database) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/uploads/*", hold, times=1)
    pick(page, jpeg())
    fill(page)
    page.locator("[data-send]").click()
    expect(page.locator("[data-progress]")).to_contain_text("still on their way")
    waiting[0].continue_()
    page.wait_for_url("**/sent")
    assert len(sent(database)) == 1


def test_a_broken_line_is_mended_by_itself(page: Page, database: Database) -> None:
    broken = iter([True, True, False])
    page.route("**/uploads/*", lambda route: route.abort() if next(broken, False) else route.continue_())
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text(SAFE, timeout=20_000)
    assert uploads(database) == ["IMG_1.JPG"]


def test_what_is_no_photo_says_so_on_its_card_and_the_others_go_on(page: Page, database: Database) -> None:
    pick(page, {"name": "scan.tiff", "mimeType": "image/tiff", "buffer": photos.tiff()}, jpeg())
    cards = page.locator("[data-photos] > li")
    expect(cards.nth(0)).to_contain_text("This is a TIFF file")
    expect(cards.nth(1)).to_contain_text(SAFE)
    expect(page.locator("[data-said]")).not_to_be_empty()
    fill(page)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert [photo.filename for photo in sent(database)] == ["IMG_1.JPG"]


def test_a_photo_too_many_is_told_before_it_travels(page: Page, database: Database) -> None:
    pick(page, *(jpeg(f"{n}.jpg", n, (64, 48)) for n in range(7)))
    expect(page.locator("[data-photos] .state.good")).to_have_count(6)
    expect(page.locator("[data-photos] > li").nth(6)).to_contain_text("does not fit any more")
    assert len(uploads(database)) == 6


def test_a_photo_left_out_is_gone_and_the_focus_is_not_lost(page: Page, database: Database) -> None:
    pick(page, jpeg(), jpeg("IMG_2.JPG", 2))
    expect(page.locator(".state.good")).to_have_count(2)
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Leave IMG_1.JPG out").click()
    expect(page.get_by_role("button", name="Leave IMG_2.JPG out")).to_be_focused()
    assert uploads(database) == ["IMG_2.JPG"]


def test_a_closed_tab_loses_neither_text_nor_photos(page: Page, database: Database) -> None:
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text(SAFE)
    page.get_by_label("Your story").fill("Half a story")
    page.get_by_label("What is in this photo").fill("A duck")
    page.close()
    again = page.context.new_page()
    again.goto(PATH)
    expect(again.get_by_label("Your story")).to_have_value("Half a story")
    expect(again.get_by_label("What is in this photo")).to_have_value("A duck")
    expect(again.locator("[data-photos] > li")).to_contain_text("IMG_1.JPG")
    fill(again)
    again.locator("[data-send]").click()
    again.wait_for_url("**/sent")
    again.goto(PATH)
    expect(again.get_by_label("Your story")).to_have_value("")
    assert [photo.alt for photo in sent(database)] == ["A duck"]


def test_a_tab_closed_halfway_through_a_photo_goes_on_by_itself(
    page: Page, services: Services, database: Database
) -> None:
    photo = jpeg("train.jpg", size=(2600, 2000))
    photo["buffer"] += bytes(3_000_000)  # three pieces and more, whatever the drawing compresses to
    pieces = iter([True, True])
    page.route("**/uploads/*", lambda route: route.continue_() if next(pieces, False) else None)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        pick(page, photo)
    page.get_by_label("What is in this photo").fill("A duck")
    with database.read(EVERYONE) as session:
        begun = session.scalars(select(Upload)).one()
    assert 0 < services.store.partial(begun.key).offset() < begun.length
    page.close()
    again = page.context.new_page()
    again.goto(PATH)
    expect(again.locator("[data-photos] > li")).to_contain_text(SAFE, timeout=20_000)
    expect(again.get_by_label("What is in this photo")).to_have_value("A duck")
    with database.read(EVERYONE) as session:
        arrived = session.scalars(select(Upload)).one()
    assert (arrived.id, arrived.sha256) == (begun.id, hashlib.sha256(photo["buffer"]).hexdigest())
    again.reload()
    expect(again.locator("[data-photos] > li")).to_have_count(1)
    assert left_behind(again)["photos"] == 0


def left_behind(page: Page) -> dict[str, object]:
    """What this browser keeps: the names in localStorage, and how many photos."""
    return page.evaluate(  # type: ignore[no-any-return]
        """async () => {
          const done = (asked) => new Promise((then) => (asked.onsuccess = () => then(asked.result)));
          const database = await done(indexedDB.open("ugc-drafts", 1));
          const photos = await done(database.transaction("photos").objectStore("photos").count());
          database.close();
          return { names: Object.keys(localStorage), photos };
        }"""
    )


def test_after_sending_nothing_stays_in_the_browser(page: Page) -> None:
    pick(page, jpeg(), {"name": "scan.tiff", "mimeType": "image/tiff", "buffer": photos.tiff()})
    fill(page)
    assert left_behind(page)["names"] != []
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    expect(page.locator("h1")).to_contain_text("Thank you")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert left_behind(page) == {"names": [], "photos": 0}


def test_starting_over_empties_the_form_and_the_browser(page: Page, database: Database) -> None:
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text(SAFE)
    fill(page)
    page.get_by_text("Start over").click()
    page.get_by_role("button", name="Empty this form").click()
    expect(page.locator("[data-photos] > li")).to_have_count(0)
    expect(page.get_by_label("Your story")).to_have_value("")
    expect(page.locator('[name="child"][value="no"]')).not_to_be_checked()
    assert left_behind(page) == {"names": [], "photos": 0}
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Upload)).all() == []


def test_what_was_chosen_comes_back_but_every_yes_is_said_anew(page: Page) -> None:
    fill(page)
    page.locator('[name="credit"][value="anonymous"]').check()
    page.reload()
    expect(page.locator('[name="child"][value="no"]')).to_be_checked()
    expect(page.locator("[data-shown]")).to_have_text("Anonymous")
    expect(page.get_by_label("Your name")).to_have_value("Nadia")
    expect(page.locator("#use_gallery")).not_to_be_checked()


def test_photos_are_put_in_order_by_keyboard_and_stay_so(page: Page) -> None:
    pick(page, *(jpeg(f"{n}.jpg", n, (64, 48)) for n in range(3)))
    expect(page.locator(".state.good")).to_have_count(3)
    down = page.get_by_role("button", name="Move 0.jpg down")
    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("Now number 3 of 3.")
    page.reload()
    names = page.locator("[data-photos] .about .help")
    expect(names.nth(0)).to_contain_text("1.jpg")
    expect(names.nth(2)).to_contain_text("0.jpg")


def test_photos_on_their_way_stay_in_order_when_the_page_is_opened_again(
    page: Page, database: Database
) -> None:
    page.route("**/uploads", lambda route: route.abort())
    pick(page, jpeg("first.jpg", 1), jpeg("second.jpg", 2))
    expect(page.locator("[data-photos] .state")).to_have_text(["paused, goes on by itself"] * 2)
    page.get_by_role("button", name="Move second.jpg up").click()
    page.reload()
    expect(page.locator("[data-filename]")).to_have_text(["second.jpg", "first.jpg"])
    page.unroute("**/uploads")
    expect(page.locator(".state.good")).to_have_count(2)
    fill(page)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert [photo.filename for photo in sent(database)] == ["second.jpg", "first.jpg"]


def test_photos_are_put_in_order_by_dragging(page: Page) -> None:
    pick(page, *(jpeg(f"{n}.jpg", n, (64, 48)) for n in range(2)))
    expect(page.locator(".state.good")).to_have_count(2)
    pictures = page.locator("[data-photos] img")
    pictures.nth(1).drag_to(pictures.nth(0))
    expect(page.locator("[data-photos] .about .help").nth(0)).to_contain_text("1.jpg")


def test_another_photo_takes_the_place_of_one_even_when_the_form_is_full(
    page: Page, database: Database
) -> None:
    pick(page, *(jpeg(f"{n}.jpg", n, (64, 48)) for n in range(6)))
    expect(page.locator(".state.good")).to_have_count(6)
    page.get_by_label("What is in this photo").nth(2).fill("A duck")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Take another photo instead of 2.jpg").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        choosing.value.set_files(jpeg("better.jpg", 9, (64, 48)))
    expect(page.locator("[data-photos] > li")).to_have_count(6)
    expect(page.locator("[data-photos] > li").nth(2)).to_contain_text("better.jpg")
    expect(page.get_by_label("What is in this photo").nth(2)).to_have_value("A duck")
    assert sorted(uploads(database)) == ["0.jpg", "1.jpg", "3.jpg", "4.jpg", "5.jpg", "better.jpg"]


def test_what_cannot_replace_a_photo_leaves_it_where_it_was(page: Page, database: Database) -> None:
    pick(page, jpeg())
    expect(page.locator(".state.good")).to_have_count(1)
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Take another photo instead").click()
    choosing.value.set_files({"name": "scan.tiff", "mimeType": "image/tiff", "buffer": photos.tiff()})
    expect(page.locator("[data-photos] > li").nth(0)).to_contain_text("TIFF")
    expect(page.locator("[data-photos] > li").nth(1)).to_contain_text("IMG_1.JPG")
    expect(page.locator("[data-photos] > li").nth(1)).to_be_visible()
    assert uploads(database) == ["IMG_1.JPG"]


def test_a_cancelled_photo_stops_travelling(page: Page, database: Database) -> None:
    page.route("**/uploads/*", lambda route: None if route.request.method == "PATCH" else route.continue_())
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text("on its way")
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Leave IMG_1.JPG out").click()
    expect(page.locator("[data-photos] > li")).to_have_count(0)
    page.wait_for_function("true")
    assert left_behind(page)["photos"] == 0
    with database.read(EVERYONE) as session:
        assert session.scalars(select(Upload)).all() == []


def test_a_heic_is_a_card_until_our_own_small_picture_of_it_is_there(
    page: Page, services: Services, database: Database
) -> None:
    services.database.hint = lambda kind, row_id: (
        kind == "preview" and preview(database, services.store, services.darkroom, row_id)
    )
    pick(page, {"name": "IMG_2.HEIC", "mimeType": "image/heic", "buffer": photos.heic()})
    expect(page.locator("[data-photos] .file")).to_be_visible()
    expect(page.locator("[data-photos] .photo img")).to_be_visible(timeout=20_000)
    assert page.locator("[data-photos] .photo img").evaluate("image => image.naturalWidth") == 320
    page.reload()
    expect(page.locator("[data-photos] .photo img")).to_be_visible(timeout=20_000)
    fill(page)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    sweep(database, services.store)
    assert not [key for key in services.store.keys("o/") if key.endswith("-preview")]


def test_an_answer_that_got_lost_is_given_when_the_form_is_opened_again(
    page: Page, database: Database
) -> None:
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text(SAFE)
    fill(page)

    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())

    def lose(route: Route) -> None:
        """The form arrives, and the browser never hears the answer."""
        asked = route.request
        line = HTTPConnection(urlsplit(asked.url).netloc)
        headers = {"Content-Type": asked.headers["content-type"], "Cookie": cookies}
        line.request("POST", asked.url, asked.post_data_buffer, headers)
        assert line.getresponse().status == 303
        line.close()
        route.abort()

    page.route("**/submit*", lose, times=1)
    with page.expect_event("requestfailed", lambda request: request.method == "POST", timeout=15_000):
        page.locator("[data-send]").click()
    page.wait_for_url("chrome-error://**")
    assert len(sent(database)) == 1
    page.goto(PATH)
    expect(page.locator("h1")).to_contain_text("Thank you")


def test_two_clicks_are_one_submission(page: Page, database: Database) -> None:
    pick(page, jpeg())
    fill(page)
    page.locator("[data-send]").dblclick()
    page.wait_for_url("**/sent")
    with database.read(EVERYONE) as session:
        assert len(session.scalars(select(Submission)).all()) == 1


def test_a_cue_card_begins_the_story_and_the_credit_is_shown_as_it_will_read(page: Page) -> None:
    page.get_by_role("button", name="Where were they off to?").click()
    expect(page.get_by_label("Your story")).to_be_focused()
    expect(page.get_by_placeholder("Where were they off to?")).to_be_visible()
    shown = page.locator("[data-shown]")
    page.get_by_label("Your name").fill("Nadia")
    expect(shown).to_have_text("Nadia")
    page.locator('[name="credit"][value="handle"]').check()
    page.get_by_label("Your @handle").fill("nadia@mastodon.social")
    expect(shown).to_have_text("@nadia@mastodon.social")
    page.locator('[name="credit"][value="anonymous"]').check()
    expect(shown).to_have_text("Anonymous")
    expect(page.get_by_label("Your @handle")).to_be_hidden()


def test_what_is_wrong_is_where_the_reader_lands(page: Page) -> None:
    pick(page, jpeg())
    expect(page.locator("[data-photos] > li")).to_contain_text(SAFE)
    fill(page)
    page.locator("#use_gallery").uncheck()
    page.locator("[data-send]").click()
    expect(page.locator("#problems")).to_be_focused()
    page.locator("#problems a").click()
    expect(page.locator("#use_gallery")).to_be_in_viewport()
    expect(page.locator("[data-photos] > li")).to_contain_text("IMG_1.JPG")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    pick(page, jpeg(), {"name": "scan.tiff", "mimeType": "image/tiff", "buffer": photos.tiff()})
    expect(page.locator("[data-photos] > li").nth(0)).to_contain_text(SAFE)
    expect(page.locator("[data-photos] > li").nth(1)).to_contain_text("TIFF")
    page.locator('[name="child"][value="other"]').check()
    page.locator('[name="people"][value="named"]').check()
    page.locator('[name="age"][value="13"]').check()
    page.locator(".terms summary").click()
    page.get_by_text("Start over").click()
    assert violations(page) == []
    page.get_by_label("Your story").fill("x")
    fill(page)
    page.locator("#use_gallery").uncheck()
    page.locator("[data-send]").click()
    expect(page.locator("#problems")).to_be_visible()
    assert violations(page) == []
    page.locator("#use_gallery").check()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert violations(page) == []
