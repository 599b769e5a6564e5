"""What every page of the desk keeps to: it is for those who signed in, and shows them their own brands only.

The routes come from `url_map`: a new one is tried by itself, and fails until its ids are known here.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.support.people import World, member
from tests.web.everything import TOP_SECRET
from tests.web.staff import signed_in
from tests.web.test_every_route import NEEDS, ask
from ugc.db import EVERYONE, Database
from ugc.models import Event, Member, Photo


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in NEEDS:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield rule, method


def test_a_stranger_reaches_nothing(lenient: Flask, ids: dict[str, str]) -> None:
    client = lenient.test_client()
    for rule, method in routes(lenient):
        status, text = ask(lenient, client, rule, method, ids)
        assert status == (302 if method == "GET" else 401), f"{method} {rule}"
        assert TOP_SECRET not in text


@pytest.mark.parametrize("page", ["queue", "queue/list", "rules", "fairness"])
def test_a_brands_page_is_about_its_own_campaigns(
    app: Flask, database: Database, running: World, page: str
) -> None:
    """Also for somebody who works for both brands."""
    with database.write(EVERYONE) as session:
        both = member(session, running.brand, "Ola", "owner")
        there = Member(brand_id=running.other_brand.id, account_id=both.account_id, role="owner")
        there.may_speak = False
        session.add(there)
    desk, ours = signed_in(app, both), f"campaign={running.campaign.slug}"
    assert desk.get(f"/staff/{page}?brand={running.brand.slug}&{ours}").status_code == 200
    assert desk.get(f"/staff/{page}?brand={running.other_brand.slug}&{ours}").status_code == 404


def test_for_an_outsider_our_rows_are_not_there(lenient: Flask, ids: dict[str, str], running: World) -> None:
    client = signed_in(lenient, running.outsider)
    for rule, method in routes(lenient):
        status, text = ask(lenient, client, rule, method, ids)
        home = rule.endpoint == "staff.home"
        assert status == 404 or home, f"{method} {rule}"
        assert TOP_SECRET not in text
        assert "pip-and-moss" not in text


def test_rows_that_are_nobodys_look_like_rows_of_others(
    lenient: Flask, ids: dict[str, str], running: World
) -> None:
    client = signed_in(lenient, running.outsider)
    nobodys = dict.fromkeys(ids, "0" * 16)
    for rule, method in routes(lenient):
        if rule.arguments:
            ours, theirs = (ask(lenient, client, rule, method, those) for those in (ids, nobodys))
            assert ours[0] == theirs[0], f"{method} {rule}"


def test_no_page_stays_in_the_browser(lenient: Flask, running: World) -> None:
    client = signed_in(lenient, running.moderator)
    for path in ("", "queue", "campaigns", "sign-in"):
        assert client.get(f"/staff/{path}").headers["Cache-Control"] == "no-store"


def test_a_mistake_leads_back_to_the_desk(lenient: Flask, running: World) -> None:
    page = signed_in(lenient, running.moderator).get("/staff/queue/nothing").text
    assert 'href="/staff/"' in page


def test_photos_are_shown_before_they_are_public(lenient: Flask, ids: dict[str, str], running: World) -> None:
    client = signed_in(lenient, running.spokesperson)
    with client.get(f"/staff/media/{ids['key']}") as answer:
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Cache-Control"].startswith("private")
    assert client.get(f"/media/{ids['key']}").status_code == 404


def test_an_original_is_a_download_and_on_record(
    lenient: Flask, database: Database, ids: dict[str, str], running: World
) -> None:
    address = f"/staff/media/original/{ids['photo_id']}"
    assert signed_in(lenient, running.spokesperson).get(address).status_code == 403
    with signed_in(lenient, running.moderator).get(address) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.data == b"!"
    with database.read(EVERYONE) as session:
        logged = session.scalars(select(Event).where(Event.about == Photo.__tablename__)).all()[-1]
    assert (logged.new, logged.about_id) == ("downloaded", ids["photo_id"])
    assert logged.actor == f"member:{running.moderator.account_id}"
