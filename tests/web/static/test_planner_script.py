"""The planner's extras: dragging onto a free slot, counting the caption, copying it."""

from playwright.sync_api import expect

from tests.web.static.conftest import Show

BOARD = """
<style>li { inline-size: 200px }</style>
<ol data-board>
<li draggable="true" data-channel="c1" data-move="/moved" id="post">A post</li>
<li data-channel="c2" data-at="2026-11-24T18:00:00+00:00" id="other">Other</li>
<li data-channel="c1" data-at="2026-11-26T18:00:00+00:00" id="free">A free slot</li>
</ol>
<form method="get" data-mover hidden><input type="hidden" name="slot"></form>
"""
EDITOR = """
<form><textarea data-credit="Carla Ruiz" data-limit="40">By Carla
Ruiz</textarea><p data-count data-lost="The credit has to stay."></p></form>
"""


def test_a_post_is_dropped_onto_a_free_slot_of_its_own_channel(show: Show) -> None:
    address = "moved?slot=2026-11-26T18%3A00%3A00%2B00%3A00"
    page = show("planner", BOARD, **{address: "moved"})
    page.drag_and_drop("#post", "#other")
    assert page.url == "http://site.test/"
    page.drag_and_drop("#post", "#free")
    page.wait_for_url(f"**/{address}")


def test_the_caption_is_counted_and_a_lost_credit_said_at_once(show: Show) -> None:
    page = show("planner", EDITOR)
    count = page.locator("[data-count]")
    expect(count).to_have_text("13 / 40")
    page.locator("textarea").fill("By Carla")
    expect(count).to_have_text("The credit has to stay.")
    page.locator("textarea").fill("Thank you, Carla Ruiz! 🦆")
    expect(count).to_have_text("24 / 40")


def test_no_button_promises_to_copy_where_the_browser_cannot(show: Show) -> None:
    page = show("planner", "<p data-caption>By Carla</p><button data-copy hidden>Copy</button>")
    expect(page.get_by_text("Copy")).not_to_be_visible()  # a page without https has no clipboard
