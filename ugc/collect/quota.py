"""How much one network address may send: generous, for a whole event shares one, yet no flood."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, select

from ugc.db import Session
from ugc.models import Attempt

WINDOW = timedelta(minutes=10)
MOST = {"submit": 100, "upload": 1000}  # of each, from one address in that time


class Flood(Exception):
    """More came from this address than people send."""


def count(session: Session, what: str, address: str) -> None:
    """Count one of `what`. Raises Flood."""
    key = f"{what}:{_network(address)}"
    since = session.now() - WINDOW
    recent = select(func.count()).where(Attempt.key == key, Attempt.created_at > since)
    if (session.scalar(recent) or 0) >= MOST[what]:
        raise Flood
    session.add(Attempt(key=key))


def forget(session: Session) -> None:
    """Drop what no longer counts, and with it who sent from where."""
    ours = [Attempt.key.startswith(f"{what}:") for what in MOST]
    session.execute(delete(Attempt).where(Attempt.created_at < session.now() - WINDOW, ours[0] | ours[1]))


def _network(address: str) -> str:
    """One household or server: an IPv4 address, or the /64 it owns in IPv6."""
    ip = ip_address(address)
    return str(ip_network((ip, 32 if ip.version == 4 else 64), strict=False))
