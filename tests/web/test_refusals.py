"""What is refused stands in the process's log, whatever refused it, and without the secrets in an address."""

import pytest
from flask import Flask

from tests.support.people import World
from tests.support.refused import refused
from tests.web.staff import signed_in, token
from ugc.web.auth.throttle import PER_ACCOUNT


def test_every_kind_of_no_is_one_line(
    app: Flask, running: World, ids: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    stranger, moderator = app.test_client(), signed_in(app, running.moderator)
    outsider, csrf = signed_in(app, running.outsider), {}
    for client in (stranger, moderator, outsider):
        csrf[client] = {"csrf_token": token(client.get("/staff/forgot").text)}
    tries = [
        (stranger, "POST", "/staff/sign-out", {}, 400, "/staff/sign-out"),
        (stranger, "POST", "/staff/views", csrf[stranger], 401, "/staff/views"),
        (moderator, "GET", "/staff/members", {}, 403, "/staff/members"),
        (outsider, "GET", f"/staff/queue/{ids['submission_id']}", {}, 404, "/staff/queue/<submission_id>"),
        (stranger, "GET", "/my/a-made-up-key", {}, 404, "/my/<token>"),
        (stranger, "POST", "/staff/forgot", csrf[stranger], 422, "/staff/forgot"),
        (stranger, "PUT", "/staff/forgot", csrf[stranger], 405, ""),
    ]
    caplog.clear()
    for client, method, address, typed, _, _ in tries:
        client.open(address, method=method, data=typed)
    assert [(line["status"], line["route"]) for line in refused(caplog)] == [one[4:] for one in tries]
    people = [None, None, running.moderator.account_id, running.outsider.account_id, None, None, None]
    assert [line["account"] for line in refused(caplog)] == people
    assert "a-made-up-key" not in caplog.text
    assert ids["submission_id"] not in caplog.text


def test_a_no_says_what_else_would_do(app: Flask) -> None:
    """RFC 9110, 15.5.6: which methods a page has."""
    no = app.test_client().get("/staff/sign-out")
    assert no.status_code == 405
    assert {one.strip() for one in no.headers["Allow"].split(",")} == {"POST", "OPTIONS"}
    assert no.headers.getlist("Content-Type") == ["text/html; charset=utf-8"]


def test_a_flood_is_noted_and_what_was_typed_is_not(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    client = app.test_client()
    typed = {"csrf_token": token(client.get("/staff/forgot").text), "email": "a password by mistake"}
    for _ in range(PER_ACCOUNT + 1):
        client.post("/staff/forgot", data=typed)
    assert [line["status"] for line in refused(caplog)] == [429]
    assert "mistake" not in caplog.text


def test_what_is_given_and_what_never_was_are_no_refusals(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    assert client.get("/staff/sign-in").status_code == 200
    assert client.get("/wp-login.php").status_code == 404
    assert refused(caplog) == []
