"""How much may come from one form, and from one network address: enough for a whole event, yet no flood."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, or_, select

from ugc.db import Session
from ugc.models import Attempt

WINDOW = timedelta(minutes=10)
MOST = {
    "submit": 100,
    "upload": 1000,
    "draft": 100,
    "renew": 20,
    "report": 10,
}  # in that time; drafts: photos begun in one form


class Flood(Exception):
    """More came from there than people send."""


def count(session: Session, what: str, source: str) -> None:
    """Count one of `what` from a source: a draft's key, or the `network` of an address. Raises Flood."""
    key = f"{what}:{source}"
    since = session.now() - WINDOW
    recent = select(func.count()).where(Attempt.key == key, Attempt.created_at > since)
    if (session.scalar(recent) or 0) >= MOST[what]:
        raise Flood
    session.add(Attempt(key=key))


def forget(session: Session) -> None:
    """Drop what no longer counts, and with it who sent from where."""
    ours = or_(*(Attempt.key.startswith(f"{what}:") for what in MOST))
    session.execute(delete(Attempt).where(Attempt.created_at < session.now() - WINDOW, ours))


def network(address: str) -> str:
    """One household or server: an IPv4 address, or the /64 it owns in IPv6."""
    ip = ip_address(address)
    return str(ip_network((ip, 32 if ip.version == 4 else 64), strict=False))
