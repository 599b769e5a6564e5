"""From a channel's row to the account it stands for, the one place where its secret is opened."""

from ugc.models import Channel
from ugc.platforms import Door, Network, PlatformError, connect
from ugc.vault import Vault, WrongKey


def network(channel: Channel, vault: Vault, door: Door) -> Network:
    """The account a channel stands for. Raises PlatformError when its key cannot be opened any more."""
    try:
        secret = vault.open(channel.secret)
    except WrongKey:
        message = "This channel’s key was kept under another secret key. Sign in again; what waits is kept."
        raise PlatformError(message, needs_person=True) from None
    return connect(channel.network, channel.base_url, secret, door)
