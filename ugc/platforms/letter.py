"""A letter, and the e-mail message made of it."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol

from ugc.platforms.errors import PlatformError

POLICY = SMTP.clone(cte_type="7bit")  # every relay passes it on unchanged
# As browsers check an e-mail field; the standard library's own parser fails in too many ways.
LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Letter:
    """One mail to one person. `key` and `written` (aware) stay the same when it is sent again.

    `sender` is a name, `reply_to` an address; `automatic` marks what no person wrote (RFC 3834).
    """

    to: str
    subject: str
    text: str = field(repr=False)  # it may hold a link that stands for a person
    key: str
    written: datetime
    html: str = field(default="", repr=False)
    sender: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    automatic: bool = False


class Mailer(Protocol):
    """Takes letters. `send` returns when the letter is in safe hands, else raises PlatformError."""

    def send(self, letter: Letter) -> None:
        """Send or keep one letter."""

    def forget(self, keys: Collection[str]) -> None:
        """Throw away what copies it keeps of the letters with these keys. Raises PlatformError."""


def compose(letter: Letter, address: str) -> EmailMessage:
    """The letter as a message from `address`; a permanent PlatformError when it cannot be one."""
    try:
        return _message(letter, mailbox(address, letter.sender))
    except ValueError as problem:
        words = "This letter cannot be sent: its address, a name or its subject is not valid."
        raise PlatformError(words, permanent=True) from problem


def mailbox(address: str, name: str = "") -> Address:
    """Exactly one address, its domain in ASCII. Raises ValueError for anything else."""
    local, _, domain = address.rpartition("@")
    domain = domain.encode("idna").decode()
    if not (LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise ValueError("not an address that mail reaches")
    return Address(_line(name), local, domain)


def _line(value: str) -> str:
    if NOT_IN_A_LINE.search(value):
        raise ValueError("a header holds one line without control characters")
    return value


def fingerprint(key: str) -> str:
    """What stands for a letter's key in its Message-ID."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _message(letter: Letter, sender: Address) -> EmailMessage:
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = mailbox(letter.to)
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(letter.written)
    message["Message-ID"] = f"<{fingerprint(letter.key)}@{sender.domain}>"
    if letter.reply_to:
        message["Reply-To"] = mailbox(letter.reply_to)
    if letter.automatic:
        message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = _line(value)
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message
