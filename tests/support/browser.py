"""Debian's Chromium, and pages that reach it without a server."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=20_000)  # milliseconds; a busy machine is no reason to fail
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def serve(page: Page, files: dict[str, tuple[str, str]]) -> None:
    """Answer `http://site.test` from `files` (path → type, text); anything else is not found."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://site.test")
        kind, text = files.get(path, ("text/plain", ""))
        route.fulfill(status=200 if path in files else 404, content_type=kind, body=text)

    page.route("**/*", answer)
