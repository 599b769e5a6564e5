"""An owner sees what waits, shares a story on Mastodon, and answers in the inbox under her own name."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.sending import Customer, send_plainly
from tests.support.axe import flaws
from tests.support.installation import Installation
from tests.support.mastodon import MastodonServer
from tests.support.photos import jpeg
from tests.support.ports import wait_until
from tests.support.smtp import words

CAMPAIGN, BRAND = "delivered-stories", "wrenfold"
PAUL = Customer("Paul", "The parcel was a kite. We flew it before the box was in the bin.")
ANSWER = "Paul, the kite flew! Dilek from the depot wants to know how high."


def test_share_and_answer(
    running: Installation,
    social: MastodonServer,
    context: Callable[..., BrowserContext],
    staff: Callable[..., Page],
) -> None:
    my_page = send_plainly(context(), CAMPAIGN, PAUL, jpeg((1600, 1200), 5))
    page = staff("Olive", BRAND, "owner", may_speak=True)
    assert flaws(page) == []

    page.get_by_role("link", name="to look at").click()
    expect(page.locator("h1")).to_have_text("Paul")
    page.get_by_role("button", name="Approve").click()
    gallery = f"/c/{CAMPAIGN}/gallery"
    wait_until(lambda: "Paul" in page.request.get(gallery).text(), "the story to be public")

    page.goto(f"/staff/planner/new?brand={BRAND}")
    assert flaws(page) == []
    page.get_by_role("link", name="Paul").click()
    caption = page.get_by_label("Caption")
    caption.fill("Look what a parcel can do!")
    page.get_by_role("button", name="Schedule it").click()
    expect(page.get_by_role("alert")).to_contain_text("Paul")
    caption.fill("Look what a parcel can do! A story by Paul.")
    page.get_by_role("button", name="Show how it looks").click()
    expect(page.get_by_role("article", name="The post")).to_contain_text("A story by Paul.")
    assert flaws(page) == []
    page.get_by_role("button", name="Schedule it").click()
    page.get_by_text("Planned").first.click()
    page.get_by_role("button", name="Post it now").click()
    wait_until(social.statuses, "the post to appear")
    (posted,) = social.statuses()
    assert social.source(posted["id"]) == "Look what a parcel can do! A story by Paul."
    assert len(posted["media_attachments"]) == 1
    assert posted["url"] in page.request.get(my_page).text()

    page.goto(f"/staff/inbox?brand={BRAND}")
    assert flaws(page) == []
    page.get_by_role("link", name="Paul").click()
    page.get_by_label("Answer as Olive").fill(ANSWER)
    assert flaws(page) == []
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("region").get_by_text(ANSWER)).to_be_visible()
    letter = running.letter(PAUL.email, "Olive")
    assert ANSWER in words(letter)
    assert "Olive" in letter["From"]
    assert ANSWER in page.request.get(my_page).text()
