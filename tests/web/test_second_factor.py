"""The second factor, sessions one can see and end, and passwords: changed, or forgotten."""

import re
from datetime import timedelta
from hashlib import sha256
from math import log2

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.asked import asked
from tests.support.clock import Clock
from tests.support.people import World
from tests.web.staff import signed_in, token
from ugc.converse import send as send_mail
from ugc.db import EVERYONE, Database
from ugc.models import Account, Brand, Event, Forgotten, Mail
from ugc.models.base import ALPHABET
from ugc.platforms.mail import Memory
from ugc.tasks import ERRANDS, Engine
from ugc.team.account import write_letters
from ugc.web.auth import codes
from ugc.web.auth.passwords import hash_password
from ugc.web.auth.throttle import PER_ACCOUNT
from ugc.wiring import Services

PASSWORD = "a horse, a staple and tea"
NEW = "a bird, a window and some rain"


@pytest.fixture
def email(database: Database, running: World) -> str:
    with database.write(EVERYONE) as session:
        account = session.get_one(Account, running.moderator.account_id)
        account.password_hash = hash_password(PASSWORD)
        return account.email


def post(client: FlaskClient, page: str, address: str = "", **typed: str):  # type: ignore[no-untyped-def]
    return client.post(address or page, data={"csrf_token": token(client.get(page).text), **typed})


def enter(app: Flask, email: str, password: str = PASSWORD) -> FlaskClient:
    client = app.test_client()
    post(client, "/staff/sign-in", email=email, password=password)
    return client


@pytest.fixture
def phone(app: Flask, clock: Clock, email: str) -> pyotp.TOTP:
    """A phone that has been set up; `codes` are the recovery codes that were shown."""
    client = enter(app, email)
    secret = re.search(r"<code>(\w{32})</code>", client.get("/staff/account").text)
    assert secret
    found = pyotp.TOTP(secret[1])
    assert post(client, "/staff/account", "/staff/account/second-factor", code="000000").status_code == 422
    answer = post(client, "/staff/account", "/staff/account/second-factor", code=found.at(clock()))
    found.codes = re.findall(r"<code>((?:\w{4}-){5}\w{4})</code>", answer.text)  # type: ignore[attr-defined]
    assert len(found.codes) == 10  # type: ignore[attr-defined]
    clock.advance(minutes=1)
    return found


def test_a_password_alone_opens_nothing_any_more(
    app: Flask, clock: Clock, email: str, phone: pyotp.TOTP
) -> None:
    client = enter(app, email)
    assert client.get("/staff/").location.startswith("/staff/sign-in")
    assert client.get("/staff/account").status_code == 302
    assert post(client, "/staff/second-step", code="123456").status_code == 401
    before = client.get_cookie("ugc")
    assert post(client, "/staff/second-step", code=phone.at(clock())).location == "/staff/"
    after = client.get_cookie("ugc")
    assert before is not None
    assert after is not None
    assert before.value != after.value  # session fixation
    assert client.get("/staff/").status_code == 200


def test_a_code_works_once(app: Flask, clock: Clock, email: str, phone: pyotp.TOTP) -> None:
    code = phone.at(clock())
    assert post(enter(app, email), "/staff/second-step", code=code).status_code == 303
    assert post(enter(app, email), "/staff/second-step", code=code).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(-30, 401), (0, 303), (29, 303), (30, 401)])
def test_a_code_is_good_while_it_is_shown(
    app: Flask, clock: Clock, email: str, phone: pyotp.TOTP, seconds: int, status: int
) -> None:
    clock.time = clock().replace(second=0)
    code = phone.at(clock())
    clock.advance(seconds=seconds)
    answer = post(enter(app, email), "/staff/second-step", code=code)
    assert answer.status_code == status
    assert ("let your phone set its clock" in answer.text) == (status == 401)


def test_a_recovery_code_works_once(app: Flask, email: str, phone: pyotp.TOTP) -> None:
    code = phone.codes[3]  # type: ignore[attr-defined]
    typed = code.upper().replace("-", " ")
    assert post(enter(app, email), "/staff/second-step", code=typed).status_code == 303
    assert post(enter(app, email), "/staff/second-step", code=code).status_code == 401


def test_a_recovery_code_from_before_works_once_too(
    app: Flask, database: Database, running: World, email: str, phone: pyotp.TOTP
) -> None:
    with database.write(EVERYONE) as session:
        row = session.get_one(Account, running.moderator.account_id)
        row.recovery = [sha256(b"abcde-fghjk").hexdigest()]
    assert post(enter(app, email), "/staff/second-step", code="abcde-fghjk").status_code == 303
    assert post(enter(app, email), "/staff/second-step", code="abcde-fghjk").status_code == 401


def test_a_recovery_code_is_no_guess_even_for_whoever_has_its_digest() -> None:
    """OWASP ASVS 5.0, 6.5.2 asks for 112 bits where no password hash keeps it."""
    printed, kept = codes.recovery()
    assert len(set(printed)) == len(set(kept)) == codes.RECOVERY
    for code in printed:
        letters = code.replace("-", "")
        assert set(letters) <= set(ALPHABET)
        assert len(letters) * log2(len(ALPHABET)) >= 112


def test_codes_are_not_guessed(app: Flask, clock: Clock, email: str, phone: pyotp.TOTP) -> None:
    client = enter(app, email)
    tries = [post(client, "/staff/second-step", code=f"{n:06}").status_code for n in range(12)]
    assert tries[-1] == 429
    assert post(client, "/staff/second-step", code=phone.at(clock())).status_code == 429


def test_signing_in_anew_buys_no_more_codes(app: Flask, email: str, phone: pyotp.TOTP) -> None:
    for number in range(PER_ACCOUNT // 2):
        assert post(enter(app, email), "/staff/second-step", code=f"{number:06}").status_code == 401
    again = post(app.test_client(), "/staff/sign-in", email=email, password=PASSWORD)
    assert again.status_code == 429


def test_the_secret_is_not_in_the_database_in_clear(
    app: Flask, database: Database, running: World, phone: pyotp.TOTP
) -> None:
    with database.read(EVERYONE) as session:
        row = session.get_one(Account, running.moderator.account_id)
    assert phone.secret not in str(row.totp)
    assert not set(phone.codes) & set(row.recovery)  # type: ignore[attr-defined]


def test_a_brand_may_ask_for_it(
    app: Flask, database: Database, clock: Clock, email: str, running: World
) -> None:
    with database.write(EVERYONE) as session:
        session.get_one(Brand, running.brand.id).second_factor = True
    client = enter(app, email)
    assert client.get("/staff/queue").location == "/staff/account"
    page = client.get("/staff/account").text
    assert "asks for a second factor" in page
    assert client.get("/staff/account/password").status_code == 200
    post(client, "/staff/account", "/staff/account/passkeys", credential="made on a phone")
    assert "That did not work, and nothing was changed." in client.get("/staff/account").text
    secret = re.search(r"<code>(\w{32})</code>", page)
    assert secret
    code = pyotp.TOTP(secret[1]).at(clock())
    post(client, "/staff/account", "/staff/account/second-factor", code=code)
    assert client.get("/staff/queue").status_code == 200


def test_sessions_are_listed_and_ended(app: Flask, email: str, running: World) -> None:
    here, there = enter(app, email), enter(app, email)
    end = re.search(r"/staff/account/sessions/\w+/end", here.get("/staff/account").text)
    assert end
    theirs = signed_in(app, running.outsider)
    assert (
        theirs.post(end[0], data={"csrf_token": token(theirs.get("/staff/account").text)}).status_code == 404
    )
    assert there.get("/staff/").status_code == 200
    post(here, "/staff/account", end[0])
    assert there.get("/staff/").status_code == 302
    assert here.get("/staff/").status_code == 200


def test_another_password_takes_the_current_one_and_ends_every_other_session(
    app: Flask, database: Database, email: str
) -> None:
    here, there = enter(app, email), enter(app, email)
    stolen, where = here.get_cookie("ugc"), "/staff/account/password"
    wrong = post(here, where, current=NEW, password=NEW)
    assert wrong.status_code == 422
    assert "not your current password" in wrong.text
    assert "guessers try it first" in post(here, where, current=PASSWORD, password="qwerty123456").text
    assert "a name or an address" in post(here, where, current=PASSWORD, password=email).text
    assert there.get("/staff/").status_code == 200  # nothing was changed by any of that
    assert post(here, where, current=PASSWORD, password=NEW).location == "/staff/account"
    assert "signed out everywhere else" in here.get("/staff/account").text
    assert there.get("/staff/").status_code == 302
    assert stolen
    there.set_cookie("ugc", stolen.value)
    assert there.get("/staff/").status_code == 302
    assert enter(app, email, PASSWORD).get("/staff/").status_code == 302
    assert enter(app, email, NEW).get("/staff/").status_code == 200
    with database.read(EVERYONE) as session:
        assert session.scalar(select(Event).where(Event.new == "new password")) is not None


def test_the_current_password_is_not_guessed_there(app: Flask, email: str) -> None:
    client, where = enter(app, email), "/staff/account/password"
    answers = [post(client, where, current=f"guess {n}", password=NEW) for n in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert post(client, where, current=PASSWORD, password=NEW).status_code == 429


def link(database: Database, services: Services) -> str:
    mailer = Memory("hello@example.org")
    with database.write(EVERYONE) as session:
        write_letters(session)
    with database.read(EVERYONE) as session:
        (mail,) = session.scalars(select(Mail).where(Mail.kind == "reset", Mail.state == "queued"))
    send_mail(database, mailer, services.links, mail.id)
    found = re.search(r"(/staff/reset/\S+)", mailer.letters[0].text)
    assert found
    return found[1]


def test_a_forgotten_password_is_chosen_anew_and_ends_every_session(
    app: Flask, database: Database, services: Services, email: str
) -> None:
    before, client = enter(app, email), app.test_client()
    post(client, "/staff/forgot", email=email.upper())
    there = link(database, services)
    assert post(client, there, password="short").status_code == 422
    assert "guessers try it first" in post(client, there, password="qwerty123456").text
    assert "a name or an address" in post(client, there, password=email).text
    assert post(client, there, password=NEW).location == "/staff/sign-in"
    assert client.get(there).status_code == 404  # it works once
    assert before.get("/staff/").status_code == 302
    assert enter(app, email, PASSWORD).get("/staff/").status_code == 302
    assert enter(app, email, NEW).get("/staff/").status_code == 200
    with database.read(EVERYONE) as session:
        assert session.scalar(select(Event).where(Event.new == "new password")) is not None


def test_a_link_for_a_new_password_runs_out(
    app: Flask,
    database: Database,
    services: Services,
    clock: Clock,
    email: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post(app.test_client(), "/staff/forgot", email=email)
    there = link(database, services)
    monkeypatch.setattr("ugc.links.RESET_LIVES", timedelta(seconds=-1))
    assert app.test_client().get(there).status_code == 404


def test_nobody_learns_who_has_an_account(
    app: Flask, database: Database, services: Services, email: str
) -> None:
    hints: list[tuple[str, str]] = []
    database.hint = lambda *hint: hints.append(hint)
    with asked(database) as for_them:
        known = post(app.test_client(), "/staff/forgot", email=email)
    with asked(database) as for_nobody:
        unknown = post(app.test_client(), "/staff/forgot", email="nobody@example.org")
    assert known.status_code == unknown.status_code == 200
    strip = re.compile(r'(nonce|content|value)="[^"]*"')
    assert strip.sub("", known.text) == strip.sub("", unknown.text)
    assert for_them == for_nobody  # nor by how long it takes
    for row_id in [row_id for kind, row_id in hints if kind == "forgotten"]:
        ERRANDS["forgotten"](services, row_id)
    with database.read(EVERYONE) as session:
        assert [mail.to for mail in session.scalars(select(Mail))] == [email]
        assert session.scalars(select(Forgotten)).all() == []


def test_a_forgotten_password_waits_for_a_queue_that_was_down(
    app: Flask, database: Database, services: Services, email: str
) -> None:
    database.hint = lambda *hint: None
    post(app.test_client(), "/staff/forgot", email=email)
    Engine(services).sweep()
    with database.read(EVERYONE) as session:
        assert [mail.to for mail in session.scalars(select(Mail))] == [email]
