"""The small browser modules, in a real browser, on the markup of our own macros."""

from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import expect

from tests.web.static.conftest import Show
from ugc.web.templating import furnish

ROOT = Path(__file__).parents[3]


def lightbox() -> str:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    furnish(environment, static=str, media=str)
    frame = str(environment.get_template("macros/photos.html").module.lightbox())  # type: ignore[attr-defined]
    photo = '<span class="photo"><img alt="A photo"></span>'
    link = '<a href="/s/{0}" id="p{0}" data-lightbox data-credit="Person {0}">' + photo + "</a>"
    return "".join(link.format(number) for number in (1, 2, 3)) + frame


def test_the_lightbox_turns_by_key_and_gives_the_focus_back_where_it_ended(show: Show) -> None:
    page = show("lightbox", lightbox())
    page.locator("#p1").click()
    expect(page.locator("[data-lightbox-frame] b")).to_have_text("Person 1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-lightbox-frame] b")).to_have_text("Person 2")
    expect(page.locator("[data-page]")).to_have_attribute("href", "http://site.test/s/2")
    expect(page.locator("[data-report]")).to_have_attribute("href", "http://site.test/s/2/report")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-place]")).to_have_text("3 / 3")
    page.keyboard.press("Escape")
    expect(page.locator("#p3")).to_be_focused()


def test_the_lightbox_turns_by_its_buttons(show: Show) -> None:
    page = show("lightbox", lightbox())
    page.locator("#p2").click()
    page.get_by_role("button", name="Previous photo").click()
    expect(page.locator("[data-place]")).to_have_text("1 / 3")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).not_to_be_visible()


KEYS = """
<button data-key="a" onclick="this.dataset.done = true">Approve <kbd>a</kbd></button>
<button data-key="g i" onclick="this.dataset.done = true">Inbox</button>
<textarea data-key="t"></textarea>
<dialog data-keys><dl><dt>a</dt><dd>Approve</dd></dl>
<form method="dialog"><button>Close</button></form></dialog>
"""


def test_a_key_presses_what_it_stands_beside_and_two_in_a_row_work_too(show: Show) -> None:
    page = show("keys", KEYS)
    page.keyboard.press("a")
    expect(page.locator("[data-key=a]")).to_have_attribute("data-done", "true")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.locator("[data-key='g i']")).to_have_attribute("data-done", "true")


def test_keys_never_fire_while_somebody_types_or_holds_a_modifier(show: Show) -> None:
    page = show("keys", KEYS)
    page.keyboard.press("t")
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("a gi?")
    expect(page.locator("textarea")).to_have_value("a gi?")
    page.locator("textarea").blur()
    page.keyboard.press("Control+a")
    expect(page.locator("[data-done]")).to_have_count(0)


def test_the_question_mark_lists_the_keys(show: Show) -> None:
    page = show("keys", KEYS)
    expect(page.locator("dialog")).not_to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog dd")).to_have_text(["Approve"])
    page.keyboard.press("a")
    expect(page.locator("[data-done]")).to_have_count(0)


def test_a_toast_is_shown_with_its_undo_and_leaves(show: Show) -> None:
    page = show("toast", '<div role="status" data-toasts></div>')
    page.clock.install()
    page.evaluate(
        """() => document.dispatchEvent(new CustomEvent("toast", { detail: {
             text: "Approved <b>", action: { word: "Undo", run() { document.title = "undone"; } } } }))"""
    )
    expect(page.get_by_role("status")).to_contain_text("Approved <b>")
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_title("undone")
    expect(page.locator(".toast")).to_have_count(0)


def listing(numbers: range, following: str) -> str:
    items = "".join(f"<li>Photo {number}</li>" for number in numbers)
    link = f'<a rel="next" href="/{following}">Show more</a>' if following else ""
    return f"<ul data-endless>{items}</ul><nav data-pages>{link}</nav>"


def test_the_list_goes_on_by_itself_until_its_end(show: Show) -> None:
    page = show(
        "endless", listing(range(3), "two"), two=listing(range(3, 6), "three"), three=listing(range(6, 8), "")
    )
    expect(page.locator("li")).to_have_text([f"Photo {number}" for number in range(8)])
    expect(page.locator("[rel=next]")).to_have_count(0)


def test_after_four_pages_the_reader_asks_for_more(show: Show) -> None:
    more = {f"page{n}": listing(range(n, n + 1), f"page{n + 1}" if n < 6 else "") for n in range(1, 7)}
    page = show("endless", listing(range(1), "page1"), **more)
    expect(page.locator("li")).to_have_count(5)
    page.get_by_role("link", name="Show more").click()
    expect(page.locator("li")).to_have_count(6)


def test_a_page_that_does_not_come_leaves_a_real_link(show: Show) -> None:
    page = show("endless", listing(range(2), "gone"))
    expect(page.locator("[rel=next]")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("link", name="Show more")).to_have_attribute("href", "/gone")


def test_a_time_is_said_relative_to_now_and_keeps_its_date(show: Show) -> None:
    page = show("relative-time", '<time data-relative datetime="2020-01-01T00:00:00Z">1 January 2020</time>')
    expect(page.locator("time")).to_contain_text("years ago")
    expect(page.locator("time")).to_have_attribute("title", "1 January 2020")
