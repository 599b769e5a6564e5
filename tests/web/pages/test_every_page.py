"""Every page people see, for people who see, hear or move differently, on a phone and on a desk.

The pages come from `url_map`: a new one fails until `places.PAGES` knows where it is.
"""

from collections.abc import Iterable, Iterator

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.routing import Rule

from tests.journeys.sending import Customer, send_plainly
from tests.support.axe import flaws, violations
from tests.support.looks import shifts, watch_shifts
from tests.support.people import World, member
from tests.support.photos import jpeg
from tests.support.served import buffering
from tests.web.pages.places import PAGES, Places
from tests.web.pages.stage import fill
from tests.web.staff import signed_in
from ugc.db import EVERYONE, Database
from ugc.models import Member
from ugc.wiring import Services

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FILES = {
    "api.healthz", "api.readyz", "hooks.instagram", "staff.live", "staff.rail", "staff.full",
    "staff.original", "submit.original", "submit.small",
}  # fmt: skip
DOORS = {"staff.sign_in", "staff.invited", "staff.forgot"}  # where nobody has signed in yet
DESK = [endpoint for endpoint in PAGES if endpoint.startswith("staff.") and endpoint not in DOORS]
SCREENS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1440, "height": 900}}
SPEAKS = {"phone": "es-ES", "desk": "en-GB"}  # longer words where there is less room


@pytest.fixture
def owner(database: Database, running: World) -> Member:
    """Owns the brand, and the quiet one too."""
    with database.write(EVERYONE) as session:
        made = member(session, running.brand, "Ola", "owner", may_speak=True)
        session.add(
            Member(brand_id=running.other_brand.id, account_id=made.account_id, role="owner", may_speak=True)
        )
        return made


@pytest.fixture
def places(database: Database, running: World, services: Services, owner: Member) -> Places:
    with database.write(EVERYONE) as session:
        fill(session, running, owner, services.store)
    return Places(services, running.brand.slug, running.campaign.slug, running.other_brand.slug, "ask-us")


@pytest.fixture
def broken(app: Flask) -> Flask:
    """The application with some routes that go wrong."""
    app.add_url_rule("/broken/<int:code>", "broken", _break)
    app.add_url_rule("/staff/broken/<int:code>", "staff.broken", _break)
    return app


def _break(code: int) -> None:
    if code == 500:
        raise RuntimeError("a mistake of ours")
    abort(code)


@pytest.fixture(params=SCREENS)
def context(request: pytest.FixtureRequest, broken: Flask, browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser, before they sign in."""
    with buffering(broken) as base:
        made = browser.new_context(
            base_url=base, viewport=SCREENS[request.param], locale=SPEAKS[request.param]
        )
        watch_shifts(made)
        yield made
        made.close()


def test_no_page_is_left_out(broken: Flask) -> None:
    read = {rule.endpoint for rule in broken.url_map.iter_rules() if _is_page(rule)}
    assert read - FILES == set(PAGES)


def _is_page(rule: Rule) -> bool:
    """Whether it is read, and its name is not a file's: `feed.json`, `<path:key>`."""
    last = rule.rule.rpartition("/")[2]
    return "GET" in (rule.methods or set()) and "." not in last and "<path:" not in rule.rule


def test_everything_public_is_usable_by_everybody(context: BrowserContext, places: Places) -> None:
    send_plainly(context, "little-wearers", Customer("Nadia"), jpeg())
    assert look(context, places, (endpoint for endpoint in PAGES if endpoint not in DESK)) == {}


@pytest.mark.parametrize("half", [0, 1])
def test_the_whole_desk_is_usable_by_everybody(
    context: BrowserContext, places: Places, broken: Flask, owner: Member, half: int
) -> None:
    cookie = signed_in(broken, owner).get_cookie("ugc")
    assert cookie
    context.add_cookies([{"name": "ugc", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
    assert look(context, places, DESK[half::2]) == {}


def look(context: BrowserContext, places: Places, endpoints: Iterable[str]) -> dict[str, list[str]]:
    """What is wrong, by path: axe's findings, what moves, too wide a page, errors in our scripts."""
    page, found = context.new_page(), {}
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for endpoint in endpoints:
        for number, path in enumerate(PAGES[endpoint](places)):
            page.goto(path)
            wrong = [*shifts(page), *flaws(page), *_too_wide(page)]
            wrong += [] if number else _unfolded(page)  # the same in every state
            if wrong := [*wrong, *errors]:
                found[f"{endpoint} {path}"] = wrong
            errors.clear()
    return found


def _unfolded(page: Page) -> list[str]:
    """What is wrong with what lies folded up on a page, the queue's filters for one, once it is opened."""
    folded = page.locator("main details:not([open]) > summary")
    if not folded.count():
        return []
    folded.evaluate_all("all => all.forEach(summary => (summary.parentElement.open = true))")
    return [f"opened: {one}" for one in (*violations(page), *_too_wide(page))]


def _too_wide(page: Page) -> list[str]:
    over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return [f"{over} px wider than the screen"] if over > 0 else []
