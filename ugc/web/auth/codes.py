"""The second factor: one-time codes from a phone (RFC 6238), and recovery codes for when it is lost."""

import hashlib
import secrets
from datetime import datetime

import pyotp
import segno

from ugc.models import Account
from ugc.models.base import ALPHABET
from ugc.vault import Vault

STEP = 30  # seconds
RECOVERY = 10  # codes


def new_secret() -> str:
    """A secret for a phone to keep."""
    return pyotp.random_base32()


def picture(secret: str, account: Account) -> str:
    """The QR code that brings it there, as a data URI."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name="ugc")
    return str(segno.make(address).svg_data_uri(scale=5, border=2, light="#ffffff"))


def step(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The present time step if the code is its own; None for a wrong or used one.

    None early or late is taken: a code is good for as long as it is shown (OWASP ASVS 5.0, 6.5.5).
    """
    digits, at = "".join(code.split()), int(now.timestamp()) // STEP
    right = secrets.compare_digest(pyotp.TOTP(secret).at(at * STEP).encode(), digits.encode())
    return at if right and at > after else None


def use(account: Account, vault: Vault, code: str, now: datetime) -> bool:
    """Whether a code, or one of the recovery codes, is theirs; either works once."""
    if not account.totp:
        return False
    found = step(vault.open(account.totp), code, now, account.totp_step)
    if found is not None:
        account.totp_step = found
        return True
    typed = {_digest(_letters(code)), _digest(code.strip().lower())}  # older ones were kept with their dash
    left = [one for one in account.recovery if one not in typed]
    used = left != account.recovery
    account.recovery = left
    return used


def recovery() -> tuple[list[str], list[str]]:
    """Codes to print and put away, and what is kept of them.

    Each has 118 bits: from 112 on, a plain digest keeps a secret (OWASP ASVS 5.0, 6.5.2).
    """
    codes = ["-".join(_word() for _ in range(6)) for _ in range(RECOVERY)]
    return codes, [_digest(_letters(code)) for code in codes]


def _word() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(4))


def _letters(code: str) -> str:
    return "".join(one for one in code.lower() if one.isalnum())


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
