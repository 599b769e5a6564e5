"""Guessing passwords gets slow: tries are counted per account and per network address."""

import hashlib
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from ugc.db import Session
from ugc.models import Attempt

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 30  # an office shares one


class TooMany(Exception):
    """Too many wrong tries; `until` is when the next one counts again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"too many tries until {until:%H:%M} UTC")
        self.until = until


def count(session: Session, email: str, address: str) -> None:
    """Count a try before it is made, so that many at once do not slip through. Raises TooMany."""
    limits = {_account(email): PER_ACCOUNT, _network(address): PER_ADDRESS}
    for key, most in limits.items():
        tries = session.scalars(Attempt.since(key, session.now() - WINDOW)).all()
        if len(tries) >= most:
            raise TooMany(tries[most - 1].created_at + WINDOW)
    session.add_all(Attempt(key=key) for key in limits)


def forgive(session: Session, email: str, address: str) -> None:
    """They are in: the account's tries are forgotten, and this one of the address."""
    for attempt in session.scalars(Attempt.since(_account(email), session.now() - WINDOW)):
        session.delete(attempt)
    forgive_one(session, address)


def forgive_one(session: Session, address: str) -> None:
    """It was right, and more is asked. The account's tries stay: no password buys more guesses at a code."""
    this = session.scalars(Attempt.since(_network(address), session.now() - WINDOW)).first()
    if this:
        session.delete(this)


def _account(email: str) -> str:
    """Hashed, for people type passwords into the wrong field."""
    return f"sign-in:account:{hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]}"


def _network(address: str) -> str:
    """One household or server: an IPv4 address, or the /64 it owns in IPv6."""
    ip = ip_address(address)
    return f"sign-in:from:{ip_network((ip, 32 if ip.version == 4 else 64), strict=False)}"
