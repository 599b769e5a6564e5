"""A visitor: the gallery stands still while it loads, opens large by key, names every author."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.sending import Customer, send_plainly
from tests.support.axe import flaws
from tests.support.installation import Installation
from tests.support.looks import shifts
from tests.support.photos import jpeg
from tests.support.ports import wait_until

CAMPAIGN, BRAND = "delivered-stories", "wrenfold"
AUTHORS = {"Gwen": (1600, 1000), "Hugo": (1000, 1400), "Iris": (1200, 1200)}
GALLERY = f"/c/{CAMPAIGN}/gallery"


def publish(running: Installation, context: Callable[..., BrowserContext], desk: Page) -> None:
    """Three people's photos, each of another shape."""
    for seed, (name, size) in enumerate(AUTHORS.items()):
        send_plainly(context(), CAMPAIGN, Customer(name, uses=("gallery",)), jpeg(size, seed))
    for name in AUTHORS:
        desk.goto(f"/staff/queue/{running.ready(name)}")
        desk.get_by_role("button", name="Approve").click()
        wait_until(lambda name=name: name in desk.request.get(GALLERY).text(), f"{name} to be public")


def test_looks_around(
    running: Installation,
    context: Callable[..., BrowserContext],
    visitor: Callable[..., Page],
    staff: Callable[..., Page],
) -> None:
    publish(running, context, staff("Max", BRAND, "moderator"))
    for screen in ({"width": 360, "height": 740}, DESK):
        page = visitor(screen)
        page.goto(GALLERY)
        page.wait_for_load_state("networkidle")
        assert flaws(page) == []
        assert shifts(page) == []

    first = page.locator("a[data-lightbox]").first
    first.focus()
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog")
    expect(large.locator("[data-credit]")).to_have_text("Iris")
    page.keyboard.press("ArrowRight")
    expect(large.locator("[data-credit]")).to_have_text("Hugo")
    assert flaws(page) == []
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(first).to_be_focused()

    page.get_by_role("link", name="Gwen", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("posted a letter to a duck")
    assert flaws(page) == []
    assert shifts(page) == []
    page.get_by_role("link", name="Join in").click()
    expect(page.get_by_label("Your name", exact=True)).to_be_visible()
