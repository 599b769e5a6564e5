"""The networks we publish to, and mail. A new network is a file beside these and a line in NETWORKS."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ugc.platforms.bluesky import Bluesky
from ugc.platforms.contract import Adapter, Capabilities, Network
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.instagram import Instagram, InstagramGraph
from ugc.platforms.mail import Letter, Mailer, open_mailer
from ugc.platforms.manual import Manual
from ugc.platforms.mastodon import Mastodon

__all__ = [
    "NETWORKS",
    "Door",
    "Letter",
    "Mailer",
    "Network",
    "PlatformError",
    "capabilities",
    "connect",
    "open_mailer",
]

NETWORKS: Mapping[str, Adapter] = MappingProxyType(
    {
        "mastodon": Mastodon,
        "bluesky": Bluesky,
        "instagram": Instagram,
        "instagram-graph": InstagramGraph,
        "manual": Manual,
    }
)


def connect(
    network: str, base_url: str, secret: str, door: Door, keep: Callable[[str], None] = lambda secret: None
) -> Network:
    """The account behind a channel; asks the network nothing yet. Raises ValueError for an unknown name.

    Where a network gives us another secret in exchange, as for a password, `keep` gets it.
    """
    return _adapter(network)(base_url, secret, door, keep)


def capabilities(network: str) -> Capabilities:
    """What a network can do in general, as declared. Raises ValueError for an unknown name."""
    return _adapter(network).capabilities


def _adapter(network: str) -> Adapter:
    if network not in NETWORKS:
        raise ValueError(f"We know no network called {network}; there are {', '.join(NETWORKS)}.")
    return NETWORKS[network]
