"""The brand's social accounts: the network behind a channel, and whether it still lets us in."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import select

from ugc.accounts import network
from ugc.db import EVERYONE, Database, Session
from ugc.definitions.values import OTHER
from ugc.lifecycle import Actor, record
from ugc.models import Brand, Channel
from ugc.models.channel import PLACES
from ugc.platforms import Door, PlatformError, connect
from ugc.platforms.contract import Profile
from ugc.publish.credit import Refused
from ugc.vault import Vault


def ask(kind: str, base_url: str, secret: str, door: Door) -> tuple[Profile, str]:
    """Who we would be there, asked over the network, and the secret to keep: a network may exchange it.

    Raises PlatformError, ValueError for an unknown kind.
    """
    secrets = [secret]
    profile = connect(kind, base_url, secret, door, secrets.append).check()
    return profile, secrets[-1]


def add(
    session: Session,
    brand: Brand,
    vault: Vault,
    actor: Actor,
    *,
    name: str,
    kind: str,
    base_url: str,
    secret: str,
) -> Channel:
    """Keep a channel that `ask` has found to work. Raises Refused when the brand has one of that name."""
    if session.scalar(select(Channel.id).where(Channel.brand_id == brand.id, Channel.name == name)):
        raise Refused(f"There is a channel called {name} already: choose another name.")
    row = Channel(brand_id=brand.id, network=kind, name=name, base_url=base_url.rstrip("/"))
    row.place = _place(kind, name, base_url)
    row.secret = vault.seal(secret)
    session.add(row)
    session.flush()
    record(session, row, None, "connected", actor, base_url)
    return row


def _place(kind: str, name: str, base_url: str) -> str:
    """The network customers are asked about; an account kept by hand says it by its host, else its name.

    Never by the rest of its address, which names people: what is agreed to for one network stays there.
    """
    if kind != "manual":
        return next((place for place in PLACES if kind.startswith(place)), kind)
    host = urlsplit(base_url).hostname or ""
    return next((place for said in (host, name.lower()) for place in PLACES if place in said), OTHER)


def renew(session: Session, channel: Channel, vault: Vault, actor: Actor, secret: str) -> None:
    """Keep another key for a channel, one that `ask` has found to work; what waited goes on."""
    channel.secret, channel.problem = vault.seal(secret), None
    record(session, channel, None, "renewed", actor, "")


def of(session: Session, brand: Brand) -> Sequence[Channel]:
    """A brand's channels, by name."""
    return session.scalars(select(Channel).where(Channel.brand_id == brand.id).order_by(Channel.name)).all()


def everywhere(session: Session) -> list[tuple[Brand, Channel]]:
    """Every channel the session may see, with whose it is, by brand and name."""
    rows = select(Brand, Channel).join(Channel, Channel.brand_id == Brand.id)
    return [(brand, one) for brand, one in session.execute(rows.order_by(Brand.slug, Channel.name))]


def checked(session: Session, channel: Channel, actor: Actor, problem: str | None) -> None:
    """Write down that somebody of staff asked it."""
    record(session, channel, None, "checked", actor, problem or "")


def check(database: Database, vault: Vault, door: Door, channel_id: str) -> str | None:
    """Ask the network whether a channel still works, note it at the channel, and return what is wrong."""
    with database.read(EVERYONE) as session:
        channel = session.get_one(Channel, channel_id)
    try:
        network(database, channel, vault, door).check()
        problem = None
    except PlatformError as error:
        problem = error.message
    with database.write(EVERYONE) as session:
        session.get_one(Channel, channel_id).problem = problem
    return problem
