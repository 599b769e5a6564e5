"""A real mail server in a thread, that can be told to refuse or to hang up."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.ports import free_port

USER, PASSWORD = "mailer", "a password: with@odd/letters"


class MailServer:
    """`answers` maps MAIL, RCPT or DATA to the reply it gives instead of 250; `received` holds messages.

    `hang_up` names the verb at which it closes the connection, for DATA after taking the message.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, str] = {}
        self.hang_up = ""
        self.received: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []

    async def handle_MAIL(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._reply("MAIL", server)

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._reply("RCPT", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" not in self.answers:
            self.envelopes.append(envelope)
            content = cast(bytes, envelope.content)
            self.received.append(cast(EmailMessage, message_from_bytes(content, policy=default)))
        return self._reply("DATA", server)

    def _reply(self, verb: str, server: SMTP) -> str:
        if self.hang_up == verb:
            cast(Any, server.transport).abort()
        return self.answers.get(verb, "250 OK")


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
    known = isinstance(login, LoginPassword) and login == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, *, from_the_start: bool = False) -> Iterator[MailServer]:
    """A server on a free loopback port; with `tls` it offers STARTTLS or is encrypted from the start,
    and wants USER and PASSWORD.
    """
    server = MailServer(free_port())
    options: dict[str, Any] = {}
    if tls and from_the_start:  # aiosmtpd takes such a connection for a plain one and would refuse to sign in
        options = {"ssl_context": tls, "authenticator": _authenticate, "auth_require_tls": False}
    elif tls:
        options = {"tls_context": tls, "authenticator": _authenticate, "require_starttls": True}
        options["auth_required"] = True
    controller = Controller(server, "127.0.0.1", server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def words(letter: EmailMessage) -> str:
    """What stands in a letter."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(letter: EmailMessage) -> str:
    """The first address that stands on a line of its own."""
    found = re.search(r"^https?://\S+$", words(letter), re.MULTILINE)
    assert found, words(letter)
    return found[0]
