"""Where letters go, chosen by one URL."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from ugc.platforms.letter import Letter, Mailer, mailbox
from ugc.platforms.outbox import Memory, Outbox
from ugc.platforms.smtp import Smtp

__all__ = ["Letter", "Mailer", "Memory", "Outbox", "Smtp", "open_mailer"]

PORTS = {"smtp": 587, "smtps": 465}


def open_mailer(url: str, address: str) -> Mailer:
    """The mailer behind a URL; letters come from `address`.

    `smtp://user:password@host:587` insists on STARTTLS, `?starttls=no` speaks in the clear (no password
    then); `smtps://…:465` is encrypted from the start; `file:///folder` is an outbox; `memory:` is for tests.
    Raises ValueError with a sentence that never quotes the URL, which may hold a password.
    """
    parts = _parts(url, address)
    match parts.scheme:
        case "smtp" | "smtps":
            return _smtp(parts, address)
        case "file" if parts.path and not parts.netloc:
            return Outbox(Path(unquote(parts.path)), address)
        case "memory":
            return Memory(address)
    raise ValueError(
        "The mail URL is smtp://user:password@host, smtps://user:password@host or file:///folder."
    )


def _parts(url: str, address: str) -> SplitResult:
    try:
        mailbox(address)
    except ValueError:
        raise ValueError("The address that mail is to come from is not an e-mail address.") from None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - its check is what we want
    except ValueError:
        raise ValueError(
            "The mail URL cannot be read; special characters in it are written as %XX."
        ) from None
    return parts


def _smtp(parts: SplitResult, address: str) -> Smtp:
    options = parse_qs(parts.query)
    starttls = options.pop("starttls", ["yes"])[-1]
    if not parts.hostname or options or starttls not in {"yes", "no"}:
        raise ValueError(
            "The mail URL lacks a host, or has an option that is not starttls=yes or starttls=no."
        )
    security = "tls" if parts.scheme == "smtps" else {"yes": "starttls", "no": "none"}[starttls]
    if parts.username and security == "none":
        raise ValueError("The mail URL has a password but says starttls=no; we only send it encrypted.")
    return Smtp(
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        address,
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
