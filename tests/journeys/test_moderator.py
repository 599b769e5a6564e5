"""A moderator with a keyboard and nothing else: signs in, looks, decides, undoes, goes on."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from tests.journeys.conftest import ADDRESS, DESK
from tests.journeys.sending import Customer, send_plainly
from tests.support.axe import flaws
from tests.support.installation import Installation
from tests.support.photos import jpeg
from tests.support.ports import wait_until
from ugc.db import EVERYONE
from ugc.models import Submission

CAMPAIGN, BRAND = "gym-open-day", "limekiln-lane-gym"
PEOPLE = ("Ada", "Ben", "Cleo", "Dora")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def states(running: Installation) -> dict[str, str]:
    """Where each person's submission stands."""
    with running.database().read(EVERYONE) as session:
        rows = session.scalars(select(Submission).where(Submission.campaign.has(slug=CAMPAIGN)))
        return {row.customer.name: row.state for row in rows}


def at(page: Page, name: str) -> None:
    """This person's item is shown, and the one behind it is loaded."""
    expect(page.locator("h1")).to_have_text(name)
    page.wait_for_load_state("networkidle")


def test_by_keyboard_only(
    running: Installation, context: Callable[..., BrowserContext], visitor: Callable[..., Page]
) -> None:
    for seed, name in enumerate(PEOPLE):
        send_plainly(context(), CAMPAIGN, Customer(name, uses=("gallery",)), jpeg((1200, 900), seed))
        wait_until(lambda name=name: states(running)[name] == "ready", "the photo to be developed")
    email, password = running.add_member("Mo", BRAND, "moderator")
    page = visitor(DESK)
    page.goto("/staff/queue")
    assert flaws(page) == []
    tab_to(page, page.get_by_label(ADDRESS))
    page.keyboard.type(email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(password)
    page.keyboard.press("Enter")

    at(page, "Ada")
    assert flaws(page) == []
    page.keyboard.press("a")
    at(page, "Ben")
    expect(page.get_by_role("status")).to_contain_text("Approved.")
    page.keyboard.press("z")
    at(page, "Ada")
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    page.keyboard.press("a")

    at(page, "Ben")
    page.keyboard.press("d")
    expect(page.get_by_role("dialog")).to_contain_text("Ben reads this")
    assert flaws(page) == []
    page.keyboard.press("1")
    page.keyboard.press("Enter")

    at(page, "Cleo")
    page.keyboard.press("r")
    tab_to(page, page.get_by_role("dialog").get_by_label("In your own words"))
    page.keyboard.type("The photo is sideways, could you turn it?")
    tab_to(page, page.get_by_role("button", name="Return it"))
    page.keyboard.press("Enter")

    at(page, "Dora")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Approve")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    expected = {"Ada": "approved", "Ben": "declined", "Cleo": "returned", "Dora": "ready"}
    assert states(running) == expected
