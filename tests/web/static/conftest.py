"""A browser, and pages in it that run one of our modules."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import serve

SCRIPTS = Path(__file__).parents[3] / "ugc/web/static/js"
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Open a page with this body and one of our modules; further pages come from `others`."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def opened(module: str, body: str, **others: str) -> Page:
        script = f"/{module}.js", ("text/javascript", (SCRIPTS / f"{module}.js").read_text())
        html = f'<!doctype html><html lang="en"><body>{body}<script type="module" src="{script[0]}"></script>'
        pages = {f"/{name}": ("text/html", text) for name, text in others.items()}
        serve(page, dict([("/", ("text/html", html)), script], **pages))
        page.goto("http://site.test/")
        return page

    yield opened
    page.close()
    assert errors == []
