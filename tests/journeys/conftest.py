"""A running installation, a browser, and pages that fail the test for whatever goes wrong in them."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from tests.support.installation import Installation, installation
from tests.support.looks import watch_shifts
from tests.support.mastodon import MastodonServer

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
PARTS = ("image", "script", "stylesheet", "font", "manifest")  # of a page; a form refused may answer 422
ADDRESS = re.compile("mail address", re.IGNORECASE)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that serves, web and worker in one process."""
    with installation(tmp_path_factory.mktemp("installation")) as it:
        it.serve()
        yield it


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A whole installation on a busy machine takes its time to answer."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def context(browser: Browser, running: Installation) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser of its own for somebody: a phone unless told otherwise."""
    opened: list[BrowserContext] = []

    def context(viewport: dict[str, int] = PHONE, *, scripts: bool = True) -> BrowserContext:
        made = browser.new_context(
            base_url=running.base_url,
            viewport=viewport,
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
        )
        opened.append(made)
        return made

    yield context
    for one in opened:
        one.close()


@pytest.fixture
def visitor(context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens a page for somebody; what goes wrong in it fails the test."""
    errors: list[str] = []

    def see(answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type in PARTS:
            errors.append(f"{answer.status} {answer.url}")

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            errors.append(said.text)

    def visitor(viewport: dict[str, int] = PHONE, *, scripts: bool = True) -> Page:
        theirs = context(viewport, scripts=scripts)
        watch_shifts(theirs)
        page = theirs.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", hear)
        page.on("response", see)
        return page

    yield visitor
    assert errors == []


@pytest.fixture
def staff(running: Installation, visitor: Callable[..., Page]) -> Callable[..., Page]:
    """Gives somebody a role in a brand and signs them in; their desk, on the start page."""

    def staff(name: str, brand: str, role: str, *, may_speak: bool = False) -> Page:
        email, password = running.add_member(name, brand, role, may_speak=may_speak)
        page = visitor(DESK)
        page.goto("/staff/")
        page.get_by_label(ADDRESS).fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
        return page

    return staff


@pytest.fixture(scope="session")
def accounts(running: Installation, mastodon_server: MastodonServer) -> None:
    """Two of the brands have an account on a Mastodon server."""
    for brand in ("pip-and-moss", "wrenfold"):
        words = ["channel", "add", brand, "mastodon", "--url", mastodon_server.base_url, "--token", "-"]
        running.run(*words, typed=mastodon_server.token)


@pytest.fixture
def social(accounts: None, mastodon: MastodonServer) -> MastodonServer:
    """The Mastodon server of the brands, without any post."""
    return mastodon
