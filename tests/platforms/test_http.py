"""The door: what it sends, what it refuses, and what it says when something breaks."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from tests.support.faulty import Fault, faulty
from tests.support.ports import free_port
from tests.support.posts import LOOPBACK
from tests.support.site import Site, site
from tests.support.tls import certificate
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import HOPS, Door

TOKEN = "key-4b1d-never-shown"
Doors = Callable[..., Door]


def test_an_answer_is_read(door: Door, web: Site) -> None:
    web.answer("/a?b=c", body=b'{"id": "7"}')
    answer = door.request("GET", f"{web.base_url}/a?b=c", token=TOKEN)
    assert (answer.status, answer.read(lambda found: found["id"])) == (200, "7")
    assert web.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert web.asked[0].headers["Host"] == f"127.0.0.1:{web.port}"


def test_json_and_forms_are_sent(door: Door, web: Site) -> None:
    web.answer("/json")
    web.answer("/form")
    web.answer("/bytes")
    door.request("POST", f"{web.base_url}/json", json={"text": "grüß dich"})
    door.request(
        "POST", f"{web.base_url}/form", form=[("file", ("a.jpg", b"\xff\xd8", "image/jpeg")), ("alt", "é")]
    )
    door.request("POST", f"{web.base_url}/bytes", data=(b"\xff\xd8", "image/jpeg"))
    assert (web.asked[2].body, web.asked[2].headers["Content-Type"]) == (b"\xff\xd8", "image/jpeg")
    assert json.loads(web.asked[0].body) == {"text": "grüß dich"}
    assert b'filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n' in web.asked[1].body


def test_a_connection_is_used_again(door: Door, web: Site) -> None:
    web.answer("/")
    for _ in range(3):
        door.request("GET", web.base_url)
    assert len({asked.peer for asked in web.asked}) == 1


def test_a_refusal_is_an_answer_for_the_adapter(door: Door, web: Site) -> None:
    web.answer("/", 422, body=b'{"error": "too long"}')
    assert door.request("POST", web.base_url).status == 422


def test_an_answer_that_is_not_what_we_expect(door: Door, web: Site) -> None:
    web.answer("/", body=b"<html>")
    with pytest.raises(PlatformError, match="do not understand") as odd:
        door.request("GET", web.base_url).read(lambda found: found["id"])
    assert not odd.value.unknown
    with pytest.raises(PlatformError) as odd:
        door.request("POST", web.base_url).read(lambda found: found["id"])
    assert odd.value.unknown


# Time and size


def test_a_long_answer_is_not_read_to_its_end(door: Door, web: Site) -> None:
    with faulty(web.base_url) as relay:
        web.answer("/")
        relay.break_next("GET /", Fault.ENDLESS)
        with pytest.raises(PlatformError, match="longer than we read") as long:
            door.request("GET", relay.base_url, most=200_000)
    assert long.value.permanent


def test_a_small_file_that_unpacks_to_a_large_one_counts_unpacked(door: Door, web: Site) -> None:
    web.answer("/", headers={"Content-Encoding": "gzip"}, body=gzip.compress(bytes(50_000_000)))
    with pytest.raises(PlatformError, match="longer than we read"):
        door.request("GET", web.base_url, most=1_000_000)


def test_a_declared_length_is_not_believed(door: Door, web: Site) -> None:
    web.answer("/", headers={"Content-Length": "1000", "Connection": "close"}, body=b"{}")
    with pytest.raises(PlatformError, match="broke before its answer was complete"):
        door.request("GET", web.base_url)


@pytest.mark.parametrize("fault", [Fault.DRIP, Fault.DRIP_BODY])
def test_a_server_that_drips_does_not_hold_us(doors: Doors, web: Site, fault: Fault) -> None:
    web.answer("/", body=b" " * 10_000)
    with faulty(web.base_url) as relay:
        relay.break_next("POST /", fault)
        began = datetime.now(UTC)
        with pytest.raises(PlatformError) as slow:
            doors(LOOPBACK, read=0.4, total=0.4).request("POST", relay.base_url)
    assert datetime.now(UTC) - began < timedelta(seconds=5)
    assert slow.value.unknown
    assert not slow.value.permanent


# What is known after a failure


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_SERVER, Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_ANSWER])
@pytest.mark.parametrize(("method", "unknown"), [("POST", True), ("GET", False), ("DELETE", False)])
def test_a_lost_answer_is_unknown_where_repeating_would_do_it_twice(
    door: Door, web: Site, fault: Fault, method: str, unknown: bool
) -> None:
    web.answer("/", body=b" " * 1000)
    with faulty(web.base_url) as relay:
        relay.break_next(f"{method} /", fault)
        with pytest.raises(PlatformError, match="broke before its answer") as lost:
            door.request(method, relay.base_url)
    assert lost.value.unknown is unknown
    assert not lost.value.permanent


def test_a_request_that_may_be_repeated_is_not_unknown(door: Door, web: Site) -> None:
    with faulty(web.base_url) as relay:
        relay.break_next("POST /", Fault.CUT_BEFORE_SERVER)
        with pytest.raises(PlatformError) as lost:
            door.request("POST", relay.base_url, once=False)
    assert not lost.value.unknown


def test_who_never_picked_up_has_heard_nothing(door: Door) -> None:
    with pytest.raises(PlatformError, match="nothing was sent") as refused:
        door.request("POST", f"http://127.0.0.1:{free_port()}/")
    assert not refused.value.unknown
    assert not refused.value.permanent


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_at_a_server_leaves_a_post_unknown(door: Door, web: Site, status: int) -> None:
    web.answer("/", status)
    with pytest.raises(PlatformError, match=f"trouble of its own \\(status {status}\\)") as trouble:
        door.request("POST", web.base_url)
    assert trouble.value.unknown
    with pytest.raises(PlatformError) as trouble:
        door.request("GET", web.base_url)
    assert not trouble.value.unknown
    assert not trouble.value.permanent


NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "90"}, 90),
        ({"Retry-After": "Sun, 22 Nov 2026 15:02:00 GMT"}, 120),
        ({"X-RateLimit-Reset": "2026-11-22T15:05:00.000000Z"}, 300),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 60)}, 60),
        ({"RateLimit-Reset": str(int(NOW.timestamp()) + 60)}, 60),
        ({"Retry-After": "soon", "X-RateLimit-Reset": "2026-11-22T15:05:00Z"}, 300),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "Sun, 22 Nov 2026 14:00:00 GMT"}, 1),
        ({"Retry-After": "999999999"}, 86400),
        ({"Retry-After": "9" * 5000}, None),
        ({"Retry-After": "²"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_being_asked_to_slow_down(
    doors: Doors, web: Site, headers: dict[str, str], seconds: int | None
) -> None:
    web.answer("/", 429, headers)
    with pytest.raises(PlatformError, match="slow down") as slow:
        doors(LOOPBACK, clock=lambda: NOW).request("POST", web.base_url)
    assert slow.value.retry_after == seconds
    assert not slow.value.unknown
    assert not slow.value.permanent


# Redirects and credentials


def test_a_redirect_is_followed_with_the_key_at_home_only(door: Door, web: Site) -> None:
    with site("127.0.0.2") as elsewhere:
        web.answer("/start", 302, {"Location": "/next"})
        web.answer("/next", 307, {"Location": f"{elsewhere.base_url}/there"})
        elsewhere.answer("/there", 301, {"Location": f"{web.base_url}/back"})
        web.answer("/back", body=b"[]")
        headers = {"Cookie": "session=1", "Accept": "application/json"}
        assert door.request("GET", f"{web.base_url}/start", token=TOKEN, headers=headers).body == b"[]"
        assert [asked.headers["Authorization"] for asked in web.asked] == [f"Bearer {TOKEN}"] * 2 + [None]
        assert elsewhere.asked[0].headers["Authorization"] is None
        assert elsewhere.asked[0].headers["Cookie"] is None
        assert elsewhere.asked[0].headers["Accept"] == "application/json"


def test_a_circle_of_redirects_ends(door: Door, web: Site) -> None:
    web.answer("/", 302, {"Location": "/"})
    with pytest.raises(PlatformError, match="keeps sending us elsewhere"):
        door.request("GET", f"{web.base_url}/")
    assert len(web.asked) == HOPS + 1


def test_a_post_follows_no_redirect(door: Door, web: Site) -> None:
    with site("127.0.0.2") as elsewhere:
        elsewhere.answer("/")
        web.answer("/", 307, {"Location": elsewhere.base_url})
        with pytest.raises(PlatformError, match=r"has moved to 127\.0\.0\.2") as moved:
            door.request("POST", web.base_url, json={"password": TOKEN})
        assert not elsewhere.asked
    assert moved.value.needs_person


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/", "http://2130706434:{port}/", "http://[::ffff:127.0.0.2]:{port}/"]
)
def test_a_redirect_into_a_private_network_is_refused(doors: Doors, web: Site, target: str) -> None:
    with site("127.0.0.2") as inside:
        inside.answer("/")
        web.answer("/", 302, {"Location": target.format(port=inside.port)})
        with pytest.raises(PlatformError, match="private network"):
            doors([ip_network("127.0.0.1/32")]).request("GET", web.base_url)
        assert not inside.asked


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "https://me:pass@127.0.0.1/", "http://[", "//"]
)
def test_a_redirect_to_something_else_is_refused(door: Door, web: Site, target: str) -> None:
    web.answer("/", 302, {"Location": target})
    with pytest.raises(PlatformError) as refused:
        door.request("GET", web.base_url)
    assert refused.value.permanent


# Names and addresses


def test_a_name_that_leads_home_is_refused(doors: Doors, web: Site) -> None:
    web.answer("/")
    with pytest.raises(PlatformError, match="private network"):
        doors(resolver=lambda *_: ["127.0.0.1"]).request("GET", f"https://social.example:{web.port}/")
    assert not web.asked


def test_the_address_that_was_checked_is_the_one_connected_to(doors: Doors, web: Site) -> None:
    """A name server that answers differently the second time (DNS rebinding) gains nothing."""
    web.answer("/")
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
    with site("127.0.0.2") as inside:
        door = doors([ip_network("127.0.0.1/32")], resolver=lambda *_: [next(answers)])
        door.request("GET", f"http://social.example:{web.port}/")
        assert web.asked[0].headers["Host"] == f"social.example:{web.port}"
        with pytest.raises(PlatformError, match="private network"):
            door.request("GET", f"http://social.example:{web.port}/")
        assert next(answers) == "127.0.0.2", "one look-up for each request"
        assert not inside.asked


def test_the_next_address_is_tried_when_the_first_is_dead(doors: Doors, web: Site) -> None:
    web.answer("/")
    door = doors(LOOPBACK, resolver=lambda *_: ["127.0.0.3", "127.0.0.1"])
    assert door.request("POST", f"http://social.example:{web.port}/").status == 200


def test_plain_http_is_for_allowed_networks_only(doors: Doors) -> None:
    with pytest.raises(PlatformError, match=r"only speak to social\.example over https"):
        doors(LOOPBACK, resolver=lambda *_: ["93.184.216.34"]).request("GET", "http://social.example/")


def test_the_certificate_must_be_the_names(
    doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path, "social.example", "xn--bcher-kva.example")
    with site(tls=context) as secure:
        secure.answer("/")
        door = doors(LOOPBACK, resolver=lambda *_: ["127.0.0.1"])
        with pytest.raises(PlatformError, match="no certificate that is valid") as untrusted:
            door.request("POST", f"https://social.example:{secure.port}/", token=TOKEN)
        assert not untrusted.value.unknown
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        door = doors(LOOPBACK, resolver=lambda *_: ["127.0.0.1"])
        assert door.request("POST", f"https://social.example:{secure.port}/", token=TOKEN).status == 200
        assert door.request("GET", f"https://bücher.example:{secure.port}/").status == 200
        with pytest.raises(PlatformError, match="no certificate that is valid"):
            door.request("POST", f"https://other.example:{secure.port}/", token=TOKEN)
        assert len(secure.asked) == 2


def test_a_secure_server_that_says_nothing_does_not_hold_us(
    doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path, "social.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with site(tls=context) as secure:
        secure.answer("/", headers={"Content-Length": "10"}, body=b"")
        door = doors(LOOPBACK, read=0.4, resolver=lambda *_: ["127.0.0.1"])
        with pytest.raises(PlatformError, match="broke before its answer") as silent:
            door.request("POST", f"https://social.example:{secure.port}/")
    assert silent.value.unknown


# Secrets


def test_a_key_that_cannot_be_one_is_not_quoted(door: Door, web: Site) -> None:
    with pytest.raises(PlatformError) as odd:
        door.request("GET", web.base_url, token=f"{TOKEN}\r\nX-Evil: 1")
    assert odd.value.needs_person
    assert TOKEN not in _everything(odd.value)
    assert not web.asked


def test_errors_never_hold_the_key(door: Door, web: Site) -> None:
    with faulty(web.base_url) as relay:
        relay.break_next("POST /", Fault.CUT_BEFORE_SERVER)
        with pytest.raises(PlatformError) as lost:
            door.request("POST", f"{relay.base_url}/?secret={TOKEN}", token=TOKEN)
    assert TOKEN not in _everything(lost.value)
    assert TOKEN not in repr(door)


def _everything(error: BaseException | None) -> str:
    """What a log would show of an error: itself and all that caused it."""
    shown = ""
    while error:
        shown += f"{error!r} {error} "
        error = error.__cause__ or error.__context__
    return shown
