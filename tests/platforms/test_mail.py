"""Letters: what they look like, and that they arrive once or say why not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.ports import free_port
from tests.support.smtp import PASSWORD, USER, MailServer, mail_server
from tests.support.tls import certificate
from ugc.platforms.errors import PlatformError
from ugc.platforms.letter import Letter, compose
from ugc.platforms.mail import Memory, open_mailer

FROM = "hello@pip-and-moss.example"
WRITTEN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LETTER = Letter(
    to="ana@example.org",
    subject="Your photo is in the gallery – thank you, Ana 🎉",
    text="Hello Ana,\n\nsee https://ugc.example/my/never-shown\n",
    html="<p>Hello Ana,</p>",
    key="mail-71",
    written=WRITTEN,
    sender="Júlia at Pip & Moss",
    reply_to="answers@pip-and-moss.example",
    headers={"List-Unsubscribe": "<https://ugc.example/my/never-shown/mail>"},
    automatic=True,
)


def parsed(content: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(content, policy=default))


def url(server: MailServer, options: str = "?starttls=no", login: str = "", scheme: str = "smtp") -> str:
    return f"{scheme}://{login}localhost:{server.port}{options}"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


# The message


def test_a_letter_as_a_message() -> None:
    message = parsed(compose(LETTER, FROM).as_bytes())
    assert message["From"].addresses[0].display_name == "Júlia at Pip & Moss"
    assert message["From"].addresses[0].addr_spec == FROM
    assert message["To"] == "ana@example.org"
    assert message["Subject"] == LETTER.subject
    assert message["Reply-To"] == "answers@pip-and-moss.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == LETTER.headers["List-Unsubscribe"]
    assert parsedate_to_datetime(message["Date"]) == WRITTEN
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    text = message.get_body(("plain",))
    assert text
    assert text.get_content().splitlines() == LETTER.text.splitlines()


def test_what_a_person_wrote_is_not_marked_automatic() -> None:
    assert compose(replace(LETTER, automatic=False), FROM)["Auto-Submitted"] is None


def test_a_letter_sent_again_is_known_by_its_id() -> None:
    first = compose(LETTER, FROM)["Message-ID"]
    assert re.fullmatch(r"<[0-9a-f]{32}@pip-and-moss\.example>", first)
    assert compose(LETTER, FROM)["Message-ID"] == first
    assert compose(replace(LETTER, key="mail-72"), FROM)["Message-ID"] != first


def test_a_letter_passes_seven_bit_relays() -> None:
    long = replace(LETTER, text="ü" * 3000, html="<p>" + "é" * 3000)
    content = compose(long, FROM).as_bytes()
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


def test_links_stay_out_of_logs() -> None:
    assert "never-shown" not in repr(LETTER)


def test_a_domain_with_umlauts_is_reached() -> None:
    message = compose(replace(LETTER, to="ana@bücher.example"), FROM)
    assert message["To"].addresses[0].addr_spec == "ana@xn--bcher-kva.example"


SMUGGLED = "\r\nBcc: everybody@example.org"


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\ud800"]
)
@pytest.mark.parametrize("place", ["to", "subject", "sender", "reply_to", "header"])
def test_a_second_line_in_a_header_is_refused(place: str, end: str) -> None:
    evil = f"ana@example.org{end}Bcc: everybody@example.org"
    letter = (
        replace(LETTER, headers={"X-Kind": evil}) if place == "header" else replace(LETTER, **{place: evil})
    )
    with pytest.raises(PlatformError, match="cannot be sent") as refused:
        compose(letter, FROM)
    assert refused.value.permanent
    assert "everybody" not in str(refused.value)


NOBODY = ["", "ana", "@example.org", "ana@", "a@b.example, c@d.example", "Ana <a@b.example>", "a b@c.example"]


@pytest.mark.parametrize("to", [*NOBODY, "a@b.example\0", "ána@example.org", "a@b@c.example", "a@b..example"])
def test_an_address_nobody_has_is_refused(to: str) -> None:
    with pytest.raises(PlatformError, match="cannot be sent") as refused:
        compose(replace(LETTER, to=to), FROM)
    assert refused.value.permanent


@given(st.text(), st.text(), st.text())
def test_whatever_people_type_a_letter_has_one_reader_and_our_headers(
    subject: str, sender: str, to: str
) -> None:
    letter = replace(LETTER, subject=subject, sender=sender, to=f"{to}@example.org")
    try:
        message = parsed(compose(letter, FROM).as_bytes())
    except PlatformError as refused:
        assert refused.permanent
        return
    assert set(message.keys()) <= set(compose(LETTER, FROM).keys()) | {
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert len(message["To"].addresses) == 1
    assert message["From"].addresses[0].addr_spec == FROM


# Folder and memory


def test_the_outbox_keeps_each_letter_in_a_file_of_its_own(tmp_path: Path) -> None:
    mailer = open_mailer((tmp_path / "out box").as_uri(), FROM)
    for _ in range(3):
        mailer.send(LETTER)
    files = sorted((tmp_path / "out box").iterdir())
    assert len(files) == 3
    assert all(re.fullmatch(r"20261122T150000-[\w-]{22}\.eml", file.name) for file in files)
    assert {parsed(file.read_bytes())["Subject"] for file in files} == {LETTER.subject}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "out box").stat().st_mode & 0o777 == 0o700


def test_an_outbox_that_cannot_be_written_needs_a_person(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlatformError, match="outbox folder cannot be written") as full:
        open_mailer((tmp_path / "file").as_uri(), FROM).send(LETTER)
    assert full.value.needs_person


def test_memory_refuses_what_could_not_be_sent() -> None:
    mailer = open_mailer("memory:", FROM)
    assert isinstance(mailer, Memory)
    mailer.send(LETTER)
    with pytest.raises(PlatformError):
        mailer.send(replace(LETTER, subject=SMUGGLED))
    assert mailer.letters == [LETTER]


# SMTP


def test_a_letter_arrives(server: MailServer) -> None:
    open_mailer(url(server), FROM).send(replace(LETTER, text=".\n..\nFrom here\n"))
    assert [message["Subject"] for message in server.received] == [LETTER.subject]
    assert (server.envelopes[0].mail_from, server.envelopes[0].rcpt_tos) == (FROM, ["ana@example.org"])
    text = server.received[0].get_body(("plain",))
    assert text
    assert text.get_content().splitlines() == [".", "..", "From here"]


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtp", False), ("smtps", True)])
def test_the_way_is_encrypted_and_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, from_the_start: bool
) -> None:
    trusted, context = certificate(tmp_path, "localhost")
    login = f"{USER}:a%20password%3A%20with%40odd%2Fletters@"
    with mail_server(context, from_the_start=from_the_start) as server:
        mailer = open_mailer(url(server, "", login, scheme), FROM)
        with pytest.raises(PlatformError, match="no certificate that is valid") as untrusted:
            mailer.send(LETTER)
        assert untrusted.value.needs_person
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        mailer.send(LETTER)
        assert len(server.received) == 1
        with pytest.raises(PlatformError, match="does not accept the user or password") as refused:
            open_mailer(url(server, "", f"{USER}:wrong-7d2@", scheme), FROM).send(LETTER)
    assert refused.value.needs_person
    assert not refused.value.permanent
    assert PASSWORD not in repr(mailer)
    assert refused.value.__suppress_context__


def test_a_server_without_encryption_gets_nothing(server: MailServer) -> None:
    with pytest.raises(PlatformError, match="does not offer") as refused:
        open_mailer(url(server, ""), FROM).send(LETTER)
    assert refused.value.needs_person
    assert not server.received


@pytest.mark.parametrize(
    ("verb", "reply", "permanent", "needs_person"),
    [
        ("RCPT", "550 5.1.1 no such mailbox", True, False),
        ("RCPT", "450 4.2.1 mailbox busy", False, False),
        ("DATA", "554 5.7.1 looks like spam", True, False),
        ("DATA", "452 4.3.1 no room", False, False),
        ("MAIL", "550 5.7.1 you may not send from there", False, True),
        ("MAIL", "421 4.3.2 closing down", False, False),
    ],
)
def test_a_refusal_says_whether_it_lasts(
    server: MailServer, verb: str, reply: str, permanent: bool, needs_person: bool
) -> None:
    server.answers[verb] = reply
    with pytest.raises(PlatformError, match="refused the letter") as refused:
        open_mailer(url(server), FROM).send(LETTER)
    assert (refused.value.permanent, refused.value.needs_person) == (permanent, needs_person)
    assert not refused.value.unknown
    assert reply[4:] in str(refused.value)


@pytest.mark.parametrize(("verb", "unknown"), [("MAIL", False), ("RCPT", False), ("DATA", True)])
def test_a_connection_lost_after_the_letter_leaves_it_unknown(
    server: MailServer, verb: str, unknown: bool
) -> None:
    server.hang_up = verb
    with pytest.raises(PlatformError, match="hung up") as lost:
        open_mailer(url(server), FROM).send(LETTER)
    assert lost.value.unknown is unknown
    assert not lost.value.permanent
    assert len(server.received) == unknown


def test_a_server_that_is_away_is_tried_later() -> None:
    with pytest.raises(PlatformError, match="cannot be reached right now") as away:
        open_mailer(f"smtp://localhost:{free_port()}", FROM).send(LETTER)
    assert not away.value.permanent
    assert not away.value.needs_person
    assert not away.value.unknown


# The URL


@pytest.mark.parametrize(
    "wrong",
    [
        "smtp://user:s3cret-pw@mail.example:port",
        "smtp://user:s3cret/pw@mail.example",
        "smtp://user:s3cret-pw@mail.example?starttls=no",
        "smtp://user:s3cret-pw@mail.example?starttls=maybe",
        "smtp://user:s3cret-pw@mail.example?tls=1",
        "smtp://[s3cret-pw",
        "smtp:///s3cret-pw",
        "http://s3cret-pw",
        "file://s3cret-pw/folder",
        "s3cret-pw",
        "",
    ],
)
def test_a_wrong_url_is_refused_without_being_quoted(wrong: str) -> None:
    with pytest.raises(ValueError, match="mail URL") as refused:
        open_mailer(wrong, FROM)
    assert "s3cret" not in str(refused.value)
    assert refused.value.__suppress_context__ or not refused.value.__context__


def test_letters_need_an_address_to_come_from() -> None:
    with pytest.raises(ValueError, match="to come from"):
        open_mailer("memory:", "nobody")
