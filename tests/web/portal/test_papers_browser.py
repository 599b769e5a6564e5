"""Receipt, erasing, and the way to a fresh link in a real browser: usable by everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.web.portal.test_browser import window
from ugc.models import Submission

__all__ = ["window"]  # a fixture

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_receipt_erasing_and_renewing_are_usable_by_everybody(
    window: Page,
    page: str,
    sent: Submission,
) -> None:
    window.goto(f"{page}/{sent.id}/receipt")
    assert violations(window) == []
    window.goto(f"{page}/erase")
    assert violations(window) == []
    window.get_by_role("button", name="Yes, erase everything for good").click()
    expect(window.get_by_role("heading", name="It is being erased")).to_be_visible()
    assert violations(window) == []
    window.goto(page)
    expect(window.get_by_role("heading", name="This link no longer opens")).to_be_visible()
    window.get_by_role("button", name="Send me a fresh link").click()
    expect(window.get_by_text("Please type your address.")).to_be_visible()
    assert violations(window) == []
    window.get_by_label("Your email address").fill("carla@example.net")
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", name="Look into your mail")).to_be_visible()
    assert violations(window) == []
