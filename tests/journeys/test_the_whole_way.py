"""From a customer's phone to the gallery, a credited post and an answer; and all of it taken back."""

import re
from collections.abc import Callable

from playwright.sync_api import APIRequestContext, BrowserContext, Locator, Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.sending import Customer, send
from tests.support.axe import flaws
from tests.support.installation import Installation
from tests.support.looks import hidden_data
from tests.support.mastodon import MastodonServer
from tests.support.photos import CAMERA
from tests.support.ports import wait_until
from tests.support.smtp import link_in, words

BRAND, CAMPAIGN = "pip-and-moss", "/c/little-wearers"
GALLERY = f"{CAMPAIGN}/gallery"
LEILA = Customer("Leila", "The coat met its first snow, and was not impressed.", "A yellow coat in the snow")
ANSWER = "Leila, tell the coat that snow takes practice!"
SECRETS = (CAMERA, "IMG_4071", LEILA.email, "Reyes")  # the file's name, the address, the guardian


def test_the_whole_way(
    running: Installation,
    social: MastodonServer,
    context: Callable[..., BrowserContext],
    visitor: Callable[..., Page],
    staff: Callable[..., Page],
) -> None:
    customer, public = visitor(), context().request
    send(customer, LEILA)
    my_page = link_in(running.letter(LEILA.email, "has what you sent"))

    approve_by_key(staff("Mona", BRAND, "moderator"), running.ready(LEILA.name))
    wait_until(lambda: LEILA.name in public.get(GALLERY).text(), "the photo to be public")
    single = look_at(visitor(DESK))
    pictures = published(public, single)
    assert len(pictures) == 8
    assert [hidden_data(public.get(address).body()) for address in pictures] == [{}] * 8

    owner = staff("Oona", BRAND, "owner", may_speak=True)
    schedule(owner)
    running.slot_comes(LEILA.name)
    answer(owner)
    assert ANSWER in words(running.letter(LEILA.email, "Oona"))
    wait_until(social.statuses, "the post to appear", 90)
    (posted,) = social.statuses()
    assert LEILA.name in social.source(posted["id"])
    assert [media["description"] for media in posted["media_attachments"]] == [LEILA.alt]

    customer.goto(my_page)
    expect(customer.get_by_text(ANSWER)).to_be_visible()
    expect(customer.get_by_role("link", name="mastodon")).to_have_attribute("href", posted["url"])
    assert flaws(customer) == []
    customer.get_by_role("button", name="Take it back", exact=True).click()
    expect(customer.get_by_role("button", name="Take it back", exact=True)).to_have_count(0)
    assert LEILA.name not in public.get(GALLERY).text()
    assert {public.get(address).status for address in (single, *pictures)} == {404}
    wait_until(lambda: not social.statuses(), "the post to be gone from the network")


def approve_by_key(desk: Page, submission_id: str) -> None:
    """With the item on the screen."""
    desk.goto(f"/staff/queue/{submission_id}")
    desk.wait_for_load_state("networkidle")
    desk.keyboard.press("a")
    expect(desk.get_by_role("status")).to_contain_text("Approved.")


def look_at(guest: Page) -> str:
    """See the photo upright in the gallery; the path of its own page."""
    guest.goto(GALLERY)
    shown: Locator = guest.get_by_alt_text(LEILA.alt)
    expect(shown).to_be_visible()
    assert shown.evaluate("i => i.decode().then(() => i.naturalHeight > i.naturalWidth)")
    return str(guest.get_by_role("link", name=LEILA.name, exact=True).get_attribute("href"))


def published(public: APIRequestContext, single: str) -> set[str]:
    """The path of every file of this photo that a page or feed names; none says what is private."""
    pages = (CAMPAIGN, GALLERY, f"{GALLERY}/feed.json", f"{GALLERY}/feed.xml", single)
    told = {page: public.get(page).text() for page in pages}
    assert [(page, secret) for page in pages for secret in SECRETS if secret in told[page]] == []
    files = set(re.findall(r"/media/[\w./-]+", told[single]))
    for page in (GALLERY, f"{GALLERY}/feed.json", f"{GALLERY}/feed.xml"):
        assert files & set(re.findall(r"/media/[\w./-]+", told[page]))
    return files


def schedule(desk: Page) -> None:
    """Into the campaign's next slot, in the words proposed."""
    desk.goto(f"/staff/planner/new?brand={BRAND}")
    desk.get_by_role("link", name=LEILA.name).click()
    desk.get_by_role("button", name="Schedule it").click()
    expect(desk.get_by_text("Planned").first).to_be_visible()


def answer(desk: Page) -> None:
    """In the inbox, under one's own name."""
    desk.goto(f"/staff/inbox?brand={BRAND}")
    desk.get_by_role("link", name=LEILA.name).click()
    desk.get_by_label("Answer as Oona").fill(ANSWER)
    desk.get_by_role("button", name="Send", exact=True).click()
    expect(desk.get_by_role("region").get_by_text(ANSWER)).to_be_visible()
