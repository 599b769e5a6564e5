"""What every response has, and what each surface is made of."""

from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from ugc.settings import Settings
from ugc.web import assets, create_app
from ugc.wiring import Services


def test_a_public_process_has_no_staff_route(settings: Settings, services: Services) -> None:
    app = create_app(settings, ("public",), services)
    assert [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff")] == []


def test_a_staff_process_has_no_public_form(settings: Settings, services: Services) -> None:
    app = create_app(settings, ("staff",), services)
    assert [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/c/")] == []


def test_every_response_is_locked_down(client: FlaskClient) -> None:
    policy = client.get("/nowhere").headers["Content-Security-Policy"]
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "Access-Control-Allow-Origin" not in client.get("/").headers
    assert client.get("/healthz").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("base", "header"), [("https://join.example.org", True), ("http://127.0.0.1", False)]
)
def test_https_is_kept_to(settings: Settings, services: Services, base: str, header: bool) -> None:
    app = create_app(settings.model_copy(update={"base_url": base}), services=services)
    assert ("Strict-Transport-Security" in app.test_client().get("/healthz").headers) is header


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7")])
def test_forwarded_addresses_are_believed_as_far_as_the_settings_say(
    settings: Settings, services: Services, proxies: int, address: str
) -> None:
    app = create_app(settings.model_copy(update={"proxies": proxies}), services=services)
    app.add_url_rule("/where", view_func=lambda: str(request.remote_addr), endpoint="where")
    forwarded = {"X-Forwarded-For": "192.0.2.1, 198.51.100.7, 203.0.113.9"}
    assert app.test_client().get("/where", headers=forwarded).text == address


def test_nonces_differ(client: FlaskClient) -> None:
    one, other = (client.get("/nowhere").headers["Content-Security-Policy"] for _ in range(2))
    assert one != other


def test_a_missing_page_says_so_in_words(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here." in answer.text


def test_a_mistake_of_ours_shows_no_insides(app: Flask) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("the secret is hunter2")

    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "What we had confirmed to you is safe." in answer.text
    assert "hunter2" not in answer.text


def test_ready_names_what_is_not(client: FlaskClient, services: Services, tmp_path: Path) -> None:
    assert client.get("/readyz").status_code == 200
    services.database.engine.dispose()
    services.database = type(services.database)(f"sqlite:///{tmp_path}/no/such/folder.db", services.clock)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json and answer.json["problems"][0].startswith("database: ")


def test_a_static_address_changes_with_the_content(app: Flask) -> None:
    with app.test_request_context():
        address = assets.static("css/base.css")
    with app.test_client().get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_only_named_browser_libraries_are_served(client: FlaskClient) -> None:
    with client.get("/static/vendor/tus.min.js") as answer:
        assert answer.status_code == 200
    assert client.get("/static/vendor/../package.json").status_code == 404
    assert client.get("/static/vendor/package.json").status_code == 404


def test_pages_speak_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": "es-ES,es;q=0.9,en;q=0.5"})
    assert '<html lang="es"' in answer.text
