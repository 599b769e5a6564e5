"""A customer on a phone, with scripts and without: sends, sees where it stands, takes it back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sending import FORM, Customer, pick, send, tell, thanked
from tests.support.axe import flaws
from tests.support.installation import Installation
from tests.support.looks import shifts
from tests.support.photos import phone_photo, text_named_jpg


def test_with_scripts(running: Installation, visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.goto("/c/little-wearers")
    assert flaws(page) == []
    page.goto(FORM)
    assert flaws(page) == []
    send(page, Customer("Nadia"))
    assert flaws(page) == []
    assert shifts(page) == []
    page.get_by_role("link", name="Open my page").click()
    expect(page.get_by_role("heading", name="Hello Nadia.")).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("button", name="Take back: Show it").click()
    expect(page.get_by_role("button", name="Take back: Show it")).to_have_count(0)
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.get_by_role("button", name="Take it back", exact=True)).to_have_count(0)
    assert running.letter("nadia@example.net")


def test_without_scripts(running: Installation, visitor: Callable[..., Page]) -> None:
    customer = Customer("Ciro")
    page = visitor(scripts=False)
    page.goto(FORM)
    tell(page, customer)
    pick(page, phone_photo(), text_named_jpg())
    page.get_by_role("button", name="Add these photos").click()
    expect(page.get_by_role("alert")).to_contain_text("IMG_4072.jpg")
    expect(page.get_by_text("safe with us")).to_have_count(1)
    expect(page.get_by_label("Your story")).to_have_value(customer.story)
    page.get_by_label("What is in this photo").fill(customer.alt)
    page.get_by_role("button", name="Send it to").click()
    thanked(page, customer)
