"""Two browsers on one queue, deciding by keys: each item once, none lost, none shown twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from waitress.server import create_server

from tests.support.people import World
from tests.web.staff import signed_in
from ugc.bench.arrivals import stories
from ugc.db import EVERYONE, Database
from ugc.models import Decision, Member, Submission

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.timeout(1200),
]
ITEMS = 500


@contextmanager
def desk(app: Flask, browser: Browser, base: str, who: Member) -> Iterator[Page]:
    cookie = signed_in(app, who).get_cookie("ugc")
    assert cookie
    context = browser.new_context(
        base_url=base, reduced_motion="reduce", viewport={"width": 800, "height": 500}
    )
    context.add_cookies([{"name": "ugc", "value": cookie.value, "url": base}])
    page = context.new_page()
    page.goto("/staff/queue")
    yield page
    context.close()


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def shown(page: Page) -> str | None:
    """Who the item on this desk is from; None at an empty queue."""
    page.wait_for_load_state()  # the keys are listened to
    name = page.locator("h1").first.text_content() or ""
    return name if name.startswith("Person ") else None


def test_each_is_decided_once_and_shown_to_one(
    app: Flask, browser: Browser, base: str, database: Database, running: World
) -> None:
    with database.write(EVERYONE) as session:
        stories(session, running.campaign, running.terms, ITEMS)
    seen: list[str] = []
    with (
        desk(app, browser, base, running.moderator) as one,
        desk(app, browser, base, running.second_moderator) as two,
    ):
        open_desks = [one, two]
        while open_desks:
            for page in [*open_desks]:
                name = shown(page)
                if name is None:
                    open_desks.remove(page)
                    continue
                seen.append(name)
                page.keyboard.press("a")
                expect(page.locator("h1").first).not_to_have_text(name)
    assert len(seen) == len(set(seen)) == ITEMS
    with database.read(EVERYONE) as session:
        assert (
            session.scalar(select(func.count()).select_from(Submission).where(Submission.state == "approved"))
            == ITEMS
        )
        decided = session.execute(
            select(Decision.account_id, func.count()).group_by(Decision.account_id)
        ).all()
    assert sum(number for _, number in decided) == ITEMS
    assert len(decided) == 2
