"""Signing in: who gets in, for how long, and what a guesser learns."""

import re

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from tests.support.clock import Clock
from tests.support.people import World
from tests.support.refused import refused
from tests.web.staff import signed_in, token
from ugc.db import EVERYONE, Database
from ugc.models import Account, Attempt, Member, SignIn
from ugc.settings import Settings
from ugc.web import create_app
from ugc.web.auth import passwords, throttle
from ugc.web.auth.passwords import hash_password
from ugc.web.auth.throttle import PER_ACCOUNT, PER_ADDRESS
from ugc.wiring import Services

PASSWORD = "a horse, a staple and tea"


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_password(PASSWORD)


@pytest.fixture(autouse=True)
def known_passwords(database: Database, running: World, hashed: str) -> None:
    with database.write(EVERYONE) as session:
        for member in (running.moderator, running.outsider):
            session.get_one(Account, member.account_id).password_hash = hashed


def attempt(
    client: FlaskClient, email: str, password: str = PASSWORD, following: str = "", address: str = "127.0.0.1"
) -> TestResponse:
    where = {"REMOTE_ADDR": address}
    page = client.get("/staff/sign-in", query_string={"next": following}, environ_base=where).text
    fields = {"email": email, "password": password, "next": following, "csrf_token": token(page)}
    return client.post("/staff/sign-in", data=fields, environ_base=where)


def sessions(database: Database) -> int:
    with database.read(EVERYONE) as session:
        return session.scalar(select(func.count()).select_from(SignIn)) or 0


def test_the_right_password_opens_the_desk(client: FlaskClient, world: World) -> None:
    answer = attempt(client, f"  {world.moderator.account.email.upper()} ")
    assert (answer.status_code, answer.location) == (303, "/staff/")
    assert world.moderator.account.name in client.get("/staff/").text


def test_a_stranger_is_asked_who_they_are_and_comes_back(client: FlaskClient, world: World) -> None:
    asked = client.get("/staff/campaigns?brand=pip-and-moss")
    assert asked.location == "/staff/sign-in?next=/staff/campaigns?brand%3Dpip-and-moss"
    answer = attempt(client, world.moderator.account.email, following="/staff/campaigns?brand=pip-and-moss")
    assert answer.location == "/staff/campaigns?brand=pip-and-moss"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/staff/",
        "//evil.example/staff/",
        "/\\evil.example/staff/",
        "\\\\evil.example",
        "/staff/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/my/token",
        "/staffed",
        "staff/",
    ],
)
def test_no_other_place_is_led_to(client: FlaskClient, world: World, elsewhere: str) -> None:
    page = client.get("/staff/sign-in").text
    fields = {"email": world.moderator.account.email, "password": PASSWORD, "next": elsewhere}
    answer = client.post("/staff/sign-in", data=fields | {"csrf_token": token(page)})
    assert answer.status_code == 303
    assert answer.location.startswith("/staff/")
    assert "Set-Cookie: a=b" not in str(answer.headers)


def test_an_unknown_address_and_a_wrong_password_read_the_same(client: FlaskClient, world: World) -> None:
    wrong = attempt(client, world.moderator.account.email, "not this one")
    unknown = attempt(client, "nobody@example.org", "not this one")
    without = attempt(client, world.spokesperson.account.email, "not this one")
    assert [one.status_code for one in (wrong, unknown, without)] == [401, 401, 401]
    assert len({_without_values(one.text) for one in (wrong, unknown, without)}) == 1


def work(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch, email: str
) -> tuple[int, int]:
    """How many passwords a try checks, and how many statements it costs the database."""
    done = {"checks": 0, "statements": 0}

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - the library's name
            done["checks"] += 1
            return super().verify(hash, password)

    def count(*_: object) -> None:
        done["statements"] += 1

    page = client.get("/staff/sign-in").text
    fields = {"email": email, "password": "not this one", "csrf_token": token(page)}
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    event.listen(database.engine, "before_cursor_execute", count)
    client.post("/staff/sign-in", data=fields)
    event.remove(database.engine, "before_cursor_execute", count)
    return done["checks"], done["statements"]


def test_an_unknown_address_a_wrong_password_and_a_locked_account_cost_the_same_work(
    client: FlaskClient, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not done cannot be timed. A locked account is one no password was ever chosen for."""
    who = (world.moderator.account.email, "nobody@example.org", world.spokesperson.account.email)
    tries = {email: work(client, database, monkeypatch, email) for email in who}
    assert {checks for checks, _ in tries.values()} == {1}
    assert len(set(tries.values())) == 1


def test_who_is_slowed_down_learns_nothing_about_who_exists(
    client: FlaskClient, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, unknown = world.moderator.account.email, "nobody@example.org"
    with database.write(EVERYONE) as session:
        for number in range(PER_ACCOUNT):
            throttle.count(session, known, f"192.0.2.{number}")
            throttle.count(session, unknown, f"198.51.100.{number}")
    costs = [work(client, database, monkeypatch, email) for email in (known, unknown)]
    assert costs[0] == costs[1]
    assert costs[0][0] == 0


def _without_values(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_the_typed_address_stays_and_the_password_does_not(client: FlaskClient, world: World) -> None:
    page = attempt(client, "nobody@example.org", "not this one").text
    assert 'value="nobody@example.org"' in page
    assert "not this one" not in page


def test_guessing_at_one_account_ends_with_a_time_to_try_again(
    app: Flask, database: Database, clock: Clock, world: World
) -> None:
    email = world.moderator.account.email
    with database.write(EVERYONE) as session:
        for number in range(PER_ACCOUNT - 1):
            throttle.count(session, email, f"192.0.2.{number}")
    assert attempt(app.test_client(), email, "wrong").status_code == 401
    answer = attempt(app.test_client(), email, PASSWORD)
    assert answer.status_code == 429
    assert "You can try again in 15 minutes." in answer.text
    clock.advance(minutes=15)
    assert attempt(app.test_client(), email).status_code == 303


def test_unknown_accounts_are_throttled_alike(client: FlaskClient, database: Database) -> None:
    with database.write(EVERYONE) as session:
        for number in range(PER_ACCOUNT - 1):
            throttle.count(session, "nobody@example.org", f"192.0.2.{number}")
    answers = [attempt(client, "nobody@example.org", "wrong").status_code for _ in range(2)]
    assert answers == [401, 429]


def test_guessing_from_one_address_ends_too_and_elsewhere_goes_on(
    app: Flask, database: Database, world: World
) -> None:
    with database.write(EVERYONE) as session:
        for number in range(PER_ADDRESS):
            throttle.count(session, f"somebody{number}@example.org", "2001:db8::1")
    same_household = attempt(app.test_client(), world.moderator.account.email, address="2001:db8::2")
    assert same_household.status_code == 429
    elsewhere = attempt(app.test_client(), world.moderator.account.email, address="2001:db8:1::1")
    assert elsewhere.status_code == 303


def test_the_right_password_forgives_the_wrong_ones(
    client: FlaskClient, database: Database, world: World
) -> None:
    email = world.moderator.account.email
    with database.write(EVERYONE) as session:
        for number in range(PER_ACCOUNT - 1):
            throttle.count(session, email, f"192.0.2.{number}")
    assert attempt(client, email).status_code == 303
    with database.read(EVERYONE) as session:
        keys = session.scalars(select(Attempt.key)).all()
    assert not [key for key in keys if "account" in key]
    assert email not in "".join(keys)


def test_a_crowd_at_the_door_is_asked_to_come_back(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._slot(), passwords._slot():
        answer = attempt(client, world.moderator.account.email)
    assert answer.status_code == 503
    assert "try again in a moment" in answer.text


def test_only_a_hash_of_the_secret_is_kept(client: FlaskClient, database: Database, world: World) -> None:
    attempt(client, world.moderator.account.email)
    cookie = client.get_cookie("ugc")
    assert cookie
    with database.read(EVERYONE) as session:
        row = session.scalars(select(SignIn)).one()
    assert cookie.value != row.secret_sha256
    assert cookie.value not in str(vars(row))
    client.set_cookie("ugc", row.secret_sha256)
    assert client.get("/staff/").status_code == 302


def test_signing_in_changes_every_secret(app: Flask, database: Database, world: World) -> None:
    client = app.test_client()
    client.set_cookie("ugc", "chosen by somebody else")
    before = token(client.get("/staff/sign-in").text)
    attempt(client, world.moderator.account.email)
    cookie = client.get_cookie("ugc")
    assert cookie
    assert cookie.value != "chosen by somebody else"
    stale = client.post("/staff/sign-out", data={"csrf_token": before})
    assert stale.status_code == 400
    assert "Nothing was changed." in stale.text


def test_signing_out_ends_it_here_and_for_a_copied_cookie(
    app: Flask, database: Database, world: World
) -> None:
    client = signed_in(app, world.moderator)
    cookie = client.get_cookie("ugc")
    assert cookie
    client.post("/staff/sign-out", data={"csrf_token": token(client.get("/staff/").text)})
    assert client.get_cookie("ugc") is None
    thief = app.test_client()
    thief.set_cookie("ugc", cookie.value)
    assert thief.get("/staff/").status_code == 302
    assert sessions(database) == 0


def test_a_session_ends_by_itself_and_is_cleared_away(
    app: Flask, database: Database, clock: Clock, world: World
) -> None:
    client = signed_in(app, world.moderator)
    clock.advance(days=7)
    assert client.get("/staff/").status_code == 302
    attempt(client, world.outsider.account.email)
    assert sessions(database) == 1


def test_a_session_nobody_uses_ends_after_a_day_and_one_in_use_after_a_week(
    app: Flask, database: Database, clock: Clock, world: World
) -> None:
    used, left, reserving = (signed_in(app, world.moderator) for _ in range(3))
    for _ in range(13):
        clock.advance(hours=12)
        assert used.get("/staff/").status_code == 200
        left.get("/staff/live", headers={"Accept": "text/event-stream"})
        reserving.head("/staff/queue")
    assert left.get("/staff/").status_code == 302
    assert reserving.get("/staff/").status_code == 302
    clock.advance(hours=12)
    assert used.get("/staff/").status_code == 302


def test_who_is_refused_stands_in_the_log_without_what_they_typed(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    attempt(client, "the password in the wrong field", "not this one")
    (line,) = refused(caplog)
    facts = {"status": 401, "method": "POST", "route": "/staff/sign-in", "from": "127.0.0.1"}
    assert line == facts | {"account": None}
    assert "field" not in caplog.text


def test_whose_role_falls_short_stands_in_the_log(
    app: Flask, running: World, caplog: pytest.LogCaptureFixture
) -> None:
    assert signed_in(app, running.moderator).get("/staff/members").status_code == 403
    (line,) = refused(caplog)
    who = running.moderator.account_id
    facts = {"status": 403, "method": "GET", "route": "/staff/members", "from": "127.0.0.1"}
    assert line == facts | {"account": who, "action": "members"}


def test_over_https_a_form_says_not_where_it_was(app: Flask) -> None:
    """Our pages send no Referer, for their addresses are keys; what they send is taken all the same."""
    client, where = app.test_client(), "https://localhost"
    page = client.get("/staff/forgot", base_url=where).text
    typed = {"csrf_token": token(page), "email": "nobody@example.org"}
    assert client.post("/staff/forgot", base_url=where, data=typed).status_code == 200
    assert client.post("/staff/forgot", base_url=where, data=typed | {"csrf_token": "x"}).status_code == 400


def test_a_post_without_a_token_is_refused_with_a_sentence(app: Flask, world: World) -> None:
    client = signed_in(app, world.moderator)
    answer = client.post("/staff/sign-out")
    assert answer.status_code == 400
    assert "Go back, reload the page and send it again." in answer.text
    assert client.get("/staff/").status_code == 200


def set_cookies(settings: Settings, services: Services, member: Member) -> list[str]:
    app = create_app(settings, services=services)
    services.settings = settings
    client = app.test_client()
    base = settings.base_url
    page = client.get("/staff/sign-in", base_url=base).text
    fields = {"email": member.account.email, "password": PASSWORD, "csrf_token": token(page)}
    answer = client.post("/staff/sign-in", data=fields, base_url=base, headers={"Referer": f"{base}/"})
    assert answer.status_code == 303
    return answer.headers.getlist("Set-Cookie")


def test_over_https_the_cookie_is_bound_to_the_host(
    settings: Settings, services: Services, world: World
) -> None:
    secure = settings.model_copy(update={"base_url": "https://desk.example.org"})
    (cookie,) = [one for one in set_cookies(secure, services, world.moderator) if "__Host-ugc=" in one]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_over_plain_http_it_goes_by_a_plain_name(
    settings: Settings, services: Services, world: World
) -> None:
    (cookie,) = [one for one in set_cookies(settings, services, world.moderator) if one.startswith("ugc=")]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_an_account_without_a_brand_is_told_so(app: Flask, database: Database, world: World) -> None:
    with database.write(EVERYONE) as session:
        session.delete(session.get_one(Member, world.moderator.id))
    answer = signed_in(app, world.moderator).get("/staff/")
    assert answer.status_code == 403
    assert "ask the owner of the brand" in answer.text
