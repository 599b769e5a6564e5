"""A customer's form: filled in as a person does it, by labels, or sent plainly to set the stage."""

import re
from dataclasses import dataclass
from html import unescape

from playwright.sync_api import BrowserContext, Page, expect

from tests.support.photos import phone_photo

FORM = "/c/little-wearers/submit"


@dataclass(frozen=True)
class Customer:
    """Somebody with a phone and something to tell."""

    name: str
    story: str = "She posted a letter to a duck. The duck has not written back yet."
    alt: str = "A child in a yellow coat in front of a post box"
    uses: tuple[str, ...] = ("gallery", "reshare-mastodon")

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.net"


def pick(page: Page, *files: bytes) -> None:
    """Choose photos from the phone's library."""
    chosen = [
        {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": file}
        for number, file in enumerate(files, 4071)
    ]
    page.locator("input[type=file]").set_input_files(chosen)


def tell(page: Page, customer: Customer) -> None:
    """The words, the person, the child in the photo, the uses agreed to."""
    page.get_by_label("Your story").fill(customer.story)
    page.get_by_label("Your name", exact=True).fill(customer.name)
    page.get_by_label("Your email address").fill(customer.email)
    page.get_by_label("Yes, and I am the parent or guardian").check()
    page.get_by_label("Your full name, as parent or guardian").fill(f"{customer.name} Reyes")
    page.get_by_label("No, nobody else").check()
    page.get_by_label("16 or older").check()
    for use in customer.uses:
        page.locator(f"[name=use_{use}]").check()


def send(page: Page, customer: Customer) -> None:
    """The whole form with one photo, on a phone with scripts; ends on the answer page."""
    page.goto(FORM)
    pick(page, phone_photo())
    tell(page, customer)
    expect(page.get_by_text("safe with us").first).to_be_visible(timeout=60_000)
    page.get_by_label("What is in this photo").fill(customer.alt)
    page.get_by_role("button", name="Send it to").click()
    thanked(page, customer)


def thanked(page: Page, customer: Customer) -> None:
    """The answer page says thank you."""
    expect(page.get_by_role("heading", name=f"Thank you, {customer.name}.")).to_be_visible(timeout=60_000)


def send_plainly(context: BrowserContext, campaign: str, customer: Customer, photo: bytes | None) -> str:
    """Send a form without looking at it; the address of the customer's page."""
    form = context.request.get(f"/c/{campaign}/submit").text()
    fields: dict[str, object] = {name: _value(form, name) for name in ("csrf_token", "draft", "terms")} | {
        "name": customer.name,
        "email": customer.email,
        "story": customer.story,
        "credit": "name",
    }
    fields |= {"child": "no", "people": "no", "age": "16", "kind": "story"} | {
        f"use_{use}": "y" for use in customer.uses
    }
    if photo:
        fields["photos"] = {"name": "IMG_4071.jpg", "mimeType": "image/jpeg", "buffer": photo}
    answer = context.request.post(f"/c/{campaign}/submit", multipart=fields)  # type: ignore[arg-type]
    link = re.search(r'href="([^"]*/my/[^"]+)"', answer.text())
    assert link, answer.text()
    return unescape(link[1])


def _value(form: str, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', form)
    assert tag, form
    return unescape(re.search(r'value="([^"]*)"', tag[0])[1])  # type: ignore[index]
