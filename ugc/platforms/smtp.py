"""Letters handed to a mail server by SMTP (RFC 5321)."""

import smtplib
import ssl
from collections.abc import Collection
from contextlib import suppress

from ugc.platforms.errors import PlatformError, quoted
from ugc.platforms.letter import Letter, compose, mailbox


class Smtp:
    """One mail server. `security` is `tls` from the first byte, `starttls` or `none`."""

    def __init__(
        self,
        host: str,
        port: int,
        address: str,
        *,
        security: str = "starttls",
        user: str = "",
        password: str = "",
        timeout: float = 20,
    ) -> None:
        self._host = host
        self._port = port
        self._address = address
        self._security = security
        self._user = user
        self._password = password
        self._timeout = timeout

    def forget(self, keys: Collection[str]) -> None:
        """Nothing: no copy is kept here, and what was sent is beyond reach."""

    def send(self, letter: Letter) -> None:
        message = compose(letter, self._address).as_bytes()
        session = self._session()
        try:
            self._hand_over(session, mailbox(letter.to).addr_spec, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # the letter is theirs or not, whatever QUIT gives
                session.quit()
            session.close()

    def _session(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in as configured."""
        session = None
        try:
            session = self._connected()
            session.ehlo_or_helo_if_needed()
            if self._security == "starttls":
                session.starttls(context=ssl.create_default_context())
            if self._user:
                session.login(self._user, self._password)
        except (OSError, smtplib.SMTPException) as problem:
            if session:
                session.close()
            raise self._closed_door(problem) from None  # the cause of a failed login may quote it
        return session

    def _connected(self) -> smtplib.SMTP:
        if self._security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout)

    def _closed_door(self, problem: Exception) -> PlatformError:
        """Why we did not get as far as the letter; it waits."""
        match problem:
            case smtplib.SMTPAuthenticationError(smtp_code=code) if code >= 500:
                words = "does not accept the user or password in UGC_MAIL_URL"
            case smtplib.SMTPNotSupportedError():
                words = "does not offer what UGC_MAIL_URL asks for (encryption or signing in)"
            case ssl.SSLError():
                words = "has no certificate that is valid for its name"
            case smtplib.SMTPResponseException(smtp_code=code) if code >= 500:
                words = f"turns us away ({_said(problem.smtp_error)})"
            case _:
                return PlatformError(f"The mail server {self._host} cannot be reached right now.")
        return PlatformError(f"The mail server {self._host} {words}. Letters wait.", needs_person=True)

    def _hand_over(self, session: smtplib.SMTP, to: str, message: bytes) -> None:
        try:
            self._check(session.mail(self._address), about_letter=False)
            self._check(session.rcpt(to), about_letter=True)
        except (OSError, smtplib.SMTPException) as problem:
            raise PlatformError(f"The mail server {self._host} hung up before the letter.") from problem
        answer: tuple[int, bytes | str]
        try:
            answer = session.data(message)
        except smtplib.SMTPDataError as problem:  # it refused before it saw the letter
            answer = problem.smtp_code, problem.smtp_error
        except (OSError, smtplib.SMTPException) as problem:
            text = f"The mail server {self._host} hung up before it confirmed the letter."
            raise PlatformError(text, unknown=True) from problem
        self._check(answer, about_letter=True)

    def _check(self, answer: tuple[int, bytes | str], *, about_letter: bool) -> None:
        """4xx may pass, 5xx stays: the letter's fault, or ours as a sender (RFC 5321 §4.2.1)."""
        code, said = answer
        if code < 400:
            return
        text = f"The mail server {self._host} refused the letter ({_said(said)})."
        lasting = code >= 500
        raise PlatformError(
            text, permanent=lasting and about_letter, needs_person=lasting and not about_letter
        )


def _said(words: bytes | str) -> str:
    return quoted(words.decode("utf-8", "replace") if isinstance(words, bytes) else words)
