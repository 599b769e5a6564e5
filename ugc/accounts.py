"""From a channel's row to the account it stands for, the one place where its secret is opened."""

from collections.abc import Callable

from ugc.db import EVERYONE, Database
from ugc.models import Channel, Find
from ugc.platforms import Door, Network, PlatformError, capabilities, connect
from ugc.vault import Vault, WrongKey


def network(database: Database, channel: Channel, vault: Vault, door: Door) -> Network:
    """The account a channel stands for. Raises PlatformError when its key cannot be opened any more.

    Where the network gives us another key to use from now on, it is kept at once.
    """
    try:
        secret = vault.open(channel.secret)
    except WrongKey:
        message = "This channel’s key was kept under another secret key. Sign in again; what waits is kept."
        raise PlatformError(message, needs_person=True) from None
    return connect(channel.network, channel.base_url, secret, door, _keeper(database, channel, vault))


def answerable(find: Find) -> bool:
    """Whether we can say something below a find ourselves; else a person has to."""
    return find.reachable and capabilities(find.channel.network).can_reply


def _keeper(database: Database, channel: Channel, vault: Vault) -> Callable[[str], None]:
    """Keeps another key, unless a person has signed in again, or another worker, since ours was read."""
    last = channel.secret

    def keep(secret: str) -> None:
        nonlocal last
        with database.write(EVERYONE) as session:
            row = session.get_one(Channel, channel.id, with_for_update=True)
            if row.secret == last:
                row.secret = last = vault.seal(secret)

    return keep
